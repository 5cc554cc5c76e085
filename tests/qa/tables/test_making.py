"""qa.tables.making: one question for several figures is several questions."""

from __future__ import annotations

import pytest

from qa.tables.making import indicators, name_of


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("2025年GDP增长和CPI涨幅目标", ("2025年GDP增长目标是多少?", "2025年CPI涨幅目标是多少?")),
        ("GDP和CPI涨幅目标", ("GDP涨幅目标是多少?", "CPI涨幅目标是多少?")),
        ("粮食产量、城镇新增就业目标", ("粮食产量目标是多少?", "城镇新增就业目标是多少?")),
        ("GDP和增速", ("GDP是多少?", "GDP增速是多少?")),
        ("2030年粮食产量和增速", ("2030年粮食产量是多少?", "2030年粮食产量增速是多少?")),
        ("GDP增速和目标", ("GDP增速是多少?", "GDP目标是多少?")),
        ("茶叶产量、增速和目标", ("茶叶产量是多少?", "茶叶产量增速是多少?", "茶叶产量目标是多少?")),
        ("增速和总量", ("增速和总量",)),
        ("城镇和农村居民收入", ("城镇和农村居民收入",)),
    ],
)
def test_what_only_the_last_says_is_said_of_all(question: str, asked: tuple[str, ...]):
    assert indicators(question) == asked


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("茶叶产量是多少?", "茶叶产量"),
        ("茶叶产量在全国排第几?", "茶叶产量在全国排第几"),
        ("县长是谁?", "县长"),
    ],
)
def test_a_column_is_called_by_what_is_asked(asked: str, name: str):
    assert name_of(asked) == name
