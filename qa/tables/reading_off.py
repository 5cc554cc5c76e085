"""What is read off a column of a table: an order, a count, a comparison, a course; nothing is reckoned."""

from __future__ import annotations

import dataclasses
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.tables import standings
from qa.tables.rows.report_rows import is_of
from qa.tables.values import Cell, Level, Mark
from qa.tables.wording import wording
from qa.tables.wording.chinese import CHINESE
from qa.types import OfTable, TableLine
from qa.understanding.across.asked import Across, Wish
from qa.understanding.across.conditions import Condition, Relation, mirrored

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from qa.tables.values import Row, Table
    from qa.tables.wording.wording import Wording

Told = tuple["Row", Cell]
Ranked = tuple[int, "Row", Cell]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What is asked of a column, in the words of a language.

    ``is_lowest`` and ``condition`` are those of ``across`` as they hold for numbers with a sign: the
    deepest fall is the lowest number.
    """

    column: Sequence[Told]
    across: Across
    words: Wording
    is_lowest: bool
    condition: Condition | None


def read_off(table: Table, across: Across, words: Wording = CHINESE) -> OfTable:
    """What a question about many reports wants to know of them.

    Of several columns it is told of each by its name; the figures that are cited are those of the first.

    Args:
        table: what each of them says.
        across: what is asked of all.
        words: the language to tell it in.
    """
    of_each = [_of_column(table, across, words, k) for k in range(len(table.columns))]
    if len(of_each) == 1:
        return of_each[0]
    names, notes = [each.name for each in table.columns], words.notes(table)
    told = [(name, each) for name, each in zip(names, of_each, strict=True)]
    texts = [words.of.format(name=name, text=each.text) for name, each in told]
    warnings = [
        words.of.format(name=name, text=warning)
        for name, each in told
        for warning in each.warnings
        if warning not in notes
    ]
    return dataclasses.replace(
        of_each[0], text=words.semicolon.join(texts), warnings=(*warnings, *notes)
    )


def _of_column(table: Table, across: Across, words: Wording, number: int) -> OfTable:
    """What a question wants to know of one column, counted from 0."""
    column, asks_fall = table.column(number), table.columns[number].asks_fall
    asked = _Asked(
        column=column,
        across=across,
        words=words,
        is_lowest=across.is_lowest is not asks_fall,
        condition=mirrored(across.condition) if asks_fall else across.condition,
    )
    wish = across.wish
    is_lacking = wish in _OF_NUMBERS and not standings.comparable(column)
    if is_lacking or (wish is Wish.COURSE and not _has_course(column)):
        wish = Wish.ROWS
    text, lines, warnings = _READ[wish](asked)
    n_told = table.n_told(number)
    n_comparable = len(standings.comparable(column))
    if wish in ORDERED and standings.are_few(column):
        if n_comparable == 1:  # nothing that it could be the first of
            lines = [dataclasses.replace(each, rank=None) for each in lines]
            text = words.of_one.format(named=words.named(lines, with_text=True))
        else:
            text = words.of_few.format(n=n_comparable, text=text)
    if is_lacking:
        warnings = [words.nothing_comparable, *warnings]
    return OfTable(
        wish=across.wish.value,
        text=words.with_completeness(text, len(column), n_told),
        question=table.columns[number].question,
        lines=tuple(lines),
        warnings=(*warnings, *words.notes(table)),
        n_reports=len(column),
        n_told=n_told,
        is_lowest=wish in ORDERED and asked.is_lowest,
    )


def _has_course(column: Sequence[Told]) -> bool:
    """Whether any place has several reports."""
    return max(Counter(row.about.place for row, _ in column).values(), default=0) > 1


_Read = tuple[str, list[TableLine], list[str]]


def _rows(asked: _Asked) -> _Read:
    lines = _lines(asked, asked.column)
    return "", lines, _likely(asked, asked.column)


def _comparison(asked: _Asked) -> _Read:
    column, words = asked.column, asked.words
    lines = _lines(asked, column)
    warnings = [
        words.no_report.format(place=name)
        for name in asked.across.places
        if not any(is_of(row.about.place, (name,)) for row, _ in column)
    ]
    warnings += [*_absent(asked), *_incomparable(asked), *_likely(asked, column)]
    return words.listed(lines), lines, warnings


def _course(asked: _Asked) -> _Read:
    column, words = asked.column, asked.words
    ordered = sorted(column, key=lambda each: (each[0].about.place, _year(*each) or 0))
    names, is_one_place = dict(words.labels(column)), wording.is_one_place(column)
    for row, cell in ordered:
        if (year := _year(row, cell)) is not None:
            of_year = words.year if is_one_place else words.named_year
            names[row.about.id] = of_year.format(place=row.about.place, year=year)
    lines = [_line(asked, names, row, cell) for row, cell in ordered]
    warnings = [*words.gaps(ordered), *_incomparable(asked), *_likely(asked, column)]
    return words.listed(lines), lines, warnings


def _year(row: Row, cell: Cell) -> int | None:
    """The year that a cell is of."""
    return (cell.value.year if cell.value is not None else None) or row.about.year


def _first(asked: _Asked) -> _Read:
    ranks = standings.ranked(asked.column, is_lowest=asked.is_lowest)
    lines = _in_order(asked, best := standings.first(ranks, is_lowest=asked.is_lowest))
    text = asked.words.first(lines, is_lowest=asked.across.is_lowest)
    return text, lines, _warnings(asked, best, ranks)


def _order(asked: _Asked) -> _Read:
    n, is_lowest = asked.across.n, asked.across.is_lowest
    ranks = standings.ranked(asked.column, is_lowest=asked.is_lowest)
    if (nth := asked.across.nth) is not None:
        lines = _in_order(asked, wanted := standings.at(ranks, nth))
        text = asked.words.nth(lines, nth, is_lowest=is_lowest)
        return text, lines, _warnings(asked, wanted, ranks)
    wanted = [each for each in ranks if n is None or each[0] <= n]
    lines = _in_order(asked, wanted)
    return asked.words.order(lines, n, is_lowest=is_lowest), lines, _warnings(asked, wanted, ranks)


def _place(asked: _Asked) -> _Read:
    places, is_lowest = asked.across.places, asked.across.is_lowest
    ranks = standings.ranked(asked.column, is_lowest=asked.is_lowest)
    own = [each for each in ranks if is_of(each[1].about.place, places)]
    if any(standings.states_rank(cell) for _, _, cell in own):  # beside which no other may stand
        stating = _lines(asked, [(row, cell) for _, row, cell in own])
        return asked.words.rank_stated.format(place=places[0]), stating, []
    lines = _in_order(asked, own)
    text = asked.words.place_among(lines, ranks, places[0], is_lowest=is_lowest)
    return text, lines, _warnings(asked, own, ranks)


def _warnings(asked: _Asked, named: Sequence[Ranked], ranks: Sequence[Ranked]) -> list[str]:
    chosen = {row.about.id for _, row, _ in named}
    return standings.warnings(asked.words, asked.column, chosen, ranks)


def _members(asked: _Asked) -> _Read:
    if asked.condition is None or asked.across.condition is None:
        return _tellers(asked)
    words = asked.words
    held = standings.held(asked.column, asked.condition)
    lines = _lines(asked, held.members)
    about = [
        (row, cell)
        for row, cell in held.members
        if Mark.ABOUT in cell.marks and asked.condition.relation is not Relation.EQUAL
    ]
    warnings = [
        *words.warning(words.about_the_bound, _lines(asked, about)),
        *words.warning(words.on_the_edge, _lines(asked, held.undecided)),
        *_absent(asked),
        *_incomparable(asked),
        *_likely(asked, held.members),
    ]
    return words.that_meet(lines, asked.across.condition.text), lines, warnings


def _tellers(asked: _Asked) -> _Read:
    """The reports that tell it, or do not."""
    column, is_told, words = asked.column, bool(asked.across.is_told), asked.words
    lines = _lines(asked, [(row, cell) for row, cell in column if cell.is_told is is_told])
    unsure = [each for each in column if each[1].level is Level.LIKELY or each[1].near]
    warnings = [*words.may_tell(column, unsure), *([] if is_told else [words.may_be_missed])]
    return words.those_told(lines, is_told=is_told), lines, warnings


def _moved(asked: _Asked) -> _Read:
    column, words = asked.column, asked.words
    pairs, alone = standings.by_two_years(column)
    names, lines = words.labels(column), []
    for (_, before), (row, now) in pairs:
        a, b = standings.number(before), standings.number(now)
        if a is None or b is None:
            alone.append(row)
            continue
        if (b < a) if asked.is_lowest else (b > a):
            moved = f"{before.text} → {now.text}"
            lines.append(dataclasses.replace(_line(asked, names, row, now), text=moved))
    text = words.moved(lines, len(pairs), is_lower=asked.across.is_lowest)
    return text, lines, [*words.without_year_before(column, alone), *_likely(asked, column)]


_READ: Mapping[Wish, Callable[[_Asked], _Read]] = {
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
ORDERED = frozenset({Wish.FIRST, Wish.ORDER})
_OF_NUMBERS = frozenset({*ORDERED, Wish.PLACE})


def _line(
    asked: _Asked, names: Mapping[str, str], row: Row, cell: Cell, rank: int | None = None
) -> TableLine:
    """A report as it is told, by its name among the others of its column."""
    about = asked.words.marks[Mark.ABOUT]  # which its figure says itself
    return TableLine(
        place=names[row.about.id],
        text=cell.text,
        rank=rank,
        citation=cell.citation,
        marks=tuple(each for each in asked.words.remarks(cell) if each != about),
    )


def _lines(asked: _Asked, told: Iterable[Told]) -> list[TableLine]:
    """Some reports of a column as they are told."""
    names = asked.words.labels(asked.column)
    return [_line(asked, names, row, cell) for row, cell in told]


def _in_order(asked: _Asked, ranks: Iterable[Ranked]) -> list[TableLine]:
    """Some reports of a column with their ranks."""
    names = asked.words.labels(asked.column)
    return [_line(asked, names, row, cell, rank) for rank, row, cell in ranks]


def _likely(asked: _Asked, told: Iterable[Told]) -> list[str]:
    unsure = [(row, cell) for row, cell in told if cell.level is Level.LIKELY]
    return asked.words.warning(asked.words.likely, _lines(asked, unsure))


def _absent(asked: _Asked) -> list[str]:
    absent = [(row, cell) for row, cell in asked.column if not cell.is_told]
    return asked.words.warning(asked.words.absent, _lines(asked, absent), with_text=False)


def _incomparable(asked: _Asked) -> list[str]:
    known = {row.about.id for row, _ in standings.comparable(asked.column)}
    others = [(r, c) for r, c in asked.column if c.is_told and r.about.id not in known]
    return asked.words.cannot_be_compared(_lines(asked, others))
