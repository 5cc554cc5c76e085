"""qa.answering.value_times: the time of a figure in one phrase."""

from __future__ import annotations

import dataclasses

import pytest

from index.fact_types import Status, Time, TimePart
from index.types import Period
from qa.answering.value_times import CHINESE, told
from qa.web.texts import EN, LANGUAGES
from tests.support.texts.answer_samples import sample

VALUE = sample().value
assert VALUE is not None
DONE, EXPECTED, TARGET = Status.DONE, Status.EXPECTED, Status.TARGET


@pytest.mark.parametrize(
    ("first", "last", "part", "status", "phrase"),
    [
        (2023, 2023, TimePart.YEAR, DONE, "2023年"),
        (2023, 2023, TimePart.YEAR, EXPECTED, "2023年预计"),
        (2024, 2024, TimePart.YEAR, TARGET, "2024年目标"),
        (2023, 2023, TimePart.FIRST_QUARTERS, DONE, "2023年前三季度"),
        (2023, 2023, TimePart.AS_OF, DONE, "截至2023年"),
        (2019, 2023, TimePart.AVERAGE, DONE, "2019—2023年年均"),
        (2019, 2023, TimePart.CUMULATIVE, DONE, "2019—2023年累计"),
        (None, None, TimePart.CUMULATIVE, DONE, "累计"),
        (None, None, TimePart.NONE, DONE, "时间未写明"),
    ],
)
def test_by_its_fact(
    first: int | None, last: int | None, part: TimePart, status: Status, phrase: str
):
    assert VALUE is not None
    time = Time(first=first, last=last, part=part)
    assert told(dataclasses.replace(VALUE, time=time, status=status), CHINESE) == phrase


@pytest.mark.parametrize(
    ("year", "period", "phrase"),
    [
        (2023, Period.REVIEW, "2023年"),
        (2024, Period.PLAN, "2024年目标"),
        (None, Period.OTHER, ""),
        (2020, Period.GLOSSARY, "2020年"),
    ],
)
def test_where_no_fact_was_made(year: int | None, period: Period, phrase: str):
    assert VALUE is not None
    assert told(dataclasses.replace(VALUE, year=year, period=period), CHINESE) == phrase


def test_every_language_has_words_for_all_that_can_be_told():
    for texts in LANGUAGES.values() if isinstance(LANGUAGES, dict) else LANGUAGES:
        whole = {TimePart.YEAR, TimePart.NONE}
        assert set(texts.times.of_part) == set(TimePart) - whole
        assert set(texts.times.of_status) == set(Status) - {Status.DONE}


def test_in_english():
    assert VALUE is not None
    time = Time(first=2019, last=2023, part=TimePart.AVERAGE)
    value = dataclasses.replace(VALUE, time=time, status=DONE)
    assert told(value, EN.times) == "2019–2023 yearly average"
