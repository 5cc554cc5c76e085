"""qa.choosing.slots: a fact that contradicts what a question names is no answer."""

from __future__ import annotations

import dataclasses

import pytest

from index.types import Period, PlaceLevel
from qa.choosing import slots
from tests.support.texts.understood import asked, document, figures, passage, texts

PROVINCE = document(place="云溪省")


def vetoes(question: str, text: str, figure: str, period: Period = Period.REVIEW) -> set[str]:
    """By what a figure of a text is excluded from answering a question."""
    of = passage(text, period=period)
    understood = asked(question, places=("云溪省", "青岭市", "松风县"))
    found = figures(understood, of, PROVINCE)
    each = found[texts(found, of).index(figure)]
    assert each.measure is not None
    assert each.fact is not None
    of_report = slots.AskedSlots.of(understood, PROVINCE)
    features = slots.features(of_report, each.measure, each.fact)
    return {name for name in slots.VETOES if features[name]}


FIVE_YEARS = "五年来，地区生产总值年均增长4.7%。2023年地区生产总值增长4.1%。"
SUMMED = "2021—2023年累计新建学校36所，年均新建学校12所。"
QUARTERS = "二季度外贸出口8亿元，三季度外贸出口9亿元。"
HALVES = "上半年外贸出口30亿元，全年外贸出口70亿元。"
MOVED = "税收收入由2022年的180.2亿元增加到2023年的191.5亿元。"


@pytest.mark.parametrize(
    ("question", "text", "figure", "is_of_it"),
    [
        ("去年地区生产总值增长了多少?", FIVE_YEARS, "4.7%", False),
        ("去年地区生产总值增长了多少?", FIVE_YEARS, "4.1%", True),
        ("地区生产总值增长了多少?", FIVE_YEARS, "4.7%", False),
        ("地区生产总值增长了多少?", FIVE_YEARS, "4.1%", True),
        ("五年来地区生产总值年均增长多少?", FIVE_YEARS, "4.7%", True),
        ("五年来地区生产总值年均增长多少?", FIVE_YEARS, "4.1%", False),
        ("上半年外贸出口多少?", HALVES, "30亿元", True),
        ("去年上半年外贸出口多少?", HALVES, "30亿元", True),
        ("去年外贸出口多少?", HALVES, "30亿元", False),
        ("2022年税收收入是多少?", MOVED, "180.2亿元", True),
        ("2023年税收收入是多少?", MOVED, "180.2亿元", False),
        ("2023年税收收入是多少?", MOVED, "191.5亿元", True),
        ("23年税收收入是多少?", MOVED, "180.2亿元", False),
        ("前年税收收入是多少?", MOVED, "191.5亿元", False),
        ("去年新建学校多少所?", "过去五年，新建学校80所。", "80所", False),
        ("过去五年新建学校多少所?", "过去五年，新建学校80所。", "80所", True),
        ("三年累计新建学校多少所?", SUMMED, "12所", False),
        ("三年累计新建学校多少所?", SUMMED, "36所", True),
        ("平均每年新建学校多少所?", SUMMED, "12所", True),
        ("三季度外贸出口多少?", QUARTERS, "8亿元", False),
        ("三季度外贸出口多少?", QUARTERS, "9亿元", True),
        ("第二季度外贸出口多少?", QUARTERS, "8亿元", True),
        ("6月份外贸出口多少?", "5月份外贸出口3亿元。", "3亿元", False),
        ("5月份外贸出口多少?", "5月份外贸出口3亿元。", "3亿元", True),
        ("空置率是多少?", "空置率从9%下降到6%。", "9%", False),
        ("空置率是多少?", "空置率从9%下降到6%。", "6%", True),
        ("空置率原来是多少?", "空置率从9%下降到6%。", "9%", True),
        ("三类茶园比例调整为多少?", "三类茶园比例由2:3:5调整为3:3:4。", "2:3:5", False),
    ],
)
def test_of_the_time(question: str, text: str, figure: str, *, is_of_it: bool):
    assert (slots.OTHER_TIME not in vetoes(question, text, figure)) is is_of_it


@pytest.mark.parametrize(
    ("question", "text", "period", "is_of_it"),
    [
        ("今年计划新建学校多少所?", "新建学校8所。", Period.PLAN, True),
        ("今年计划新建学校多少所?", "新建学校8所。", Period.REVIEW, False),
        ("去年新建学校多少所?", "新建学校8所。", Period.REVIEW, True),
        ("去年新建了多少所学校?", "力争新建学校8所。", Period.PLAN, False),
        ("新建学校的目标是多少所?", "2023年新建学校8所。", Period.REVIEW, False),
        ("2023年新建学校的目标是多少所?", "新建学校8所。", Period.REVIEW, False),
        ("2023年新建学校目标", "预计新建学校8所。", Period.REVIEW, False),
        ("2023年新建学校的计划是几所?", "新建学校8所。", Period.REVIEW, False),
        ("2023年计划新建学校多少所?", "新建学校8所。", Period.REVIEW, False),
        ("2024年新建学校目标是多少所?", "新建学校8所。", Period.PLAN, True),
        ("2023年新建学校目标是多少所?", "年初确定的新建学校目标为8所。", Period.REVIEW, True),
        ("2023年新建学校目标完成了多少所?", "新建学校8所。", Period.REVIEW, True),
        ("2023年新建学校多少所?", "新建学校8所。", Period.REVIEW, True),
    ],
)
def test_done_or_planned(question: str, text: str, period: Period, *, is_of_it: bool):
    assert (slots.OTHER_STATUS not in vetoes(question, text, "8所", period)) is is_of_it


