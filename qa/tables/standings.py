"""Which figures of a column can be held against each other, and how they stand."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from index.language.lexicon import alternation
from index.language.quantities import quantities
from index.language.units import Dimension
from qa.tables.normal_units import factor_of
from qa.tables.values import INCOMPARABLE, Level, Mark
from qa.types import TableLine
from qa.understanding.across import conditions
from qa.understanding.across.conditions import Relation
from qa.understanding.concepts import folded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.tables.values import Cell, Row
    from qa.tables.wording.wording import Wording
    from qa.understanding.across.conditions import Condition

_MOST = 0.7  # of the reports: of fewer that tell a figure the first may not be the first of all
_IS_ABOVE = re.compile(rf"{alternation('more_than')}|[超逾]")
_BOUNDS = frozenset({Mark.AT_LEAST, Mark.AT_MOST, Mark.RANGE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """The rows of a column that meet a condition, and those of which that cannot be told."""

    members: tuple[tuple[Row, Cell], ...]
    undecided: tuple[tuple[Row, Cell], ...]


def number(cell: Cell) -> Decimal | None:
    """The number that a cell is held against others by; of a range its lower end."""
    return cell.low if INCOMPARABLE.isdisjoint(cell.marks) else None


def comparable(column: Sequence[tuple[Row, Cell]]) -> list[tuple[Row, Cell]]:
    """The rows whose figures can be held against each other."""
    return [each for each in column if number(each[1]) is not None]


def are_few(column: Sequence[tuple[Row, Cell]]) -> bool:
    """Whether so few reports tell a figure that the highest of these may not be the highest of all."""
    n = len(comparable(column))
    return n < _MOST * len(column) or (n == 1 and len(column) > 1)


def ranked(column: Sequence[tuple[Row, Cell]], *, is_lowest: bool) -> list[tuple[int, Row, Cell]]:
    """The comparable rows in their order, the highest or the lowest first; ties share a place."""
    sign = 1 if is_lowest else -1
    numbers = [(n, row, cell) for row, cell in column if (n := number(cell)) is not None]
    numbers.sort(key=lambda each: sign * each[0])
    places: list[tuple[int, Row, Cell]] = []
    before: Decimal | None = None
    place = 0
    for i, (value, row, cell) in enumerate(numbers, start=1):
        place = place if value == before else i
        before = value
        places.append((place, row, cell))
    return places


def first(
    ranks: Sequence[tuple[int, Row, Cell]], *, is_lowest: bool
) -> list[tuple[int, Row, Cell]]:
    """The first of an order, without those that only reach as far at most: 5.5%以内 beside 5.5%."""
    best = [each for each in ranks if each[0] == 1]
    short = Mark.AT_LEAST if is_lowest else Mark.AT_MOST
    return [each for each in best if short not in each[2].marks or each[2].falls] or best


def at(ranks: Sequence[tuple[int, Row, Cell]], n: int) -> list[tuple[int, Row, Cell]]:
    """Those at the nth place of an order: of ties all that share it."""
    place = ranks[n - 1][0] if 0 < n <= len(ranks) else None
    return [each for each in ranks if each[0] == place]


def held(column: Sequence[tuple[Row, Cell]], condition: Condition) -> Held:
    """Which rows meet a condition; a range that it parts, and 以上 below it, cannot be told."""
    unit, factor = factor_of(condition.unit)
    factor *= _scale(column) if conditions.is_bare(condition) else 1
    ends = _Ends(
        relation=condition.relation,
        bound=condition.bound * factor,
        upper=None if condition.upper is None else condition.upper * factor,
        without_low=condition.without_low,
        without_upper=condition.without_upper,
    )
    if not unit and condition.bound:
        unit = _commonest_unit(column)
    members, undecided = [], []
    for row, cell in comparable(column):
        own, value, upper = _in_unit(cell, condition)
        is_bound = bool(_BOUNDS & set(cell.marks))
        if (
            value is None
            or (unit and own != unit)
            or (is_bound and condition.relation is Relation.UNEQUAL)
        ):
            undecided.append((row, cell))
            continue
        low = ends.are_met(value) or ends.is_passed(cell, value)
        high = low if upper is None else ends.are_met(upper)
        if is_bound and condition.relation is Relation.EQUAL:
            low = high = False  # 5%以上 is not 5%
        if low and high and (condition.said not in folded(cell.quote) or ends.may_be_left(cell)):
            undecided.append((row, cell))
        elif low and high:
            members.append((row, cell))
        if low is not high or (not low and ends.may_be_met(cell, value)):
            undecided.append((row, cell))
    return Held(members=tuple(members), undecided=tuple(undecided))


def _commonest_unit(column: Sequence[tuple[Row, Cell]]) -> str:
    """The unit that most figures are written in, which a bound without one is in: 10万亿."""
    units = Counter(
        cell.fact.amount.unit for _, cell in comparable(column) if cell.fact is not None
    )
    return next((unit for unit, _ in units.most_common(1)), "")


def _scale(column: Sequence[tuple[Row, Cell]]) -> Decimal:
    """How many of its unit a number is one of, as most figures are written: 10000 for 30 among 31万吨."""
    figures = [quantities(each.fact.text) for _, each in comparable(column) if each.fact]
    written = Counter(each[0].written_unit for each in figures if each)
    unit = next((unit for unit, _ in written.most_common(1)), "")
    told = quantities(f"1{unit}")
    return Decimal(1) if not told or told[0].magnitude is None else told[0].magnitude


def _in_unit(cell: Cell, condition: Condition) -> tuple[str, Decimal | None, Decimal | None]:
    """A cell's unit with its number, and of a range the upper end; as written for a bound without a unit."""
    if condition.unit or not condition.bound or cell.fact is None or cell.falls:
        return (cell.amount.unit if cell.amount is not None else ""), cell.low, cell.high
    written = cell.fact.amount
    return written.unit, written.value, written.high


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ends:
    """A bound in the unit of the figures; ``upper`` is the other end where there are two."""

    relation: Relation
    bound: Decimal
    upper: Decimal | None
    without_low: bool = False
    without_upper: bool = False

    def are_met(self, value: Decimal) -> bool:
        """Whether a number meets it."""
        bound, upper = self.bound, self.upper
        return {
            Relation.ABOVE: value > bound,
            Relation.AT_LEAST: value >= bound,
            Relation.BELOW: value < bound,
            Relation.AT_MOST: value <= bound,
            Relation.EQUAL: value == bound,
            Relation.UNEQUAL: value != bound,
            Relation.BETWEEN: (value > bound or (value == bound and not self.without_low))
            and (upper is None or value < upper or (value == upper and not self.without_upper)),
        }[self.relation]

    def is_passed(self, cell: Cell, value: Decimal) -> bool:
        """Whether a figure's own words say that it is above its number, which is the bound: 突破10万元."""
        is_at_bound = self.relation is Relation.ABOVE and value == self.bound and not cell.falls
        return is_at_bound and _IS_ABOVE.match(folded(cell.text)) is not None

    def may_be_left(self, cell: Cell) -> bool:
        """Whether a figure inside of two ends may be outside of them: 5%以上."""
        is_open = bool({Mark.AT_LEAST, Mark.AT_MOST} & set(cell.marks))
        return self.relation is Relation.BETWEEN and is_open

    def may_be_met(self, cell: Cell, value: Decimal) -> bool:
        """Whether a figure may meet it although its number does not: 5%以上 may be above 5%."""
        from_below, from_above = Mark.AT_LEAST, Mark.AT_MOST
        if cell.falls:  # 下降3%以上 is -3 at most
            from_below, from_above = from_above, from_below
        if self.relation in (Relation.ABOVE, Relation.AT_LEAST):
            return from_below in cell.marks and value <= self.bound
        if self.relation in (Relation.BELOW, Relation.AT_MOST):
            return from_above in cell.marks and value >= self.bound
        if self.relation is Relation.BETWEEN:
            return from_below in cell.marks if value < self.bound else from_above in cell.marks
        return False


