"""The layout of a table: which of its rows are heads, and which columns name the rows."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from enum import StrEnum, auto
from typing import TYPE_CHECKING

from index.language.lexicon import alternation, word_set
from index.language.text import fold
from index.reading.outline import is_caption
from index.reading.tables.cells import CellKind, kind_of, unit_in_caption

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.table_types import Table
    from index.types import Document

Span = tuple[int, int]

_MAX_HEADS = 4  # rows
_MAX_CAPTION_LINES = 4
_MAX_BETWEEN = 40  # characters between the parts of a table that goes on: page numbers, 续表
_MAX_PAGES = 30  # over which one table is followed
_NOTE = re.compile(rf"[(]?(?:{alternation('note_of_table')})\s*\d{{0,2}}\s*[:.、]")
_VALUES = frozenset({CellKind.FIGURE, CellKind.NO_FIGURE})


class RowKind(StrEnum):
    """What a row of a table is."""

    CAPTION = auto()  # one cell over all columns, above the heads
    HEAD = auto()
    BODY = auto()
    GROUP = auto()  # names what the rows below it are of
    NOTE = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A table with what each of its rows and columns is.

    ``texts`` holds the text of each cell, empty where a row has none in a column. ``labels`` are the
    columns that name the rows, in runs, each of which is followed by the columns it names;
    ``units`` those that tell the rows' units; ``values`` the rest. ``heads`` are the texts of the
    rows of heads, those of the table that this one goes on where it has none.
    """

    caption: tuple[str, ...]
    caption_units: tuple[str, ...]
    rows: tuple[tuple[Span, ...], ...]
    texts: tuple[tuple[str, ...], ...]
    kinds: tuple[RowKind, ...]
    heads: tuple[tuple[str, ...], ...]
    labels: tuple[tuple[int, ...], ...]
    units: tuple[int, ...]
    values: tuple[int, ...]

    @property
    def n_heads(self) -> int:
        """How many rows at the top are heads, or stand above them."""
        return sum(
            1
            for _ in itertools.takewhile(
                lambda kind: kind in (RowKind.HEAD, RowKind.CAPTION), self.kinds
            )
        )

    def labels_of(self, column: int) -> tuple[int, ...]:
        """The columns that name the rows for a column: the run of them that stands before it."""
        before = [run for run in self.labels if run[0] < column]
        return before[-1] if before else ()

    def head_path(self, column: int) -> tuple[str, ...]:
        """The heads of a column, outermost first, the same once."""
        path = (row[column] for row in self.heads if column < len(row) and row[column].strip())
        return tuple(dict.fromkeys(path))


def layout_of(document: Document, table: Table) -> Layout:
    """The layout of a table of a document."""
    layout = None
    for each in _going_on(document, table):
        layout = _layout(document.text, each, layout)
    return layout or _layout(document.text, table, None)


def _going_on(document: Document, table: Table) -> tuple[Table, ...]:
    """The tables that a table goes on over the ends of pages, and itself."""
    at = document.tables.index(table)
    first = at
    while first > max(0, at - _MAX_PAGES) and _is_going_on(
        document.text, document.tables[first - 1], document.tables[first]
    ):
        first -= 1
    return document.tables[first : at + 1]


def _is_going_on(text: str, before: Table, table: Table) -> bool:
    between = "".join(text[before.end : table.start].split())
    return _n_columns(before) == _n_columns(table) and len(between) <= _MAX_BETWEEN


def _n_columns(table: Table) -> int:
    return max(map(len, table.rows), default=0)


def _layout(text: str, table: Table, before: Layout | None) -> Layout:
    n_columns = _n_columns(table)
    texts = tuple(
        tuple(" ".join(text[start:end].split()) for start, end in row)
        + ("",) * (n_columns - len(row))
        for row in table.rows
    )
    kinds = _row_kinds(table, texts)
    heads = tuple(row for row, kind in zip(texts, kinds, strict=True) if kind is RowKind.HEAD)
    above = _lines_above(text, table.start)
    inside = tuple(
        next(filter(None, row))
        for row, kind in zip(texts, kinds, strict=True)
        if kind is RowKind.CAPTION
    )
    caption = (*above, *inside)
    if before is not None and not heads:
        heads = before.heads
        caption = before.caption
    elif before is not None and before.heads == heads and not caption:
        caption = before.caption
    kinds = tuple(
        RowKind.HEAD if kind is RowKind.BODY and row in heads else kind  # told again on a new page
        for row, kind in zip(texts, kinds, strict=True)
    )
    body = [row for row, kind in zip(texts, kinds, strict=True) if kind is RowKind.BODY]
    labels, units, values = _columns(n_columns, heads, body)
    return Layout(
        caption=caption,
        caption_units=unit_in_caption(caption),
        rows=table.rows,
        texts=texts,
        kinds=kinds,
        heads=heads,
        labels=labels,
        units=units,
        values=values,
    )


