"""qa.answering.forms.ways: how a question asks."""

from __future__ import annotations

import pytest

from qa.answering.forms.ways import ways
from qa.understanding.concepts import folded


@pytest.mark.parametrize(
    ("question", "way"),
    [
        ("水库为什么停工?", "asks why"),
        ("水库咋就停了", "asks why"),
        ("为啥不修了", "asks why"),
        ("Why was the dam stopped?", "asks why"),
        ("公园由谁设计?", "asks who"),
        ("领队的是哪位", "asks who"),
        ("什么人能申请", "asks who"),
        ("Who designed the park?", "asks who"),
        ("书屋开在哪", "asks where"),
        ("展会办在哪个城市", "asks where"),
        ("灾民安置在什么地方", "asks where"),
        ("书屋几时开门", "asks when"),
        ("哪家企业中标", "asks which"),
        ("怎样治理水库", "asks how"),
        ("How are farmers helped?", "asks how"),
        ("大桥修好了没", "asks how far"),
        ("大桥咋样了", "asks how far"),
        ("白鹭村和青石村谁的人多", "asks which is more"),
        ("最长的桥", "asks the most"),
        ("种茶有什么困难", "asks what is wrong"),
    ],
)
def test_each_way_is_known_by_its_words(question: str, way: str):
    assert way in ways(folded(question))


@pytest.mark.parametrize(
    ("question", "way"),
    [
        ("被评为什么", "asks why"),
        ("哪年开工", "asks which"),
        ("多少家企业", "asks which"),
        ("How many farmers?", "asks how"),
        ("公园面积", "asks where"),
    ],
)
def test_words_that_only_look_like_it_ask_no_such_way(question: str, way: str):
    assert way not in ways(folded(question))
