"""The lines of a PDF's page, from where its characters stand: column by column, top to bottom."""

from __future__ import annotations

import itertools
import statistics
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.reading.formats.common.lines import Lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from index.reading.formats.layout.glyphs import Glyph, Page

# In sizes of a character.
_SAME_LINE = 0.4  # between the baselines of two characters of one line, at the most
_WORD_GAP = 0.22  # from which on there is a blank between Latin words
_CELL_GAP = 1.6  # from which on another cell begins, or another column
_GUTTER = 1.0  # the width of the blank between two columns, at the least

_MIN_COLUMN_LINES = 6  # of a page that is set in two columns
_MIN_FULL_SHARE = 0.5  # of a column's lines, that reach over most of it: a table's do not
_FULL = 0.85
_MIN_PARTED_SHARE = 0.8  # of a page's lines, that the gutter parts or that stand on one side of it
_MIN_LETTERS = 3  # of a title whose letters are set apart


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A stretch of a line without a wide gap in it; ``marked`` is its text with marks of doubt."""

    marked: str
    left: float
    right: float

    @property
    def text(self) -> str:
        """What it says."""
        return Lines.unmarked(self.marked)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of a page, or of one of its columns; ``size`` is the height of its characters."""

    segments: tuple[Segment, ...]
    bottom: float
    top: float
    size: float
    column: int = 0

    @property
    def left(self) -> float:
        """Where it begins."""
        return self.segments[0].left

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.segments[-1].right

    @property
    def text(self) -> str:
        """What it says; wide gaps are blanks."""
        return Lines.unmarked(self.marked)

    @property
    def marked(self) -> str:
        """The same, with marks of doubt."""
        return " ".join(segment.marked for segment in self.segments)


def lines_of(page: Page) -> list[Line]:
    """The lines of a page, in the order in which a person reads them."""
    return [_line(row, column) for row, column in rows_of(page)]


def rows_of(page: Page) -> list[tuple[list[Glyph], int]]:
    """The characters of each line of a page, and its column: 0 where it runs over the whole page."""
    rows = _rows(page.glyphs)
    gutter = _gutter(rows) if rows else None
    if gutter is None:
        return [(row, 0) for row in rows]
    lines: list[tuple[list[Glyph], int]] = []
    sides: tuple[list[tuple[list[Glyph], int]], ...] = ([], [])
    for row in rows:
        left = [glyph for glyph in row if glyph.right <= gutter]
        right = [glyph for glyph in row if glyph.left >= gutter]
        if len(left) + len(right) < len(row):  # it runs through: a title, a wide figure
            lines += [*sides[0], *sides[1], (row, 0)]
            sides = ([], [])
            continue
        for number, side in enumerate((left, right)):
            if side:
                sides[number].append((side, number + 1))
    return [*lines, *sides[0], *sides[1]]


def _rows(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Characters that stand beside each other, from the top; in a row from the left."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda each: -each.baseline):
        row = rows[-1] if rows else []
        # Compared with the row's first character, so that a row does not wander down.
        if row and row[0].baseline - glyph.baseline <= _SAME_LINE * _size(glyph):
            row.append(glyph)
        else:
            rows.append([glyph])
    for row in rows:
        row.sort(key=lambda each: each.left)
    return rows


def _size(glyph: Glyph) -> float:
    """The size of a character: some fonts give punctuation a flat box, and Latin letters a narrow."""
    return max(glyph.top - glyph.bottom, glyph.right - glyph.left, 1.0)


def _line(row: Sequence[Glyph], column: int) -> Line:
    size = statistics.median(map(_size, row))
    return Line(
        segments=tuple(_segments(row, size)),
        bottom=min(glyph.bottom for glyph in row),
        top=max(glyph.top for glyph in row),
        size=size,
        column=column,
    )


def _segments(row: Sequence[Glyph], size: float) -> Iterator[Segment]:
    begins = [
        i
        for i, (before, after) in enumerate(itertools.pairwise(row), start=1)
        if after.left - before.right > _CELL_GAP * size
    ]
    spans = list(itertools.pairwise([0, *begins, len(row)]))
    if len(spans) >= _MIN_LETTERS and all(end - start == 1 for start, end in spans):
        spans = [(0, len(row))]  # 政 府 工 作 报 告
    for start, end in spans:
        yield Segment(
            marked=_words(row[start:end], size), left=row[start].left, right=row[end - 1].right
        )


def _words(glyphs: Sequence[Glyph], size: float) -> str:
    """Characters with blanks between Latin words, and between letters that are set apart."""
    pieces = [_marked(glyphs[0])]
    for before, after in itertools.pairwise(glyphs):
        gap = after.left - before.right
        latin = before.text.isascii() and after.text.isascii()
        if gap > (_WORD_GAP if latin else 1.0) * size or (latin and after.is_spaced):
            pieces.append(" ")
        pieces.append(_marked(after))
    return "".join(pieces)


def _marked(glyph: Glyph) -> str:
    return Lines.DOUBT + glyph.text if glyph.is_doubtful else glyph.text


def _gutter(rows: Sequence[Sequence[Glyph]]) -> float | None:
    """Where the blank between two columns is; ``None`` for a page of one column."""
    if len(rows) < _MIN_COLUMN_LINES:
        return None
    left = min(row[0].left for row in rows)
    right = max(row[-1].right for row in rows)
    size = statistics.median(_size(glyph) for row in rows for glyph in row)
    middle = (left + right) / 2
    gaps = [_gap_at(row, middle) for row in rows]
    parted = [gap for gap in gaps if gap is not None and gap[1] - gap[0] >= _GUTTER * size]
    if len(parted) < _MIN_PARTED_SHARE * len(rows):
        return None
    low = max(gap[0] for gap in parted)
    high = min(gap[1] for gap in parted)
    if high - low < _GUTTER * size / 2:
        return None
    for first, last in ((left, low), (high, right)):
        sides = [[g for g in row if g.left >= first and g.right <= last] for row in rows]
        widths = [side[-1].right - side[0].left for side in sides if side]
        n_full = sum(width >= _FULL * (last - first) for width in widths)
        if len(widths) < _MIN_COLUMN_LINES or n_full < _MIN_FULL_SHARE * len(widths):
            return None
    return (low + high) / 2


def _gap_at(row: Sequence[Glyph], middle: float) -> tuple[float, float] | None:
    """The blank of a row that a place is in; ``None`` where a character stands there."""
    low = max((glyph.right for glyph in row if glyph.right <= middle), default=float("-inf"))
    high = min((glyph.left for glyph in row if glyph.left >= middle), default=float("inf"))
    if any(glyph.left < middle < glyph.right for glyph in row):
        return None
    return low, high
