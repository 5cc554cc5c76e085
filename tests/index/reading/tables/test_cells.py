"""index.reading.tables.cells: what stands in a cell, and what a head or a label says."""

from __future__ import annotations

import pytest

from index.reading.tables.cells import (
    CellKind,
    head_of,
    is_unit,
    kind_of,
    label_of,
    unit_in_caption,
    year_of,
)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", CellKind.EMPTY),
        ("  ", CellKind.EMPTY),
        ("1,234.5", CellKind.FIGURE),
        ("－3.2", CellKind.FIGURE),
        ("约12万亩", CellKind.FIGURE),
        ("１1．3％", CellKind.FIGURE),
        ("–", CellKind.NO_FIGURE),
        ("……", CellKind.NO_FIGURE),
        ("2019", CellKind.YEAR),
        ("2019年", CellKind.YEAR),
        ("二〇一九年", CellKind.YEAR),
        ("2019年（万人）", CellKind.WORDS),
        ("1-12月", CellKind.WORDS),
        ("65岁以上老人数", CellKind.WORDS),
    ],
)
def test_a_cell_is_a_figure_a_year_or_words(text: str, kind: CellKind):
    assert kind_of(text) is kind


@pytest.mark.parametrize(
    ("text", "words", "unit", "year"),
    [
        ("茶叶产量（吨）", "茶叶产量", "吨", None),
        ("造林面积(单位：万亩)", "造林面积", "万亩", None),
        ("房价（元/平方米）", "房价", "元/平方米", None),
        ("比上年增减±%", "比上年增减", "%", None),
        ("±%", "", "%", None),
        ("亿元", "", "亿元", None),
        ("2021年", "", "", 2021),
        ("2021", "", "", 2021),
        ("2021年末人数（人）", "2021年末人数", "人", 2021),
        ("比2021年增长（%）", "比2021年增长", "%", None),
        ("增加值", "增加值", "", None),
        ("产 量 （吨）", "产量", "吨", None),
        ("GDP 总量", "GDP 总量", "", None),
        ("产量（含进口）", "产量（含进口）", "", None),
    ],
)
def test_a_head_says_words_a_unit_and_a_year(text: str, words: str, unit: str, year: int | None):
    head = head_of(text)
    assert (head.words, head.unit, head.year) == (words, unit, year)


@pytest.mark.parametrize(
    ("text", "is_change"),
    [("增长（%）", True), ("增速", True), ("±%", True), ("增加值", False), ("占比（%）", False)],
)
def test_a_head_is_of_change_where_it_ends_so(text: str, *, is_change: bool):
    assert head_of(text).is_change is is_change


@pytest.mark.parametrize(
    ("text", "label", "is_part"),
    [
        ("其中：茶园", "茶园", True),
        ("#茶园", "茶园", True),
        ("一、种植业", "种植业", False),
        ("（二）其中:茶园", "茶园", True),
        ("3.林业", "林业", False),
        ("3.5万人以上的镇", "3.5万人以上的镇", False),
        ("其他", "其他", False),
    ],
)
def test_a_label_is_told_without_its_numbering(text: str, label: str, *, is_part: bool):
    assert label_of(text) == (label, is_part)


@pytest.mark.parametrize(
    ("lines", "units"),
    [
        (("表1 收支", "单位：亿元"), ("亿元",)),
        (("表1 收支（單位:億元、%）",), ("億元", "%")),
        (("收入（万元）",), ("万元",)),
        (("表1 收支（快报数）",), ()),
    ],
)
def test_a_caption_tells_units(lines: tuple[str, ...], units: tuple[str, ...]):
    assert unit_in_caption(lines) == units


@pytest.mark.parametrize(("text", "is_it"), [("万吨", True), ("年末数", False), ("2022年", False)])
def test_a_unit_is_one_of_the_lexicon(text: str, *, is_it: bool):
    assert is_unit(text) is is_it


@pytest.mark.parametrize(("text", "year"), [("2020年收支", 2020), ("2019年和2020年", None)])
def test_a_caption_is_of_a_year_where_it_names_one_only(text: str, year: int | None):
    assert year_of(text) == year
