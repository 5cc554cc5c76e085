"""What is read off a column of a table: an order, a count, a comparison, a course; nothing is reckoned."""

from __future__ import annotations

import dataclasses
from collections import Counter
from typing import TYPE_CHECKING

from qa.tables import standings, wording
from qa.tables.report_rows import is_of
from qa.tables.values import Cell, Level, Mark
from qa.types import OfTable, TableLine
from qa.understanding.across import Across, Wish
from qa.understanding.conditions import Relation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from qa.tables.values import Row, Table

Told = tuple["Row", Cell]


def read_off(table: Table, across: Across, number: int = 0) -> OfTable:
    """What a question about many reports wants to know of them.

    Args:
        table: what each of them says.
        across: what is asked of all.
        number: the column that it is read off, counted from 0.
    """
    column = table.column(number)
    wish = across.wish
    is_lacking = wish in _OF_NUMBERS and not standings.comparable(column)
    if is_lacking or (wish is Wish.COURSE and not _has_course(column)):
        wish = Wish.ROWS
    text, lines, warnings = _READ[wish](column, across)
    told = table.n_told(number)
    completeness = wording.completeness(len(column), told)
    text = completeness if wish is Wish.ROWS else f"{text}（{completeness}）"
    if is_lacking:
        warnings = [wording.NOTHING_COMPARABLE, *warnings]
    return OfTable(
        wish=across.wish.value,
        text=text,
        question=table.columns[number].question,
        lines=tuple(lines),
        warnings=(*warnings, *table.notes),
        n_reports=len(column),
        n_told=told,
    )


def _has_course(column: Sequence[Told]) -> bool:
    """Whether any place has several reports."""
    return max(Counter(row.about.place for row, _ in column).values(), default=0) > 1


_Read = tuple[str, list[TableLine], list[str]]


def _rows(column: Sequence[Told], across: Across) -> _Read:
    del across
    lines = _lines(column, column)
    return "", lines, _likely(column)


def _comparison(column: Sequence[Told], across: Across) -> _Read:
    lines = _lines(column, column)
    text = "；".join(wording.of_line(each) for each in lines)
    absent = [
        name for name in across.places if not any(is_of(r.about.place, (name,)) for r, _ in column)
    ]
    warnings = [*map(wording.no_report, absent), *_absent(column), *_incomparable(column)]
    return text, lines, [*warnings, *_likely(column)]


def _course(column: Sequence[Told], across: Across) -> _Read:
    del across
    ordered = sorted(column, key=lambda each: (each[0].about.place, _year(*each) or 0))
    names, is_one_place = dict(wording.labels(column)), wording.is_one_place(column)
    for row, cell in ordered:
        if (year := _year(row, cell)) is not None:
            names[row.about.id] = f"{'' if is_one_place else row.about.place}{year}年"
    lines = [_line(names, row, cell) for row, cell in ordered]
    text = "；".join(wording.of_line(each) for each in lines)
    return text, lines, [*wording.gaps(ordered), *_incomparable(column), *_likely(column)]


def _year(row: Row, cell: Cell) -> int | None:
    """The year that a cell is of."""
    return (cell.value.year if cell.value is not None else None) or row.about.year


def _first(column: Sequence[Told], across: Across) -> _Read:
    ranks = standings.ranked(column, is_lowest=across.is_lowest)
    best = [each for each in ranks if each[0] == 1]
    lines = _in_order(column, best)
    text = wording.first(lines, is_lowest=across.is_lowest)
    return text, lines, standings.warnings(column, {row.about.id for _, row, _ in best}, ranks)


def _order(column: Sequence[Told], across: Across) -> _Read:
    ranks = standings.ranked(column, is_lowest=across.is_lowest)
    wanted = [each for each in ranks if across.n is None or each[0] <= across.n]
    lines = _in_order(column, wanted)
    text = wording.order(lines, across.n, is_lowest=across.is_lowest)
    return text, lines, standings.warnings(column, {row.about.id for _, row, _ in wanted}, ranks)


