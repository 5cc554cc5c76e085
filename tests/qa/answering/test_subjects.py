"""qa.answering.subjects: whether figures are of the place asked about, and whose an answer is."""

from __future__ import annotations

import dataclasses

import pytest

from qa.answer_places import AnsweredPlace
from qa.answering import subjects
from qa.choosing.evidence import Evidence
from qa.choosing.ordering.ranked import Ranked
from tests.support.texts.understood import asked, document, passage

QUESTION = "南京市有几座桥?"
EVEN = 0.5  # a chance


def ranked(
    text: str,
    *figures: str,
    log_odds: float = 3.0,
    section: tuple[str, ...] = (),
    place: str = "江苏省",
) -> Ranked:
    """A passage of a report, some figures of which may answer, each a bit less than the one before."""
    evidence = [
        Evidence(
            start=text.index(figure),
            end=text.index(figure) + len(figure),
            features={"own": -float(i)},
            weights={"own": 1.0},
        )
        for i, figure in enumerate(figures)
    ]
    return Ranked(
        legs=(),
        document=document(text, place=place),
        passage=passage(text, section=section),
        sentence=0,
        passage_log_odds=log_odds,
        unread_log_odds=log_odds,
        parts={"all": log_odds},
        evidence=tuple(evidence),
    )


def first(question: str, *passages: Ranked) -> Ranked:
    return subjects.reweighed(asked(question, places=["江苏省"]), passages)[0]


@pytest.mark.parametrize(
    ("text", "is_of"),
    [
        ("南京市有桥5座。", True),
        ("全省有桥9座,南京有桥5座。", True),
        ("苏州、南京分别有桥8座、5座。", True),
        ("南京市有桥8座,苏州市有桥5座。", False),
        ("苏州有桥5座。", False),
        ("全省有桥5座,快于南京。", False),
        ("桥5座,居全国第二。", False),
    ],
)
def test_figures_of_the_place_asked_about(text: str, *, is_of: bool):
    found = first(QUESTION, ranked(text, "5座"))
    assert (found.chance >= EVEN) is is_of
    assert ("other place" in found.parts) is not is_of


def test_another_figure_of_the_same_passage_takes_its_place():
    text = "苏州市有桥8座,南京市有桥5座。"
    found = first(QUESTION, ranked(text, "8座", "5座"))
    assert text[found.evidence[0].start :].startswith("5座")
    assert found.log_odds == pytest.approx(2.0)  # by as much less as the figure is likely


def test_a_heading_tells_whose_figures_are():
    assert first(QUESTION, ranked("有桥5座。", "5座", section=("一、南京市",))).log_odds == 3.0
    assert first(QUESTION, ranked("有桥5座。", "5座", section=("一、苏州市",))).log_odds < 0


def test_a_passage_of_the_place_goes_before_one_whose_words_fit_better():
    others = ranked("苏州有桥5座。", "5座", log_odds=6.0)
    own = ranked("南京有桥7座。", "7座", log_odds=1.0)
    assert first(QUESTION, others, own) == own


def test_what_is_of_another_place_does_not_answer_however_well_it_fits():
    lost = dataclasses.replace(ranked("修桥。"), parts={"all": 20.0, "other place": -6.0})
    assert first("南京市修桥的经验", lost).chance < EVEN


@pytest.mark.parametrize(
    "question", ["有几座桥?", "江苏省有几座桥?", "全省有几座桥?", "江苏和南京有几座桥?"]
)
def test_a_report_s_own_figures_are_left_alone(question: str):
    one = ranked("南京市有桥5座。", "5座")
    assert subjects.reweighed(asked(question, places=["江苏省"]), [one]) == (one,)


@pytest.mark.parametrize(
    ("question", "place", "told"),
    [
        ("有几座桥?", "江苏省", None),
        ("江苏有几座桥?", "江苏省", None),
        ("全省有几座桥?", "江苏省", None),
        ("南京市有几座桥?", "江苏省", ("南京市", "江苏省")),
        ("国家GDP增长多少?", "江苏省", ("全国", "江苏省")),
        ("河北有几座桥?", "天津市河北区", ("天津市河北区", "天津市河北区")),
        ("河北区有几座桥?", "天津市河北区", None),
        ("河北有几座桥?", "河北省", None),
        ("京津冀有几座桥?", "河北省", ("河北省", "河北省")),
        ("南京市有几座桥?", "", None),
        ("江苏和南京有几座桥?", "江苏省", None),
    ],
)
def test_whose_an_answer_is(question: str, place: str, told: tuple[str, str] | None):
    found = subjects.place_of(asked(question, places=[place]), ranked("有桥5座。", place=place))
    assert found == (told and AnsweredPlace(place=told[0], report_place=told[1]))
