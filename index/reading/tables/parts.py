"""The parts of a table that become passages, with what each figure in them is of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.reading.tables.cells import (
    CellKind,
    Head,
    head_of,
    is_bare_number,
    is_of_shares,
    kind_of,
    label_of,
    year_of,
)
from index.reading.tables.layout import Layout, RowKind, layout_of
from index.table_types import TableFigure, TablePart

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.table_types import Table
    from index.types import Document

_MAX_ROWS = 20  # of a part: about what an encoder still tells apart
_MAX_CHARS = 1200


@dataclass(slots=True)
class _Above:
    """What the next rows may be part of."""

    group: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()  # the last row that is part of none


def parts(document: Document, table: Table) -> tuple[tuple[int, int, TablePart], ...]:
    """A table in parts of some rows each, of about the same size: their spans, and what they hold.

    The caption and the heads are told with each part; the text of the first one holds them.
    """
    layout = layout_of(document, table)
    figures = tuple(_figures(layout))
    cut = []
    for first, last in _cuts(layout):
        start = min(a for a, _ in table.rows[first]) if first else table.start
        ends = [b for row in table.rows[first:last] for _, b in row]
        end = max(ends) if last < len(table.rows) else table.end
        part = TablePart(
            caption=layout.caption,
            heads=layout.heads,
            rows=table.rows[first:last],
            n_heads=0 if first else layout.n_heads,
            labels=tuple(column for run in layout.labels for column in run),
            figures=tuple(each for each in figures if start <= each.start < end),
        )
        cut.append((start, end, part))
    return tuple(cut)


def _cuts(layout: Layout) -> Iterator[tuple[int, int]]:
    """The first row of each part, and the one after its last; a cell stays in one part."""
    n_rows = len(layout.rows)
    n_chars = [sum(map(len, row)) for row in layout.texts]
    n_parts = max(
        1, -(-(n_rows - layout.n_heads) // _MAX_ROWS), min(n_rows, -(-sum(n_chars) // _MAX_CHARS))
    )
    step = -(-n_rows // n_parts)
    first = 0
    while first < n_rows:
        last = min(n_rows, max(first + step, layout.n_heads + 1))
        while last < n_rows and (
            set(layout.rows[last]) & set(layout.rows[last - 1])
            or n_rows - last == 1  # the last row alone would be no part
        ):
            last += 1
        yield first, last
        first = last


def _figures(layout: Layout) -> Iterator[TableFigure]:
    heads = {
        column: [head_of(text) for text in layout.head_path(column)] for column in layout.values
    }
    above = _Above()
    # What has no year of its own is of the latest that the heads name: 比上年增长 beside 2023年.
    years = [head.year for path in heads.values() for head in path if head.year is not None]
    latest = max(years) if years else year_of(" ".join(layout.caption))
    for spans, texts, kind in zip(layout.rows, layout.texts, layout.kinds, strict=True):
        if kind is RowKind.GROUP:
            above = _Above(group=(label_of(texts[0])[0],))
            continue
        if kind is not RowKind.BODY:
            continue
        unit_of_row = next((texts[j] for j in layout.units if texts[j]), "")
        seen = set()
        for column in layout.values:
            if column >= len(spans) or spans[column] in seen:
                continue
            seen.add(spans[column])
            if kind_of(texts[column]) is not CellKind.FIGURE:
                continue
            labels = [label_of(texts[j]) for j in layout.labels_of(column)]
            row = [head_of(words) for words, _ in labels]
            is_part = any(part for _, part in labels)
            of_head = heads[column]
            yield TableFigure(
                start=spans[column][0],
                end=spans[column][1],
                label="".join(head.words for head in row),
                above=(*above.whole, *above.group) if is_part else above.group,
                head=tuple(head.words for head in of_head if head.words),
                unit=_unit(texts[column], of_head, row, (unit_of_row, *layout.caption_units)),
                year=_year(of_head, row, latest),
                is_change=any(head.is_change for head in (*of_head, *row)),
            )
        _go_on(above, layout, texts)


def _go_on(above: _Above, layout: Layout, texts: Sequence[str]) -> None:
    """Note a row that the next ones may be part of."""
    labels = [label_of(texts[j]) for j in (layout.labels[0] if layout.labels else ())]
    words = "".join(head_of(label).words for label, _ in labels)
    if words and not any(part for _, part in labels):
        above.whole = (words,)


def _unit(text: str, heads: Sequence[Head], row: Sequence[Head], others: Sequence[str]) -> str:
    """The unit of a cell: its head's, else its row's, else that of the column or the caption."""
    if not is_bare_number(text):
        return ""
    of_head = next((head.unit for head in reversed(heads) if head.unit), "")
    if of_head:
        return of_head
    is_of_shares_only = any(head.is_change or head.is_share for head in (*heads, *row))
    of_row = next((head.unit for head in row if head.unit), "")
    told = [unit for unit in (of_row, *others) if unit]
    shares = [unit for unit in told if is_of_shares(unit)]
    if is_of_shares_only:
        return shares[0] if shares else ""
    return next((unit for unit in told if unit not in shares), told[0] if told else "")


def _year(heads: Sequence[Head], row: Sequence[Head], otherwise: int | None) -> int | None:
    years = [head.year for head in (*reversed(heads), *reversed(row)) if head.year is not None]
    return years[0] if years else otherwise
