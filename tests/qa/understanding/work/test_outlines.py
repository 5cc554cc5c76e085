"""qa.understanding.work.outlines: whether a question asks for an outline, and for which."""

from __future__ import annotations

import pytest

from qa.understanding.concepts import folded
from qa.understanding.work.outlines import Part, asked_outline

PLAN = [
    "今年的重点工作有哪些",
    "今年有什么打算？",
    "2025年主要任务是什么？",
    "今年政府要干哪些事？",
    "今年工作怎么安排",
    "今年要做些什么",
    "政府今年准备做什么?",
    "今年的主要工作有哪些方面",
    "今年重点抓哪些工作",
    "今年的工作安排是什么",
    "请介绍一下今年的工作计划",
    "今年政府工作报告提出了哪些重点任务",
    "我市今年要办哪些大事",
    "的今年重点工作有哪些？",  # of a place, without its name
    "今后五年的主要任务是什么",
    "“十四五”时期的重点任务有哪些",
    "下一步有什么打算",
    "明年有哪些工作部署",
    "重点工作有哪些",
    "今年有什么工作重点呢",
    "今年打算怎么干",
    "What are the main tasks for this year?",
    "What are the government's priorities for this year",
    "What does the government plan to do this year?",
]
REVIEW = [
    "去年做了哪些工作",
    "去年取得了哪些成绩？",
    "过去一年干了什么",
    "去年都完成了哪些工作",
    "去年有哪些成就",
    "回顾一下去年的工作",
    "过去五年取得了哪些成就",
    "去年重点工作有哪些",
    "去年政府做了些什么",
    "取得了哪些主要成绩",
    "2024年取得了什么成效",
    "What did the government do last year?",
    "What were the main achievements last year",
]
WHOLE = [
    "这份报告讲了哪几个方面",
    "报告的大纲",
    "这份报告的提纲是什么",
    "政府工作报告主要讲了什么",
    "报告主要内容有哪些",
    "报告分为哪几个部分？",
    "报告的目录",
    "2025年政府工作报告讲了什么内容",
    "What does the report cover?",
    "Give me an outline of the report",
]
OTHER = [
    "教育方面今年有什么打算",
    "今年的民生实事有哪些",
    "今年的目标是什么",
    "今年的主要目标有哪些",
    "重点项目有哪些",
    "今年有哪些重点项目",
    "重点任务完成了多少",
    "去年完成了多少项工作",
    "今年为什么要做这些工作",
    "今年的农业农村工作怎么安排",
    "谁负责今年的重点工作",
    "去年有什么困难",
    "今年做了哪些工作",
    "去年有什么打算",
    "今年的新举措有哪些",
    "政府自身建设有哪些任务",
    "今年有打算吗",
    "报告里提到了哪些企业",
    "去年增长了多少",
    "今年的总体要求是什么",
    "第一项重点工作是什么",
    "今年开工建设的重点工程有哪些",
    "今年的重点工作有几项",
    "2024年报告讲了养老吗",
    "工作",
    "去年",
    "今年呢",
    "报告",
    "What is the GDP target for this year?",
    "What are the main tasks for education this year?",
    "How many jobs were created last year?",
]


def asked(question: str) -> Part | None:
    found = asked_outline(folded(question))
    return None if found is None else found.part


@pytest.mark.parametrize("question", PLAN)
def test_what_is_to_be_done_is_asked_for(question: str):
    assert asked(question) in {Part.PLAN, Part.OF_YEAR}


@pytest.mark.parametrize("question", REVIEW)
def test_what_was_done_is_asked_for(question: str):
    assert asked(question) is Part.REVIEW


@pytest.mark.parametrize("question", WHOLE)
def test_what_the_report_is_of_is_asked_for(question: str):
    assert asked(question) is Part.WHOLE


@pytest.mark.parametrize("question", OTHER)
def test_something_else_is_asked_for(question: str):
    assert asked(question) is None


def test_a_year_leaves_open_which_part_is_meant():
    assert asked("2024年的重点工作有哪些") is Part.OF_YEAR
    assert asked("2024年工作") is Part.OF_YEAR
    assert asked("2024年的工作任务有哪些") is Part.PLAN


def test_how_many_are_asked_for():
    found = asked_outline(folded("今年的十项重点工作是哪些"))
    assert found is not None
    assert found.count == 10
    found = asked_outline(folded("今年要办的8件大事是什么"))
    assert found is not None
    assert found.count == 8
