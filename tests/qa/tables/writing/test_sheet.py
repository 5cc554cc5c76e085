"""qa.tables.writing.sheet: Excel files that Excel and WPS open as they are."""

from __future__ import annotations

import dataclasses
import io
from typing import TYPE_CHECKING

import openpyxl

from qa.tables.writing.sheet import workbook

if TYPE_CHECKING:
    from qa import Engine


def test_numbers_are_numbers_beside_the_text(neighbours: Engine):
    book = openpyxl.load_workbook(io.BytesIO(workbook(neighbours.table("各县2030年粮食产量"))))
    assert book.sheetnames == ["对照表", "明细", "说明"]
    rows = {row[0]: row[1:] for row in book["对照表"].iter_rows(values_only=True)}
    assert rows["地区"] == ("报告年份", "2030年粮食产量", "数值（吨）", "备注")
    assert rows["石岭县"][:3] == (2031, "5.6亿斤", 280_000)
    assert rows["青田县"][:3] == (2031, "未写明", None)
    heads, *cells = book["明细"].iter_rows(values_only=True)
    quotes = [dict(zip(heads, each, strict=True)) for each in cells]
    assert all(not each["数值"] or str(each["原文数字"]) in str(each["引文"]) for each in quotes)


def test_what_looks_like_a_formula_is_text(neighbours: Engine):
    table = neighbours.table("各县2030年粮食产量")
    row = table.rows[0]
    evil = dataclasses.replace(row.about, place='=HYPERLINK("http://x","y")', title="@SUM(1)\x00")
    harmed = dataclasses.replace(table, rows=(dataclasses.replace(row, about=evil),))
    book = openpyxl.load_workbook(io.BytesIO(workbook(harmed)))
    for sheet in book:
        assert all(cell.data_type != "f" for line in sheet.iter_rows() for cell in line)
    assert book["对照表"]["A2"].value == '=HYPERLINK("http://x","y")'


def test_what_was_read_off_is_told(neighbours: Engine):
    book = openpyxl.load_workbook(
        io.BytesIO(workbook(neighbours.table("哪个县2030年粮食产量最高?")))
    )
    told = {str(name): str(text) for name, text in book["说明"].iter_rows(values_only=True)}
    assert told["结果"].startswith("最高：白沙县（31万吨）")
    assert told["完整性"] == "5 份报告，4 份写明，1 份未写明"
