"""The cells of a table as they are shown: each once, with the columns and rows it reaches over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.language import cutting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.table_types import TablePart
    from index.types import Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class GridCell:
    """A cell, as a span of the passage's text; ``is_head`` tells that it names its row or column.

    ``column`` is the first that it stands in. A head that stands in another passage has no span
    there, and ``start`` and ``end`` are 0.
    """

    text: str
    column: int
    start: int = 0
    end: int = 0
    n_columns: int = 1
    n_rows: int = 1
    is_head: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table of a passage: the lines above it as spans of the passage, its heads, and its rows.

    Each cell stands in the row in which it begins.
    """

    lines: tuple[tuple[int, int], ...]
    heads: tuple[tuple[GridCell, ...], ...]
    rows: tuple[tuple[GridCell, ...], ...]


def grid_of(passage: Passage, table: TablePart) -> Grid:
    """The table of a passage as it is shown."""
    placed = tuple(_placed(passage, table))
    heads = placed[: table.n_heads]
    if not table.n_heads:
        heads = tuple(_told_before(row) for row in table.heads)
    first = min((start for row in table.rows for start, _ in row), default=passage.end)
    return Grid(
        lines=tuple(cutting.lines(passage.text[: first - passage.start])),
        heads=heads,
        rows=placed[table.n_heads :],
    )


def texts_of(passage: Passage, table: TablePart) -> tuple[list[list[str]], list[list[str]]]:
    """The heads and the rows below them as texts, one for each column."""
    heads = [list(row) for row in table.heads]
    rows = [
        [_text(passage, start - passage.start, end - passage.start) for start, end in row]
        for row in table.rows[table.n_heads :]
    ]
    return heads, rows


def _placed(passage: Passage, table: TablePart) -> Iterator[tuple[GridCell, ...]]:
    for i, row in enumerate(table.rows):
        cells = []
        for j, span in enumerate(row):
            above = table.rows[i - 1] if i else ()
            if (j and row[j - 1] == span) or (j < len(above) and above[j] == span):
                continue
            n_columns = next(
                (k for k in range(1, len(row) - j) if row[j + k] != span), len(row) - j
            )
            n_rows = next(
                (
                    k
                    for k in range(1, len(table.rows) - i)
                    if j >= len(table.rows[i + k]) or table.rows[i + k][j] != span
                ),
                len(table.rows) - i,
            )
            start, end = span[0] - passage.start, span[1] - passage.start
            cells.append(
                GridCell(
                    text=passage.text[start:end],
                    column=j,
                    start=start,
                    end=end,
                    n_columns=n_columns,
                    n_rows=n_rows,
                    is_head=i < table.n_heads or j in table.labels,
                )
            )
        yield tuple(cells)


def _told_before(row: tuple[str, ...]) -> tuple[GridCell, ...]:
    """A row of heads that stands in another passage."""
    cells: list[GridCell] = []
    at = 0
    while at < len(row):
        n = next((k for k in range(1, len(row) - at) if row[at + k] != row[at]), len(row) - at)
        cells.append(GridCell(text=row[at], column=at, n_columns=n, is_head=True))
        at += n
    return tuple(cells)


def _text(passage: Passage, start: int, end: int) -> str:
    return " ".join(passage.text[start:end].split())
