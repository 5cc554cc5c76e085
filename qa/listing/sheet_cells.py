"""Cells of Excel files: text is text, whatever it begins with and holds, and never a formula."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

if TYPE_CHECKING:
    from collections.abc import Iterable

_MAX_CHARS = 32_767  # that a cell holds
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def text_cell(sheet: Any, text: str, *, bold: bool = False) -> Any:
    """A cell of a sheet that holds a text; what no cell can hold is replaced, or cut off."""
    cell = WriteOnlyCell(sheet, _UNWRITABLE.sub("\ufffd", text)[:_MAX_CHARS])
    cell.data_type = "s"  # also where it begins with a =
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    cell.quotePrefix = text.startswith(("=", "+", "-", "@"))
    if bold:
        cell.font = Font(bold=True)
    return cell


def set_widths(sheet: Any, widths: Iterable[int]) -> None:
    """Set how wide the columns of a sheet are, from the first one on."""
    for k, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(k)].width = width
