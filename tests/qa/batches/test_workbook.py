"""qa.batches.workbook: text stays text, numbers are numbers, and no sheet takes all memory."""

from __future__ import annotations

import io

import openpyxl
import pytest

from index.errors import WenbaoError
from qa.batches import workbook
from tests.support.files import hostile_files

HOSTILE = (
    "=cmd|'/c calc'!A1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "<script>alert(1)</script>",
    '一"二"\n三',
    "\u202e甲",
)


def test_text_is_no_formula_and_comes_back_whole():
    data = workbook.written([[text, 1, 0.5] for text in HOSTILE], ["文", "n", "x"])
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    assert sheet is not None
    rows = list(sheet.iter_rows(min_row=2))
    assert [row[0].value for row in rows] == list(HOSTILE)
    assert {row[0].data_type for row in rows} == {"s"}
    assert {row[1].data_type for row in rows} == {"n"}
    assert workbook.cells(data, "x")[1] == [HOSTILE[0], "1", "0.5"]


def test_what_no_cell_can_hold_is_replaced_or_cut():
    data = workbook.written([["甲\x00\x1b乙\ud800", "长" * 40_000]], ["a", "b"])
    (_, (text, long)) = workbook.cells(data, "x")
    assert text == "甲\ufffd\ufffd乙\ufffd"
    assert len(long) == 32_767


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (
            hostile_files.raw_zip({"xl/workbook.xml": hostile_files.zeros(200)}),
            "unpacks to more than 128 MiB",
        ),
        (b"PK\x03\x04", hostile_files.BROKEN),
    ],
)
def test_bombs_and_broken_files_are_refused(data: bytes, line: str):
    with pytest.raises(WenbaoError, match=line):
        workbook.cells(data, "x.xlsx")


def test_so_is_a_sheet_of_more_cells_than_are_read():
    inner = "".join(f'<row r="{n}"><c r="XFD{n}"><v>1</v></c></row>' for n in range(1, 40))
    with pytest.raises(WenbaoError, match="cells"):
        workbook.cells(hostile_files.sheet(f"<sheetData>{inner}</sheetData>"), "x.xlsx")
