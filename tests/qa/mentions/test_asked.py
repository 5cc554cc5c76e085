"""qa.mentions.asked: questions for the places of a phrase, and those that only look like it."""

from __future__ import annotations

import pytest

from index.types import PlaceLevel
from qa.mentions.asked import AskedMentions, asked_mentions


@pytest.mark.parametrize(
    "question",
    [
        "哪些报告提到低空经济?",
        "哪些报告中提到了低空经济",
        "有哪些报告提到过低空经济？",
        "有多少份报告提到低空经济",
        "几份报告谈到了低空经济",
        "提到低空经济的报告有哪些",
        "提到低空经济的有几份",
        "低空经济在哪些报告中出现?",
        "低空经济出现在哪些报告里",
        "低空经济，哪些报告提到了？",
        "低空经济被哪些报告提到过",
        "低空经济在报告中出现了几次?",
        "低空经济这个词出现了多少次",
        "低空经济提到几次?",
        "报告提到几次低空经济",
        "报告里提到低空经济多少次？",
        "政府工作报告中低空经济提到了几次",
        "Which reports mention 低空经济?",
        "how many reports mention 低空经济",
        "How often is 低空经济 mentioned?",
        "how many times do the reports mention 低空经济?",
    ],
)
def test_it_asks_for_a_phrase(question: str):
    assert asked_mentions(question) == AskedMentions(phrase="低空经济")


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("哪些报告没有提到低空经济", AskedMentions(phrase="低空经济", is_of_silent=True)),
        (
            "哪些省份未提及低空经济？",
            AskedMentions(phrase="低空经济", is_of_silent=True, level=PlaceLevel.PROVINCE),
        ),
        (
            "2025年哪些城市的政府工作报告提到“低空经济”",
            AskedMentions(phrase="“低空经济”", years=(2025,), level=PlaceLevel.CITY),
        ),
        (
            "上海2025年的报告提到几次GDP",
            AskedMentions(phrase="GDP", places=("上海",), years=(2025,)),
        ),
        (
            "2024年和2025年哪些报告提到养老",
            AskedMentions(phrase="养老", years=(2024, 2025)),
        ),
        ("報告提到幾次低空經濟", AskedMentions(phrase="低空經濟")),
    ],
)
def test_it_asks_for_a_phrase_in_some_reports(question: str, asked: AskedMentions):
    assert asked_mentions(question) == asked


@pytest.mark.parametrize(
    "question",
    [
        "航运企业有多少家?",
        "哪些报告提到的项目最多",
        "报告中提到的重点项目有哪些",
        "报告提到低空经济了吗",
        "上海的报告提到几次",
        "哪些企业提到上市",
        "提到了哪些重点任务",
        "报告里提到多少家企业",
        "强降雨出现了几次",
        "全市出现几次强降雨",
        "哪些地区出现了负增长",
        "哪些领域出现短板",
        "",
        "?",
        "提到",
        "哪些报告提到",
    ],
)
def test_it_asks_for_something_else(question: str):
    assert asked_mentions(question) is None


@pytest.mark.parametrize("part", ["提到", "哪些报告", "几次", "报告", "低空,"])
def test_a_long_text_takes_no_long_time(part: str):
    asked_mentions(part * 300)
