"""A row of answers as it stands in a file: as CSV, and as a row of SpreadsheetML (ECMA-376, 18.3.1.73).

The browser puts the rows into files (``qa/web/scripts/batches.js``); text is escaped here, and no cell is
a formula.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import markupsafe

from qa.listing import fact_table

if TYPE_CHECKING:
    from collections.abc import Sequence

_MAX_CHARS = 32_767  # that a cell holds
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def line(cells: Sequence[object]) -> dict[str, str]:
    """A row, in both forms."""
    return {"csv": _csv(cells), "xml": f"<row>{''.join(map(_cell, cells))}</row>"}


def _csv(cells: Sequence[object]) -> str:
    return fact_table.csv_line([fact_table.safe_cell(each) for each in cells]).decode()


def _cell(value: object) -> str:
    if value is None or value == "":
        return "<c/>"
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"<c><v>{value}</v></c>"
    text = markupsafe.escape(_UNWRITABLE.sub("\ufffd", str(value))[:_MAX_CHARS])
    return f'<c t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
