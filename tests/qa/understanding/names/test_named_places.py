from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.language.place_names import PlaceNames
from index.language.text import fold
from index.language.tokens import tokenize
from qa.understanding.names import named_places
from tests.support.texts.understood import asked


def named(question: str, *known: str) -> tuple[str, ...]:
    return named_places.named(fold(question).text, tokenize(question), PlaceNames.of(known))


@pytest.mark.parametrize(
    ("place", "parts"),
    [
        ("天津市河北区", ("天津市", "河北区")),
        ("浙江省杭州市西湖区", ("浙江省", "杭州市", "西湖区")),
        ("贵州省贵阳市", ("贵州省", "贵阳市")),
        ("北京市通州区", ("北京市", "通州区")),
        ("广州市", ("广州市",)),
        ("杭州", ("杭州",)),
        ("杭州西湖区", ("杭州", "西湖区")),
        ("上海市浦东新区", ("上海市", "浦东新区")),
        ("兰州新区", ("兰州新区",)),
        ("内蒙古自治区呼和浩特市", ("内蒙古自治区", "呼和浩特市")),
        ("恩施土家族苗族自治州恩施市", ("恩施土家族苗族自治州", "恩施市")),
        ("积石山保安族东乡族撒拉族自治县", ("积石山保安族东乡族撒拉族自治县",)),
        ("香港特别行政区", ("香港特别行政区",)),
        ("大兴安岭地区", ("大兴安岭地区",)),
        ("天津", ("天津",)),
        ("", ()),
    ],
)
def test_the_parts_of_a_place(place: str, parts: tuple[str, ...]):
    assert named_places.parts(place) == parts


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("浙江省", "浙江"),
        ("新疆维吾尔自治区", "新疆"),
        ("内蒙古自治区", "内蒙古"),
        ("香港特别行政区", "香港"),
        ("浦东新区", "浦东"),
        ("大兴安岭地区", "大兴安岭"),
        ("恩施土家族苗族自治州", "恩施"),
        ("河北区", "河北"),
        ("沙县", "沙县"),
        ("新区", "新区"),
        ("天津", "天津"),
    ],
)
def test_a_name_without_its_kind(name: str, bare: str):
    assert named_places.bare(name) == bare


@pytest.mark.parametrize(
    ("asked", "name", "same"),
    [
        ("浙江", "浙江省", True),
        ("浙江省", "浙江", True),
        ("浙江省", "浙江省", True),
        ("恩施", "恩施土家族苗族自治州", True),
        ("河北省", "河北区", False),
        ("吉林省", "吉林市", False),
        ("兰州市", "兰州新区", False),
        ("浙江", "江苏", False),
        ("广西自治区", "广西壮族自治区", True),
        ("宁夏自治区", "广西壮族自治区", False),
    ],
)
def test_names_of_one_place(asked: str, name: str, *, same: bool):
    assert named_places.same(asked, name) is same
    assert named_places.same(name, asked) is same


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("浙江省有多少企业?", ("浙江省",)),
        ("浙江的GDP", ("浙江",)),
        ("杭州市和苏州市谁高?", ("杭州市", "苏州市")),
        ("貴州省的財政收入", ("贵州省",)),
        ("海南省与海南州", ("海南省", "海南州")),
        ("安吉县有多少民宿?", ("安吉县",)),
        ("新疆维吾尔自治区的棉花", ("新疆维吾尔自治区",)),
        ("河北省有几个园区?", ("河北省",)),
        ("河北区有几个园区?", ("河北区",)),
        ("海南市场监管", ("海南",)),
        ("江苏区域协调发展", ("江苏",)),
        ("北京、北京的企业", ("北京",)),
        ("雄安新区的投资", ("雄安新区",)),
        ("浦东新区有几家企业?", ("浦东新区",)),
        ("青岭县有几家企业?", ("青岭县",)),
        ("蠡县县长是哪位", ("蠡县",)),
        ("2017年献县外贸出口多少", ("献县",)),
        ("2024年莘县的GDP", ("莘县",)),
        ("强县工程投了多少", ()),
        ("老县城改造了几处", ()),
        ("全县有几家企业", ()),
        ("两县合作的园区", ()),
        ("这个县的财政收入", ()),
        ("2023年青岭县有几家企业?", ("青岭县",)),
        ("二〇二三年云溪市有几家企业?", ("云溪市",)),
    ],
)
def test_places_that_a_question_names(question: str, names: tuple[str, ...]):
    assert named(question) == names


@pytest.mark.parametrize(
    "question",
    [
        "园区有多少家企业?",
        "社区食堂有几家?",
        "超市有几家?",
        "全市全省有多少?",
        "我市和各县怎么样?",
        "哪个市最好?",
        "夜市开了几个?",
        "股市、楼市和城市更新",
        "开发区、自贸区",
        "县级市有几个?",
        "国家级新区有几个?",
        "高新区有几家企业?",
        "",
    ],
)
def test_words_that_name_no_place(question: str):
    assert named(question) == ()


def test_an_office_is_no_part_of_a_known_place():
    assert named("浙江省省长是谁?", "浙江省") == ("浙江省",)


def test_the_reports_own_places_are_known():
    assert named("云上区有几家企业?", "天津市云上区") == ("云上区",)
    assert named("云上的企业有几家?", "天津市云上区") == ("云上",)
    assert named("天津市河北区有几家?", "天津市河北区") == ("天津市", "河北区")


@given(st.text(), st.sampled_from(["", "天津市云上区", "a+(b", "😀省"]))
def test_names_stand_in_the_question(question: str, place: str):
    folded = fold(question).text
    assert all(name in folded for name in named(question, fold(place).text))


@given(st.text(alphabet="浙江省杭州市县区新自治盟旗地族 a😀", max_size=20))
def test_parts_are_of_the_place_and_in_order(place: str):
    at = 0
    for part in named_places.parts(place):
        at = place.index(part, at) + len(part)
        assert named_places.same(part, part)


@pytest.mark.parametrize("name", ["南开区", "东城区", "房山区", "港南区"])
def test_a_district_is_a_place(name: str):
    assert asked(f"{name}去年GDP增长多少?").places == (name,)


@pytest.mark.parametrize("name", ["经开区", "高新区", "中心城区", "贫困山区"])
def test_a_zone_is_none(name: str):
    assert asked(f"{name}去年GDP增长多少?").places == ()
