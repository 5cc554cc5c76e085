"""Tables as Excel files: numbers as numbers, beside the text as it is written; no text is a formula."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from qa.listing.sheet_cells import set_widths, text_cell
from qa.tables.fields import cells_of, seen_heads, seen_row, sheet_row
from qa.tables.reading_off import read_off
from qa.tables.wording import labels
from qa.tables.wording.chinese import CHINESE

if TYPE_CHECKING:
    from qa.tables.values import Table
    from qa.tables.wording.wording import Wording

_WIDTHS = {
    "quote": 60,
    "title": 34,
    "text": 18,
    "near": 30,
    "measure": 24,
    "marks": 18,
    "column": 24,
}


def workbook(table: Table, words: Wording = CHINESE) -> bytes:
    """A workbook: a sheet of all cells, one of the table as it is seen, and one of what was read off."""
    book = Workbook(write_only=True)
    seen, every, told = words.sheets
    _seen(book.create_sheet(seen), table, words)
    _all_cells(book.create_sheet(every), table, words)
    _about(book.create_sheet(told), table, words)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def _seen(sheet: Any, table: Table, words: Wording) -> None:
    """A row for each report; for each indicator its text, and its number beside it."""
    set_widths(sheet, [14, 10, *[24, 16, 18] * len(table.columns)])
    sheet.freeze_panes = "C2"
    sheet.append([text_cell(sheet, each, bold=True) for each in seen_heads(table, words)])
    names = words.labels(table.column(0)) if table.columns else {}
    for row in table.rows:
        place = labels.column_place(row.about, names[row.about.id], words)
        sheet.append([_value(sheet, each) for each in seen_row(row, place, words)])


def _all_cells(sheet: Any, table: Table, words: Wording) -> None:
    """A row for each cell, with its quotation and where it stands."""
    set_widths(sheet, [_WIDTHS.get(name, 12) for name, _ in words.sheet_fields])
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = (
        f"A1:{get_column_letter(len(words.sheet_fields))}{1 + len(table.rows) * len(table.columns)}"
    )
    sheet.append([text_cell(sheet, title, bold=True) for _, title in words.sheet_fields])
    for fields in cells_of(table):
        row = sheet_row(fields, words)
        sheet.append([_value(sheet, row[name]) for name, _ in words.sheet_fields])


def _about(sheet: Any, table: Table, words: Wording) -> None:
    """What was asked, what was read off, and how complete it is."""
    set_widths(sheet, [14, 100])
    lines = [(words.question, table.question)]
    lines += [(words.asked, column.question) for column in table.columns]
    lines += [(words.complete, each) for each in words.of_table(table)]
    notes = words.notes(table)
    lines += [(words.note, each) for each in notes]
    if table.across is not None and table.result is not None:
        result = read_off(table, table.across, words)
        lines.append((words.result, result.text))
        lines += [(words.note, each) for each in result.warnings if each not in notes]
    for name, text in lines:
        sheet.append([text_cell(sheet, name, bold=True), text_cell(sheet, text)])


def _value(sheet: Any, value: object) -> Any:
    return text_cell(sheet, value) if isinstance(value, str) else value
