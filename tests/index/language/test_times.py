"""index.language.times: the calendar years and dates that a text names."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.language import numerals
from index.language.times import (
    after_last_year,
    before_first_year,
    dates_of,
    years_named,
    years_of,
)


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2024年", (2024,)),
        ("2023年增长3%,2024年增长4.5%", (2023, 2024)),
        ("2024年,2023年,2024年", (2024, 2023, 2024)),
        ("2024 年", (2024,)),
        ("2024\n年", (2024,)),
        ("1949年", (1949,)),
        ("二〇二四年", (2024,)),
        ("二○二四年", (2024,)),
        ("二零二四年", (2024,)),
        ("一九七八年以来,到2024年", (1978, 2024)),
        ("２０２４年", (2024,)),
        ("二О二四年", (2024,)),
        ("二o二四年", (2024,)),
        ("二0二四年", (2024,)),
        ("2021—2025年", (2025,)),  # only what a 年 follows is surely a year
        ("2024", ()),
        ("32024年", ()),
        ("3024年", ()),
        ("1024年", ()),
        ("五年来", ()),
        ("二十四年", ()),
        ("", ()),
    ],
)
def test_years_of(text: str, years: tuple[int, ...]):
    assert years_of(text) == years


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("2024年云溪市", "云溪市"),
        ("关于2023年计划执行情况与2024年计划草案的报告", "计划草案的报告"),
        ("二〇二四年工作", "工作"),
        ("云溪市2024", "云溪市2024"),
        ("2024年", ""),
        ("", ""),
    ],
)
def test_after_last_year(text: str, rest: str):
    assert after_last_year(text) == rest


@given(st.integers(1900, 2099), st.text(alphabet="云溪市,。 "))
def test_each_year_of_two_centuries_is_read_in_both_scripts(year: int, around: str):
    han = str(year).translate(str.maketrans("0123456789", "〇一二三四五六七八九"))
    assert years_of(f"{around}{year}年{around}") == (year,)
    assert years_of(f"{around}{han}年{around}") == (year,)
    assert after_last_year(f"{around}{year}年{around}") == around


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("云溪市2023年公报", "云溪市"),
        ("甲2023年乙2024年", "甲"),
        ("云溪市", "云溪市"),
        ("2023年", ""),
        ("", ""),
    ],
)
def test_before_first_year(text: str, head: str):
    assert before_first_year(text) == head


HAN = str.maketrans("0123456789", "〇一二三四五六七八九")
# The ways in which titles, heads and file names write a year; {} is its number.
WAYS = [
    "{}年政府工作报告",
    "{}年度云溪市报告",
    "{} 年报告",
    "云溪市报告（{}）",
    "云溪市报告({})",
    "云溪市_{}_report",
    "{}.1.15",
    "{}-01-15 报告",
    "{}/1/15",
    "{}0115云溪",
    "{}01",
    "云溪市{}",
    "{}政府工作报告",
    "第3次会议{}年",
]


@given(st.integers(1900, 2099), st.sampled_from(WAYS))
def test_whatever_way_a_year_is_written_it_is_read_the_same(year: int, way: str):
    assert [each.year for each in years_named(way.format(year))] == [year]


@given(st.integers(1912, 2099), st.sampled_from("〇○零" + numerals.ZERO_LOOKALIKES))
def test_every_sign_for_zero_and_every_script_gives_the_same_year(year: int, zero: str):
    digits = str(year)
    han = digits.translate(HAN).replace("〇", zero)
    wide = "".join(chr(ord(c) + 0xFEE0) for c in digits)
    for title in (
        f"{han}年",
        f"云溪市（{han}）",
        f"{wide}年",
        f"{' '.join(digits)} 年",
        f"民國{year - 1911}年",
        f"民国{str(year - 1911).translate(HAN)}年",
    ):
        assert [each.year for each in years_named(title)] == [year], title


@pytest.mark.parametrize(
    ("title", "years"),
    [
        ("关于2023年执行情况与2024年计划草案的报告", [2023, 2024]),
        ("云溪市规划（2021—2025年）", [2021, 2025]),
        ("第十四个五年规划和二〇三五年远景目标纲要", []),
        ("第十四个五年规划和2035年远景目标纲要", []),
        ("2000家企业名录", []),
        ("2035亩", []),
        ("电话31202412", []),
        ("1.2024", []),
        ("民國一百一十四年", [2025]),
        ("中華民國 114 年 2 月", [2025]),
        ("114年度", []),
        ("第十一届", []),
        ("", []),
    ],
)
def test_years_named(title: str, years: list[int]):
    assert [each.year for each in years_named(title)] == years


def test_short_years_are_the_republic_s_where_that_is_known():
    assert [each.year for each in years_named("114年度總預算", of_republic=True)] == [2025]
    assert [each.year for each in years_named("第114條、14年", of_republic=True)] == []


def test_a_named_year_spans_what_a_place_does_not_follow():
    (named,) = years_named("关于2024 年度云溪市")
    assert "关于2024 年度云溪市"[named.end :] == "云溪市"
    assert "关于2024 年度云溪市"[: named.start] == "关于"


@pytest.mark.parametrize(
    "text",
    [
        "2024年1月16日",
        "2024 年 1 月 16 日",
        "2024年01月16日",
        "２０２４年１月１６日",
        "2024-01-16 19:45",
        "2024.1.16",
        "2024/1/16",
        "t20240116_1.html",
        "二〇二四年一月十六日",
        "二O二四年元月十六日",
        "民國113年1月16日",
        "民國一一三年一月十六日",
        "2024年2月30日,2024年1月16日",
    ],
)
def test_dates_of(text: str):
    assert list(dates_of(text)) == [dt.date(2024, 1, 16)]


def test_dates_of_the_republic():
    assert list(dates_of("114 年 2 月 25 日", of_republic=True)) == [dt.date(2025, 2, 25)]
    assert list(dates_of("114 年 2 月 25 日")) == []
    assert list(dates_of("2024年1月,2024年")) == []
