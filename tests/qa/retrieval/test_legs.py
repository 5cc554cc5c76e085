"""qa.retrieval.legs: each leg is one record, and a further one is all that it takes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pytest

from index.build import build_from_contexts
from qa import Engine, weights
from qa.retrieval import legs
from qa.retrieval.legs import LEGS, Leg
from qa.web.fragments import why
from qa.web.texts import LANGUAGES, Texts

if TYPE_CHECKING:
    from pathlib import Path

    from index.model.encoder import Vectors
    from index.published.vectors import Rows
    from tests.support.hash_encoder import HashEncoder

CONTEXTS = ("公园里新种了三百棵槐树。", "图书馆藏书九十万册。", "医院开设了夜间门诊。")


@dataclass(frozen=True)
class Later:
    """The later a passage stands, the nearer it is."""

    n_passages: int

    def nearest(self, n: int, within: Rows | None) -> Rows:
        rows = np.arange(self.n_passages) if within is None else within
        return rows[::-1][:n]

    def similarities(self, rows: Rows) -> Vectors:
        return rows.astype(np.float32)

    def strengths(self, similarities: Vectors) -> Vectors:
        return np.asarray(similarities / self.n_passages, np.float32)


LATER = Leg(
    name="later passages",
    of_sentences=False,
    search=lambda index, _manifest, _query: Later(len(index.passages)),
    ratios=(0.0, 1.0),
    label="outline",  # any text that the page has
    group="why_place",
)


@pytest.mark.parametrize("texts", LANGUAGES, ids=lambda texts: texts.language)
def test_every_leg_has_its_texts_in_every_language(texts: Texts):
    for leg in LEGS:
        assert getattr(texts, leg.label)
        assert getattr(texts, leg.group)


def test_every_leg_is_weighed_beside_sentence_vectors():
    assert tuple(legs.SENTENCE_VECTORS.ratios) == (1,)
    assert len({leg.name for leg in LEGS}) == len(LEGS)


def test_a_further_leg_is_its_record_its_weight_and_its_text(
    tmp_path: Path, hash_encoder: HashEncoder, monkeypatch: pytest.MonkeyPatch
):
    build_from_contexts(CONTEXTS, tmp_path, hash_encoder)
    monkeypatch.setattr(legs, "LEGS", (*LEGS, LATER))
    monkeypatch.setattr(weights, "PASSAGE", {**weights.PASSAGE, LATER.name: 90.0})
    hits = Engine.open(tmp_path, load=lambda _: hash_encoder).search("图书馆藏书", top_k=3)
    assert [hit.passage.text for hit in hits] == list(reversed(CONTEXTS))
    for i, hit in enumerate(hits):
        seen = hit.trace.legs[-1]
        assert (seen.leg, seen.rank, seen.similarity) == (LATER.name, i + 1, 2 - i)
        assert hit.trace.parts[LATER.name] == pytest.approx(90 * (2 - i) / 3)
    for texts in LANGUAGES:
        told = why.why(hits[0], hits, texts)
        assert f'<th scope="row">{texts.outline}</th><td>1</td>' in told
        assert f'<th scope="row">{texts.why_place}</th><td>+60.00</td>' in told
