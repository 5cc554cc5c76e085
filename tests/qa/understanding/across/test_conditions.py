"""qa.understanding.across.conditions: bounds that a question holds figures against."""

from __future__ import annotations

from decimal import Decimal

import pytest

from qa.understanding.across.conditions import Relation, find, mirrored


@pytest.mark.parametrize(
    ("text", "low", "high", "unit", "said"),
    [
        ("增速在5%到5.5%之间", "5", "5.5", "%", "在5%到5.5%之间"),
        ("增速介于4%和6%之间的", "4", "6", "%", "介于4%和6%之间"),
        ("茶叶产量在3到5万吨之间", "30000", "50000", "吨", "在3到5万吨之间"),
        ("新增就业3万人至5万人之间", "30000", "50000", "人", "3万人至5万人之间"),
        ("茶园面积10万到20万之间", "100000", "200000", "", "10万到20万之间"),
        ("出口在2万亿到4万亿之间", "2e12", "4e12", "", "在2万亿到4万亿之间"),
        ("增速5%以上6%以下", "5", "6", "%", "5%以上6%以下"),
        ("新增就业在3万人以上,5万人以下", "30000", "50000", "人", "在3万人以上,5万人以下"),
        ("森林覆盖率在30%-60%之间", "30", "60", "%", "在30%-60%之间"),
    ],
)
def test_from_one_figure_to_another(text: str, low: str, high: str, unit: str, said: str):
    found = find(text)
    assert found is not None
    condition, start, end = found
    assert condition.relation is Relation.BETWEEN
    assert (condition.bound, condition.upper) == (Decimal(low), Decimal(high))
    assert condition.unit == unit
    assert condition.text == text[start:end] == said


@pytest.mark.parametrize(
    ("text", "relation", "bound"),
    [
        ("pm2.5低于30", Relation.BELOW, "30"),
        ("pm2.5浓度不超过25.5", Relation.AT_MOST, "25.5"),
        ("旅游收入超万亿", Relation.ABOVE, "1e12"),
        ("茶园面积超过200的", Relation.ABOVE, "200"),
        ("货运班列不少于90?", Relation.AT_LEAST, "90"),
    ],
)
def test_a_number_alone_is_one_of_what_is_measured(text: str, relation: Relation, bound: str):
    found = find(text)
    assert found is not None
    assert (found[0].relation, found[0].bound, found[0].unit) == (relation, Decimal(bound), "")


@pytest.mark.parametrize(
    ("text", "relation", "bound"),
    [
        ("增速目标6%的省有哪些", Relation.EQUAL, "6"),
        ("增速5.5%左右的地区", Relation.EQUAL, "5.5"),
        ("茶叶产量800亿斤的有哪些", Relation.EQUAL, "8e10"),
        ("改造小区11个的区", Relation.EQUAL, "11"),
        ("新增就业100万以上的省", Relation.AT_LEAST, "1e6"),
        ("预算收入5000亿以下的县", Relation.AT_MOST, "5e11"),
    ],
)
def test_a_figure_before_those_who_have_it(text: str, relation: Relation, bound: str):
    found = find(text)
    assert found is not None
    assert (found[0].relation, found[0].bound) == (relation, Decimal(bound))


@pytest.mark.parametrize(
    "text", ["pm2.5浓度", "超算中心数量", "茶叶产量是30", "2031年茶叶产量", "增长5%的省会"]
)
def test_what_bounds_nothing(text: str):
    assert find(text) is None


@pytest.mark.parametrize(
    ("text", "without_low", "without_upper"),
    [
        ("增速超过5%低于6%", True, True),
        ("增速高于5%且不超过6%", True, False),
        ("增速不低于5%、小于6%", False, True),
        ("增速不低于5%不高于6%", False, False),
        ("增速低于6%高于5%", True, True),
        ("增速不超过6%且超过5%的", True, False),
        ("增速5%以上6%以下", False, False),
    ],
)
def test_an_end_that_is_meant_itself_or_not(text: str, without_low: bool, without_upper: bool):  # noqa: FBT001 - a case
    found = find(text)
    assert found is not None
    condition = found[0]
    assert (condition.relation, condition.bound, condition.upper) == (
        Relation.BETWEEN,
        Decimal(5),
        Decimal(6),
    )
    assert (condition.without_low, condition.without_upper) == (without_low, without_upper)


def test_two_ends_turn_around_of_a_fall():
    found = find("降幅在3%到5%之间")
    assert found is not None
    turned = mirrored(found[0])
    assert turned is not None
    assert (turned.bound, turned.upper) == (Decimal(-5), Decimal(-3))
