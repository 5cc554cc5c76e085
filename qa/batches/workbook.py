"""Excel's workbooks: cells that are read as texts, and written as texts and numbers, never formulas."""

from __future__ import annotations

import io
import warnings
from typing import TYPE_CHECKING, Any

import openpyxl

from index.errors import BatchError
from index.reading.formats.common.lines import MAX_CELLS
from index.reading.formats.common.zip_parts import MAX_PARTS_BYTES, ZipParts
from qa.listing.sheet_cells import set_widths, text_cell

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_WIDTHS = {"question": 40, "answer": 40, "quote": 60, "report": 36}


def cells(data: bytes, name: str) -> list[list[str]]:
    """The cells of a workbook's first sheet that holds any, as texts.

    Raises:
        BatchError: it is broken, protected, or too large.
        CorpusError: the same, as far as its parts tell.
    """
    with ZipParts(data, name) as parts:
        if parts.n_bytes > MAX_PARTS_BYTES:
            raise BatchError(f"{name} unpacks to more than {MAX_PARTS_BYTES >> 20} MiB: split it")
        for part in parts.names:
            if part.endswith((".xml", ".rels")):
                parts.xml(part)  # refuses what declares entities, before a library reads it
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what only Excel knows
            book = openpyxl.load_workbook(io.BytesIO(data), data_only=True, read_only=True)
        sheets = (_texts(sheet, name) for sheet in book.worksheets)
        return next((rows for rows in sheets if any(map(any, rows))), [])
    except BatchError:
        raise
    except Exception as error:  # the library raises whatever a file of others makes it meet
        raise BatchError(
            f"{name} is an Excel file that is broken or not whole: open and save it again"
        ) from error


def _texts(sheet: Any, name: str) -> list[list[str]]:
    """The rows of a sheet; formats often reach to its end."""
    rows: list[list[str]] = []
    n_cells = 0
    for row in sheet.iter_rows(values_only=True):
        n_cells += len(row)
        if n_cells > MAX_CELLS:
            raise BatchError(f"{name} has more than {MAX_CELLS:,} cells: split it")
        rows.append(["" if value is None else str(value) for value in row])
    return rows


def written(rows: Iterable[Sequence[Any]], names: Sequence[str]) -> bytes:
    """A workbook of one sheet: its heads stay in view, numbers are numbers, all else is text."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("answers")
    sheet.freeze_panes = "A2"
    set_widths(sheet, [_WIDTHS.get(name, 12) for name in names])
    sheet.append([text_cell(sheet, name, bold=True) for name in names])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def _cell(sheet: Any, value: object) -> Any:
    if value is None or value == "":
        return None
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    return text_cell(sheet, str(value))
