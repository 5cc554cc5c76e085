"""Where a line stands between the edges of its column, from which is seen whether it is full."""

from __future__ import annotations

import statistics
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.reading.formats.layout.text_lines import Line

# In heights of a character.
_SAME_EDGE = 0.6  # between lines that begin, or end, at the same edge, at the most
_OWN_EDGE = 2.0  # from which on a page has other edges than the file

_MIN_EDGE_SHARE = 0.1  # of the lines, that make an edge
_MIN_OWN_LINES = 8  # of a page whose edges can be its own


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A line with the edges of the column that it stands in."""

    line: Line
    page: int
    left: float
    right: float

    @property
    def indent(self) -> float:
        """How far it is set in, in heights of its characters."""
        return (self.line.left - self.left) / self.line.size

    @property
    def lack(self) -> float:
        """How far before the right edge it ends, in heights of its characters."""
        return (self.right - self.line.right) / self.line.size


def _edges(lines: Sequence[Line]) -> tuple[float, float]:
    """The left and the right edge that most lines keep to, the outermost such."""
    tolerance = _SAME_EDGE * statistics.median(line.size for line in lines)
    n_least = max(2, round(_MIN_EDGE_SHARE * len(lines)))

    def outermost(places: Sequence[float]) -> float:
        """The first of the places that as many others as make an edge are near."""
        for place in places:
            if sum(abs(other - place) <= tolerance for other in places) >= n_least:
                return place
        return places[0]

    lefts = sorted(line.left for line in lines)
    rights = sorted((line.right for line in lines), reverse=True)
    return outermost(lefts), outermost(rights)


def placed(of_pages: Sequence[Sequence[Line]]) -> Iterator[Placed]:
    """Lines with their edges: those of the column in the whole file, or of a page of its own."""
    columns = {line.column for lines in of_pages for line in lines}
    whole = {
        column: _edges([line for lines in of_pages for line in lines if line.column == column])
        for column in columns
    }
    for number, lines in enumerate(of_pages):
        edges: dict[int, tuple[float, float]] = {}
        for column, of_column in _by_column(lines).items():
            left, right = whole[column]
            size = statistics.median(line.size for line in of_column)
            if len(of_column) >= _MIN_OWN_LINES:
                own = _edges(of_column)
                if own[1] < left or own[0] > right or abs(own[1] - right) > _OWN_EDGE * size:
                    left, right = own
            edges[column] = (left, right)
        for line in lines:
            left, right = edges[line.column]
            yield Placed(line=line, page=number, left=left, right=right)


def _by_column(lines: Sequence[Line]) -> dict[int, list[Line]]:
    columns: dict[int, list[Line]] = {}
    for line in lines:
        columns.setdefault(line.column, []).append(line)
    return columns
