"""qa.retrieval.legs: each leg is one record, and a further one is all that it takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from index.build import build_from_contexts
from index.searchable.protocol import TermQuery, Unit
from qa import Engine, weights
from qa.retrieval import legs
from qa.retrieval.legs import LEGS, Leg
from qa.web.fragments import why
from qa.web.texts import LANGUAGES, Texts

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.hash_encoder import HashEncoder

CONTEXTS = ("公园里新种了三百棵槐树。", "图书馆藏书九十万册。", "医院开设了夜间门诊。")


# Whatever is asked, this one finds what is of hospitals.
HOSPITALS = Leg(
    name="hospitals",
    of_sentences=False,
    asks=lambda _query: TermQuery(unit=Unit.PASSAGE, terms=("门诊",)),
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
    monkeypatch.setattr(legs, "LEGS", (*LEGS, HOSPITALS))
    monkeypatch.setattr(weights, "PASSAGE", {**weights.PASSAGE, HOSPITALS.name: 90.0})
    hits = Engine.open(tmp_path, load=lambda _: hash_encoder).search("图书馆藏书", top_k=3)
    assert [hit.passage.text for hit in hits[:2]] == [CONTEXTS[2], CONTEXTS[1]]
    for i, hit in enumerate(hits):
        seen = hit.trace.legs[-1]
        assert (seen.leg, seen.rank) == (HOSPITALS.name, None if i else 1)
        # What is held against the one term is its whole mass, times what the length of the text tells.
        assert (seen.similarity > 0) == (hit.trace.parts[HOSPITALS.name] > 0) == (i == 0)
    of_leg = hits[0].trace.parts[HOSPITALS.name]
    for texts in LANGUAGES:
        told = why.why(hits[0], hits, texts)
        assert f'<th scope="row">{texts.outline}</th><td>1</td>' in told
        assert f'<th scope="row">{texts.why_place}</th><td>+{of_leg:.2f}</td>' in told
