"""qa.tables.measures.groups: what a measure says beside what is asked, and whether that is a part of it."""

from __future__ import annotations

import pytest

from qa.tables.measures.groups import is_of_another, says_no_part
from qa.understanding.concepts import Concepts
from tests.support.texts.understood import asked


@pytest.mark.parametrize(
    ("question", "measure", "is_whole"),
    [
        ("高新技术企业数量是多少?", "国家高新技术企业", True),
        ("高新技术企业数量是多少?", "国家级高新技术企业", True),
        ("进出口总额是多少?", "全市进出口总额", True),
        ("臭氧平均浓度是多少?", "臭氧年均浓度", True),
        ("进出口总额是多少?", "民营企业进出口总额", False),
        ("高新技术企业数量是多少?", "规上高新技术企业", False),
        ("进出口总额是多少?", "一般公共预算收入", False),
    ],
)
def test_what_says_no_part(question: str, measure: str, *, is_whole: bool):
    concepts = asked(question).concepts
    assert says_no_part(measure, Concepts(concepts, [1.0] * len(concepts))) is is_whole


@pytest.mark.parametrize(
    ("question", "measure", "is_another"),
    [
        ("新能源装机是多少?", "新能源电池产能", True),
        ("新能源装机是多少?", "新能源汽车产量", True),
        ("新能源装机是多少?", "贵金属新能源集团收入", True),
        ("光伏装机", "光伏组件产能", True),
        ("风电装机有多少?", "风电机组产量", True),
        ("粮食产量是多少?", "粮食总产", False),  # nothing says in what it is measured
        ("新能源装机是多少?", "新能源", False),
        ("新能源装机是多少?", "新能源和可再生能源发电装机", False),
        ("高新技术企业是多少?", "高新技术企业数量", False),
        ("GDP增速是多少?", "地区生产总值", False),
        ("城镇新增就业是多少?", "城镇新增就业人数", False),
    ],
)
def test_another_thing_is_told_by_the_last_noun(question: str, measure: str, *, is_another: bool):
    read = asked(question)
    concepts = Concepts(read.concepts, [1.0] * len(read.concepts))
    assert is_of_another(measure, read.subject, concepts) is is_another
