"""qa.tables.groups: what a measure says beside what is asked, and whether that is a part of it."""

from __future__ import annotations

import pytest

from qa.tables.groups import says_no_part
from qa.understanding.concepts import Concepts
from tests.support.texts.understood import asked


@pytest.mark.parametrize(
    ("question", "measure", "is_whole"),
    [
        ("高新技术企业数量是多少?", "国家高新技术企业", True),
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
