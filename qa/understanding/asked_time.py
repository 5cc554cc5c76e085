"""The time that a question asks about, as the years that a report would tell it by."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.fact_types import TimePart
from index.language import numerals
from index.language.figure_forms import QUARTER
from index.language.lexicon import alternation
from index.language.named_times import Calendar, named_times
from index.language.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from index.fact_types import Time
    from index.types import About

_CENTURIES = (2000, 1900)
_LAST_OF_THIS = 60  # 60年 is 1960, 59年 would be 2059
_DIGITS = rf"\d{{2}}|[{numerals.OF_YEARS}]{{2}}"
_NOT_COUNTED = r"(?![来來间間内內以级級期限后後前龄齡多底]?[来來以]|[级級期限龄齡])"
_SHORT_YEAR = re.compile(
    rf"(?<![\d{numerals.ALL}{numerals.OF_YEARS}近第逾过過来前后每这這那几幾])"
    rf"({_DIGITS})年(?!代){_NOT_COUNTED}"
)
_A_YEAR = rf"(?:(?:19|20)\d{{2}}年|{alternation('relative_year')})"
_TWO_YEARS = re.compile(rf"{_A_YEAR}的?[、,和与及]{_A_YEAR}")
_NEAR = 1  # years by which the ends of two spans may differ: 五年来 is counted in two ways
_PART_NAMED = re.compile(
    rf"[{numerals.TENS}1-4](?={QUARTER})|(?:\d{{1,2}}\s*[-—~至]\s*)?\d{{1,2}}(?=月)|[{numerals.TENS}]{{1,2}}(?=月份)"
)
_PARTS_OF_YEAR = frozenset(
    {
        TimePart.FIRST_HALF,
        TimePart.FIRST_QUARTERS,
        TimePart.FIRST_QUARTER,
        TimePart.QUARTER,
        TimePart.MONTH,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedTime:
    """The years that a question names, ``None`` where it names none, and which part of them."""

    first: int | None = None
    last: int | None = None
    part: TimePart | None = None

    @property
    def is_named(self) -> bool:
        """Whether the question tells any time; that it is of a whole year tells none."""
        return self.last is not None or self.part not in (None, TimePart.YEAR)

    @property
    def is_span(self) -> bool:
        """Whether it names several years."""
        return self.first is not None and self.first != self.last

    @property
    def is_within_year(self) -> bool:
        """Whether it names a part of a year."""
        return self.part in _PARTS_OF_YEAR


def is_within_year(part: TimePart) -> bool:
    """Whether a part is less than a year: its figure is none of the whole one."""
    return part in _PARTS_OF_YEAR


def with_whole_years(text: str) -> str:
    """A question whose years are written out: 25年 and 九四年 are 2025年 and 1994年."""
    return _SHORT_YEAR.sub(lambda match: f"{_whole(match[1])}年", text)


def _whole(written: str) -> int:
    year = int(written) if written.isdecimal() else int(numerals.digits(written))
    return year + (_CENTURIES[0] if year < _LAST_OF_THIS else _CENTURIES[1])


@functools.lru_cache(maxsize=256)  # for each passage that one question reads
def asks_two_years(text: str) -> bool:
    """Whether a question asks about two years, one beside the other: 去年和今年."""
    return _TWO_YEARS.search(fold(text).text) is not None


def asked_time(folded: str, about: About) -> AskedTime:
    """The time that a folded question asks a report about; of several, the last that it names.

    None where it asks about what the report looks back on and what it plans: each is told beside the other.
    """
    return _asked_time(folded, about.review_year)


def named_spans(folded: str, about: About) -> tuple[tuple[int | None, int], ...]:
    """The first and the last year of each time that a folded text names, as a report's readers count them."""
    times = named_times(with_whole_years(folded), _calendar(about.review_year))
    return tuple((each.first, each.last) for each in times if not each.is_base and each.last)


@functools.lru_cache(maxsize=256)  # for each passage of each report that one question reads
def _asked_time(folded: str, review_year: int | None) -> AskedTime:
    first = last = part = None
    times = named_times(with_whole_years(folded), _calendar(review_year))
    named = [each for each in times if not each.is_base]
    both = review_year is not None and {review_year, review_year + 1}
    if both and both == {each.last for each in named} and asks_two_years(folded):
        return AskedTime()
    for each in named:
        if each.last is not None:
            first, last, part = each.first, each.last, each.part or part
        else:
            part = each.part or part
    return AskedTime(first=first, last=last, part=part)


def _calendar(review_year: int | None) -> Calendar:
    """What 今年 and 去年 are to who reads a report: the year that it looks back on is the last."""
    year = None if review_year is None else review_year + 1
    return Calendar(year=year, review_year=review_year, year_before=review_year)


def is_of_other(
    asked: AskedTime, time: Time, about: About, *, is_change: bool, stands: bool
) -> bool:
    """Whether a fact is of another time than the one that is asked about.

    Args:
        asked: the time that is asked about.
        time: the time of the fact.
        about: its report.
        is_change: whether it tells how something moved: on average is then as good as in all.
        stands: whether it tells how something is at a time, and not what was done in it.
    """
    is_mean, is_asked_mean = (part is TimePart.AVERAGE for part in (time.part, asked.part))
    may_be_mean = is_mean and asked.is_span and is_change and asked.part is not TimePart.CUMULATIVE
    if is_mean is not is_asked_mean and not may_be_mean:
        return True
    if asked.last is None:
        return asked.is_named and _is_of_other_part(asked, time, about)
    if time.last is None:
        return False
    if asked.is_span:
        return _is_other_span(asked, time, stands=stands)
    is_sum = is_mean or (time.first is not None and time.first != time.last)
    return is_sum or time.last != asked.last or _is_other_part(asked, time)


def _is_of_other_part(asked: AskedTime, time: Time, about: About) -> bool:
    """Whether a fact is not of the part of a year that is asked about, whichever year it is."""
    review = about.review_year
    is_older = review is not None and time.last is not None and time.last < review
    return _is_other_part(asked, time) or (asked.is_within_year and is_older)


def _is_other_part(asked: AskedTime, time: Time) -> bool:
    if asked.is_within_year:
        return time.part is not asked.part
    return asked.last is not None and is_within_year(time.part)


def _is_other_span(asked: AskedTime, time: Time, *, stands: bool) -> bool:
    """Whether a fact is not of the several years that are asked about, nor of their end."""
    first, last = time.first, time.last
    if asked.first is None or asked.last is None or last is None:
        return False
    if first is None or first == last:
        return not (abs(last - asked.last) <= _NEAR and stands)
    return abs(last - asked.last) > _NEAR or abs(first - asked.first) > _NEAR


def names_other_part(asked: str, said: Iterable[str]) -> bool:
    """Whether the clauses of a figure, the nearest first, name another quarter or month than is asked."""
    wanted = _part_named(asked)
    told = next(filter(None, map(_part_named, said)), "")
    return bool(wanted and told) and wanted != told


def _part_named(text: str) -> str:
    """The last quarter or months that a folded text names, in digits."""
    named = _PART_NAMED.findall(text)
    if not named:
        return ""
    last = re.sub(r"\s", "", named[-1])
    return last if any(map(str.isdecimal, last)) else str(numerals.value(last))
