"""The time that a question asks about, as the years that a report would tell it by."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.fact_types import TimePart
from index.language import numerals
from index.language.named_times import Calendar, named_times

if TYPE_CHECKING:
    from index.types import About

_CENTURIES = (2000, 1900)
_LAST_OF_THIS = 60  # 60年 is 1960, 59年 would be 2059
_DIGITS = rf"\d{{2}}|[{numerals.OF_YEARS}]{{2}}"
_NOT_COUNTED = r"(?![来來间間内內以级級期限后後前龄齡多底]?[来來以]|[级級期限龄齡])"
_SHORT_YEAR = re.compile(
    rf"(?<![\d{numerals.ALL}{numerals.OF_YEARS}近第逾过過来前后每这這那几幾])"
    rf"({_DIGITS})年(?!代){_NOT_COUNTED}"
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


def asked_time(folded: str, about: About) -> AskedTime:
    """The time that a folded question asks a report about; of several, the last that it names."""
    return _asked_time(folded, about.review_year)


@functools.lru_cache(maxsize=256)  # for each passage of each report that one question reads
def _asked_time(folded: str, review_year: int | None) -> AskedTime:
    first = last = part = None
    for each in named_times(with_whole_years(folded), _calendar(review_year)):
        if each.is_base:
            continue
        if each.last is not None:
            first, last, part = each.first, each.last, each.part or part
        else:
            part = each.part or part
    return AskedTime(first=first, last=last, part=part)


def _calendar(review_year: int | None) -> Calendar:
    """What 今年 and 去年 are to who reads a report: the year that it looks back on is the last."""
    year = None if review_year is None else review_year + 1
    return Calendar(year=year, review_year=review_year, year_before=review_year)
