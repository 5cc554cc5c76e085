"""qa.understanding.place_mentions: by which words texts name a place, and when they only compare."""

from __future__ import annotations

import pytest

from index.language.tokens import words
from qa.understanding.asked_places import ReportedPlaces, asked_places


@pytest.mark.parametrize(
    ("text", "is_of"),
    [
        ("全国粮食产量1.4万亿斤", True),
        ("我国经济增长5%", True),
        ("三季度增长4.6%、追平全国", False),
        ("增速高于全国0.2个百分点", False),
        ("收入超过全国", False),
        ("工业增速领先全国", False),
        ("占全国比重提高", False),
    ],
)
def test_what_is_held_against_the_country_is_not_the_country_s(text: str, is_of: bool):
    question = "全国gdp增长多少"
    (nation,) = asked_places(question, words(question), ReportedPlaces())
    assert nation.is_told_of(text) is is_of
