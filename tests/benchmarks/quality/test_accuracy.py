from __future__ import annotations

from typing import Any

import pytest

from benchmarks.quality.accuracy import falls, lost, metrics, table


def _report(**answering: Any) -> dict[str, Any]:
    known = {
        "n_judged": 10,
        "n_exact": 8,
        "f1": 0.9,
        "n_answerable": 20,
        "n_answerable_refused": 1,
        "refusal_precision": None,
        "refusal_recall": None,
    }
    return {"overall": {"retrieval": {"hit_at_1": 0.75}, "answering": known | answering}}


def test_metrics_are_shares_and_what_was_not_measured_is_left_out():
    assert metrics(_report()) == {
        "hit_at_1": 0.75,
        "exact": 8 / 10,
        "f1": 0.9,
        "wrongly refused": 1 / 20,
    }
    assert "exact" not in metrics(_report(n_judged=0, n_exact=0))


@pytest.mark.parametrize(
    ("name", "old", "new", "fell"),
    [
        ("hit_at_1", 0.9, 0.894, True),
        ("hit_at_1", 0.9, 0.895, False),
        ("hit_at_1", 0.9, 1.0, False),
        ("wrongly refused", 0.10, 0.11, True),  # of these more is worse
        ("wrongly refused", 0.10, 0.01, False),
    ],
)
def test_a_metric_falls_by_more_than_the_tolerance(
    name: str, old: float, new: float, *, fell: bool
):
    assert (name in falls({name: old}, {name: new}, 0.005)) == fell


def test_only_what_both_runs_have_is_compared():
    assert falls({"f1": 0.9}, {"exact": 0.1}) == {}
    assert lost({"new.json": {"f1": 0.1}}, {"old.json": {"f1": 0.9}}, 0.005) == []


def test_what_fell_is_told_with_its_file():
    told = lost({"a.json": {"f1": 0.5}}, {"a.json": {"f1": 0.6}}, 0.005)
    assert told == ["a.json: f1 is worse by 0.1000"]


def test_before_stands_beside_after():
    rows = table({"a": {"f1": 0.5}, "b": {"f1": 0.25}}, {"a": {"f1": 0.75}}).splitlines()
    assert rows[-2:] == ["| a | f1 | 0.750 | 0.500 |", "| b | f1 |  | 0.250 |"]
