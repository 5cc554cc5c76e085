"""index.language.units: what figures are given in."""

from __future__ import annotations

import re

import pytest

from index.language.units import Dimension, dimension_of, unit_pattern, units


def test_dimension_of_a_unit_with_a_divisor():
    assert dimension_of("元/平方米") is Dimension.MONEY
    assert dimension_of("微克/立方米") is Dimension.CONCENTRATION
    assert dimension_of("无此单位") is Dimension.NONE


def test_units_stand_the_longest_first():
    lengths = [len(unit) for unit in units()]
    assert lengths == sorted(lengths, reverse=True)
    assert {"家", "公里", "个百分点", "%"} <= set(units())


@pytest.mark.parametrize("text", ["部门", "支持", "面积", "kwx"])
def test_a_unit_is_none_where_it_begins_another_word(text: str):
    assert not re.match(unit_pattern(), text)


@pytest.mark.parametrize(
    ("text", "unit"), [("部手机", "部"), ("平方公里的", "平方公里"), ("kw。", "kw")]
)
def test_the_longest_unit_is_taken(text: str, unit: str):
    match = re.match(unit_pattern(), text)
    assert match is not None
    assert match[0] == unit
