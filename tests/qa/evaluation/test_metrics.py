"""qa.evaluation.metrics: a table as wide as a terminal shows it."""

from __future__ import annotations

from qa.evaluation.metrics import columns


def test_chinese_characters_are_two_columns_wide_and_combining_marks_none():
    assert columns([("type", "n"), ("数量", "12"), ("e\u0301a", "3")]) == [
        "type   n",
        "数量  12",
        "e\u0301a     3",
    ]


def test_figures_are_shown_as_they_are_written():
    rows = [("a", "old", "1.50"), ("1e3", "b", "-")]
    assert columns(rows, n_left=2) == ["a    old  1.50", "1e3  b       -"]
