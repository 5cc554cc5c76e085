from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.types import Period
from qa import rank
from qa.retrieve import Candidates, Leg


def candidates(strengths: list[list[float]]) -> Candidates:
    """Candidates of one sentence each; ``strengths`` has a row for each leg."""
    n = len(strengths[0])
    each = {leg: np.array(row, np.float32) for leg, row in zip(Leg, strengths, strict=True)}
    return Candidates(
        rows=np.arange(n),
        similarities=each,
        strengths=each,
        ranks={leg: np.arange(n) for leg in Leg},
        of_sentences={leg: each[leg] for leg in (Leg.SENTENCE_VECTORS, Leg.SENTENCE_TERMS)},
        starts=np.arange(n + 1),
    )


def test_log_odds_are_the_weighted_sum():
    found = rank.log_odds(candidates([[1.0], [2.0], [0.5], [0.25]]), np.zeros(1))
    expected = rank.INTERCEPT + 1 * 0.75 + 2 * 0.75 + 0.5 * 3 + 0.25 * 4.5
    assert found == pytest.approx([expected])


def test_the_other_time_counts_less():
    same = candidates([[1.0] * 4] * 4)
    stated = [Period.PLAN, Period.REVIEW, Period.GLOSSARY, Period.OTHER]
    asked: list[Period | None] = [Period.PLAN] * 4
    penalties = rank.period_penalties(asked, stated)
    plan, review, glossary, other = rank.log_odds(same, penalties)
    assert plan == glossary == other == pytest.approx(review + rank.PERIOD_PENALTY)


def test_no_time_no_penalty():
    assert not rank.period_penalties([None, None], [Period.PLAN, Period.REVIEW]).any()


def test_another_year_is_no_answer():
    assert list(rank.year_penalties([True, False])) == [0.0, rank.YEAR_PENALTY]


def test_chance():
    assert rank.chance(0) == 0.5
    assert rank.chance(np.log(9)) == pytest.approx(0.9)
    assert 0 <= rank.chance(-800) < rank.chance(-1) < rank.chance(1) <= rank.chance(800) <= 1


def test_order_is_highest_first_and_stable():
    assert list(rank.order(np.array([1.0, 3.0, 3.0, 2.0]), 3)) == [1, 2, 3]
    assert list(rank.order(np.array([1.0]), 5)) == [0]


@given(st.lists(st.floats(-5, 5, width=32), min_size=2, max_size=20, unique=True), st.randoms())
def test_fusion_does_not_depend_on_the_order_of_candidates(values: list[float], random: object):
    places = list(range(len(values)))
    random.shuffle(places)  # type: ignore[attr-defined]
    none = np.zeros(len(values))
    straight = rank.log_odds(candidates([values] * 4), none)
    shuffled = rank.log_odds(candidates([[values[i] for i in places]] * 4), none)
    assert shuffled == pytest.approx([straight[i] for i in places])


def test_best_sentence_weighs_vector_and_terms():
    found = candidates([[0.0, 0.0], [0.0, 0.0], [0.0, 0.0], [0.0, 0.0]])
    vectors = np.array([2.0, 1.0], np.float32)
    for share, best in ((0.0, 0), (0.1, 0), (0.2, 1)):  # 0.75 * (2 - 1) against 4.5 * share
        terms = np.array([0.0, share], np.float32)
        one = Candidates(
            rows=found.rows[:1],
            similarities=found.similarities,
            strengths=found.strengths,
            ranks=found.ranks,
            of_sentences={Leg.SENTENCE_VECTORS: vectors, Leg.SENTENCE_TERMS: terms},
            starts=np.array([0, 2]),
        )
        assert rank.best_sentence(one, 0) == best


def test_trace_names_every_leg():
    trace = rank.trace(candidates([[1.0, 2.0]] * 4), 1, ("企业",))
    assert [leg.leg for leg in trace.legs] == list(Leg)
    assert [leg.rank for leg in trace.legs] == [1] * 4
    assert rank.trace(candidates([[1.0]] * 4), 0, ()).legs[0].rank is None  # 0: not proposed
