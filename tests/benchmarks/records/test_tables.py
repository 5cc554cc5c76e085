from __future__ import annotations

import pytest

from benchmarks.records.tables import Goal, figure, goals, markdown


def test_a_table_has_a_column_of_words_and_others_of_figures():
    assert markdown(("", "a"), [("x", "1")]) == "|  | a |\n| --- | ---: |\n| x | 1 |"


@pytest.mark.parametrize(
    ("value", "shown"),
    [(None, "–"), (0.1234, "0.123"), (12.34, "12.3"), (123.4, "123"), (12345.6, "12,346")],
)
def test_figures_have_three_digits(value: float | None, shown: str):
    assert figure(value) == shown


def test_a_goal_is_met_from_the_right_side():
    assert Goal(name="ratio", wanted=5, found=5.0).met
    assert not Goal(name="ratio", wanted=5, found=4.9).met
    assert Goal(name="memory", wanted=450, found=449, at_most=True).met
    assert not Goal(name="memory", wanted=450, found=451, at_most=True).met


def test_goals_stand_beside_what_was_found():
    lines = goals([Goal(name="memory", wanted=450, found=500, at_most=True)]).splitlines()
    assert lines[-1] == "| memory | ≤ 450 | 500 | no |"
