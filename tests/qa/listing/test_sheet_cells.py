"""qa.listing.sheet_cells: whatever a text begins with and holds, a cell holds it as text."""

from __future__ import annotations

import io

import openpyxl
import pytest

from qa.listing.sheet_cells import text_cell


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("=SUM(A1)", "=SUM(A1)"),
        ("-3%", "-3%"),
        ("甲\x00\ud800\uffff乙", "甲\ufffd\ufffd\ufffd乙"),
        ("长" * 40_000, "长" * 32_767),
    ],
)
def test_text_stays_text(text: str, held: str):
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append([text_cell(sheet, text)])
    data = io.BytesIO()
    book.save(data)
    (cell,) = next(openpyxl.load_workbook(data).worksheets[0].iter_rows())
    assert (cell.value, cell.data_type) == (held, "s")
    assert cell.quotePrefix is (text[0] in "=-")
