"""The text of a passage on the page: as text, or as the table that it is."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from index.reading.tables.grid import grid_of
from qa.answering.highlights import within
from qa.types import HighlightKind
from qa.web.fragments.html import escape, marked
from qa.web.fragments.templates import render

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markupsafe import Markup

    from index.reading.tables.grid import GridCell
    from index.types import Passage
    from qa.types import Highlight


_N_LONG = 8  # rows from which on a table is folded
_N_NEIGHBOURS = 2  # rows on either side of the best one that stay


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """A row on the page; ``is_best`` tells that what answers stands in it, ``is_far`` that it is folded."""

    cells: tuple[tuple[GridCell, Markup], ...]
    is_best: bool = False
    is_far: bool = False


def is_long(passage: Passage) -> bool:
    """Whether a passage is a table that can be folded to some of its rows."""
    if passage.table is None:
        return False
    rows = grid_of(passage, passage.table).rows
    return len(rows) >= _N_LONG and all(cell.n_rows == 1 for row in rows for cell in row)


def text_of(
    passage: Passage,
    highlights: Sequence[Highlight],
    *,
    only_best: bool = False,
    is_folded: bool = False,
) -> Markup:
    """A passage with what is to be marked in it.

    Args:
        passage: the passage.
        highlights: spans of its text.
        only_best: of a table, only the row in which a span begins, with the heads.
        is_folded: of a table, the rows that are not near that one are hidden at first.

    Raises:
        ValueError: a highlight lies outside of the text.
    """
    if passage.table is None:
        return marked(passage.text, highlights)
    grid = grid_of(passage, passage.table)
    rows = [_row(passage, row, highlights) for row in grid.rows]
    if only_best:
        rows = [row for row in rows if row.is_best] or rows[:1]
    if is_folded:
        rows = _folded(rows)
    return render(
        "table",
        lines=[_piece(passage, *line, highlights) for line in grid.lines],
        label=" ".join(passage.table.caption),
        heads=[_row(passage, row, highlights) for row in grid.heads],
        rows=rows,
    )


def _folded(rows: Sequence[_Row]) -> list[_Row]:
    """Rows of which those are far that are no neighbours of a best one; of the first, where none is."""
    best = [i for i, row in enumerate(rows) if row.is_best] or [0]
    return [
        dataclasses.replace(row, is_far=all(abs(i - each) > _N_NEIGHBOURS for each in best))
        for i, row in enumerate(rows)
    ]


def _row(passage: Passage, cells: Sequence[GridCell], highlights: Sequence[Highlight]) -> _Row:
    return _Row(
        cells=tuple(
            (
                cell,
                _piece(passage, cell.start, cell.end, highlights)
                if cell.end
                else escape(cell.text),
            )
            for cell in cells
        ),
        is_best=any(
            cell.start < mark.end and mark.start < cell.end
            for cell in cells
            for mark in highlights
            if mark.kind is not HighlightKind.TERM
        ),
    )


def _piece(passage: Passage, start: int, end: int, highlights: Sequence[Highlight]) -> Markup:
    """A part of a passage's text with what is to be marked in it."""
    return marked(passage.text[start:end], within(highlights, start, end))
