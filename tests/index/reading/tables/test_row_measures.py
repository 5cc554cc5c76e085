"""index.reading.tables.row_measures: what the figures of a table measure."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from index.language.units import Dimension
from index.reading.formats.common.lines import Cell
from index.reading.tables.row_measures import stated_in
from index.types import Aspect
from tests.support.tables.reports import STACKED, passages_of_cells, passages_of_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.language.measures import Measure
    from index.types import Passage


def stated(passages: Sequence[Passage]) -> dict[str, Measure]:
    """What all figures measure, by their text; each is a span of its sentence."""
    found = {}
    for passage in passages:
        for sentence in passage.sentences:
            for each in stated_in(passage, sentence).measures:
                quantity = each.quantity
                assert sentence.text[quantity.start : quantity.end] == quantity.text
                found[quantity.text] = each
    return found


def test_figures_measure_what_row_and_heads_say():
    found = stated(passages_of_text(STACKED))
    output, growth = found["52.5"], found["-2.4"]
    assert (output.before, output.said) == ("2022年柑产量", "柑产量")
    assert (output.quantity.written_unit, output.dimension) == ("吨", Dimension.MASS)
    assert (output.aspect, growth.aspect) == (Aspect.LEVEL, Aspect.CHANGE)
    assert (growth.quantity.written_unit, growth.quantity.magnitude) == ("%", Decimal("-2.4"))
    assert output.year == growth.year == 2022
    assert "1" not in found  # of 表1


def test_the_figures_of_earlier_years_are_where_changes_began():
    found = stated(
        passages_of_text("情况如下：\n项\t2020年\t2021年\n桥（座）\t4\t5\n路（条）\t6\t7")
    )
    assert {text: each.is_start for text, each in found.items()} == {
        "4": True,
        "5": False,
        "6": True,
        "7": False,
    }
    by_rows = stated(passages_of_text("情况如下：\n年份\t桥（座）\n2020\t4\n2021\t5"))
    assert (by_rows["4"].is_start, by_rows["5"].is_start) == (True, False)


def test_a_whole_stands_before_its_part():
    found = stated(passages_of_text("单位：万亩\n类\t面积\n林地\t90\n其中：竹林\t31"))
    assert found["31"].before == "竹林面积"
    assert found["31"].earlier == ("", "林地", "单位:万亩")


@pytest.mark.parametrize("head", ["比上年±%", "增减（%）", "比上年增长（%）", "增速（%）"])
def test_percents_of_growth_are_changes(head: str):
    change = stated(passages_of_cells([["项", head], ["桥", "3.3"]], "表3"))["3.3"]
    assert (change.aspect, change.falls) == (Aspect.CHANGE, False)


def test_a_fall_is_told():
    assert stated(passages_of_cells([["项", "下降（%）"], ["烟", "3.3"]], "表3"))["3.3"].falls


def test_cells_of_words_are_read_as_sentences():
    found = stated(
        passages_of_cells([["项", "情况"], ["就业", "全年新增1.2万人"], ["入学", "率为98%"]], "表4")
    )
    assert set(found) == {"1.2万人", "98%"}


def test_merged_cells_are_measured_once():
    passages = passages_of_cells(
        [["项", "甲", "乙"], ["合建校舍（栋）", Cell(text="3", n_columns=2)]], "表5"
    )
    assert list(stated(passages)) == ["3"]
