"""qa.understanding.across.reading: what a question asks of many reports."""

from __future__ import annotations

from decimal import Decimal

import pytest

from index.types import PlaceLevel
from qa.understanding.across.asked import Across, Wish
from qa.understanding.across.conditions import Relation
from qa.understanding.across.reading import across


def read(text: str) -> Across:
    found = across(text)
    assert found is not None, text
    return found


@pytest.mark.parametrize(
    ("text", "asked", "wish"),
    [
        ("各省2031年种茶面积目标是多少?", "2031年种茶面积目标是多少?", Wish.ROWS),
        ("哪个省种茶面积最大?", "种茶面积是多少?", Wish.FIRST),
        ("种茶面积最小的是哪个县?", "种茶面积是多少?", Wish.FIRST),
        ("谁的种茶面积最大?", "种茶面积是多少?", Wish.FIRST),
        ("种茶面积前三的省份有哪些?", "种茶面积是多少?", Wish.ORDER),
        ("各县茶叶产量从低到高排序", "茶叶产量是多少?", Wish.ORDER),
        ("哪三个市的茶叶产量最低?", "茶叶产量是多少?", Wish.ORDER),
        ("几个省的茶叶产量增速在5%以上?", "茶叶产量增速是多少?", Wish.COUNT),
        ("茶叶产量超过3万吨的县有哪些?", "茶叶产量是多少?", Wish.MEMBERS),
        ("哪些县没有提出茶叶产量目标?", "茶叶产量目标是多少?", Wish.MEMBERS),
        ("有几个县写明了茶叶产量?", "茶叶产量是多少?", Wish.COUNT),
        ("北京和上海的茶叶产量分别是多少?", "茶叶产量是多少?", Wish.COMPARISON),
        ("京津冀茶叶产量对比", "茶叶产量是多少?", Wish.COMPARISON),
        ("历年茶叶产量", "茶叶产量是多少?", Wish.COURSE),
        ("茶叶产量逐年变化情况", "茶叶产量是多少?", Wish.COURSE),
        ("广东茶叶产量在全国排第几?", "茶叶产量是多少?", Wish.PLACE),
        ("各省茶叶产量在全国排第几?", "茶叶产量在全国排第几?", Wish.ROWS),
        ("北京和上海的茶叶产量分别排第几?", "茶叶产量排第几?", Wish.COMPARISON),
        ("各省省长是谁?", "省长是谁?", Wish.ROWS),
        ("各省市长是谁?", "市长是谁?", Wish.ROWS),
        ("各区县长是谁?", "县长是谁?", Wish.ROWS),
        ("各省市茶叶产量", "茶叶产量是多少?", Wish.ROWS),
        ("哪个省茶山小路最长", "茶山小路是多少?", Wish.FIRST),
        ("茶山小路最短的是哪个县?", "茶山小路是多少?", Wish.FIRST),
        ("北京和上海茶叶产量谁多", "茶叶产量是多少?", Wish.COMPARISON),
        ("北京和上海谁的茶叶产量高", "茶叶产量是多少?", Wish.COMPARISON),
        ("北京和上海茶叶产量哪个高", "茶叶产量是多少?", Wish.COMPARISON),
        ("北京茶叶产量比上海高吗?", "茶叶产量是多少?", Wish.COMPARISON),
        ("北京比上海茶叶产量高吗", "茶叶产量是多少?", Wish.COMPARISON),
        ("北京的茶叶占比是不是比上海高", "茶叶占比是多少?", Wish.COMPARISON),
        ("北京和上海谁的茶叶产量更高", "茶叶产量是多少?", Wish.FIRST),
        ("北京和上海的茶叶产量占比是多少", "茶叶产量占比是多少?", Wish.COMPARISON),
        ("哪个省省长是女性", "省长是女性?", Wish.ROWS),
        ("各县的县长分别是谁", "县长是谁?", Wish.COMPARISON),
        ("北京和上海市长是谁?", "市长是谁?", Wish.COMPARISON),
        ("各省茶叶产量最低的呢", "茶叶产量是多少?", Wish.FIRST),
        ("北京和上海茶叶产量相差多少", "茶叶产量是多少?", Wish.COMPARISON),
        ("北京和上海的茶叶产量差多少吨?", "茶叶产量是多少?", Wish.COMPARISON),
        ("哪些省茶叶产量目标比去年下调?", "茶叶产量目标是多少?", Wish.MOVED),
    ],
)
def test_what_each_is_asked_and_what_is_wanted_of_them(text: str, asked: str, wish: Wish):
    found = read(text)
    assert (found.question, found.wish) == (asked, wish)


