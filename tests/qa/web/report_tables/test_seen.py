"""qa.web.report_tables.seen: a table as plain values."""

from __future__ import annotations

import dataclasses
from decimal import Decimal
from typing import TYPE_CHECKING

from qa.tables.values import Level, Mark
from qa.web.report_tables.seen import seen
from qa.web.texts import EN, ZH_CN

if TYPE_CHECKING:
    from qa import Engine

TARGET = "各县2031年地区生产总值增长目标"


def test_a_row_tells_its_figure_with_what_it_is_of_and_where_it_stands(neighbours: Engine):
    table = seen(neighbours.table(TARGET), ZH_CN)
    assert table.names == ("2031年地区生产总值增长目标",)
    (row,) = (each for each in table.rows if each.place == "白沙县")
    (cell,) = row.cells
    assert cell.level is Level.GIVEN
    assert cell.cited is not None
    assert (cell.cited.text, cell.cited.where) == ("5%—5.5%", "第 2 段")
    assert (cell.measure, cell.time, cell.marks) == ("地区生产总值", "2031年目标", (Mark.RANGE,))
    assert (cell.low, cell.high, cell.year) == (Decimal(5), Decimal("5.5"), 2031)


def test_its_words_are_those_of_the_visitors_language(neighbours: Engine):
    (cell,) = seen(neighbours.table(TARGET), EN).rows[0].cells
    assert cell.time == "2031 target"
    assert cell.cited is not None
    assert cell.cited.where == "paragraph 2"


def test_what_is_told_of_groups_is_told_in_parts(neighbours: Engine):
    rows = {
        row.place: row.cells[0]
        for row in seen(neighbours.table("各县2030年居民收入增长"), ZH_CN).rows
    }
    parts = rows["南河县"]
    assert parts.others_told == ZH_CN.table.in_parts
    assert [each.cited.text for each in parts.others] == ["5.1%", "7.3%"]
    assert parts.low is None
    untold = rows["青田县"]
    assert (untold.level, untold.cited, untold.measure) == (Level.NOT_TOLD, None, "")


def test_years_of_one_place_are_a_course(neighbours: Engine):
    table = seen(neighbours.table("历年云溪县地区生产总值增长目标"), ZH_CN)
    assert table.is_course
    assert [row.label for row in table.rows] == ["云溪县2030年", "云溪县2031年"]
    assert [row.place for row in table.rows] == ["云溪县", "云溪县"]
    assert not seen(neighbours.table(TARGET), ZH_CN).is_course


def test_a_line_to_be_copied_has_numbers_and_no_formula(neighbours: Engine):
    table = neighbours.table("各县2030年粮食产量")
    shown = seen(table, ZH_CN)
    assert shown.heads == "地区\t报告年份\t2030年粮食产量\t数值（吨）\t备注"
    assert shown.rows[0].line == "云溪县\t2031\t24万吨\t240000\t"
    assert shown.rows[4].line == "青田县\t2031\t未写明\t\t"
    row = table.rows[0]
    evil = dataclasses.replace(row.about, place="=1+1\t\n甲")
    harmed = dataclasses.replace(table, rows=(dataclasses.replace(row, about=evil),))
    assert seen(harmed, ZH_CN).rows[0].line.split("\t")[0] == "'=1+1 甲"
    assert seen(harmed, ZH_CN).rows[0].line.count("\t") == shown.heads.count("\t")
