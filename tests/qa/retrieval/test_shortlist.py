"""qa.retrieval.shortlist: the candidates whose text is worth reading."""

from __future__ import annotations

import dataclasses
from unittest import mock

import numpy as np

from qa import weights
from qa.retrieval import shortlist
from qa.retrieval.legs import LEGS, SENTENCE_TERMS, SENTENCE_VECTORS
from tests.support.texts.understood import asked, candidates, document, passage, provenances

REPORT = document()


def test_only_those_that_may_be_among_the_first_are_looked_at():
    passages = [passage(f"第{i}村修路。") for i in range(17)]
    where = mock.Mock(side_effect=provenances([(REPORT, each) for each in passages]))
    strengths = [[float(i) for i in range(len(passages))]] * len(LEGS)
    found = shortlist.shortlist(asked("修路的经验"), candidates(strengths), where, 12)
    looked_at = [call.args[0] for call in where.call_args_list]
    assert looked_at == list(reversed(range(5, len(passages))))
    assert [each.passage for each in found] == passages[:4:-1]


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
