"""index.language.times: the calendar years that a text names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.language.times import after_last_year, before_first_year, years_of


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
