"""qa.understanding.across.full_names: figures by the names that reports have for them."""

from __future__ import annotations

import pytest

from qa.understanding.across.full_names import in_full


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("粮食是多少?", "粮食产量是多少?"),
        ("2031年粮食目标是多少?", "2031年粮食产量目标是多少?"),
        ("粮食增速是多少?", "粮食产量增速是多少?"),
        ("棉花有多少?", "棉花产量有多少?"),
        ("粮食总产量是多少?", "粮食产量是多少?"),
        ("R&D投入强度是多少?", "研发投入强度是多少?"),
        ("社零增速是多少?", "社会消费品零售总额增速是多少?"),
    ],
)
def test_a_short_name_is_put_in_full(asked: str, told: str):
    assert in_full(asked) == (told,)


def test_the_names_of_one_figure_are_each_asked_for():
    assert in_full("规上工业增速是多少?") == (
        "规上工业增加值增速是多少?",
        "规模工业增加值增速是多少?",
    )
    assert "旅游总花费是多少?" in in_full("旅游收入是多少?")


def test_a_name_that_some_reports_have_is_asked_for_too():
    assert in_full("新增就业目标是多少?") == ("城镇新增就业目标是多少?", "新增就业目标是多少?")


@pytest.mark.parametrize(
    "asked",
    [
        "粮食产量是多少?",
        "粮食播种面积是多少?",
        "粮食单产是多少?",
        "规上工业企业有多少家?",
        "城镇新增就业是多少?",
        "茶叶是多少?",
    ],
)
def test_any_other_question_stays(asked: str):
    assert in_full(asked) == (asked,)
