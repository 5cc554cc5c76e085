"""qa.understanding.asked_time: the years that a question asks a report about."""

from __future__ import annotations

import pytest

from index.fact_types import TimePart
from index.types import About, ReportKind
from qa.understanding.asked_time import asked_time, with_whole_years

REPORT = About(id="d", path="d.txt", title="报告", year=2024)
BULLETIN = About(id="e", path="e.txt", title="公报", year=2023, kind=ReportKind.STATISTICS)


@pytest.mark.parametrize(
    ("question", "first", "last", "part"),
    [
        ("去年茶叶产值是多少?", 2023, 2023, None),
        ("今年茶叶产值目标是多少?", 2024, 2024, None),
        ("前年茶叶产值是多少?", 2022, 2022, None),
        ("上年茶叶产值是多少?", 2023, 2023, None),
        ("2021年茶叶产值是多少?", 2021, 2021, None),
        ("21年茶叶产值是多少?", 2021, 2021, None),
        ("九四年茶叶产值是多少?", 1994, 1994, None),
        ("98年茶叶产值是多少?", 1998, 1998, None),
        ("2023年一季度茶叶产值是多少?", 2023, 2023, TimePart.FIRST_QUARTER),
        ("去年上半年茶叶产值是多少?", 2023, 2023, TimePart.FIRST_HALF),
        ("2023年末茶企多少家?", 2023, 2023, TimePart.AS_OF),
        ("五年来茶叶产值增长多少?", 2019, 2023, None),
        ("过去五年茶叶产值年均增长多少?", 2019, 2023, TimePart.AVERAGE),
        ("过去五年平均每年新建学校多少所?", 2019, 2023, TimePart.AVERAGE),
        ("“十四五”期间新建学校多少所?", 2021, 2025, None),
        ("2019到2022年新建学校多少所?", 2019, 2022, None),
        ("一季度茶叶产值是多少?", None, None, TimePart.FIRST_QUARTER),
        ("茶叶产值是多少?", None, None, None),
        ("茶叶产值比上年增长多少?", None, None, None),  # what it is counted from
        ("2023年茶叶产值比2022年增长多少?", 2023, 2023, None),
        ("去年和今年茶叶产值各是多少?", None, None, None),  # each is told beside the other
        ("2023年、2024年茶叶产值分别是多少?", None, None, None),
        ("2021年和2022年茶叶产值是多少?", 2022, 2022, None),
    ],
)
def test_the_years(question: str, first: int | None, last: int | None, part: TimePart | None):
    asked = asked_time(question, REPORT)
    assert (asked.first, asked.last, asked.part) == (first, last, part)


@pytest.mark.parametrize(("word", "year"), [("去年", 2023), ("今年", 2024), ("前年", 2022)])
def test_a_bulletin_tells_of_the_year_before_the_one_it_is_read_in(word: str, year: int):
    assert asked_time(f"{word}茶叶产值是多少?", BULLETIN).last == year


@pytest.mark.parametrize(
    "question",
    [
        "近10年建了几所学校?",
        "这20年建了几所学校?",
        "20年来建了几所学校?",
        "30年以上的房屋有多少?",
        "80年代建了几所学校?",
        "十年建了几所学校?",
        "每10年一次的普查有几次?",
    ],
)
def test_a_number_of_years_is_no_year(question: str):
    assert with_whole_years(question) == question
