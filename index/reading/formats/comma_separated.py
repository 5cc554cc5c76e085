"""Tables whose cells are parted by commas, tabs, semicolons or bars: ``.csv``, ``.tsv``."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from index.errors import CorpusError
from index.language.text import decode
from index.reading.formats.common.cells import add_sheet, squeezed
from index.reading.formats.common.lines import Lines

if TYPE_CHECKING:
    from index.reading.formats.extract import Extract

_DELIMITERS = ",\t;|"
_SNIFFED_CHARS = 20_000


def read(data: bytes, name: str) -> Extract:
    """Read a table whose cells are parted by commas, tabs, semicolons or bars.

    Raises:
        CorpusError: it is in no known encoding, or no table.
    """
    text = decode(data, name)
    try:
        dialect: type[csv.Dialect] = csv.Sniffer().sniff(text[:_SNIFFED_CHARS], _DELIMITERS)
    except csv.Error:
        dialect = csv.excel
    lines = Lines(name)
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text), dialect):
            lines.count_cells(len(row))
            rows.append([squeezed(cell) for cell in row])
    except csv.Error as error:
        raise CorpusError(f"{name} is no table of cells ({error}): save it again as CSV") from error
    add_sheet(rows, lines)
    return lines.extract()