def _place(column: Sequence[Told], across: Across) -> _Read:
    ranks = standings.ranked(column, is_lowest=across.is_lowest)
    own = [each for each in ranks if is_of(each[1].about.place, across.places)]
    lines = _in_order(column, own)
    text = wording.place(lines, ranks, across.places[0])
    return text, lines, standings.warnings(column, {row.about.id for _, row, _ in own}, ranks)


def _members(column: Sequence[Told], across: Across) -> _Read:
    if across.condition is None:
        wanted = [(row, cell) for row, cell in column if cell.is_told is across.is_told]
        lines = _lines(column, wanted)
        text = wording.told(lines, is_told=bool(across.is_told))
        unsure = [each for each in column if each[1].level is Level.LIKELY or each[1].near]
        caveat = [] if across.is_told else [wording.MAY_BE_MISSED]
        return text, lines, [*wording.unsure_whether_told(column, unsure), *caveat]
    held = standings.held(column, across.condition)
    lines = _lines(column, held.members)
    text = wording.members(lines, across.condition.text)
    about = [
        (row, cell)
        for row, cell in held.members
        if Mark.ABOUT in cell.marks and across.condition.relation is not Relation.EQUAL
    ]
    warnings = [
        *wording.about_the_bound(_lines(column, about)),
        *wording.on_the_edge(_lines(column, held.undecided)),
    ]
    return (
        text,
        lines,
        [*warnings, *_absent(column), *_incomparable(column), *_likely(held.members)],
    )


def _moved(column: Sequence[Told], across: Across) -> _Read:
    pairs, alone = standings.by_two_years(column)
    names, lines = wording.labels(column), []
    for (_, before), (row, now) in pairs:
        a, b = standings.number(before), standings.number(now)
        if a is None or b is None:
            alone.append(row)
            continue
        if (b < a) if across.is_lowest else (b > a):
            moved = f"{before.text} → {now.text}"
            lines.append(dataclasses.replace(_line(names, row, now), text=moved))
    text = wording.moved(lines, len(pairs), is_lower=across.is_lowest)
    return text, lines, [*wording.no_year_before(column, alone), *_likely(column)]


_READ: Mapping[Wish, Callable[[Sequence[Told], Across], _Read]] = {
    Wish.ROWS: _rows,
    Wish.COMPARISON: _comparison,
    Wish.COURSE: _course,
    Wish.FIRST: _first,
    Wish.ORDER: _order,
    Wish.PLACE: _place,
    Wish.COUNT: _members,
    Wish.MEMBERS: _members,
    Wish.MOVED: _moved,
}
_OF_NUMBERS = frozenset({Wish.FIRST, Wish.ORDER, Wish.PLACE})


def _line(names: Mapping[str, str], row: Row, cell: Cell, rank: int | None = None) -> TableLine:
    """A report as it is told, by its name among the others of its column."""
    return TableLine(
        place=names[row.about.id],
        text=cell.text,
        rank=rank,
        citation=cell.citation,
        marks=tuple(each for each in wording.remarks(cell) if each != wording.MARKS[Mark.ABOUT]),
    )


def _lines(column: Sequence[Told], told: Iterable[Told]) -> list[TableLine]:
    """Some reports of a column as they are told."""
    names = wording.labels(column)
    return [_line(names, row, cell) for row, cell in told]


def _in_order(column: Sequence[Told], ranks: Iterable[tuple[int, Row, Cell]]) -> list[TableLine]:
    """Some reports of a column with their ranks."""
    names = wording.labels(column)
    return [_line(names, row, cell, rank) for rank, row, cell in ranks]


def _likely(column: Sequence[Told]) -> list[str]:
    unsure = [(row, cell) for row, cell in column if cell.level is Level.LIKELY]
    return wording.likely(_lines(column, unsure))


def _absent(column: Sequence[Told]) -> list[str]:
    absent = [(row, cell) for row, cell in column if not cell.is_told]
    return wording.absent(_lines(column, absent))


def _incomparable(column: Sequence[Told]) -> list[str]:
    known = {row.about.id for row, _ in standings.comparable(column)}
    others = [(r, c) for r, c in column if c.is_told and r.about.id not in known]
    return wording.incomparable(_lines(column, others))
