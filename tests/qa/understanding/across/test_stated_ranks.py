"""qa.understanding.across.stated_ranks: ranks that reports state of themselves."""

from __future__ import annotations

from decimal import Decimal

import pytest

from qa.understanding.across.asked import Wish
from qa.understanding.across.conditions import Relation
from qa.understanding.across.reading import across
from qa.understanding.across.stated_ranks import find, is_held_against_country


@pytest.mark.parametrize(
    ("text", "rank"),
    [
        ("哪个省茶叶产量居全国首位", 1),
        ("哪个省茶叶产量全国第一", 1),
        ("茶叶产量位居全国榜首的省份有哪些?", 1),
        ("谁的茶叶产量增速居全国第3位", 3),
        ("哪些省茶叶产量排名全国第三", 3),
        ("几个省茶叶产量居全国第十二位?", 12),
    ],
)
def test_a_rank_is_held_against_what_reports_state(text: str, rank: int):
    read = across(text)
    assert read is not None
    assert read.wish in (Wish.MEMBERS, Wish.COUNT)
    assert read.question.endswith("在全国排第几?")
    assert read.question.startswith("茶叶产量")
    assert read.condition is not None
    assert (read.condition.bound, read.condition.relation) == (Decimal(rank), Relation.EQUAL)


def test_the_first_few_of_the_country_are_a_bound():
    found = find("茶叶产量居全国前三位的省")
    assert found is not None
    assert (found.condition.bound, found.condition.relation) == (Decimal(3), Relation.AT_MOST)


def test_how_long_it_has_held_is_to_be_said():
    found = find("茶叶产量连续12年居全国首位")
    assert found is not None
    assert found.condition.said == "连续12年"
    assert found.condition.text == "连续12年居全国首位"


def test_a_rank_of_nothing_is_asked_of_none():
    read = across("全国第一的省有哪些")
    assert read is not None
    assert not read.question


@pytest.mark.parametrize(
    "text", ["茶叶产量在全国排第几", "茶叶产量最高", "全国第一批茶园试点有哪些", "第一产业增加值"]
)
def test_other_words_state_none(text: str):
    found = find(text)
    assert found is None or text.startswith("全国第一批")


@pytest.mark.parametrize(
    ("text", "is_so"),
    [
        ("增速高于全国是多少?", True),
        ("增速超过全国平均水平", True),
        ("失业率低于全国", True),
        ("增速快于全国0.5个百分点", True),
        ("增速是多少?", False),
        ("居全国前列", False),
        ("高于全省", False),
    ],
)
def test_what_is_held_against_the_country(text: str, *, is_so: bool):
    assert is_held_against_country(text) is is_so
