"""index.language.named_times: the years that words name, seen from the report's own."""

from __future__ import annotations

import pytest

from index.fact_types import TimePart
from index.language.named_times import Calendar, named_times

OF_2024 = Calendar(year=2024, review_year=2023, year_before=2022)


@pytest.mark.parametrize(
    ("text", "first", "last", "part"),
    [
        ("2021年", 2021, 2021, None),
        ("二〇二一年", 2021, 2021, None),
        ("2021年末", 2021, 2021, TimePart.AS_OF),
        ("2019—2022年", 2019, 2022, None),
        ("今年", 2024, 2024, None),
        ("去年", 2023, 2023, None),
        ("上年", 2022, 2022, None),  # in a review: the year before it
        ("五年来", 2019, 2023, None),
        ("过去三年", 2021, 2023, None),
        ("今后五年", 2024, 2028, None),
        ("“十三五”期间", 2016, 2020, None),
        ("十二五末", 2015, 2015, TimePart.AS_OF),
        ("到2026年", 2026, 2026, TimePart.AS_OF),
        ("截至2023年底", 2023, 2023, TimePart.AS_OF),
        ("自2020年以来", 2020, 2023, TimePart.CUMULATIVE),
        ("前三季度", None, None, TimePart.FIRST_QUARTERS),
        ("上半年", None, None, TimePart.FIRST_HALF),
        ("一季度", None, None, TimePart.FIRST_QUARTER),
        ("1—10月", None, None, TimePart.MONTH),
        ("1—12月", None, None, TimePart.YEAR),
        ("年均", None, None, TimePart.AVERAGE),
        ("累计", None, None, TimePart.CUMULATIVE),
        ("五年投入", 2019, 2023, None),
        ("三年下降", 2021, 2023, None),
        ("5年新增", 2019, 2023, None),
        ("五年生态补水", 2019, 2023, None),
        ("截至去年9月底", 2023, 2023, TimePart.AS_OF),
    ],
)
def test_years_and_part(text: str, first: int | None, last: int | None, part: TimePart | None):
    (time,) = named_times(text, OF_2024)
    assert (time.first, time.last, time.part) == (first, last, part)
    assert not time.is_base


@pytest.mark.parametrize(
    "text",
    [
        "比上年增长",
        "较2020年提高",
        "同比增长",
        "比2019年末增加",
        "上年同期",
        "比前三年平均增加",
        "比“十二五”末增长",
        "比“十三五”时期增加",
        "2000年以前建成",
        "2015年以来最高",
        "首次实现2015年以来零事故",
    ],
)
def test_what_a_change_is_counted_from_is_no_time_of_a_fact(text: str):
    assert named_times(text, OF_2024)[0].is_base


@pytest.mark.parametrize(
    "text",
    ["连续3年", "3岁以下", "用时两年", "五星级", "五年生树", "连续五年增长", "（2021—2035年）"],
)
def test_a_duration_is_none(text: str):
    assert named_times(text, OF_2024) == ()


def test_a_report_of_no_year_leaves_relative_times_open():
    (time,) = named_times("五年来", Calendar(year=None, review_year=None))
    assert (time.first, time.last) == (None, None)
