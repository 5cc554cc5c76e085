"""qa.choosing.dealings: what is done with the things that a figure counts."""

from __future__ import annotations

import pytest

from qa.choosing import dealings


@pytest.mark.parametrize(
    ("question", "before"),
    [
        ("新能源汽车产量", "新能源汽车新上牌"),
        ("茶叶产了多少吨", "全年销售茶叶"),
        ("卖了多少辆车", "整车出口"),
        ("一年产多少酒", "酒类进口"),
        ("汽车保有量", "汽车产量达"),
        ("挖掘机出口多少台", "挖掘机保有量"),
    ],
)
def test_what_is_done_else_is_another_thing(question: str, before: str):
    assert dealings.are_others(dealings.asked(question), before)


@pytest.mark.parametrize(
    ("question", "before"),
    [
        ("粮食产量是多少", "粮食总产"),
        ("茶叶产了多少吨", "生产茶叶"),
        ("汽车产量", "汽车产销量突破"),  # of both
        ("汽车产量", "新能源汽车达"),  # of none
        ("汽车有多少辆", "汽车出口"),  # none is asked for
        ("地区生产总值是多少", "完成进口"),
        ("进出口总额是多少", "进口"),
        ("生产线有几条", "销售收入"),
        ("出口了多少辆", "整车出口"),
    ],
)
def test_the_same_or_what_tells_no_dealing_may_be_meant(question: str, before: str):
    assert not dealings.are_others(dealings.asked(question), before)


@pytest.mark.parametrize(
    "before",
    [
        "全国每出口",
        "全球每",
        "每卖出",
        "汽车就有",
        "学生中有",
        "户里有",
        "每万人口拥有",
        "每百户家庭有",
    ],
)
def test_so_many_of_each_so_many_are_known(before: str):
    assert dealings.is_of_so_many(before)


@pytest.mark.parametrize("before", ["每年", "每亩增收", "每人每月", "现有", "已有"])
def test_what_is_counted_by_itself_is_not(before: str):
    assert not dealings.is_of_so_many(before)
