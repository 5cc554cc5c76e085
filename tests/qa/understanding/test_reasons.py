"""qa.understanding.reasons: questions that ask why, and sentences that say why."""

from __future__ import annotations

import pytest

from qa.understanding import reasons
from qa.understanding.concepts import folded


@pytest.mark.parametrize(
    "question",
    [
        "为什么市场主体数量偏少?",
        "市场主体偏少,为什么?",
        "這是為什麼?",
        "原因为何?",
        "GDP为何下降",
        "為何請專家來?",
        "工作为什么难做",
        "建设为什么慢",
        "报名为什么少",
        "项目完成为什么晚了",
        "老旧小区整改为什么慢",
        "怎么还没修好",
        "Why did it fall?",
    ],
)
def test_questions_that_ask_why(question: str):
    assert reasons.asks(folded(question))


@pytest.mark.parametrize(
    "question",
    [
        "五月艾在四川被称为什么?",
        "又被稱為什麼工程?",
        "街道更名为什么?",
        "这个组织名为什么?",
        "全区被评为什么城区?",
        "园区升级后成为什么?",
        "此地称之为什么",
        "今年的目标为何?",
        "大会的主题为何",
        "修了多少路?",
    ],
)
def test_questions_for_what_something_is_or_became_ask_for_no_reason(question: str):
    assert not reasons.asks(folded(question))
