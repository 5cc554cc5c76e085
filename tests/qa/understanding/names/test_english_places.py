"""qa.understanding.names.english_places: provinces and cities by the names that English questions have for them."""

from __future__ import annotations

import pytest

from index.language import word_lists
from index.language.lexicon import word_set
from index.language.place_names import listed
from index.language.text import fold
from qa.kinds import Kind
from qa.understanding.across.asked import Wish
from qa.understanding.across.reading import across
from qa.understanding.names import english_places
from qa.understanding.names.english_places import in_chinese
from qa.understanding.wanted import wanted


@pytest.mark.parametrize(
    ("asked", "understood"),
    [
        ("What is Sichuan's GDP growth target?", "What is 四川's GDP growth target?"),
        ("GDP of SHAANXI and Shanxi", "GDP of 陕西 and 山西"),  # a letter makes another province
        ("grain output of Inner  Mongolia in 2024", "grain output of 内蒙古 in 2024"),
        ("Xizang or Tibet Autonomous Region", "西藏 or 西藏"),
        ("Hong Kong, Macau and Macao", "香港, 澳门 and 澳门"),
        ("Guangxi Zhuang Autonomous Region 2025", "广西 2025"),
        ("Hebei Province", "河北"),
        ("Hebei District", "河北区"),  # of Tianjin, and not the province
        ("Jilin City and Jilin", "吉林市 and 吉林"),
        ("Beijing City", "北京"),
        ("Xi’an", "西安"),
        ("GDP of the United States", "GDP of the 美国"),
        ("Suzhou's GDP", "苏州、宿州's GDP"),  # which of the two, nobody can tell
        ("四川GDP, Hunan", "四川GDP, 湖南"),
        # no places
        ("the Mongolia trade", "the Mongolia trade"),
        ("shenanigans of Henanese", "shenanigans of Henanese"),
        ("which reports say “Sichuan”", "which reports say “Sichuan”"),
        ("2025年GDP增长目标", "2025年GDP增长目标"),
        ("GDP target of each province", "GDP target of 各省"),
        ("GDP targets for all of the provinces", "GDP targets for 各省"),
    ],
)
def test_names_are_those_that_reports_have(asked: str, understood: str):
    assert in_chinese(asked) == understood


def test_every_province_has_an_english_name():
    names = english_places._names()  # noqa: SLF001 -- the list itself
    meant = {place for places in names.values() for place in places}
    countries = word_lists.members("qa.understanding.names", "elsewhere.txt")["country"]
    assert word_set("province") <= meant <= listed() | {*countries}


@pytest.mark.parametrize(
    ("asked", "left", "wish"),
    [
        (
            "What are the GDP growth targets of all provinces in 2025?",
            "GDP growth targets in 2025",
            Wish.ROWS,
        ),
        ("GDP growth target of each province in 2025", "GDP growth target in 2025", Wish.ROWS),
        ("Compare the GDP of Sichuan and Shaanxi in 2025", "GDP in 2025", Wish.COMPARISON),
        (
            "How much did GDP grow in 2024 in every province?",
            "How much did GDP grow in 2024",
            Wish.ROWS,
        ),
        (
            "urban unemployment rate target by 2025, province by province",
            "urban unemployment rate target by 2025",
            Wish.ROWS,
        ),
    ],
)
def test_many_reports_are_asked_in_english_too(asked: str, left: str, wish: Wish):
    read = across(in_chinese(asked))
    assert read is not None
    assert read.question.removesuffix("是多少?") == left
    assert read.wish is wish


@pytest.mark.parametrize(
    "asked",
    [
        "What is Sichuan's GDP growth target in 2025?",
        "GDP growth target of Shaanxi in 2025",
        "2025 Jiangsu GDP growth target",
        "What's Tibet's unemployment rate?",
        "budget revenue 2024",
    ],
)
def test_a_figure_is_asked_for_by_its_name_in_english(asked: str):
    assert wanted(fold(in_chinese(asked)).text).kind is Kind.QUANTITY


def test_what_only_sounds_like_a_figure_is_none():
    for asked in ("What is wrong with Jilin's car makers?", "Name the scenic areas in Guizhou."):
        assert wanted(fold(in_chinese(asked)).text).kind is not Kind.QUANTITY


@pytest.mark.parametrize("asked", ["What is a computing power coupon?", "What is “GDP2.0”?"])
def test_a_term_is_still_asked_for_by_what_it_is(asked: str):
    assert wanted(fold(in_chinese(asked)).text).kind is Kind.DEFINITION


@pytest.mark.parametrize(
    ("asked", "question", "wish"),
    [
        ("Which province had the highest tea output?", "tea output 是多少?", Wish.FIRST),
        ("Which county has the smallest tea output", "tea output 是多少?", Wish.FIRST),
        ("Which cities had tea output above 3%?", "tea output 是多少?", Wish.MEMBERS),
        ("Which provinces have a tea growth below 5%?", "tea growth 是多少?", Wish.MEMBERS),
    ],
)
def test_which_is_the_first_or_meets_a_bound(asked: str, question: str, wish: Wish):
    read = across(in_chinese(asked))
    assert read is not None
    assert (read.question, read.wish) == (question, wish)


@pytest.mark.parametrize("asked", ["Which city is it?", "Which province grows tea?"])
def test_any_other_which_stays(asked: str):
    assert in_chinese(asked) == asked
