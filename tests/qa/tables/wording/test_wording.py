"""qa.tables.wording.wording: a table is told in each language, and in no other."""

from __future__ import annotations

import dataclasses
import re
import string
from typing import TYPE_CHECKING, Any

import pytest

from qa.tables.reading_off import read_off
from qa.tables.values import Level, Mark
from qa.tables.wording.chinese import CHINESE, TRADITIONAL
from qa.tables.wording.english import ENGLISH
from qa.tables.wording.words import Words

if TYPE_CHECKING:
    from qa import Engine
    from qa.tables.wording.wording import Wording
    from qa.types import OfTable

LANGUAGES = (CHINESE, TRADITIONAL, ENGLISH)
NAMED = re.compile("[云石白青南]\\w县|东山县|\\d+(?:\\.\\d+)?%?(?:左右|以上)?|超过5%|保持稳定")
CHINESE_CHARACTER = re.compile("[\u4e00-\u9fff，。：；（）]")


def gaps(value: Any) -> Any:
    """The gaps of a text, or of all texts that a value holds."""
    if isinstance(value, str):
        return {name for _, name, _, _ in string.Formatter().parse(value) if name}
    if isinstance(value, dict):
        return {str(key): gaps(each) for key, each in value.items()}
    return [gaps(each) for each in value]


@pytest.mark.parametrize("words", LANGUAGES[1:])
def test_the_same_is_filled_into_each_language(words: Wording):
    for field in dataclasses.fields(Words):
        assert gaps(getattr(words, field.name)) == gaps(getattr(CHINESE, field.name)), field.name


@pytest.mark.parametrize("words", LANGUAGES)
def test_every_mark_and_level_has_a_word(words: Wording):
    assert words.marks.keys() == set(Mark)
    assert words.levels.keys() == {level.value for level in Level}


def told(engine: Engine, question: str, words: Wording) -> OfTable:
    table = engine.table(question)
    assert table.across is not None
    return read_off(table, table.across, words)


@pytest.mark.parametrize(
    ("question", "result"),
    [
        ("哪个县2031年地区生产总值增长目标最高?", "Highest: 石岭县 (6%以上) (Reports: 5; "),
        (
            "2031年地区生产总值增长目标最低的县",
            "Lowest: 云溪县 (5%左右), 白沙县 (5%—5.5%), a tie of 2",
        ),
        (
            "各县2031年地区生产总值增长目标从高到低",
            "From the highest: 1. 石岭县 6%以上 (at least); ",
        ),
        ("几个县2031年地区生产总值增长目标超过5%?", "“超过5%” holds for 2: 石岭县 (6%以上), "),
        ("哪些县没有提出2031年新增就业目标?", "Not told by 1: 青田县"),
        (
            "石岭县2031年地区生产总值增长目标在各县排第几?",
            "among the 4 reports here with comparable figures alone, 石岭县 (6%以上) is number 1 from the highest",
        ),
        ("云溪县历年地区生产总值增长目标", "2030 5.5%左右; 2031 5%左右"),
        (
            "哪些县地区生产总值增长目标比去年下调?",
            "Lowered by 1 of 2 comparable places: 云溪县2031",
        ),
        ("云溪县、东山县、白沙县2031年地区生产总值增长目标分别是多少?", "云溪县 5%左右; 白沙县 "),
    ],
)
def test_results_are_told_in_english(neighbours: Engine, question: str, result: str):
    found = told(neighbours, question, ENGLISH)
    assert found.text.startswith(result.replace("云溪县2031", "云溪县 2031"))
    for line in (found.text, *found.warnings):
        assert not CHINESE_CHARACTER.search(NAMED.sub("", line)), line


def test_a_language_changes_nothing_but_words(neighbours: Engine):
    question = "几个县2031年地区生产总值增长目标超过5%?"
    in_chinese, in_english = (told(neighbours, question, each) for each in (CHINESE, ENGLISH))
    assert [line.citation for line in in_chinese.lines] == [
        line.citation for line in in_english.lines
    ]
    assert len(in_chinese.warnings) == len(in_english.warnings) > 0


def test_traditional_characters_are_not_simplified_ones(neighbours: Engine):
    found = told(neighbours, "哪些县没有提出2031年新增就业目标?", TRADITIONAL)
    assert found.text == "1 份未寫明：青田县（5 份報告，4 份寫明，1 份未寫明）"
