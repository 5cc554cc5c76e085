"""index.language.wording: what a text says, whatever its marks."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.language.wording import wording


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("增长５％，达到３８３家。", "增长5%,达到383家."),
        ("“双碳”目标（试行）", '"双碳"目标(试行)'),
        ("# 一、工作回顾\n\n**修路**十条", "一、工作回顾\n修路十条"),
        ("- 修路\n- 架桥", "修路\n架桥"),
        ("[修路](https://x.cn/a_1)十条", "修路十条"),
        ("戴 雷", "戴雷"),
        ("發展臺灣", "发展台湾"),
        ("执着", "執著"),
        ("卫生", "衞生"),
        ("修\u200b路\ufeff", "修路"),
        ("2023，100家", "2023,100家"),
        ("2023——2025年", "2023-2025年"),
        ("①2023年修路", "① 2023年修路"),
        ("GDP增长", "ＧＤＰ增长"),
    ],
)
def test_the_same(text: str, same: str):
    assert wording(text) == wording(same)


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("1.5亿", "15亿"),
        ("1,500家", "1.500家"),
        ("-3%", "3%"),
        ("增长-3%", "增长3%"),
        ("2-3年", "23年"),
        ("1:2", "12"),
        ("5%", "5‰"),
        ("12 3", "1 23"),
        ("1\t23", "12\t3"),
        ("| 1 | 23 |", "| 12 | 3 |"),
        ("1\n23", "12\n3"),
        ("二、三次", "二三次"),
        ("10²", "102"),
        ("5.\n3年", "5.3年"),
        ("C++", "C"),
        ("王强", "王刚"),
    ],
)
def test_another(text: str, other: str):
    assert wording(text) != wording(other)


def test_a_figure_in_a_line_that_is_broken_for_its_length_is_one():
    line = "全区地区生产总值预计同比增长百分之五左右一般公共预算收入达到20"
    assert wording(f"{line}\n23亿元") == wording(f"{line}23亿元")
    assert wording("收入20\n23亿元") != wording("收入2023亿元")


def test_a_text_set_with_spaces_is_the_text():
    text = "2023年新建绿道31公里,比上年增长1.5%。"
    assert wording(" ".join(text)) == wording(text)


@pytest.mark.parametrize("text", ["", " \n", "。。。", "— —", "***\n---"])
def test_marks_alone_say_nothing(text: str):
    assert wording(text) == ""


@example("0 0")
@given(st.text(alphabet="甲乙0123.,-、。 \n#*（x", max_size=20))
def test_line_ends_and_marks_around_change_nothing(text: str):
    assert wording(f"\n# {text}") == wording(f"{text}\n\n") or text.strip()[:1] in "-.*#"
