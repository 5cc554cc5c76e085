"""qa.mentions.phrase: what is sought, under which words, and what cannot be."""

from __future__ import annotations

import pytest

from qa.mentions import phrase
from qa.understanding.question import QuestionError
from qa.understanding.synonyms import Synonyms

SYNONYMS = Synonyms([("规上", ("规模以上",)), ("生产总值", ("gdp",)), ("路", ("道路",))])


def parse(text: str, *, with_synonyms: bool = False) -> phrase.Phrase:
    return phrase.parse(text, SYNONYMS, with_synonyms=with_synonyms)


@pytest.mark.parametrize("text", ["“低空经济”", "「低空經濟」", " 低空 经济 ", '"低空经济"'])
def test_marks_around_the_whole_and_blanks_are_not_sought(text: str):
    assert parse(text).forms == ("低空经济",)


def test_marks_inside_are():
    assert parse("专精特新“小巨人”").forms == ('专精特新"小巨人"',)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", "the phrase is empty"),
        (" \u3000\u200b", "the phrase is empty"),
        ("“ ”", "the phrase is empty"),
        ("低" * 201, "the phrase has 201 characters, 200 are allowed"),
        ("低\ud800", "the phrase is not valid text: U\\+D800 at character 2"),
    ],
)
def test_what_cannot_be_sought_is_one_line(text: str, line: str):
    with pytest.raises(QuestionError, match=line):
        parse(text)


def test_other_words_are_told_and_counted_only_when_asked_for():
    assert parse("规上工业").synonyms == ("规模以上工业",)
    assert parse("规上工业").forms == ("规上工业",)
    assert parse("规上工业", with_synonyms=True).forms == ("规上工业", "规模以上工业")


def test_a_word_inside_of_another_has_no_other_words():
    assert parse("铁路").synonyms == ()


def test_places_that_overlap_count_once():
    both = parse("生产总值", with_synonyms=True)
    assert both.places("地区生产总值（GDP）") == [(2, 6, "生产总值"), (7, 10, "gdp")]
    assert parse("哈哈").places("哈哈哈哈哈") == [(0, 2, "哈哈"), (2, 4, "哈哈")]
    nested = Synonyms([("总值", ("总值增长",))])
    longest = phrase.parse("总值", nested, with_synonyms=True)
    assert longest.places("总值增长") == [(0, 4, "总值增长")]
