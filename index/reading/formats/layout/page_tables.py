"""Tables on pages: lines of several cells, below one another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.reading.formats.common.lines import Cell, Lines, Row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.reading.formats.layout.placing import Placed

_STEP = 3.0  # between two rows, at the most, in heights of a character
_MIN_ROWS = 2
_MIN_COLUMNS = 2


def n_rows_at(placed: Sequence[Placed], first: int) -> int:
    """How many lines from one on are rows of a table; 0 where none begins."""
    n_cells = 0
    last = first
    while last < len(placed):
        this = placed[last]
        if len(this.line.segments) < _MIN_COLUMNS:
            break
        if last > first:
            before = placed[last - 1]
            is_near = before.page != this.page or (
                before.line.bottom - this.line.top < _STEP * this.line.size
            )
            if not is_near:
                break
        n_cells = max(n_cells, len(this.line.segments))
        last += 1
    return last - first if last - first >= _MIN_ROWS else 0


def add_table(placed: Sequence[Placed], page: int, lines: Lines) -> None:
    """Add rows; each cell goes to the column that it overlaps."""
    columns = _columns(placed)
    rows = []
    for each in placed:
        texts = [""] * len(columns)
        for segment in each.line.segments:
            middle = (segment.left + segment.right) / 2
            k = min(
                range(len(columns)),
                key=lambda c, at=middle: abs(at - sum(columns[c]) / 2),  # type: ignore[misc]
            )
            texts[k] = f"{texts[k]} {segment.marked}".strip()
        n_pages, page = each.page - page, each.page
        cells = [Cell(text=text, n_pages=n_pages if not k else 0) for k, text in enumerate(texts)]
        rows.append(Row(cells=tuple(cells)))
    lines.add_table(rows)


def _columns(placed: Sequence[Placed]) -> list[tuple[float, float]]:
    """The columns of a table: where the cells of its rows overlap."""
    spans = sorted(
        (segment.left, segment.right) for each in placed for segment in each.line.segments
    )
    columns: list[tuple[float, float]] = []
    for left, right in spans:
        if columns and left < columns[-1][1]:
            columns[-1] = (columns[-1][0], max(right, columns[-1][1]))
        else:
            columns.append((left, right))
    return columns
