"""qa.choosing.amounts.aspects: how much there is, how much is new, how it changed, and since when."""

from __future__ import annotations

import pytest

from qa.choosing import slots
from tests.support.texts.understood import asked, document, figures, passage, texts

PROVINCE = document(place="云溪省")


def features(question: str, text: str, figure: str) -> dict[str, float]:
    of = passage(text)
    understood = asked(question, years=(2023, 2024), places=("云溪省",))
    found = figures(understood, of, PROVINCE)
    each = found[texts(found, of).index(figure)]
    assert each.measure is not None
    assert each.fact is not None
    return slots.features(slots.AskedSlots.of(understood, PROVINCE), each.measure, each.fact)


@pytest.mark.parametrize(
    ("question", "text", "figure", "is_of_it"),
    [
        ("茶叶出口总额", "茶叶出口总额占比达到45%。", "45%", False),
        ("茶叶产值是多少?", "茶叶产值占农业产值比重达30%。", "30%", False),
        ("茶叶产值占农业产值比重是多少?", "茶叶产值占农业产值比重达30%。", "30%", True),
        ("茶叶产值占比", "茶叶产值占比达到30%。", "30%", True),
        ("水电装机", "水电装机占比达到70%。", "70%", False),
        ("经济总量是多少?", "经济总量增长5%。", "5%", False),
        ("经济总量目标是多少?", "经济总量增长5%。", "5%", True),
        ("茶企总数是多少?", "茶企总数增长8%。", "8%", False),
        ("新增茶企多少家?", "茶企数量增长8%。", "8%", False),
        ("新增茶企多少家?", "新增茶企80家。", "80家", True),
    ],
)
def test_what_contradicts_the_aspect(question: str, text: str, figure: str, *, is_of_it: bool):
    assert (not features(question, text, figure)[slots.OTHER_ASPECT]) is is_of_it


@pytest.mark.parametrize(
    ("question", "text", "figure", "is_half"),
    [
        ("2023年生产总值", "全省生产总值增长5%。", "5%", True),
        ("2023年茶叶销售收入", "茶叶销售收入增长5%。", "5%", True),
        ("2023年生产总值", "全省生产总值达到900亿元。", "900亿元", False),
        ("生产总值目标是多少?", "全省生产总值增长5%。", "5%", False),
        ("生产总值增长多少?", "全省生产总值增长5%。", "5%", False),
        ("全省有多少家茶企?", "新增茶企80家。", "80家", True),
        ("茶企数量是多少?", "净增茶企80家。", "80家", True),
        ("茶企数量是多少?", "茶企达到800家。", "800家", False),
        ("新增多少家茶企?", "新增茶企80家。", "80家", False),
        ("2023年开行货运班列多少列?", "货运班列累计开行3万列。", "3万列", True),
        ("2023年接待学员多少人次?", "茶学院累计接待学员3万人次。", "3万人次", True),
        ("累计开行货运班列多少列?", "货运班列累计开行3万列。", "3万列", False),
        ("2023年开行货运班列多少列?", "开行货运班列900列。", "900列", False),
        ("2023年充电桩有多少个?", "累计建成充电桩3万个。", "3万个", False),
        ("茶叶品质排第几?", "茶叶品质提升6个位次。", "6个位次", True),
        ("茶叶品质提升了几个位次?", "茶叶品质提升6个位次。", "6个位次", False),
        ("茶叶品质排名上升几位?", "茶叶品质上升6位。", "6位", False),
        ("茶叶品质排第几?", "茶叶品质居全省第6位。", "第6位", False),
        ("茶叶品质目标是多少?", "茶叶品质排名位于全省前列。", "全省前列", True),
        ("茶叶品质排第几?", "茶叶品质排名位于全省前列。", "全省前列", False),
    ],
)
def test_what_is_told_in_half(question: str, text: str, figure: str, *, is_half: bool):
    assert bool(features(question, text, figure)[slots.HALF]) is is_half
