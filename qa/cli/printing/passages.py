"""Passages as lines for a terminal: what was found, why, and where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from index.language.text import visible
from index.reading.tables.grid import grid_of
from index.types import Document, Passage, Period
from qa import titles
from qa.answering.highlights import runs, within
from qa.cli.printing import recognised
from qa.types import HighlightKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.table_types import TablePart
    from qa.types import Highlight, Hit, Version

_MAX_START_CHARS = 60
PERIODS = {
    Period.REVIEW: "回顾",
    Period.PLAN: "计划",
    Period.GLOSSARY: "名词解释",
    Period.OTHER: "其他",
}


def hit(value: Hit, *, explain: bool = False) -> str:
    """A passage with its best sentence underlined, in which what answers is bold.

    Args:
        value: the passage.
        explain: also tell why it stands where it stands.
    """
    marks = [mark for mark in value.highlights if mark.kind is not HighlightKind.TERM]
    if value.passage.table is None:
        marked = _marked(value.passage.text, marks)
    else:
        marked = "\n   ".join(_table(value.passage, value.passage.table, marks))
    where = place(value.document, value.passage, *(each.document for each in value.versions))
    why = explanation(value) if explain and value.trace.legs else []
    also = [f"   {_version(value, each)}" for each in value.versions]
    head = f"{value.rank}. [{value.similarity:.2f}] {where}"
    return "\n".join([head, f"   {marked}", *also, *why])


def _marked(text: str, marks: Sequence[Highlight]) -> str:
    """A text with its best sentence underlined, in which what answers is bold."""
    return "".join(
        click.style(
            visible(piece),
            bold=HighlightKind.ANSWER in kinds or None,
            underline=HighlightKind.SENTENCE in kinds or None,
        )
        if kinds
        else visible(piece)
        for piece, kinds in runs(text, marks)
    )


def _table(passage: Passage, table: TablePart, marks: Sequence[Highlight]) -> list[str]:
    """The lines of a table, its columns one below the other."""
    grid = grid_of(passage, table)
    n_columns = max(map(len, table.rows), default=0)
    rows = []
    for row in (*grid.heads, *grid.rows):
        told = [""] * n_columns
        for cell in row:
            is_inside = cell.end > 0
            told[cell.column] = (
                _piece(passage, cell.start, cell.end, marks) if is_inside else visible(cell.text)
            )
        rows.append(told)
    import tabulate  # noqa: PLC0415 - most answers show no table

    aligned = tabulate.tabulate(rows, tablefmt="plain", disable_numparse=True)
    captions = [_piece(passage, *line, marks) for line in grid.lines]
    return [*captions, *aligned.split("\n")]


def _piece(passage: Passage, start: int, end: int, marks: Sequence[Highlight]) -> str:
    return _marked(passage.text[start:end], within(marks, start, end))


def _version(hit: Hit, version: Version) -> str:
    """Where nearly the same stands; its words where they are others."""
    where = place(version.document, version.passage, hit.document)
    if not version.differs:
        return f"另见: {where}"
    return f"另见 (文字有出入): {where}  | {visible(start(version.passage.text))}"


def explanation(value: Hit) -> list[str]:
    """Why a passage stands where it stands: what adds to its log-odds, and how each leg saw it."""
    parts = sorted(value.trace.parts.items(), key=lambda part: -abs(part[1]))
    names = ["seen by the legs", *value.trace.parts, *(leg.leg for leg in value.trace.legs)]
    width = max(map(len, names))
    total = sum(value.trace.parts.values())
    return [
        visible(f"     {line}")
        for line in (
            "adds to the log-odds that it answers",
            *(f"  {name:<{width}}  {part:+8.3f}" for name, part in parts if part),
            f"  {'= sum':<{width}}  {total:+8.3f} -> chance {value.similarity:.2f}",
            f"{'seen by the legs':<{width}}        rank  similarity",
            *(
                f"  {leg.leg:<{width}}  {leg.rank or '-':>8}  {leg.similarity:>10.4f}"
                for leg in value.trace.legs
            ),
        )
    ]


def place(document: Document, passage: Passage, *beside: Document) -> str:
    """A citation in one line: 《report》第 n 段 · section · period; ``beside`` are named as well."""
    pages = document.pages_of(passage.start, passage.end)
    on_pages = f"（第 {titles.pages(*pages)} 页）" if pages else ""
    on_pages += recognised.mark(document, passage)
    title = titles.beside(document, *beside)
    parts = [f"《{title}》第 {passage.number} 段{on_pages}", *passage.section]
    return visible(" · ".join([*parts, PERIODS[passage.period]]))


def start(text: str) -> str:
    """The beginning of a text, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= _MAX_START_CHARS else line[: _MAX_START_CHARS - 1] + "…"
