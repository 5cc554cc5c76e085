"""qa.mentions.spellings: what is written otherwise and is the same, and what is not."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.mentions import spellings


def found(phrase: str, text: str) -> list[str]:
    pattern = re.compile(spellings.pattern_of(spellings.normalized(phrase)), re.DOTALL)
    return [match[0] for match in pattern.finditer(text)]


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("低空经济", "低空經濟"),
        ("低空經濟", "低空经济"),
        ("低空 经济", "低空经济"),
        ("低空经济", "低\u3000空 经济"),
        ("低空经济", "低空\u200b经济"),
        ("GDP", "\uff27\uff24\uff30"),
        ("gdp", "GDP"),
        ("GDP增长", "GDP 增长"),
        ("5%", "\uff15％"),
        ("㎡", "m2"),
        ("m2", "㎡"),
        ("专精特新“小巨人”", "专精特新「小巨人」"),
        ('"双碳"', "“双碳”"),
        ("2021-2025", "2021—2025"),
        ("digital economy", "Digital  Economy"),
        ("digital economy", "digital\neconomy"),
        ("人工智能+", "人工智能＋"),
    ],
)
def test_it_is_the_same(phrase: str, text: str):
    assert found(phrase, text) == [text]


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("上海交通大学", "上海的交通大学"),
        ("上海交通大学", "上海，交通大学"),
        ("低空经济", "低空\n经济"),  # two lines, or two cells of a table
        ("低空经济", "低空\t经济"),
        ("AI", "RAID"),
        ("AI", "said"),
        ("5%", "15%"),
        ("5%", "4.5%"),
        ("12", "1 2"),
        ("3.5", "3.55"),
        ("5", "5.5"),
        ("1000", "1,000"),
        ("digital economy", "digitaleconomy"),
        (".", "a"),
        ("a.c", "abc"),
        ("(甲|乙)", "甲"),
    ],
)
def test_it_is_another(phrase: str, text: str):
    assert found(phrase, text) == []


def test_letters_beside_figures_and_chinese_do_not_hide_a_phrase():
    assert found("GDP", "GDP5000亿，GDP总量，人均GDP。") == ["GDP"] * 3
    assert found("5", "第5批") == ["5"]


@pytest.mark.parametrize("text", ["1. 1", "1 .1", "1 . 1", "2, 3"])
def test_a_point_among_blanks_is_found_as_it_is_written(text: str):
    assert found(text, text) == found(spellings.normalized(text), text) == [text]
    assert found("1.1", text) == []


CHARACTERS = "低空经濟GDPgdp\uff15％% \u3000“”「」—-12.,aZ㎡①\u200b，。"


@given(st.text(CHARACTERS, min_size=1, max_size=12).filter(spellings.normalized))
def test_a_text_is_found_in_itself(text: str):
    assert len(found(text, text)) == 1


@given(st.text(CHARACTERS, min_size=1, max_size=12).filter(spellings.normalized))
def test_a_folded_text_is_found_in_what_it_came_from(text: str):
    assert found(spellings.normalized(text), text)
