"""qa.understanding.work.undertakings: questions for what is done about a subject."""

from __future__ import annotations

import pytest

from qa.understanding.work.undertakings import undertaking


@pytest.mark.parametrize(
    ("question", "noun", "asked_for"),
    [
        ("养老有什么新政策", "政策", "新政策"),
        ("教育方面有什么打算?", "打算", "打算"),
        ("今年治水有哪些主要措施", "措施", "主要措施"),
        ("种茶有何举措", "举措", "举措"),
        ("就业的具体办法是什么", "办法", "具体办法"),
        ("医改进展怎么样", "进展", "进展"),
        ("对民企有什么支持政策", "政策", "政策"),
        ("去年在治沙上做了哪些工作", "工作", "工作"),
    ],
)
def test_what_is_asked_to_be_done(question: str, noun: str, asked_for: str):
    found = undertaking(question)
    assert found is not None
    start, end = found.span
    assert (found.noun, question[start:end]) == (noun, asked_for)


@pytest.mark.parametrize(
    "question",
    [
        "哪些企业落户",
        "政策兑现了多少亿元",
        "“十项行动”落实得如何",
        "哪些工作人员受了表彰",
        "什么是智慧养老",
        "有哪些行动不便的老人",
    ],
)
def test_other_questions_ask_for_none(question: str):
    assert undertaking(question) is None
