"""qa.evaluation.ranking_metrics: the same figures as a library of measures gives, on any ranking."""

from __future__ import annotations

from math import log2

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import label_ranking_average_precision_score, ndcg_score

from qa.evaluation import ranking_metrics

KEYS = "甲乙丙丁戊己庚辛壬癸子丑寅卯"
rankings = st.permutations(KEYS)
rights = st.sets(st.sampled_from(KEYS))
depths = st.integers(1, len(KEYS) + 2)


def test_of_one_ranking_by_hand():
    ranked, right = "甲乙丙丁", {"乙", "丁", "戊"}
    assert [ranking_metrics.hit(ranked, right, k) for k in (1, 2, 3)] == [0, 1, 1]
    assert ranking_metrics.reciprocal_rank(ranked, right, 10) == 1 / 2
    ideal = 1 / log2(2) + 1 / log2(3) + 1 / log2(4)
    assert ranking_metrics.ndcg(ranked, right, 10) == (1 / log2(3) + 1 / log2(5)) / ideal
    assert ranking_metrics.ndcg(ranked, right, 2) == (1 / log2(3)) / (1 / log2(2) + 1 / log2(3))


@pytest.mark.parametrize("ranked", ["", "甲乙丙"])
def test_nothing_right_is_nothing(ranked: str):
    assert ranking_metrics.hit(ranked, set(), 3) == 0
    assert ranking_metrics.reciprocal_rank(ranked, set(), 3) == 0
    assert ranking_metrics.ndcg(ranked, set(), 3) == 0


def test_nothing_found_is_nothing():
    assert ranking_metrics.hit((), {"甲"}, 3) == 0
    assert ranking_metrics.reciprocal_rank((), {"甲"}, 3) == 0
    assert ranking_metrics.ndcg((), {"甲"}, 3) == 0


@given(rankings, rights, depths)
def test_ndcg_is_what_a_library_reckons(ranked: list[str], right: set[str], depth: int):
    is_right = np.array([[key in right for key in ranked]])
    expected = ndcg_score(is_right, [range(len(ranked), 0, -1)], k=depth) if right else 0
    assert ranking_metrics.ndcg(ranked, right, depth) == pytest.approx(expected)


@given(rankings, st.sampled_from(KEYS))
def test_the_reciprocal_rank_is_what_a_library_reckons(ranked: list[str], right: str):
    """Of one right passage it is the average precision."""
    is_right = np.array([[key == right for key in ranked]])
    expected = label_ranking_average_precision_score(is_right, [range(len(ranked), 0, -1)])
    assert ranking_metrics.reciprocal_rank(ranked, {right}, len(KEYS)) == pytest.approx(expected)


@given(rankings, rights, depths)
def test_a_hit_is_a_reciprocal_rank_above_nothing(ranked: list[str], right: set[str], depth: int):
    rank = ranking_metrics.reciprocal_rank(ranked, right, depth)
    assert ranking_metrics.hit(ranked, right, depth) == (rank > 0)
    assert (ranking_metrics.ndcg(ranked, right, depth) > 0) == (rank > 0)
