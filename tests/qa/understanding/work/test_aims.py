"""qa.understanding.work.aims: whether a question asks for all that is aimed at."""

from __future__ import annotations

import pytest

from qa.understanding.concepts import folded
from qa.understanding.work.aims import asks_for_aims


@pytest.mark.parametrize(
    "question",
    [
        "今年主要目标是什么",
        "主要预期目标",
        "今年的主要目标有哪些?",
        "2031年经济社会发展主要预期目标有哪些",
        "2031年主要目标",
        "今年的目标是什么",
        "今年主要预期目标是多少?",
        "今年有哪些目标",
        "报告提出了哪些主要目标",
    ],
)
def test_all_aims_are_asked_for(question: str):
    assert asks_for_aims(folded(question))


@pytest.mark.parametrize(
    "question",
    [
        "今年地区生产总值增长目标是多少",
        "就业目标是什么",
        "茶叶产量目标",
        "今年目标完成了吗",
        "今年主要任务是什么",
        "主要目标完成情况",
        "今年的教育目标有哪些",
    ],
)
def test_something_else_is_asked_for(question: str):
    assert not asks_for_aims(folded(question))
