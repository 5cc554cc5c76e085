"""qa.answering.certainty: one chance for all forms of evidence, and what it is made of."""

from __future__ import annotations

import dataclasses

import pytest

from qa.answering import certainty
from qa.answering.answer import LIKELY
from qa.answering.certainty import WEIGHTS, features
from qa.answering.forms.forms import FIXED, Form, form_of
from qa.answering.second_opinion import Opinion
from qa.choosing.evidence import Evidence
from qa.choosing.ordering.ranked import Ranked
from tests.support.texts.understood import asked, document, passage

TEXT = "白鹭村建成公园,青石村建成书屋。"


def ranked(answer: str = "", *, log_odds: float = 2.0, is_read: bool = False) -> Ranked:
    """A passage of one sentence, and what in it answers, if anything was chosen."""
    at = TEXT.find(answer)
    chosen = Evidence(
        start=at,
        end=at + len(answer),
        features={} if is_read else {"own": 1.0},
        weights={"own": 1.0},
    )
    return Ranked(
        legs=(),
        document=document(),
        passage=passage(TEXT),
        sentence=0,
        passage_log_odds=log_odds,
        unread_log_odds=log_odds,
        parts={"all": log_odds},
        evidence=(chosen,) if answer else (),
    )


@pytest.mark.parametrize(
    ("question", "first", "form"),
    [
        ("哪个村建成公园?", ranked("白鹭村"), Form.NAME),
        ("哪个村建成公园?", ranked("白鹭村", is_read=True), Form.READ),
        ("哪个村建成公园?", ranked(), Form.UNCHOSEN),
        ("哪些村建成公园?", ranked("白鹭村"), Form.LIST),
        ("公园怎么样?", ranked(), Form.SENTENCE),
        ("什么是公园?", ranked("白鹭村"), Form.ENTRY),
        ("建成多少座公园?", ranked("白鹭村"), Form.FIGURE),
        ("建成多少座公园?", ranked("白鹭村", log_odds=-0.1), Form.UNCHOSEN),
        ("建成多少座公园?", ranked("白鹭村", log_odds=-1.6), Form.UNFIT),
        ("建成多少座公园?", ranked(log_odds=-0.1), Form.UNFIT),
    ],
)
def test_the_form_of_the_evidence(question: str, first: Ranked, form: Form):
    assert form_of(asked(question), first) is form


def test_each_form_has_weights_for_both_chances():
    assert set(WEIGHTS) == {form.value for form in Form if form not in FIXED}
    assert all(set(of_form) == {"answer", "sentence"} for of_form in WEIGHTS.values())


@pytest.mark.parametrize(
    ("question", "opinion"),
    [
        ("哪个村建成公园?", None),
        ("哪个村建成公园?", Opinion(log_odds=2.0, agrees=True)),
        ("公园怎么样?", None),
        ("建成多少座公园?", None),
    ],
)
def test_every_feature_is_weighed(question: str, opinion: Opinion | None):
    found = features(asked(question), [ranked("白鹭村")], ["火箭"], opinion)
    for of_form in WEIGHTS.values():
        assert set(found) <= set(of_form["answer"])


def test_a_sentence_is_no_name_however_sure():
    sure = certainty.certainty(asked("哪个村建成公园?"), [ranked(log_odds=8.0)])
    assert sure.answer == 0
    assert sure.sentence > 0


def test_a_figure_that_does_not_fit_is_likely_at_most():
    question, first = asked("建成多少座公园?"), [ranked(log_odds=-1.0)]
    tells, tells_not = (
        certainty.certainty(question, first, (), Opinion(log_odds=log_odds, agrees=True))
        for log_odds in (6.0, -6.0)
    )
    assert tells.answer == tells_not.answer == 0
    assert tells.sentence > 0.5 > tells_not.sentence


def test_no_sentence_of_another_year_tells_a_figure_that_does_not_fit():
    first = ranked(log_odds=-1.0)
    other = dataclasses.replace(first, parts={**first.parts, "other year": -3.0})
    sure = certainty.certainty(
        asked("建成多少座公园?"), [other], (), Opinion(log_odds=6.0, agrees=True)
    )
    assert (sure.answer, sure.sentence) == (0, 0)


@pytest.mark.parametrize(
    ("question", "is_shown"),
    [
        ("什么是书屋?", True),
        ("“书屋”是啥意思", True),
        ("书屋说的是个啥", True),
        ("什么是火箭?", False),
        ("书屋指的是哪三样", False),  # its members, which no sentence that only uses the term tells
    ],
)
def test_a_sentence_that_uses_a_term_is_shown_for_its_meaning(question: str, *, is_shown: bool):
    doubt = Opinion(log_odds=-6.0, agrees=False)
    sure = certainty.certainty(asked(question), [ranked(log_odds=-4.0)], (), doubt)
    assert sure.answer == 0
    assert (sure.sentence > LIKELY) is is_shown


@pytest.mark.parametrize(
    ("question", "first", "is_told"),
    [
        ("图书馆怎么样?", ranked(log_odds=8.0), False),  # nothing there speaks of it
        ("图书馆在哪里?", ranked("白鹭村", is_read=True, log_odds=8.0), False),
        ("公园怎么样?", ranked(log_odds=8.0), True),
        ("谁作的?", ranked("白鹭村", log_odds=8.0), True),  # a rule has chosen it, as of a head
    ],
)
def test_what_nothing_speaks_of_is_not_told(question: str, first: Ranked, *, is_told: bool):
    assert bool(certainty.certainty(asked(question), [first]).sentence) is is_told


def test_a_reader_that_agrees_makes_a_name_surer():
    question, found = asked("哪个村建成公园?"), [ranked("白鹭村")]
    agreed, denied = (
        certainty.certainty(question, found, (), Opinion(log_odds=odds, agrees=odds > 0))
        for odds in (5.0, -5.0)
    )
    assert agreed.answer > denied.answer
    assert agreed.sentence > denied.sentence


def test_how_far_others_are_behind():
    question = asked("哪个村建成公园?")
    first, same, other = (
        ranked("白鹭村"),
        ranked("白鹭村", log_odds=1.5),
        ranked("青石村", log_odds=1.0),
    )
    assert features(question, [first, same, other], ())["lead"] == 2.0 - 1.0
    assert features(question, [first, same], ())["lead"] == 6.0  # as far as it gets


def test_another_choice_in_the_passage_is_as_far_behind_as_its_strength():
    first = ranked("白鹭村")
    at = TEXT.index("青石村")
    weaker = Evidence(start=at, end=at + 3, features={"own": 0.4}, weights={"own": 1.0})
    both = dataclasses.replace(first, evidence=(*first.evidence, weaker))
    found = features(asked("哪个村建成公园?"), [both], ())
    assert found["choice"] == pytest.approx(1.0 - 0.4)
