from __future__ import annotations

import pytest

from qa.understanding import reckoning
from qa.understanding.reckoning import sides


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("去年GDP和财政收入哪个增速快", ("去年gdp增速是多少", "去年财政收入增速是多少")),
        ("出口多还是进口多?", ("出口是多少", "进口是多少")),
        ("是工业快还是农业快", ("工业增长多少", "农业增长多少")),
        ("出口比进口多多少亿元", ("出口是多少亿元", "进口是多少亿元")),
        ("幼儿园和小学加起来多少所", ("幼儿园是多少所", "小学是多少所")),
        ("工业投资和技改投资相差多少", ("工业投资是多少", "技改投资是多少")),
        ("粮食和蔬菜谁的产量高", ("粮食产量是多少", "蔬菜产量是多少")),
    ],
)
def test_each_side_is_asked_for(question: str, expected: tuple[str, ...]):
    assert sides(question) == expected


@pytest.mark.parametrize(
    "question",
    [
        "今年比去年多多少",
        "GDP比上年增长多少",
        "一共新建了多少所学校",
        "新能源车产量要翻番吗",
        "哪个县增长最快",
        "城乡收入比多少",
        "",
    ],
)
def test_what_a_report_tells_itself_takes_no_reckoning(question: str):
    assert sides(question) == ()


@pytest.mark.parametrize(
    ("question", "is_one"),
    [
        ("今年比去年多改造几个茶厂", True),
        ("2024年比2023年多多少个茶园?", True),
        ("茶叶增速比去年高多少", True),
        ("茶叶产量比去年增长多少", False),
        ("茶叶增速比全国高多少", False),
        ("今年改造几个茶厂", False),
    ],
)
def test_how_much_differs_from_another_time(question: str, *, is_one: bool):
    assert reckoning.differs(question) is is_one
