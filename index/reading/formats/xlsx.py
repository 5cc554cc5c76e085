"""Excel's ``.xlsx``: its visible sheets as tables, figures as they are shown."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import TYPE_CHECKING

import openpyxl

from index.errors import CorpusError
from index.reading.formats.common.cells import MAX_CELLS, add_sheet, squeezed, too_many
from index.reading.formats.common.lines import Lines
from index.reading.formats.common.zip_parts import MAX_PARTS_BYTES, ZipParts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openpyxl.cell.cell import Cell as SheetCell
    from openpyxl.cell.cell import MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

    from index.reading.formats.extract import Extract

_DECIMALS = re.compile(r"\.(0+)")


def read(data: bytes, name: str) -> Extract:
    """Read the sheets of an Excel file, each below its name; figures as they are shown.

    Raises:
        CorpusError: it is broken, protected, or too large.
    """
    _check(data, name)
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    except (KeyError, ValueError, TypeError, AttributeError, zipfile.BadZipFile, OSError) as error:
        raise CorpusError(
            f"{name} is an Excel file that is broken or not whole: open and save it again"
        ) from error
    lines = Lines()
    for sheet in book.worksheets:
        if sheet.sheet_state == "visible":
            lines.add(sheet.title, level=1)
            add_sheet(list(_shown_rows(sheet)), lines, name)
    return lines.extract()


def _check(data: bytes, name: str) -> None:
    """Refuse what unpacks to too much, or declares entities, before a library reads it."""
    with ZipParts(data, name) as parts:
        if parts.n_bytes > MAX_PARTS_BYTES:
            raise CorpusError(
                f"{name} unpacks to more than {MAX_PARTS_BYTES >> 20} MiB: "
                "split it into smaller files"
            )
        for part in parts.names:
            if part.endswith((".xml", ".rels")):
                parts.xml(part)


def _shown_rows(sheet: Worksheet) -> Iterator[list[str]]:
    merged = {
        (row, column): (area.min_row, area.min_col)
        for area in sheet.merged_cells.ranges
        for row in range(area.min_row, area.max_row + 1)
        for column in range(area.min_col, area.max_col + 1)
    }
    if sheet.max_row * sheet.max_column > MAX_CELLS:
        raise too_many(sheet.title)
    for row in sheet.iter_rows():
        yield [
            _shown(sheet.cell(*merged[place]) if place in merged else cell)
            for cell in row
            for place in [(cell.row, cell.column)]
        ]


def _shown(cell: SheetCell | MergedCell) -> str:
    """A cell as a person sees it."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, dt.datetime | dt.date):
        return f"{value.year}年{value.month}月{value.day}日"
    if isinstance(value, int | float):
        return _number(value, str(cell.number_format))
    return squeezed(str(value))


def _number(value: float, number_format: str) -> str:
    """A number in its format: decimals, thousands, per cent."""
    first = number_format.partition(";")[0]
    try:
        number = Decimal(repr(value))
    except InvalidOperation:
        return str(value)
    sign = "%" if "%" in first else ""
    number = number * 100 if sign else number
    decimals = _DECIMALS.search(first)
    if decimals is not None:
        number = _rounded(number, len(decimals[1]))
    elif first.strip("#,0% ") == "" and "0" in first:
        number = _rounded(number, 0)
    else:
        number = number.normalize()
    return f"{number:{',' if '#,##' in first else ''}f}{sign}"


def _rounded(number: Decimal, n_decimals: int) -> Decimal:
    return number.quantize(Decimal(1).scaleb(-n_decimals), ROUND_HALF_UP)