def by_two_years(
    column: Sequence[tuple[Row, Cell]],
) -> tuple[list[tuple[tuple[Row, Cell], tuple[Row, Cell]]], list[Row]]:
    """For each place its newest report with that of the year before; and those without such a one."""
    by_place: dict[str, list[tuple[Row, Cell]]] = {}
    for row, cell in column:
        by_place.setdefault(row.about.place, []).append((row, cell))
    pairs, alone = [], []
    for of_place in by_place.values():
        of_place.sort(key=lambda each: each[0].about.year or 0)
        last = of_place[-1]
        before = [r for r in of_place if r[0].about.year == (last[0].about.year or 0) - 1]
        if before and before[-1][1].is_told and last[1].is_told:
            pairs.append((before[-1], last))
        else:
            alone.append(last[0])
    return pairs, alone


def warnings(
    words: Wording,
    column: Sequence[tuple[Row, Cell]],
    chosen: set[str],
    ranks: Sequence[tuple[int, Row, Cell]],
) -> list[str]:
    """What could change an order: rows that do not tell, cannot be compared, or are not exact.

    Args:
        words: the language.
        column: all rows.
        chosen: the ids of the reports that the result names.
        ranks: the rows in their order.
    """
    known = {row.about.id for _, row, _ in ranks}
    names = words.labels(column)

    def lines(rows: Sequence[tuple[Row, Cell]]) -> list[TableLine]:
        return [
            TableLine(
                place=names[row.about.id],
                text=cell.text,
                citation=cell.citation,
                marks=words.remarks(cell),
            )
            for row, cell in rows
        ]

    absent = [each for each in column if not each[1].is_told]
    others = [each for each in column if each[1].is_told and each[0].about.id not in known]
    inexact = [(row, cell) for _, row, cell in ranks if _BOUNDS & set(cell.marks)]
    likely = [
        (row, cell)
        for _, row, cell in ranks
        if cell.level is Level.LIKELY and row.about.id in chosen
    ]
    return [
        *words.warning(words.absent, lines(absent), with_text=False),
        *words.cannot_be_compared(lines(others)),
        *words.warning(words.inexact, lines(inexact)),
        *words.warning(words.likely, lines(likely)),
    ]


def states_rank(cell: Cell) -> bool:
    """Whether the sentence that tells a figure states a rank, which may be of it: 保持全国第5位."""
    if cell.citation is None:
        return False
    start, sentences = cell.citation.start, cell.citation.passage.sentences
    told = [each.text for each in sentences if each.start <= start < each.end]
    return any(each.dimension is Dimension.RANK for text in told for each in quantities(text))
