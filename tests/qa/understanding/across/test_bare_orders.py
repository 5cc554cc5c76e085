"""qa.understanding.across.bare_orders: orders and bounds that are asked for without saying of what places."""

from __future__ import annotations

import pytest

from qa.understanding.across.asked import Wish
from qa.understanding.across.reading import across


@pytest.mark.parametrize(
    ("text", "asked", "wish", "nth", "is_lowest"),
    [
        ("茶叶产量最高", "茶叶产量是多少?", Wish.FIRST, None, False),
        ("固投增速最低?", "固投增速是多少?", Wish.FIRST, None, True),
        ("规上工业增速第二", "规上工业增速是多少?", Wish.ORDER, 2, False),
        ("新增就业第二多", "新增就业是多少?", Wish.ORDER, 2, False),
        ("社零增速倒数第二", "社零增速是多少?", Wish.ORDER, 2, True),
        ("茶叶产量倒数第一", "茶叶产量是多少?", Wish.ORDER, 1, True),
        ("2031年GDP目标第二高", "2031年GDP目标是多少?", Wish.ORDER, 2, False),
        ("粮食第三", "粮食是多少?", Wish.ORDER, 3, False),
        ("失业率最低", "失业率是多少?", Wish.FIRST, None, True),
        ("常住人口最多的是", "常住人口是多少?", Wish.FIRST, None, False),
        ("进出口增速后三名", "进出口增速是多少?", Wish.ORDER, None, True),
    ],
)
def test_an_order_of_no_place_is_one_of_all(
    text: str,
    asked: str,
    wish: Wish,
    nth: int | None,
    is_lowest: bool,  # noqa: FBT001 - a case
):
    found = across(text)
    assert found is not None
    assert (found.question, found.wish, found.nth) == (asked, wish, nth)
    assert found.is_lowest is is_lowest
    assert found.is_all


@pytest.mark.parametrize("text", ["新增就业在3万到5万之间的有哪些", "茶叶产量超过3万吨的有哪些?"])
def test_who_meets_a_bound_is_asked_of_all(text: str):
    found = across(text)
    assert found is not None
    assert (found.wish, found.is_all) == (Wish.MEMBERS, True)


@pytest.mark.parametrize(
    "text",
    [
        "增速最高",
        "哪个产业增速最快",
        "什么产品产量最高",
        "全市居民收入最高",
        "云溪县茶叶产量第二",
        "安徽GDP增速第二",
        "粮食产量全国第二",
        "最高",
        "茶园第一",
        "投资超过1亿元的项目有哪些",
    ],
)
def test_any_other_order_is_not(text: str):
    found = across(text)
    assert found is None or not found.is_all
