from __future__ import annotations

import pytest

from qa.choosing.problems import asks_for_problems, problems
from tests.support.texts.understood import asked, concepts, passage, texts

OWNS_UP = (
    "我们也清醒认识到，工作中还面临不少困难和问题。主要是：茶园基础薄弱，销路不畅；"
    "冷库缺口较大，运费偏高。我们要迎难而上。"
)
PRAISE = "茶叶产量再创新高，出口增长三成。"


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("面临哪些困难", True),
        ("报告承认了什么不足", True),
        ("有啥短板", True),
        ("解决了哪些问题", False),
        ("破解了什么难题", False),
        ("有哪些公园", False),
    ],
)
def test_what_is_wrong_is_asked_for(question: str, *, expected: bool):
    assert asks_for_problems(question) is expected


def test_the_sentences_that_own_up_are_one_answer():
    place = passage(OWNS_UP)
    chosen = problems(concepts(asked("松岭面临哪些困难?")), place)
    assert texts(chosen, place) == ["主要是：茶园基础薄弱，销路不畅；冷库缺口较大，运费偏高。"]


def test_praise_owns_up_to_nothing():
    assert problems(concepts(asked("松岭面临哪些困难?")), passage(PRAISE)) == []


def test_a_heading_alone_owns_up_to_nothing():
    place = passage("看到成绩的同时，也要看到存在的问题。")
    assert problems(concepts(asked("存在哪些问题?")), place) == []
