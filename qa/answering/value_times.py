"""How the time of a figure is told: its years, which part of them, and whether it has come about.

What was done in a year is told by the year alone; 已完成 would be said of a stock as well.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.fact_types import Status, TimePart
from index.types import Period

if TYPE_CHECKING:
    from index.fact_types import Time
    from qa.types import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeWords:
    """The words of one language; names in braces are filled in with ``str.format``.

    ``of_part`` are those of a part of a time, around which its years stand; ``of_status`` those that
    follow a time that has not simply come about; ``untold`` is said where the report tells no time.
    """

    year: str
    years: str
    of_part: dict[TimePart, str]
    of_status: dict[Status, str]
    with_status: str
    untold: str


CHINESE = TimeWords(
    year="{year}年",
    years="{first}—{last}年",
    of_part={
        TimePart.FIRST_HALF: "{years}上半年",
        TimePart.FIRST_QUARTERS: "{years}前三季度",
        TimePart.FIRST_QUARTER: "{years}一季度",
        TimePart.QUARTER: "{years}（某一季度）",
        TimePart.MONTH: "{years}（部分月份）",
        TimePart.AS_OF: "截至{years}",
        TimePart.AVERAGE: "{years}年均",
        TimePart.CUMULATIVE: "{years}累计",
    },
    of_status={
        Status.EXPECTED: "预计",
        Status.TARGET: "目标",
        Status.PLAN: "计划",
        Status.REQUIREMENT: "要求",
    },
    with_status="{time}{status}",
    untold="时间未写明",
)
_OF_PERIOD = {Period.REVIEW: Status.DONE, Period.PLAN: Status.TARGET}


def told(value: Value, words: TimeWords) -> str:
    """The time of a figure in one phrase; empty where nothing is known of it."""
    if value.time is None or value.status is None:
        time = words.year.format(year=value.year) if value.year is not None else ""
        status = _OF_PERIOD.get(value.period)
    else:
        return of_fact(value.time, value.status, words)
    return _with(time, status, words)


def of_fact(time: Time, status: Status, words: TimeWords) -> str:
    """The time of a fact in one phrase."""
    return _with(_years(time, words) or words.untold, status, words)


def _with(time: str, status: Status | None, words: TimeWords) -> str:
    after = words.of_status.get(status, "") if status is not None else ""
    return words.with_status.format(time=time, status=after).strip() if after else time


def _years(time: Time, words: TimeWords) -> str:
    years = ""
    if time.last is not None:
        is_span = time.first is not None and time.first != time.last
        years = words.year.format(year=time.last)
        if is_span:
            years = words.years.format(first=time.first, last=time.last)
    part = words.of_part.get(time.part)
    return part.format(years=years).strip() if part else years
