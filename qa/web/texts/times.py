"""How the time of a figure is told, in the languages other than Chinese as it is written here."""

from __future__ import annotations

from index.fact_types import Status, TimePart
from qa.answering.value_times import TimeWords

TRADITIONAL = TimeWords(
    year="{year}年",
    years="{first}—{last}年",
    of_part={
        TimePart.FIRST_HALF: "{years}上半年",
        TimePart.FIRST_QUARTERS: "{years}前三季",
        TimePart.FIRST_QUARTER: "{years}第一季",
        TimePart.QUARTER: "{years}（某一季）",
        TimePart.MONTH: "{years}（部分月份）",
        TimePart.AS_OF: "截至{years}",
        TimePart.AVERAGE: "{years}年均",
        TimePart.CUMULATIVE: "{years}累計",
    },
    of_status={
        Status.EXPECTED: "預計",
        Status.TARGET: "目標",
        Status.PLAN: "計畫",
        Status.REQUIREMENT: "要求",
    },
    with_status="{time}{status}",
    untold="時間未寫明",
)

ENGLISH = TimeWords(
    year="{year}",
    years="{first}–{last}",
    of_part={
        TimePart.FIRST_HALF: "first half of {years}",
        TimePart.FIRST_QUARTERS: "first three quarters of {years}",
        TimePart.FIRST_QUARTER: "first quarter of {years}",
        TimePart.QUARTER: "a quarter of {years}",
        TimePart.MONTH: "some months of {years}",
        TimePart.AS_OF: "as of {years}",
        TimePart.AVERAGE: "{years} yearly average",
        TimePart.CUMULATIVE: "{years} in total",
    },
    of_status={
        Status.EXPECTED: "expected",
        Status.TARGET: "target",
        Status.PLAN: "planned",
        Status.REQUIREMENT: "required",
    },
    with_status="{time} {status}",
    untold="time not told",
)
