from __future__ import annotations

import dataclasses

import pytest

from index.types import About, Period
from qa.choosing.problems import asks_for_problems, owned_up, problems
from tests.support.texts.understood import asked, concepts, passage, texts

OWNS_UP = (
    "我们也清醒认识到，工作中还面临不少困难和问题。主要是：茶园基础薄弱，销路不畅；"
    "冷库缺口较大，运费偏高。我们要迎难而上。"
)
PRAISE = "茶叶产量再创新高，出口增长三成。"


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("what problems does the district face?", True),
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
    assert texts(chosen, place) == ["茶园基础薄弱，销路不畅；冷库缺口较大，运费偏高。"]


def test_praise_owns_up_to_nothing():
    assert problems(concepts(asked("松岭面临哪些困难?")), passage(PRAISE)) == []


def test_a_heading_alone_owns_up_to_nothing():
    place = passage("看到成绩的同时，也要看到存在的问题。")
    assert problems(concepts(asked("存在哪些问题?")), place) == []


def owned(question: str, text: str, period: Period = Period.REVIEW) -> list[str]:
    """What a paragraph of the report of 松岭县 owns up to."""
    place = dataclasses.replace(passage(text), period=period)
    return texts(
        owned_up(asked(question), About(id="0", path="0.txt", title="", place="松岭县"), place),
        place,
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (OWNS_UP, "茶园基础薄弱，销路不畅；冷库缺口较大，运费偏高。"),
        (
            "同时，我们也看到面临的困难和挑战：销路不畅，冷库老旧问题突出，茶农增收乏力。对此，我们将努力改进。",
            "销路不畅，冷库老旧问题突出，茶农增收乏力。",
        ),
        (
            "全县发展还存在不少问题和短板。一是茶园基础薄弱。二是冷库缺口较大。三是茶农培训要跟上。",
            "一是茶园基础薄弱。二是冷库缺口较大。三是茶农培训要跟上。",
        ),
        (
            "要清醒看到，还有不少不足。主要是销路不畅，压力较大。冷库要再建几座。我们一定直面问题。",
            "主要是销路不畅，压力较大。冷库要再建几座。",
        ),
        (
            "我们深知工作中还存在一些问题。主要表现在：茶园不大，销路较弱；等等。对这些问题，我们一定解决。",
            "茶园不大，销路较弱；等等。",
        ),
        (PRAISE, None),
        ("我们看到了存在的问题。茶叶产量再创新高。", None),
    ],
)
def test_what_a_report_owns_up_to_is_told_whole(text: str, expected: str | None):
    assert owned("存在哪些问题?", text) == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("报告承认存在哪些问题", True),
        ("松岭自己摆了哪些困难？", True),
        ("目前还有哪些不足", True),
        ("存在的主要问题是什么", True),
        ("面临什么挑战", True),
        ("报告提的五个问题是什么？", True),
        ("松岭县经济社会发展有什么短板", True),
        ("還有啥毛病", True),
        ("养老方面有哪些困难", False),
        ("冷库有什么短板", False),
        ("茶农面临哪些困难", False),
        ("解决了哪些问题", False),
        ("有问题的企业有哪些", False),
        ("What problems does agriculture face?", False),
        ("What problems exist?", True),
        ("What are the risks and challenges facing the county?", True),
    ],
)
def test_only_a_question_for_all_of_it_is_answered_by_it(question: str, *, expected: bool):
    assert bool(owned(question, OWNS_UP)) is expected


def test_what_is_said_of_plans_owns_up_to_nothing():
    assert owned("存在哪些问题?", OWNS_UP, Period.PLAN) == []
