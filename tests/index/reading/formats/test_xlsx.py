"""index.reading.formats.xlsx: visible sheets as tables, figures as they are shown."""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import CorpusError
from index.reading.formats.common import lines
from index.reading.formats.xlsx import read
from tests.support.files.hostile_files import sheet
from tests.support.files.word_files import docx, paragraph

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.reading.formats.extract import Extract


def saved(book: openpyxl.Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def book_of(*rows: Sequence[object], title: str = "Sheet") -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    return book


def cells(extract: Extract) -> list[list[list[str]]]:
    return [[[extract.text[a:b] for a, b in row] for row in table.rows] for table in extract.tables]


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (0.062, "0.0%", "6.2%"),
        (0.0625, "0%", "6%"),
        (1234567.891, "#,##0.00", "1,234,567.89"),
        (1234567, "#,##0", "1,234,567"),
        (1234.5, "0", "1235"),
        (2.5, "0.00", "2.50"),
        (-3.5, "0.0;[Red]-0.0", "-3.5"),
        (1e21, "General", "1" + "0" * 21),
        (31, "General", "31"),
        (True, "General", "是"),
        (dt.date(2030, 1, 16), "yyyy-mm-dd", "2030年1月16日"),
        (dt.datetime(2030, 1, 16, 9, 0), "yyyy-mm-dd", "2030年1月16日"),  # noqa: DTZ001 - as Excel
        ("  上 半\n年 ", "General", "上 半 年"),
    ],
)
def test_a_cell_is_read_as_it_is_shown(value: object, number_format: str, shown: str):
    book = book_of(["指标", "值"], ["工业", value])
    book.worksheets[0]["B2"].number_format = number_format
    assert cells(read(saved(book), "a.xlsx")) == [[["指标", "值"], ["工业", shown]]]


def test_captions_and_notes_stand_around_the_table():
    book = book_of(
        ["表1 主要指标"], ["单位：亿元"], ["指标", "总量"], ["工业", 80], ["注：按可比价计算。"]
    )
    extract = read(saved(book), "a.xlsx")
    assert extract.text.split("\n") == [
        "表1 主要指标", "单位：亿元", "指标\t总量", "工业\t80", "注：按可比价计算。",
    ]  # fmt: skip
    assert cells(extract) == [[["指标", "总量"], ["工业", "80"]]]


def test_each_named_sheet_stands_below_its_name_and_hidden_ones_are_left_out():
    book = book_of(["指标", "总量"], ["工业", 80], title="工业")
    for name, state in (("财政", "visible"), ("草稿", "hidden"), ("Sheet3", "visible")):
        sheet = book.create_sheet(name)
        sheet.sheet_state = state
        sheet.append(["指标", "总量"])
        sheet.append([f"{name}项", 1])
    extract = read(saved(book), "a.xlsx")
    assert [heading.title for heading in extract.headings] == ["工业", "财政"]
    assert [rows[1][0] for rows in cells(extract)] == ["工业", "财政项", "Sheet3项"]


def test_merged_cells_stand_in_each_of_their_places():
    book = book_of(["指标", "2030年", None], [None, "总量", "增长"], ["工业", 80, "6.2%"])
    book.worksheets[0].merge_cells("B1:C1")
    book.worksheets[0].merge_cells("A1:A2")
    assert cells(read(saved(book), "a.xlsx")) == [
        [["指标", "2030年", "2030年"], ["指标", "总量", "增长"], ["工业", "80", "6.2%"]]
    ]


def test_rows_and_columns_of_nothing_are_left_out():
    book = book_of(["指标", None, "总量"], [], ["工业", None, 80])
    book.worksheets[0]["XFD1048576"].number_format = "0.0"  # formats reach to the sheet's end
    assert cells(read(saved(book), "a.xlsx")) == [[["指标", "总量"], ["工业", "80"]]]


def test_a_formula_shows_what_it_gave_last_if_that_is_known():
    assert (
        read(saved(book_of(["指标", "总量"], ["工业", "=1+1"])), "a.xlsx").text
        == "指标\t总量\n工业"
    )


def test_a_figure_has_the_digits_that_excel_knows():
    cells_ = '<c r="A1"><v>12.300000000000001</v></c><c r="B1"><v>1e999</v></c>'
    made = sheet(f'<sheetData><row r="1">{cells_}</row></sheetData>')
    assert read(made, "a.xlsx").text == "表\n12.3\tinf"


def test_too_many_cells_are_told(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(lines, "MAX_CELLS", 5)
    with pytest.raises(CorpusError, match=r"^a\.xlsx has more than 5 cells: split it"):
        read(saved(book_of([1, 2, 3], [4, 5, 6])), "a.xlsx")


def test_what_is_no_sheet_is_told():
    with pytest.raises(CorpusError, match=r"^a\.xlsx is an Excel file that is broken or not whole"):
        read(docx(paragraph("甲")), "a.xlsx")


@settings(max_examples=25)  # each is a book, saved and loaded
@given(
    st.lists(
        st.lists(st.sampled_from(["", "甲", "乙 丙", "6.2%"]), min_size=2, max_size=4), max_size=5
    )
)
def test_no_cell_is_lost(rows: list[list[str]]):
    extract = read(saved(book_of(*rows)), "a.xlsx")
    for word in ("甲", "6.2%"):
        n_written = sum(row.count(word) for row in rows)
        assert extract.text.count(word) <= n_written
        assert (extract.text.count(word) > 0) == (n_written > 0)
    for table in extract.tables:
        lines = extract.text[table.start : table.end].split("\n")
        assert [line.split("\t") for line in lines] == [
            [extract.text[a:b] for a, b in row] for row in table.rows
        ]
