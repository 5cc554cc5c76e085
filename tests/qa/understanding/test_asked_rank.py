"""qa.understanding.asked_rank: among whom a rank is asked for, and by what."""

from __future__ import annotations

import pytest

from qa.understanding.asked_rank import is_among_others, is_by_other


@pytest.mark.parametrize(
    ("asked", "told", "is_named", "is_other"),
    [
        ("茶叶产量在全省排第几", "全市", True, True),
        ("茶叶产量在全省排第几", "全省", True, False),
        ("茶叶产量居全国第几位", "西部地区", True, True),  # named, and not the country
        ("茶叶产量居全国第几位", "云溪县", False, False),  # nobody is named
        ("茶叶产量排名第几", "全市", True, False),
        ("茶叶产量在中心城区排第几", "全市", True, True),
        ("茶叶产量全市排第几", "中心城区", True, True),
        ("茶叶产量在中心城区排第几", "中心城区", True, False),
    ],
)
def test_among_whom(asked: str, told: str, *, is_named: bool, is_other: bool):
    assert is_among_others(asked, told, is_named=is_named) is is_other


@pytest.mark.parametrize(
    ("asked", "measure", "before", "is_other"),
    [
        ("经济总量排第几", "地区生产总值增速", "", True),
        ("gdp排第几", "地区生产总值增量", "", True),
        ("gdp增速排第几", "地区生产总值增量", "", True),
        ("gdp增速排第几", "经济总量", "", True),
        ("gdp增速排第几", "地区生产总值增速排名", "", False),
        ("gdp增速排第几", "工业增加值", "工业增加值增长7%、居全国", False),
        ("gdp增速排第几", "地区生产总值", "保持全国", True),
        ("进出口总额增速排第几", "进出口总额增速", "", False),
        ("gdp排第几", "经济总量", "", False),
    ],
)
def test_by_what(asked: str, measure: str, before: str, *, is_other: bool):
    assert is_by_other(asked, measure, before) is is_other
