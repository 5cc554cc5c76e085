"""index.reading.formats.word.numbering: automatic numbers as a person sees them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from index.reading.formats.word.numbering import Numbering, numeral
from tests.support.files.word_files import abstract_list, element, level, list_of


def numbering(*parts: str) -> Numbering:
    return Numbering(etree.fromstring(element("numbering", "".join(parts)).encode()))


def counted(lists: Numbering, *levels: int, of: str = "1") -> list[str]:
    return [lists.next(of, each) for each in levels]


@pytest.mark.parametrize(
    ("number_format", "numbers"),
    [
        ("decimal", {1: "1", 10: "10"}),
        ("decimalZero", {1: "01", 12: "12"}),
        ("decimalFullWidth", {12: "１２"}),  # noqa: RUF001 - what is written
        ("decimalEnclosedCircle", {1: "①", 20: "⑳", 21: "㉑", 36: "㊱", 50: "㊿", 51: "51"}),
        ("decimalEnclosedParen", {1: "⑴", 20: "⒇", 21: "21"}),
        ("decimalEnclosedFullstop", {1: "⒈", 20: "⒛", 21: "21"}),
        ("upperLetter", {1: "A", 26: "Z", 27: "AA"}),
        ("lowerLetter", {3: "c", 28: "bb"}),
        ("upperRoman", {4: "IV", 1999: "MCMXCIX"}),
        ("lowerRoman", {9: "ix"}),
        (
            "chineseCounting",
            {1: "一", 10: "十", 11: "十一", 20: "二十", 101: "一百零一", 110: "一百一十",
             1001: "一千零一", 10_000: "10000"},
        ),
        ("ideographDigital", {1: "一", 10: "一〇", 2030: "二〇三〇"}),
        ("chineseLegalSimplified", {1: "壹", 10: "壹拾", 12: "壹拾贰", 105: "壹佰零伍"}),
        ("ideographTraditional", {1: "甲", 10: "癸", 11: "11"}),
        ("ideographZodiac", {1: "子", 12: "亥", 13: "13"}),
        ("ideographEnclosedCircle", {1: "㊀", 10: "㊉"}),
        ("somethingNew", {7: "7"}),
    ],
)  # fmt: skip
def test_a_number_in_its_format(number_format: str, numbers: dict[int, str]):
    assert {n: numeral(n, number_format) for n in numbers} == numbers


@given(st.integers(-5, 10**9), st.sampled_from(["upperRoman", "lowerLetter", "chineseCounting"]))
def test_a_number_is_short_whatever_it_is(n: int, number_format: str):
    assert (
        0 < len(numeral(n, number_format)) <= 29 + 12
    )  # 29,888: the longest that is not written in digits


@pytest.mark.parametrize(
    ("number_format", "text", "shown"),
    [
        ("chineseCounting", "%1、", ["一、", "二、"]),
        ("chineseCounting", "（%1）", ["（一）", "（二）"]),
        ("chineseCounting", "第%1章", ["第一章 ", "第二章 "]),
        ("decimal", "%1.", ["1.", "2."]),
        ("decimalEnclosedCircle", "%1", ["① ", "② "]),
        ("bullet", "\uf06c", ["", ""]),
        ("none", "", ["", ""]),
    ],
)
def test_a_number_in_the_text_of_its_level(number_format: str, text: str, shown: list[str]):
    lists = numbering(abstract_list(level(0, number_format, text)), list_of())
    assert counted(lists, 0, 0) == shown


def test_a_suffix_of_nothing_sets_no_blank():
    lists = numbering(
        abstract_list(level(0, text="%1.", more='<w:suff w:val="nothing"/>')), list_of()
    )
    assert counted(lists, 0) == ["1."]


def test_a_deeper_level_begins_anew_below_the_next_higher_number():
    lists = numbering(abstract_list(level(0, text="%1."), level(1, text="%1.%2")), list_of())
    assert counted(lists, 0, 1, 1, 0, 1) == ["1.", "1.1 ", "1.2 ", "2.", "2.1 "]


def test_a_level_that_never_restarts_counts_on():
    on = level(1, text="%2)", more='<w:lvlRestart w:val="0"/>')
    lists = numbering(abstract_list(level(0), on), list_of())
    assert counted(lists, 0, 1, 0, 1) == ["1.", "1)", "2.", "2)"]


def test_a_legal_number_is_decimal_in_all_levels():
    legal = level(1, text="%1.%2", more="<w:isLgl/>")
    lists = numbering(abstract_list(level(0, "chineseCounting", "%1、"), legal), list_of())
    assert counted(lists, 0, 1) == ["一、", "1.1 "]


def test_lists_of_one_definition_count_on_from_each_other():
    lists = numbering(abstract_list(level(0)), list_of(1), list_of(2))
    assert [*counted(lists, 0, 0), *counted(lists, 0, of="2")] == ["1.", "2.", "3."]


def test_a_list_with_a_start_of_its_own_begins_there():
    own = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    lists = numbering(abstract_list(level(0)), list_of(1), list_of(2, more=own))
    assert [*counted(lists, 0), *counted(lists, 0, 0, of="2"), *counted(lists, 0)] == [
        "1.", "5.", "6.", "2.",
    ]  # fmt: skip


def test_a_list_with_a_level_of_its_own_is_numbered_by_it():
    own = f'<w:lvlOverride w:ilvl="0">{level(0, "upperLetter", "%1)")}</w:lvlOverride>'
    lists = numbering(abstract_list(level(0)), list_of(1, more=own))
    assert counted(lists, 0, 0) == ["A)", "B)"]


def test_a_list_may_be_defined_by_a_style():
    lists = numbering(
        '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="公文"/></w:abstractNum>',
        '<w:abstractNum w:abstractNumId="1"><w:styleLink w:val="公文"/>'
        f"{level(0, 'chineseCounting', '%1、')}</w:abstractNum>",
        list_of(1, 0),
    )
    assert counted(lists, 0) == ["一、"]


@pytest.mark.parametrize(("of", "at"), [("9", 0), ("1", 5), ("1", 99)])
def test_what_no_list_tells_is_not_numbered(of: str, at: int):
    lists = numbering(abstract_list(level(0), level(99)), list_of())
    assert counted(lists, at, of=of) == [""]


def test_a_file_without_lists_numbers_nothing():
    assert counted(Numbering(None), 0) == [""]
