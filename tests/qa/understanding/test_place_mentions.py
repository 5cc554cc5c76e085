"""qa.understanding.place_mentions: when a text tells of a place, and when it only compares with it."""

from __future__ import annotations

import pytest

from tests.support.texts.understood import asked


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
        ("完成国家下达的任务", False),
        ("中国经济增长5%", True),
        ("举办“中国茶乡”大赛", False),  # part of a name
        ("2031中国茶企500强榜单", False),
        ("中国茶业协会大奖3项", False),
    ],
)
def test_what_is_held_against_the_country_is_not_the_country_s(text: str, *, is_of: bool):
    (nation,) = asked("全国GDP增长多少").asked_places
    assert nation.is_told_of(text) is is_of