@pytest.mark.parametrize(
    "text",
    [
        "航运企业有多少家?",
        "天津今年种茶面积目标是多少?",
        "茶叶和水果产量分别是多少?",
        "近五年全省新增就业多少人?",
        "2020-2024年累计种茶多少亩?",
        "哪些报告提到低空经济?",
        "全市最高气温是多少?",
    ],
)
def test_a_question_about_one_report_is_left_alone(text: str):
    assert across(text) is None


def test_regions_are_their_members():
    assert read("东北三省的粮食产量").places == ("辽宁", "吉林", "黑龙江")
    assert read("长三角三省一市的粮食产量").places == ("上海", "江苏", "浙江", "安徽")


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("各省份茶叶产量", PlaceLevel.PROVINCE),
        ("各地市茶叶产量", PlaceLevel.CITY),
        ("各区县茶叶产量", PlaceLevel.COUNTY),
        ("各地茶叶产量", None),
    ],
)
def test_levels(text: str, level: PlaceLevel | None):
    assert read(text).level is level


def test_years_that_are_each_asked_about():
    found = read("天津2030年和2031年茶叶产量分别是多少?")
    assert (found.years, found.is_each_year) == ((2030, 2031), True)
    assert read("2029-2031年茶叶产量变化").years == (2029, 2030, 2031)


@pytest.mark.parametrize(
    ("text", "relation", "bound", "unit"),
    [
        ("哪些省增速超过5%?", Relation.ABOVE, 5, "%"),
        ("哪些省增速不低于5.5%?", Relation.AT_LEAST, Decimal("5.5"), "%"),
        ("哪些省增速在5%以上?", Relation.AT_LEAST, 5, "%"),
        ("哪些省增速低于5%?", Relation.BELOW, 5, "%"),
        ("哪些省失业率在5%以内?", Relation.AT_MOST, 5, "%"),
        ("哪些省把增速定在5%左右?", Relation.EQUAL, 5, "%"),
        ("哪些省的增速等于5%?", Relation.EQUAL, 5, "%"),
        ("哪些省的增速不是5%?", Relation.UNEQUAL, 5, "%"),
        ("哪些省的增速不等于5%?", Relation.UNEQUAL, 5, "%"),
        ("哪些省的增速不到5%?", Relation.BELOW, 5, "%"),
        ("新增就业高于50万人的有几个省?", Relation.ABOVE, 500_000, "人"),
    ],
)
def test_conditions(text: str, relation: Relation, bound: Decimal, unit: str):
    condition = read(text).condition
    assert condition is not None
    assert (condition.relation, condition.bound, condition.unit) == (relation, bound, unit)


@pytest.mark.parametrize(
    ("text", "n", "is_lowest"),
    [
        ("茶叶产量前五名的省", 5, False),
        ("茶叶产量倒数三名的省份", 3, True),
        ("哪两个省茶叶产量最低?", 2, True),
        ("各省茶叶产量从高到低", None, False),
    ],
)
def test_how_many_of_an_order(text: str, n: int | None, is_lowest: bool):  # noqa: FBT001 - a case
    found = read(text)
    assert (found.n, found.is_lowest) == (n, is_lowest)


@pytest.mark.parametrize(
    ("text", "asked", "n", "is_lowest"),
    [
        ("茶叶产量最低的三个省", "茶叶产量是多少?", 3, True),
        ("茶叶产量最高的5个县是哪些?", "茶叶产量是多少?", 5, False),
        ("茶叶产量前四个市", "茶叶产量是多少?", 4, False),
        ("茶叶产量最多的前两个省份", "茶叶产量是多少?", 2, False),
        ("茶叶产量后三个县", "茶叶产量是多少?", 3, True),
    ],
)
def test_as_many_places_as_are_counted_are_an_order(
    text: str,
    asked: str,
    n: int,
    is_lowest: bool,  # noqa: FBT001 - a case
):
    found = read(text)
    assert (found.question, found.wish, found.n) == (asked, Wish.ORDER, n)
    assert found.is_lowest is is_lowest


def test_three_quarters_are_no_order():
    found = read("前三季度各省茶叶产量")
    assert (found.question, found.wish) == ("前三季度茶叶产量是多少?", Wish.ROWS)


