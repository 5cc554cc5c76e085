"""qa.choosing.phrased.credits: to whom results are owing, and on what confidence rests."""

from __future__ import annotations

import pytest

from index.types import About, Period
from qa.choosing.phrased.credits import asks_owing, owing
from tests.support.texts.understood import passage, texts

OWES = (
    "回顾一年,我们付出了艰辛。取得的每一点成绩,根本在于掌舵领航,是市委坚强领导的结果,"
    "是全市人民团结奋斗的结果。在此,我代表市政府表示感谢!"
)
STANDS = "当前形势严峻,但长期向好的基本趋势没有改变。我们完全有信心、有能力克服困难。"


def told(question: str, text: str, period: Period = Period.REVIEW) -> list[str]:
    place = passage(text, period=period)
    about = About(id="0", path="0.txt", title="", place="松岭县")
    return texts(owing(question, about, place), place)


@pytest.mark.parametrize(
    "question",
    ["取得的成绩归功于谁", "去年成绩靠的是什么?", "成绩是怎么来的", "松岭县的成绩离不开谁"],
)
def test_to_whom_results_are_owing(question: str):
    (span,) = told(question, OWES)
    assert span.startswith("根本在于掌舵领航")
    assert span.endswith("团结奋斗的结果。")


def test_a_report_that_says_it_otherwise():
    text = "这一切得益于市委坚强领导,得益于全市人民苦干实干。"
    assert told("成绩归功于谁", text) == [text.removeprefix("这一切")]


@pytest.mark.parametrize("question", ["为什么我们有信心", "信心来自哪里?", "凭什么说有信心"])
def test_the_ground_of_confidence(question: str):
    first, _, _ = STANDS.partition("我们")
    assert told(question, STANDS, Period.PLAN) == [first]


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("茶叶增产归功于谁", OWES),  # of one thing
        ("取得的成绩有哪些", OWES),
        ("取得的成绩归功于谁", "去年取得的成绩是显著的。"),
        ("为什么茶农有信心", STANDS),
        ("为什么我们有信心", "我们有信心把茶叶做好。"),  # which gives no ground
    ],
)
def test_nothing_is_told(question: str, text: str):
    assert told(question, text) == []


def test_one_may_be_asked_for():
    assert asks_owing("成绩归功于谁")
    assert not asks_owing("成绩有哪些")