def _lines_above(text: str, start: int) -> tuple[str, ...]:
    """The lines right above a table that are its caption, its unit, or introduce it."""
    lines: list[str] = []
    for line in reversed(text[max(0, start - 1000) : start].split("\n")):
        stripped = line.strip()
        if not stripped:
            continue
        if len(lines) == _MAX_CAPTION_LINES or not is_caption(stripped):
            break
        lines.append(stripped)
    return tuple(reversed(lines))


def _row_kinds(table: Table, texts: Sequence[tuple[str, ...]]) -> tuple[RowKind, ...]:
    kinds: list[RowKind] = []
    n_heads = 0
    for i, (spans, row) in enumerate(zip(table.rows, texts, strict=True)):
        is_at_top = len(kinds) == sum(kind in (RowKind.HEAD, RowKind.CAPTION) for kind in kinds)
        if is_at_top and not n_heads and _is_one_cell(spans, row):
            kinds.append(RowKind.CAPTION)
        elif _is_note(row):
            kinds.append(RowKind.NOTE)
        elif is_at_top and n_heads < _MAX_HEADS and _is_head(table, texts, i, is_first=not n_heads):
            kinds.append(RowKind.HEAD)
            n_heads += 1
        else:
            kinds.append(RowKind.GROUP if _is_group(spans, row) else RowKind.BODY)
    return tuple(kinds)


def _is_one_cell(spans: Sequence[Span], row: Sequence[str]) -> bool:
    """Whether a row is one cell over all columns, or holds a caption and nothing else."""
    filled = [text for text in row if text]
    if len(set(filled)) != 1 or len(row) == 1:
        return False
    return len(set(spans)) == 1 < len(spans) or is_caption(filled[0])


def _is_note(row: Sequence[str]) -> bool:
    filled = list(dict.fromkeys(filter(None, row)))
    return bool(filled) and _NOTE.match(fold(filled[0]).text) is not None


def _is_head(table: Table, texts: Sequence[tuple[str, ...]], i: int, *, is_first: bool) -> bool:
    """Whether a row is of heads: no figures, and below the first row no name of a row either."""
    row, spans = texts[i], table.rows[i]
    inner = [kind_of(text) for text in row[1:]]
    if any(kind in _VALUES for kind in inner) or all(kind is CellKind.EMPTY for kind in inner):
        return False
    if is_first:
        return kind_of(row[0]) is not CellKind.YEAR
    above = table.rows[i - 1]
    goes_on = any(a == b and a[0] < a[1] for a, b in zip(above, spans, strict=False))
    return goes_on or not row[0] or row[0] == texts[i - 1][0]


def _is_group(spans: Sequence[Span], row: Sequence[str]) -> bool:
    """Whether a row only names what the rows below it are of."""
    if kind_of(row[0]) is not CellKind.WORDS:
        return False
    return not any(row[1:]) or len(set(spans)) == 1 < len(spans)


def _columns(
    n_columns: int, heads: Sequence[tuple[str, ...]], body: Sequence[tuple[str, ...]]
) -> tuple[tuple[tuple[int, ...], ...], tuple[int, ...], tuple[int, ...]]:
    """The columns of labels, in runs, those of units, and those of values."""
    runs: list[list[int]] = []
    units: list[int] = []
    values: list[int] = []
    head_of_labels = ""
    for j in range(n_columns):
        head = "".join(heads[-1][j].split()) if heads and j < len(heads[-1]) else ""
        if head in word_set("row_number"):
            continue
        if head in word_set("unit_of_table") and runs:
            units.append(j)
        elif not runs:
            runs.append([j])
            head_of_labels = head
        elif not values and j < n_columns - 1 and _names_rows(body, j):
            runs[0].append(j)
        elif head and head == head_of_labels and values and _names_rows(body, j):
            runs.append([j])  # the table goes on beside itself
        else:
            values.append(j)
    return tuple(map(tuple, runs)), tuple(units), tuple(values)


def _names_rows(body: Sequence[tuple[str, ...]], column: int) -> bool:
    """Whether most of a column's cells hold words or years."""
    kinds = [kind_of(row[column]) for row in body if row[column]]
    return sum(kind not in _VALUES for kind in kinds) * 2 > len(kinds)
