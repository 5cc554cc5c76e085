"""qa.answering.forms.parts: a part for the whole."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pytest

from qa.answering.forms.parts import is_part
from qa.understanding.question import KnownReports, parse
from tests.support.texts.chosen import ranked
from tests.support.texts.understood import asked, figures

if TYPE_CHECKING:
    from collections.abc import Collection


def _chinese(terms: Collection[str]) -> list[str]:
    """Of some terms those that reports have."""
    return [each for each in terms if not each.isascii()]


def is_part_told(question: str, text: str, chosen: str) -> bool:
    """Whether the figure of a text that reads so is a part of what is asked."""
    reports = KnownReports(held=_chinese)
    found = parse(question, reports) if question.isascii() else asked(question)
    place = ranked(text, chosen=chosen)
    (own,) = (
        each
        for each in figures(found, place.passage)
        if place.passage.text[each.start : each.end] == chosen
    )
    return is_part(found, dataclasses.replace(place, evidence=(own,)))


@pytest.mark.parametrize(
    ("question", "text", "chosen"),
    [
        ("规上企业有多少家?", "茶叶加工规上企业达到35家。", "35家"),
        ("企业有多少家?", "航运企业达到35家。", "35家"),
        ("专利有多少件?", "有效发明专利达到900件。", "900件"),
        ("医院有多少家?", "紧密型医共体达9个,甲乙医院结果互认。", "9个"),
        ("医生有多少人?", "家庭医生达到300人。", "300人"),
        ("香港项目多少个?", "赴意大利、香港等地区对接,累计引进项目40个。", "40个"),
        ("无锡市项目多少个?", "赴无锡市等地区对接,引进项目40个。", "40个"),
        ("旅游收入多少?", "国庆元旦期间,游客8万人次,旅游收入9亿元。", "9亿元"),
        ("2023年企业数量和2024年目标是多少?", "企业达到35家。", "35家"),
    ],
)
def test_a_part(question: str, text: str, chosen: str):
    assert is_part_told(question, text, chosen)


@pytest.mark.parametrize(
    ("question", "text", "chosen"),
    [
        ("航运企业有多少家?", "航运企业达到35家。", "35家"),
        ("公交车有多少辆?", "县城公交车达到60辆。", "60辆"),
        ("公交车有多少辆?", "全县公交车达到60辆。", "60辆"),
        ("国庆期间旅游收入多少?", "国庆元旦期间,旅游收入9亿元。", "9亿元"),
        ("旅游收入多少?", "规划期间旅游收入9亿元。", "9亿元"),
        ("企业增长多少?", "航运企业增长5%。", "5%"),
        ("无锡市项目多少个?", "无锡市引进项目40个。", "40个"),
        ("2024年企业数量是多少?", "企业达到35家。", "35家"),
    ],
)
def test_what_may_be_the_whole(question: str, text: str, chosen: str):
    assert not is_part_told(question, text, chosen)


@pytest.mark.parametrize(
    ("text", "expected"), [("茶叶收入增长3%。", True), ("收入增长3%。", False)]
)
def test_english_of_a_narrower_thing(text: str, *, expected: bool):
    assert is_part_told("What is the income growth?", text, "3%") is expected


@pytest.mark.parametrize(
    ("question", "text", "chosen", "expected"),
    [
        ("谁入选典型案例?", "白鹭街、青石社区入选典型案例。", "青石社区", True),
        ("哪个镇建成茶园?", "白鹭镇、青石镇建成茶园。", "白鹭镇", True),
        ("谁入选典型案例?", "白鹭街、青石社区入选典型案例。", "白鹭街、青石社区", False),
        ("谁入选典型案例?", "青石社区入选典型案例。", "青石社区", False),
        ("茶叶机械由哪家公司研制?", "推进白鹭公司卫星、青石公司茶叶机械研制。", "青石公司", False),
        ("哪条路被评为示范路?", "青石乡被命名为示范乡、白鹭路被评为示范路。", "白鹭路", False),
        (
            "哪些镇建成茶园?",
            "白鹭镇、青石镇建成茶园。",
            "白鹭镇",
            False,
        ),  # of lists other rules tell
    ],
)
def test_one_of_a_row(question: str, text: str, chosen: str, *, expected: bool):
    assert is_part(asked(question), ranked(text, chosen=chosen)) is expected
