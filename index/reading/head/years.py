"""Which year a report is of, and which years a plan covers. All texts here are folded."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.language import numerals
from index.language.lexicon import alternation
from index.language.times import years_named
from index.reading.head import kinds
from index.types import ReportKind

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

_LOOKS_BACK = re.compile(alternation("review_heading"))
_LOOKS_AHEAD = re.compile(alternation("plan_heading"))
_FIVE_YEARS = re.compile(
    rf"第(?P<number>[{numerals.TENS}]{{1,3}})(?:{alternation('five_years')})"
    rf"|(?P<short>十[{numerals.ONES}]?)五(?!年)"
)
_SPAN = re.compile(r"((?:19|20)\d{2})\s*年?\s*[-—–~至到]+\s*((?:19|20)\d{2})")
_BEFORE_FIRST_PLAN = 1951  # the nth plan begins five years times n later, from the third on
_FIRST_REGULAR_PLAN = 3
_LATE_IN_YEAR = 11  # a report of November may be of the next year


def year_of(text: str, last: int, *, of_republic: bool = False) -> int | None:
    """The latest year that a title or a name tells, up to ``last``."""
    named = years_named(text, of_republic=of_republic)
    return max((each.year for each in named if each.year <= last), default=None)


def year_of_parts(parts: Sequence[str], last: int) -> int | None:
    """The year that the headings of a report's parts plan for, up to ``last``.

    Where the latest that they tell is looked back on (``一、2023年工作回顾``), that is the next.
    """
    latest = [(year, part) for part in parts if (year := year_of(part, last)) is not None]
    if not latest:
        return None
    year = max(year for year, _ in latest)
    backwards = all(
        _LOOKS_BACK.search(part) and not _LOOKS_AHEAD.search(part)
        for each, part in latest
        if each == year
    )
    return year + 1 if backwards and year < last else year


def year_of_date(date: dt.date, kind: ReportKind, parts: Sequence[str]) -> int:
    """The year of a report by the day on which it was given, and the headings of its parts."""
    if kinds.looks_back(kind):
        return date.year - 1
    named = year_of_parts(parts, date.year + 1)
    return date.year if named is None or date.month < _LATE_IN_YEAR else max(named, date.year)


def covered(title: str, kind: ReportKind, year: int | None) -> tuple[int, int] | None:
    """The first and the last year of a plan, or of what a bulletin looks back on."""
    if kinds.looks_back(kind) and year is not None:
        return year, year
    if kind is not ReportKind.PLAN:
        return None
    if (span := _SPAN.search(title)) and span[1] < span[2]:
        return int(span[1]), int(span[2])
    if plan := _FIVE_YEARS.search(title):
        number = int(numerals.value(plan["number"] or plan["short"]) or 0)
        if number >= _FIRST_REGULAR_PLAN:
            first = _BEFORE_FIRST_PLAN + 5 * number
            return first, first + 4
    return None


def can_be_given(date: dt.date, year: int, kind: ReportKind) -> bool:
    """Whether a report of a year can have been given on a day."""
    if kind is ReportKind.GOVERNMENT_WORK:
        return date.year == year or (date.year == year - 1 and date.month >= _LATE_IN_YEAR)
    return date.year - 1 <= year <= date.year + 1
