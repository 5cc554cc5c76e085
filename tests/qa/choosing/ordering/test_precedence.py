"""qa.choosing.ordering.precedence: what reading may do to the order that the legs gave."""

from __future__ import annotations

import dataclasses

import pytest

from qa.choosing.evidence import Evidence
from qa.choosing.ordering.precedence import in_order
from qa.choosing.ordering.ranked import Ranked
from tests.support.texts.understood import asked, document, passage

FIGURE, NAME, LIST, WHY = "修路多少公里?", "哪个村修了路?", "哪些村修了路?", "为什么要修路?"


def ranked(unread: float, read: float, strength: float = 0.0) -> Ranked:
    """A passage of these log-odds before and after it is read, of which something may answer."""
    evidence = Evidence(start=0, end=1, features={"it": strength}, weights={"it": 1.0})
    return Ranked(
        legs=(),
        document=document(),
        passage=passage("白鹭村修路9公里。"),
        sentence=0,
        passage_log_odds=unread,
        unread_log_odds=unread,
        parts={"all": read},
        evidence=(evidence,),
    )


def figure(log_odds: float, features: dict[str, float]) -> Ranked:
    """A passage of a figure with these features."""
    told = {"measure": 1.0} | features
    found = Evidence(start=0, end=1, features=told, weights=dict.fromkeys(told, 0.0))
    return dataclasses.replace(ranked(0.0, log_odds), evidence=(found,))


def test_where_reading_told_nothing_the_legs_decide():
    weak, weaker, strong = ranked(1.0, -0.5), ranked(3.0, -1.5), ranked(-2.0, 0.5)
    assert in_order(asked(FIGURE), [weak, strong, weaker]) == (strong, weaker, weak)


@pytest.mark.parametrize("question", [NAME, LIST, WHY])
def test_reading_words_brings_none_to_the_front_that_was_far_behind(question: str):
    first, far = ranked(4.7, 0.8), ranked(1.2, 3.2)
    assert in_order(asked(question), [first, far]) == (first, far)


@pytest.mark.parametrize("question", [NAME, LIST, WHY])
def test_it_decides_among_those_that_were_near(question: str):
    first, near = ranked(3.0, 0.8), ranked(1.5, 3.2)
    assert in_order(asked(question), [first, near]) == (near, first)


def test_among_these_the_legs_still_count():
    first, near = ranked(3.0, 1.0), ranked(1.5, 1.1)
    assert in_order(asked(NAME), [near, first]) == (first, near)
    assert in_order(asked(FIGURE), [near, first]) == (near, first)


def test_a_figure_that_was_read_goes_first_from_wherever_it_comes():
    first, far = ranked(4.7, 0.8), ranked(1.2, 3.2)
    assert in_order(asked(FIGURE), [first, far]) == (far, first)


def test_what_speaks_for_itself_is_not_far_behind():
    first, head = ranked(4.7, 0.8), ranked(-1.0, 4.0, strength=7.0)
    assert in_order(asked(NAME), [first, head]) == (head, first)


@pytest.mark.parametrize("less", ["narrower measure", "older", "unasked plan"])
def test_a_figure_of_less_than_is_asked_goes_behind_one_that_is_hardly_less_likely(less: str):
    part, whole = figure(2.7, {less: 1.0}), figure(2.2, {})
    assert in_order(asked(FIGURE), [part, whole]) == (whole, part)
    part, whole = figure(2.7, {less: 1.0}), figure(0.9, {})  # which is far behind
    assert in_order(asked(FIGURE), [part, whole]) == (part, whole)
    part, whole = figure(0.4, {less: 1.0}), figure(-0.2, {})  # which answers rather not
    assert in_order(asked(FIGURE), [part, whole]) == (part, whole)
    part, other = figure(2.7, {less: 1.0, "measure": 1.0}), figure(2.2, {"measure": 0.5})
    assert in_order(asked(FIGURE), [part, other]) == (part, other)


def test_of_nothing_there_is_no_order():
    assert in_order(asked(NAME), []) == ()
