"""The cells of a sheet as a table, with the captions and notes around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.reading.formats.common.lines import Cell, Row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.reading.formats.common.lines import Lines


def add_sheet(rows: Sequence[Sequence[str]], lines: Lines) -> None:
    """Add a table; what stands alone in its row, above or below it, is a line of text."""
    filled = [row for row in rows if any(row)]
    first, last = 0, len(filled)
    while first < last and len(set(filter(None, filled[first]))) == 1:
        first += 1  # a caption, or the unit
    while last > first and len(set(filter(None, filled[last - 1]))) == 1:
        last -= 1  # a note
    for row in filled[:first]:
        lines.add(next(filter(None, row)))
    if first < last:
        lines.add_table(
            Row(cells=tuple(Cell(text=text) for text in row)) for row in filled[first:last]
        )
    for row in filled[last:]:
        lines.add(next(filter(None, row)))


def squeezed(text: str) -> str:
    """A text in one line, with single blanks."""
    return " ".join(text.split())
