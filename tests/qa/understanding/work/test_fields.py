"""qa.understanding.work.fields: questions for all that is done in one field."""

from __future__ import annotations

import pytest

from qa.understanding.work.fields import AskedField, asked_field
from qa.understanding.work.outlines import Part


@pytest.mark.parametrize(
    ("question", "name", "part"),
    [
        ("今年教育重点工作", "教育", Part.PLAN),
        ("今年医疗卫生工作安排", "医疗卫生", Part.PLAN),
        ("城市更新今年干什么", "城市更新", Part.PLAN),
        ("科技创新去年取得什么成绩?", "科技创新", Part.REVIEW),
        ("去年教育工作有哪些成绩", "教育", Part.REVIEW),
        ("今年养老方面有哪些安排", "养老", Part.PLAN),
        ("绿色发展今年怎么抓", "绿色发展", Part.PLAN),
        ("2031年城市更新做了什么", "城市更新", Part.OF_YEAR),
        ("营商环境今年打算做什么?", "营商环境", Part.PLAN),
    ],
)
def test_a_field_is_asked_for(question: str, name: str, part: Part):
    assert asked_field(question) == AskedField(name=name, part=part)


@pytest.mark.parametrize(
    "question",
    [
        "今年重点工作",
        "今年有什么打算",
        "哪个区今年做什么",
        "教育投入多少",
        "白鹭书屋在哪",
        "GDP是多少",
        "教育前年成绩",  # of no year that a chapter is of
        "教育明年工作",
        "教育过去五年成绩",
        "教育上半年工作",
        "教育去年计划",
        "教育今年成绩",
        "环境今年工作",  # too wide: 营商环境, 生态环境
        "经济去年成绩",
        "项目今年工作",
    ],
)
def test_none_is_asked_for(question: str):
    assert asked_field(question) is None
