"""Tables as Excel files: numbers as numbers, beside the text as it is written; no text is a formula."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from qa.listing.sheet_cells import set_widths, text_cell
from qa.tables import wording
from qa.tables.fields import cells_of, seen_heads, seen_row, sheet_row
from qa.tables.wording import SHEET_FIELDS

if TYPE_CHECKING:
    from qa.tables.values import Table

_WIDTHS = {
    "quote": 60,
    "title": 34,
    "text": 18,
    "near": 30,
    "measure": 24,
    "marks": 18,
    "column": 24,
}


def workbook(table: Table) -> bytes:
    """A workbook: a sheet of all cells, one of the table as it is seen, and one of what was read off."""
    book = Workbook(write_only=True)
    seen, every, told = wording.SHEETS
    _seen(book.create_sheet(seen), table)
    _all_cells(book.create_sheet(every), table)
    _about(book.create_sheet(told), table)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def _seen(sheet: Any, table: Table) -> None:
    """A row for each report; for each indicator its text, and its number beside it."""
    set_widths(sheet, [14, 10, *[24, 16, 18] * len(table.columns)])
    sheet.freeze_panes = "C2"
    sheet.append([text_cell(sheet, each, bold=True) for each in seen_heads(table)])
    for row in table.rows:
        sheet.append([_value(sheet, each) for each in seen_row(row)])


def _all_cells(sheet: Any, table: Table) -> None:
    """A row for each cell, with its quotation and where it stands."""
    set_widths(sheet, [_WIDTHS.get(name, 12) for name, _ in SHEET_FIELDS])
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = (
        f"A1:{get_column_letter(len(SHEET_FIELDS))}{1 + len(table.rows) * len(table.columns)}"
    )
    sheet.append([text_cell(sheet, title, bold=True) for _, title in SHEET_FIELDS])
    for fields in cells_of(table):
        row = sheet_row(fields)
        sheet.append([_value(sheet, row[name]) for name, _ in SHEET_FIELDS])


def _about(sheet: Any, table: Table) -> None:
    """What was asked, what was read off, and how complete it is."""
    set_widths(sheet, [14, 100])
    lines = [(wording.QUESTION, table.question)]
    lines += [(wording.ASKED, column.question) for column in table.columns]
    lines += [(wording.COMPLETE, each) for each in wording.of_table(table)]
    lines += [(wording.NOTE, each) for each in table.notes]
    if table.result is not None:
        lines.append((wording.RESULT, table.result.text))
        lines += [(wording.NOTE, each) for each in table.result.warnings if each not in table.notes]
    for name, text in lines:
        sheet.append([text_cell(sheet, name, bold=True), text_cell(sheet, text)])


def _value(sheet: Any, value: object) -> Any:
    return text_cell(sheet, value) if isinstance(value, str) else value
