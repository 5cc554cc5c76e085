"""Excel's ``.xlsx``: its visible sheets as tables, figures as they are shown."""

from __future__ import annotations

import datetime as dt
import io
import itertools
import math
import re
import warnings
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

import openpyxl
from openpyxl.utils.cell import range_boundaries

from index.errors import CorpusError
from index.reading.formats.common.cells import add_sheet, squeezed
from index.reading.formats.common.lines import MAX_CELLS, Lines
from index.reading.formats.common.zip_parts import MAX_PARTS_BYTES, ZipParts

if TYPE_CHECKING:
    from lxml import etree
    from openpyxl.cell.cell import Cell as SheetCell
    from openpyxl.cell.cell import MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

    from index.reading.formats.extract import Extract

_UNNAMED = re.compile(r"Sheet\d*|工作表\d*")  # as the program names them
_DECIMALS = re.compile(r"\.(0+)")


def read(data: bytes, name: str) -> Extract:
    """Read the sheets of an Excel file, each below its name; figures as they are shown.

    Raises:
        CorpusError: it is broken, protected, or too large.
    """
    lines = Lines(name)
    _check(data, name)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what only Excel knows
            book = openpyxl.load_workbook(io.BytesIO(data), data_only=True, keep_links=False)
    except Exception as error:  # the library raises whatever a file of others makes it meet
        raise CorpusError(
            f"{name} is an Excel file that is broken or not whole: open and save it again"
        ) from error
    for sheet in book.worksheets:
        rows = _shown_rows(sheet, Lines(name)) if sheet.sheet_state == "visible" else []
        if rows:
            if not _UNNAMED.fullmatch(sheet.title):
                lines.add(sheet.title, level=1)
            add_sheet(rows, lines)
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
                root = parts.xml(part)
                if part.startswith("xl/worksheets/"):
                    Lines(name).count_cells(sum(1 for _ in root.iter("{*}c")))
                    # The library makes each cell of what is merged.
                    Lines(name).count_cells(sum(map(_n_merged, root.iter("{*}mergeCell"))))


def _n_merged(element: etree._Element) -> int:
    """How many cells an area of merged ones has."""
    try:
        left, top, right, bottom = range_boundaries(element.get("ref", ""))
    except ValueError:
        return 0
    if left is None or top is None or right is None or bottom is None:  # whole columns, or rows
        return MAX_CELLS + 1
    return (right - left + 1) * (bottom - top + 1)


def _shown_rows(sheet: Worksheet, lines: Lines) -> list[list[str]]:
    """The rows and columns in which something stands; formats often reach to a sheet's end."""
    shown: dict[tuple[int, int], str] = {}
    for place, cell in sheet._cells.items():  # noqa: SLF001 - all else makes the cells between them
        if text := _shown(cell):
            shown[place] = text
    for area in sheet.merged_cells.ranges:
        text = shown.get((area.min_row, area.min_col), "")
        if text:
            shown |= dict.fromkeys(itertools.chain.from_iterable(area.rows), text)
    rows = sorted({row for row, _ in shown})
    columns = sorted({column for _, column in shown})
    lines.count_cells(len(rows) * len(columns))
    return [[shown.get((row, column), "") for column in columns] for row in rows]


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
    if not math.isfinite(value):
        return str(value)
    first = number_format.partition(";")[0]
    number = Decimal(f"{value:.15g}")  # as many digits as Excel shows
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