@pytest.mark.parametrize(
    ("question", "text", "is_of_it"),
    [
        ("地区生产总值增长多少?", "青岭市地区生产总值增长6%。", False),
        ("云溪省地区生产总值增长多少?", "青岭市地区生产总值增长6%。", False),
        ("青岭市地区生产总值增长多少?", "青岭市地区生产总值增长6%。", True),
        ("青岭市地区生产总值增长多少?", "全省地区生产总值增长6%。", False),
        ("松风县地区生产总值增长多少?", "青岭市地区生产总值增长6%。", False),
        ("云溪省地区生产总值增长多少?", "全省地区生产总值增长6%。", True),
        ("地区生产总值增长多少?", "地区生产总值增长6%。", True),
    ],
)
def test_of_the_place(question: str, text: str, *, is_of_it: bool):
    assert (slots.OTHER_SUBJECT not in vetoes(question, text, "6%")) is is_of_it


@pytest.mark.parametrize(
    ("question", "text", "is_half"),
    [
        ("全年外贸出口多少?", "前三季度外贸出口30亿元。", True),
        ("外贸出口全年是多少?", "上半年外贸出口30亿元。", True),
        ("外贸出口多少?", "前三季度外贸出口30亿元。", False),
        ("全年外贸出口多少?", "全年外贸出口30亿元。", False),
        ("全年外贸出口多少?", "外贸出口30亿元。", False),
    ],
)
def test_a_part_of_the_year_is_half_of_the_whole(question: str, text: str, *, is_half: bool):
    of, understood = passage(text), asked(question)
    (each,) = figures(understood, of, PROVINCE)
    assert bool(each.features.get(slots.HALF)) is is_half


AROUND = "全国茶叶价格上涨6%，全省上涨7%，全市上涨8%。"


@pytest.mark.parametrize(("figure", "is_of_it"), [("6%", False), ("7%", False), ("8%", True)])
def test_of_a_place_around(figure: str, *, is_of_it: bool):
    of = passage(AROUND)
    city = document(place="云溪市")
    city = dataclasses.replace(city, level=PlaceLevel.CITY)
    understood = asked("茶叶价格上涨多少?", places=("云溪市",))
    found = figures(understood, of, city)
    each = found[texts(found, of).index(figure)]
    assert each.measure is not None
    assert each.fact is not None
    features = slots.features(slots.AskedSlots.of(understood, city), each.measure, each.fact)
    assert (not features[slots.OTHER_SUBJECT]) is is_of_it


@pytest.mark.parametrize(
    ("question", "is_of_it"),
    [
        ("茶叶产量在全省排第几?", False),
        ("茶叶产量居全国第几位?", False),
        ("茶叶产量排全市第几?", True),
        ("茶叶产量排名第几?", True),
    ],
)
def test_among_whom_a_rank_is(question: str, *, is_of_it: bool):
    found = vetoes(question, "茶叶产量居全市第2位。", "第2位")
    assert (slots.OTHER_SUBJECT not in found) is is_of_it


@pytest.mark.parametrize(
    ("question", "text", "figure", "is_of_it"),
    [
        ("厂房空置率是多少?", "厂房空置率下降6.5%。", "6.5%", False),
        ("厂房空置率下降多少?", "厂房空置率下降6.5%。", "6.5%", True),
        ("失业率是多少?", "失业率下降2个百分点。", "2个百分点", False),
        ("茶叶产值增长多少?", "茶叶产值占比达到30%。", "30%", False),
        ("茶叶产值增长多少?", "茶叶产值达到5亿元。", "5亿元", False),
        ("茶叶产值增加了多少?", "茶叶产值增加5亿元。", "5亿元", True),
        ("茶叶产值增长到多少?", "茶叶产值达到5亿元。", "5亿元", True),
        ("茶叶产值增长多少?", "茶叶产值增速高于全省3个百分点。", "3个百分点", False),
        ("居民收入增长多少?", "农村居民收入增速快于城镇居民2个百分点。", "2个百分点", False),
        ("茶叶产值增速高于全省多少?", "茶叶产值增速高于全省3个百分点。", "3个百分点", True),
        ("一共有多少支基金?", "新增18支基金。", "18支", False),
        ("新增多少支基金?", "新增18支基金。", "18支", True),
        ("新增多少支基金?", "基金总数达41支。", "41支", False),
        ("新增多少支基金?", "共有基金41支。", "41支", False),
        ("新增多少支基金?", "拥有茶叶基金4支，水利基金41支。", "41支", False),
        ("茶园累计多少亩?", "建成茶园8万亩（累计51万亩）。", "8万亩", False),
        ("茶园累计多少亩?", "建成茶园8万亩（累计51万亩）。", "51万亩", True),
        ("市场主体净增多少户?", "市场主体总量达8万户。", "8万户", False),
        ("茶叶价格环比变化多少?", "茶叶价格同比上涨4%。", "4%", False),
        ("茶叶价格环比变化多少?", "茶叶价格同比上涨4%，环比下降2%。", "2%", True),
        ("茶叶价格同比上涨多少?", "茶叶价格环比上涨2%。", "2%", False),
        ("茶叶产值下降多少?", "茶叶产值增长5%。", "5%", False),
        ("茶叶产值下降多少?", "茶叶产值下降5%。", "5%", True),
        ("茶叶占比比全省高多少?", "茶叶占比72%，高于全省8个百分点。", "72%", False),
        ("茶叶占比提高多少?", "茶叶占比72%，高于全省8个百分点。", "8个百分点", False),
        ("茶叶产值比全省高多少个百分点?", "茶叶产值增速高于全省3个百分点。", "3个百分点", True),
    ],
)
def test_of_the_aspect(question: str, text: str, figure: str, *, is_of_it: bool):
    assert (slots.OTHER_ASPECT not in vetoes(question, text, figure)) is is_of_it
