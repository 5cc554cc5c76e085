"""A table of reports as the page shows it: plain values, which keep no report's text."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from index.fact_types import Status
from qa.answering import value_times
from qa.listing import fact_table
from qa.tables import standings
from qa.tables.fields import seen_heads, seen_row
from qa.tables.values import Level, Mark
from qa.tables.wording import labels, wording
from qa.web.fragments import addresses, quotation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.types import About
    from qa.tables.values import Cell, Row, Table
    from qa.types import Citation, Finding, Value
    from qa.web.texts import Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """Words of a report, and where they stand."""

    text: str
    where: str
    address: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Other:
    """A figure beside the one of a cell, and what it is of."""

    told: str
    cited: Cited


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenCell:
    """What one report tells.

    ``status`` tells of a figure what sets it apart from what has come about: 预计, and 目标 among results.
    ``low`` is the number that it is compared by, below zero for a fall, ``None`` where it cannot be
    compared, ``high`` the upper end of a range; ``year`` the year that it is of. ``others_told`` says what
    the ``others`` are.
    """

    level: Level
    cited: Cited | None
    measure: str
    time: str
    falls: bool
    year: int | None
    marks: tuple[Mark, ...]
    low: Decimal | None
    high: Decimal | None
    others_told: str
    others: tuple[Other, ...]
    status: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenRow:
    """A report: its place, what tells it from the others, its cells, and its line to be copied.

    ``number`` is its place in the table, counted from 0.
    """

    number: int
    place: str
    label: str
    year: int | None
    cells: tuple[SeenCell, ...]
    line: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A table: the names of its columns, its rows, and the line of its heads.

    ``are_figures`` tells of each column whether it is of figures, and not of names. ``is_course`` is
    whether all rows are of one place, in several years; ``left_out`` tells how many reports are of
    other places or years, if any.
    """

    names: tuple[str, ...]
    heads: str
    rows: tuple[SeenRow, ...]
    is_course: bool
    are_figures: tuple[bool, ...]
    left_out: str = ""


def seen(table: Table, texts: Texts) -> Seen:
    """A table in a language."""
    words = texts.table.told
    names = words.labels(table.column(0))
    is_one_place = bool(table.rows) and wording.is_one_place(table.column(0))
    return Seen(
        names=tuple(column.name for column in table.columns),
        are_figures=tuple(column.is_figure for column in table.columns),
        heads=_line(seen_heads(table, words)),
        rows=tuple(_row(k, row, names[row.about.id], texts) for k, row in enumerate(table.rows)),
        is_course=is_one_place and len({row.about.year for row in table.rows}) > 1,
        left_out=words.left_out.format(n=table.n_left_out) if table.n_left_out else "",
    )


def _line(values: Sequence[object]) -> str:
    """A row as a spreadsheet takes it from the clipboard; no cell of it is a formula, or two cells."""
    return "\t".join(_on_one_line(_written(each)) for each in values)


def _written(value: object) -> str:
    return f"{value:f}" if isinstance(value, Decimal) else str(fact_table.safe_cell(value))


def _row(number: int, row: Row, label: str, texts: Texts) -> SeenRow:
    about = row.about
    words = texts.table.told
    place = labels.column_place(about, label, words)
    return SeenRow(
        number=number,
        place=place,
        label=label,
        year=about.year,
        cells=tuple(_cell(cell, about, texts) for cell in row.cells),
        line=_line(seen_row(row, place, words)),
    )


def _cell(cell: Cell, about: About, texts: Texts) -> SeenCell:
    value, place = cell.value, about.place
    told, others = _others(cell, texts)
    low = standings.number(cell)
    return SeenCell(
        level=cell.level,
        cited=_cited(cell.citation, texts) if cell.citation is not None else None,
        status=_status(cell, texts),
        measure=_measure(value, place),
        time=value_times.told(value, texts.times) if value is not None else "",
        falls=cell.falls,
        year=(value.year if value is not None else None) or about.year,
        marks=cell.marks,
        low=low,
        high=cell.high if low is not None else None,
        others_told=told,
        others=tuple(_other(each, place, texts) for each in others),
    )


def _status(cell: Cell, texts: Texts) -> str:
    """What is to be told of a figure beside it, not only in a column that a narrow window has no room for."""
    status = cell.fact.status if cell.fact is not None else None
    if status is None or not (status is Status.EXPECTED or Mark.OTHER_STATUS in cell.marks):
        return ""
    return texts.times.of_status.get(status, texts.table.done)


def _others(cell: Cell, texts: Texts) -> tuple[str, tuple[Finding, ...]]:
    """The figures beside that of a cell, and what they are."""
    if not cell.is_told:
        return (texts.table.near, cell.near) if cell.near else ("", ())
    if Mark.PART in cell.marks and cell.near:
        return texts.table.in_parts, cell.near
    return (texts.table.others, cell.conflicts) if cell.conflicts else ("", ())


def _measure(value: Value | None, place: str) -> str:
    """What a figure measures, after whose it is where that is told and is not the report's own."""
    if value is None:
        return ""
    is_own = value.subject in place or value.subject in value.measure
    subject = "" if is_own else value.subject
    return " · ".join(filter(None, (_on_one_line(subject), _on_one_line(value.measure))))


def _other(found: Finding, place: str, texts: Texts) -> Other:
    told = (_measure(found.value, place), value_times.told(found.value, texts.times))
    return Other(told=" · ".join(filter(None, told)), cited=_cited(found.citation, texts))


def _cited(citation: Citation, texts: Texts) -> Cited:
    document, passage = citation.document, citation.passage
    return Cited(
        text=_on_one_line(citation.text),
        where=quotation.in_report(document, passage, texts),
        address=addresses.link(document, passage),
        start=citation.start,
        end=citation.end,
    )


def _on_one_line(text: str) -> str:
    return " ".join(text.split())
