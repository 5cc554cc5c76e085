"""qa.answering.forms.beyond: what no report tells."""

from __future__ import annotations

import pytest

from qa.answering.forms.beyond import is_beyond
from qa.understanding.concepts import folded


@pytest.mark.parametrize(
    "question",
    [
        "明天会下雨吗",
        "今天天气怎么样",
        "昨天谁赢了",
        "今天限号吗",
        "请问,后天放假吗",
        "Will it rain tomorrow?",
        "你是谁开发的",
        "你叫什么名字",
        "您能做什么",
        "請問你是誰",
        "Who are you?",
        "帮我写首诗",
        "How do I apply for a permit?",
        "Where can I see a doctor?",
    ],
)
def test_questions_that_no_report_answers(question: str):
    assert is_beyond(folded(question))


@pytest.mark.parametrize(
    "question",
    [
        "你们区长是谁",
        "你能告诉我有多少家企业吗",
        "你知道今年的目标吗",
        "今天有多少家航运企业",
        "今天津的目标是什么",
        "怎样走向更美好的明天",
        "帮我查一下预算收入",
        "昨天的会议由谁主持",
        "How many firms are there today?",
        "How did the county improve its schools?",
        "Can I enter without a visa?",
    ],
)
def test_questions_that_one_may(question: str):
    assert not is_beyond(folded(question))
