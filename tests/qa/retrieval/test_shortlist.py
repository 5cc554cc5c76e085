"""qa.retrieval.shortlist: the candidates whose text is worth reading."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING
from unittest import mock

import numpy as np

from index.build import build_from_contexts
from index.published.contents import PublishedIndex
from index.searchable.embedded import EmbeddedIndex
from index.storage.store import Store
from qa import weights
from qa.retrieval import shortlist
from qa.retrieval.legs import LEGS, SENTENCE_TERMS, SENTENCE_VECTORS
from tests.support.texts.understood import Provenances, asked, candidates, document, passage

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from index.types import Passage
    from tests.support.hash_encoder import HashEncoder

REPORT = document()


def test_only_those_that_may_be_among_the_first_are_looked_at():
    passages = [passage(f"第{i}村修路。") for i in range(17)]
    where = mock.Mock(side_effect=Provenances([(REPORT, each) for each in passages]))
    strengths = [[float(i) for i in range(len(passages))]] * len(LEGS)
    found = shortlist.Likeliest(asked("修路的经验"), candidates(strengths), where).first(12)
    looked_at = [call.args[0] for call in where.call_args_list]
    assert looked_at == list(reversed(range(5, len(passages))))
    assert [each.passage for each in found] == passages[:4:-1]


class Counting(EmbeddedIndex):
    """An index that notes what is read in each call."""

    def __init__(self, published: PublishedIndex) -> None:
        super().__init__(published)
        self.calls: list[list[int]] = []

    def passages(self, rows: Sequence[int]) -> tuple[Passage, ...]:
        self.calls.append([*rows])
        return super().passages(rows)


def test_texts_of_a_shortlist_are_read_in_one_call(tmp_path: Path, hash_encoder: HashEncoder):
    build_from_contexts([f"第{i}村修路。" for i in range(9)], tmp_path, hash_encoder)
    index = Counting(PublishedIndex.load(Store(tmp_path).current()[0]))
    where = shortlist.Provenances(index, np.arange(9))
    strengths = [[float(i) for i in range(9)]] * len(LEGS)
    made = candidates(strengths)
    first = shortlist.Likeliest(asked("修路的经验"), made, where).first(4)
    assert index.calls == [[8, 7, 6, 5]]
    assert [each.passage.text for each in first] == [f"第{i}村修路。" for i in (8, 7, 6, 5)]
    shortlist.Likeliest(asked("修路的经验"), made, where).first(6)
    assert index.calls == [[8, 7, 6, 5], [4, 3]]  # what was read is not read again


def test_best_sentences_weigh_vector_and_terms():
    found = candidates([[0.0, 0.0]] * len(LEGS))
    vectors = np.array([2.0, 1.0], np.float32)
    # sentence vectors' weight * (2 - 1) against sentence terms' weight * share
    even = weights.PASSAGE["sentence vectors"] / weights.PASSAGE["sentence terms"]
    for share, best in ((0.0, 0), (even - 0.05, 0), (even + 0.05, 1)):
        terms = np.array([0.0, share], np.float32)
        made = dataclasses.replace(
            found,
            rows=found.rows[:1],
            of_sentences={SENTENCE_VECTORS: vectors, SENTENCE_TERMS: terms},
            starts=np.array([0, 2]),
        )
        assert shortlist.best_sentences(made, [0]) == [best]
