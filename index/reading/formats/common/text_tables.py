"""Tables in plain text: cells parted by tabs or wide gaps, or a cell a line below a caption."""

from __future__ import annotations

import dataclasses
import itertools
import re
from typing import TYPE_CHECKING

from index.language import cutting
from index.language.numerals import TENS
from index.table_types import Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.reading.formats.extract import Extract

_GAP = re.compile(r"\t|[ \u3000]{2,}")
_MAX_CELL_CHARS = 40
_MIN_ROWS = 2
_MIN_COLUMNS = 2
_MAX_COLUMNS = 30
_FIGURE = re.compile(r"[-+]?[0-9][0-9,]*(?:\.[0-9]+)?\s*[^0-9]{0,6}|[-—–…/]+")
_HAS_DIGIT = re.compile(r"\d")
_MIN_FIGURES = 0.5  # of the cells beside the first column and the first row
_CAPTION = re.compile(rf"\s*(?:续?附?表\s*[\d{TENS}]+)")
_STOPS = re.compile(r"[。！？；]")

Span = tuple[int, int]


def marked(extract: Extract) -> Extract:
    """An extract with the tables that its text holds and its format did not name."""
    taken = [(table.start, table.end) for table in extract.tables]
    lines = [line for line in cutting.lines(extract.text) if not _is_in(line, taken)]
    tables = sorted(
        [*_set_apart(extract.text, lines), *_stacked(extract.text, lines)],
        key=lambda table: table.start,
    )
    if not tables:
        return extract
    every = sorted((*extract.tables, *tables), key=lambda table: table.start)
    return dataclasses.replace(extract, text=_in_lines(extract.text, tables), tables=tuple(every))


def _in_lines(text: str, tables: Sequence[Table]) -> str:
    """A text in which each row of a table is a line: only white space changes, and no offset."""
    pieces: list[str] = []
    at = 0
    for table in tables:
        for row in table.rows:
            for (_, end), (start, _) in itertools.pairwise(row):
                if "\n" in text[end:start]:
                    pieces += [text[at:end], "\t".ljust(start - end)]
                    at = start
    return "".join((*pieces, text[at:]))


def _is_in(line: Span, spans: Sequence[Span]) -> bool:
    return any(start <= line[0] < end for start, end in spans)


def _cells(text: str, line: Span) -> tuple[Span, ...]:
    """The cells of a line, parted by gaps."""
    cells = []
    start = line[0]
    for gap in _GAP.finditer(text, *line):
        if gap.start() > start:
            cells.append((start, gap.start()))
        elif gap[0] == "\t":
            cells.append((start, start))
        start = gap.end()
    return (*cells, (start, line[1]))


def _set_apart(text: str, lines: Sequence[Span]) -> Iterator[Table]:
    """Tables whose rows are lines, the cells of which stand apart."""
    rows: list[tuple[Span, ...]] = []
    for line in (*lines, None):
        cells = _cells(text, line) if line is not None else ()
        is_row = _MIN_COLUMNS <= len(cells) <= _MAX_COLUMNS and all(
            end - start <= _MAX_CELL_CHARS and not _STOPS.search(text, start, end)
            for start, end in cells
        )
        if is_row and (not rows or len(cells) == len(rows[0])):
            rows.append(cells)
            continue
        yield from _table(text, rows)
        rows = [cells] if is_row else []


def _table(text: str, rows: Sequence[tuple[Span, ...]]) -> Iterator[Table]:
    if len(rows) < _MIN_ROWS:
        return
    inner = [cell for row in rows[1:] for cell in row[1:]]
    n_figures = sum(bool(_HAS_DIGIT.search(text, *cell)) for cell in inner)
    if n_figures >= _MIN_FIGURES * len(inner):
        yield Table(start=rows[0][0][0], end=rows[-1][-1][1], rows=tuple(rows))


def _stacked(text: str, lines: Sequence[Span]) -> Iterator[Table]:
    """Tables that were copied a cell a line: below a caption, heads, then a label and its figures."""
    i = 0
    while i < len(lines):
        if _CAPTION.match(text, *lines[i]):
            columns, cells = _stack(text, lines[i + 1 :])
            if columns:
                rows = [cells[k : k + columns] for k in range(0, len(cells), columns)]
                yield Table(start=cells[0][0], end=cells[-1][1], rows=tuple(map(tuple, rows)))
                i += len(cells)
        i += 1


def _stack(text: str, lines: Sequence[Span]) -> tuple[int, list[Span]]:
    """How many columns there are, and the cells; 0 where the lines are no table."""
    short = list(
        itertools.takewhile(
            lambda line: (
                line[1] - line[0] <= _MAX_CELL_CHARS
                and not _STOPS.search(text, *line)
                and not _CAPTION.match(text, *line)
            ),
            lines,
        )
    )
    is_figure = [_FIGURE.fullmatch(text, *line) is not None for line in short]
    if True not in is_figure:
        return 0, []
    columns = is_figure.index(True) - 1  # the heads, and the label of the first row
    if not _MIN_COLUMNS <= columns <= _MAX_COLUMNS:
        return 0, []
    end = columns
    while end + columns <= len(short) and (
        not is_figure[end] and all(is_figure[end + 1 : end + columns])
    ):
        end += columns
    return (columns, list(short[:end])) if end > columns else (0, [])