@pytest.mark.parametrize(
    ("text", "asked", "relation"),
    [
        ("哪些省茶叶出口负增长?", "茶叶出口增速是多少?", Relation.BELOW),
        ("茶叶产量下降的县有哪些?", "茶叶产量增速是多少?", Relation.BELOW),
        ("几个市茶叶产量正增长?", "茶叶产量增速是多少?", Relation.ABOVE),
        ("茶叶产量增速为负的省", "茶叶产量增速是多少?", Relation.BELOW),
    ],
)
def test_what_became_less_is_below_nothing(text: str, asked: str, relation: Relation):
    found = read(text)
    assert found.condition is not None
    assert (found.question, found.condition.relation) == (asked, relation)
    assert (found.condition.bound, found.condition.unit) == (0, "")


@pytest.mark.parametrize(
    ("text", "is_lower"),
    [
        ("哪些省茶叶产量目标比去年低?", True),
        ("哪些省今年茶叶产量目标比去年有所提高?", False),
        ("与去年相比，哪些县下调了茶叶产量目标?", True),
        ("茶叶产量目标上调的市有哪些?", False),
    ],
)
def test_ways_to_ask_whose_target_was_moved(text: str, is_lower: bool):  # noqa: FBT001 - a case
    found = read(text)
    assert (found.wish, found.is_lowest) == (Wish.MOVED, is_lower)
    assert "茶叶产量目标" in found.question
    assert "去年" not in found.question


def test_years_are_counted_from_one():
    found = read("2029年以来各省茶叶产量增速")
    assert (found.question, found.since, found.wish) == ("茶叶产量增速是多少?", 2029, Wish.COURSE)
    assert read("广东2027年至今茶叶产量").since == 2027


@pytest.mark.parametrize(
    ("text", "relation", "bound"),
    [
        ("茶叶产量破千亿斤的省有哪些?", Relation.ABOVE, 10**11),
        ("哪些县茶叶产值过百亿元?", Relation.ABOVE, 10**10),
    ],
)
def test_round_marks_are_bounds(text: str, relation: Relation, bound: int):
    condition = read(text).condition
    assert condition is not None
    assert (condition.relation, condition.bound) == (relation, bound)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("各直辖市茶叶产量目标", "茶叶产量目标是多少?"),
        ("全国有多少个省茶叶产量超过5万吨?", "茶叶产量是多少?"),
        ("各省茶叶出口增长多少,哪些省是负增长?", "茶叶出口增长多少?"),
    ],
)
def test_no_word_for_many_is_left(text: str, asked: str):
    assert read(text).question == asked


def test_a_sum_is_told():
    assert read("各省茶叶产量加起来是多少?").adds_up


@pytest.mark.parametrize("text", ["各县区地区生产总值增长目标", "各区县地区生产总值增长目标"])
def test_counties_and_districts_are_one_level(text: str):
    read = across(text)
    assert read is not None
    assert read.question == "地区生产总值增长目标是多少?"


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("各省茶叶产量哪个最低", "茶叶产量是多少?"),
        ("各省2031年失业率目标哪个最低", "2031年失业率目标是多少?"),
        ("各市茶叶产量哪一个最高?", "茶叶产量是多少?"),
        ("各县茶园面积哪个更大", "茶园面积是多少?"),
        ("云南和贵州茶叶产量哪个高", "茶叶产量是多少?"),
    ],
)
def test_which_of_all_is_no_part_of_what_each_is_asked(text: str, asked: str):
    assert read(text).question == asked


@pytest.mark.parametrize(
    ("text", "nth", "is_lowest"),
    [
        ("哪个省茶叶产量第二", 2, False),
        ("茶叶产量第三低的县", 3, True),
        ("茶叶产量增速第二高的省是哪个?", 2, False),
        ("哪个县的茶叶产量排第四?", 4, False),
        ("茶叶产量倒数第二的是哪个县?", 2, True),
    ],
)
def test_which_of_an_order(text: str, nth: int, is_lowest: bool):  # noqa: FBT001 - a case
    found = read(text)
    assert (found.nth, found.wish, found.is_lowest) == (nth, Wish.ORDER, is_lowest)
    assert found.question.startswith("茶叶产量")
    assert "第" not in found.question


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("各省第二产业增加值", "第二产业增加值是多少?"),
        ("各县中欧班列开行", "中欧班列开行是多少?"),
        ("各县中茶叶产量", "茶叶产量是多少?"),
        ("各县有色金属产量", "有色金属产量是多少?"),
        ("各省市场主体", "市场主体是多少?"),
        ("各县最低工资", "最低工资是多少?"),
        ("各县最低生活保障标准", "最低生活保障标准是多少?"),
    ],
)
def test_no_word_of_what_is_asked_is_taken_away(text: str, asked: str):
    found = read(text)
    assert (found.question, found.wish, found.nth) == (asked, Wish.ROWS, None)
