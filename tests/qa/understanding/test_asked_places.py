"""qa.understanding.asked_places: what names of places in questions mean."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.language.place_names import PlaceNames
from index.language.text import fold
from index.language.tokens import tokenize
from qa.understanding.asked_places import AskedPlace, ReportedPlaces, asked_places

PLACES = ("天津市河北区", "河北省", "江苏省", "青岭县", "云溪市", "广西壮族自治区")


def read(question: str, *places: str) -> tuple[AskedPlace, ...]:
    """The places that a question asks about, of reports of some places."""
    reported = ReportedPlaces(
        names=PlaceNames.of(places), holding=lambda text: [each for each in places if text in each]
    )
    return asked_places(fold(question).text, tokenize(question), reported)


def names(question: str, *places: str) -> list[str]:
    return [each.name for each in read(question, *places)]


def meant(question: str, *places: str) -> list[str]:
    """The places of the reports that are meant."""
    return [place for each in read(question, *places) for place in each.reports]


@pytest.mark.parametrize(
    "question",
    [
        "全国粮食产量是多少?",
        "国家GDP增长目标是多少?",
        "我国去年的经济增速",
        "国务院提出的增长目标是多少?",
        "全国有多少家企业?",
        "全国高新技术企业有多少家?",
        "我國糧食產量",
        "中国的GDP",
    ],
)
def test_the_whole_country(question: str):
    (place,) = read(question, *PLACES)
    assert place.is_nation
    assert place.is_of("全国")
    assert not any(map(place.is_of, PLACES))


@pytest.mark.parametrize(
    "question",
    [
        "国家级高新技术企业有多少家?",
        "国家高新技术企业有多少家?",
        "全国重点实验室总共有多少家?",
        "全国文明城市有哪些?",
        "粮食产量排全国第几?",
        "产量占全国的比重",
        "哪些工作是全国首个?",
        "买手机还有国家补贴吗?",
        "哪个国家的领事馆开馆了?",
        "谁是全国人大代表?",
        "增速高于全国多少?",
        "中国移动投资了多少亿元?",
        "中国工程院院士有几位?",
    ],
)
def test_words_that_only_sound_like_the_country(question: str):
    assert read(question, *PLACES) == ()


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("美国GDP多少?", "美国"),
        ("日本新能源汽车产量", "日本"),
        ("印度尼西亚粮食产量是多少?", "印度尼西亚"),
        ("GDP增长多少,法国呢?", "法国"),
        ("What is the GDP of 德国?", "德国"),
        ("What is the grain output in the 美国?", "美国"),
        ("华东GDP是多少?", "华东"),
        ("华东地区的粮食产量", "华东"),
        ("南方省份GDP是多少?", "南方"),
        ("长江经济带GDP是多少?", "长江经济带"),
    ],
)
def test_other_countries_and_regions_are_no_report_s(question: str, name: str):
    (place,) = read(question, *PLACES)
    assert (place.name, place.is_nation) == (name, False)
    assert not any(map(place.is_of, PLACES))


@pytest.mark.parametrize(
    "question",
    [
        "对美国出口多少?",
        "与德国的贸易额是多少?",
        "韩国和日本的友城",
        "华北电力大学有多少人?",
        "华中科技大学有多少项成果?",
        "南方电网投资多少?",
        "exports to 美国",
    ],
)
def test_what_only_has_their_name(question: str):
    assert read(question, *PLACES) == ()


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("全省有几座机场?", ["河北省", "江苏省"]),
        ("我市有几座机场?", ["云溪市"]),
        ("本县有几座机场?", ["青岭县"]),
        ("全区有几座机场?", ["天津市河北区", "广西壮族自治区"]),
        ("我区GDP", ["天津市河北区", "广西壮族自治区"]),
        ("全镇有几座机场?", []),
    ],
)
def test_what_reports_call_their_own_is_of_their_level(question: str, place: list[str]):
    (asked,) = read(question, *PLACES)
    assert asked.is_own
    assert sorted(asked.reports) == sorted(place)
    assert [each for each in PLACES if asked.is_of(each)] == [p for p in PLACES if p in place]


@pytest.mark.parametrize(
    "question",
    [
        "哪项指标全市第一?",
        "占全市多少?",
        "居全省前列的是什么?",
        "全市场有几家?",
        "本区域的企业",
        "云溪全市有几家?",
    ],
)
def test_what_others_are_held_against_is_not_asked_about(question: str):
    assert not [each for each in read(question, *PLACES) if each.is_own]


@pytest.mark.parametrize(
    ("question", "places", "reports"),
    [
        ("河北GDP", PLACES, ["河北省"]),
        ("河北省GDP", PLACES, ["河北省"]),
        ("河北区GDP", PLACES, ["天津市河北区"]),
        ("天津市河北区GDP", PLACES, ["天津市河北区"]),
        ("河北GDP", ("天津市河北区",), ["天津市河北区"]),
        ("河北省GDP", ("天津市河北区",), []),
        ("上海市河北区GDP", ("天津市河北区",), []),
        ("吉林GDP", ("吉林市", "吉林省"), ["吉林省"]),
        ("吉林市GDP", ("吉林市", "吉林省"), ["吉林市"]),
        ("鼓楼区GDP", ("南京市鼓楼区", "福州市鼓楼区"), ["南京市鼓楼区", "福州市鼓楼区"]),
        ("南京鼓楼区GDP", ("南京市鼓楼区", "福州市鼓楼区"), ["南京市鼓楼区"]),
        ("广西GDP", PLACES, ["广西壮族自治区"]),
        ("广西自治区GDP", PLACES, ["广西壮族自治区"]),
        ("天津GDP", PLACES, []),
        ("河北省省长是谁?", PLACES, ["河北省"]),
    ],
)
def test_of_one_name_the_highest_place_is_meant(
    question: str, places: tuple[str, ...], reports: list[str]
):
    assert meant(question, *places) == reports


def test_only_reports_in_scope_are_meant():
    reported = ReportedPlaces(
        names=PlaceNames.of(PLACES),
        holding=lambda text: [each for each in PLACES if text in each],
        is_there=lambda place: place != "河北省",
    )
    (place,) = asked_places("河北gdp", tokenize("河北gdp"), reported)
    assert place.reports == ("天津市河北区",)
    assert not place.is_of("河北省")


@pytest.mark.parametrize(
    ("question", "name", "reports"),
    [
        ("冀GDP增长多少?", "冀", ["河北省"]),
        ("苏的粮食产量", "苏", ["江苏省"]),
        ("冀去年的投资", "冀", ["河北省"]),
        ("津2030年GDP", "津", []),
        ("2030年冀粮食产量多少?", "冀", ["河北省"]),
    ],
)
def test_short_names(question: str, name: str, reports: list[str]):
    (place,) = read(question.replace("2030年冀", "2030 冀"), *PLACES)
    assert (place.name, list(place.reports)) == (name, reports)
    assert not place.is_of("天津市河北区")


@pytest.mark.parametrize(
    "question",
    [
        "津湾广场建成了吗?",
        "川藏铁路有多长?",
        "京沪高铁",
        "粤港澳大湾区",
        "苏打水的产量",
        "湘绣有几家?",
    ],
)
def test_words_that_begin_with_a_short_name(question: str):
    assert read(question, *PLACES) == ()


@pytest.mark.parametrize(
    ("question", "name", "members"),
    [
        ("京津冀的粮食产量", "京津冀", ("北京", "天津", "河北")),
        ("长三角GDP", "长三角", ("上海", "江苏", "浙江", "安徽")),
        ("东北三省粮食产量", "东北三省", ("辽宁", "吉林", "黑龙江")),
        ("东三省的人口", "东三省", ("辽宁", "吉林", "黑龙江")),
        ("冀鲁豫三省的粮食产量", "冀鲁豫", ("河北", "山东", "河南")),
    ],
)
def test_several_places_by_one_name(question: str, name: str, members: tuple[str, ...]):
    (place,) = read(question, *PLACES)
    assert (place.name, place.is_group) == (name, True)
    assert tuple(parts[0] for parts in place.members) == members


def test_a_region_is_of_each_of_its_places_and_of_no_district_of_such_a_name():
    (place,) = read("京津冀的粮食产量", *PLACES)
    assert place.reports == ("河北省",)
    assert [each for each in PLACES if place.is_of(each)] == ["河北省"]


def test_names_that_touch_are_one_place_and_others_are_several():
    assert names("天津市河北区和云溪市GDP", *PLACES) == ["天津市河北区", "云溪市"]
    assert names("江苏南京GDP", *PLACES) == ["江苏南京"]
    assert names("江苏、南京GDP", *PLACES) == ["江苏", "南京"]
    assert names("云溪市GDP和云溪市人口", *PLACES) == ["云溪市"]


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("松风县GDP", "松风县"),
        ("2023年青岭县粮食产量", "青岭县"),
        ("二〇二三年云溪市粮食产量", "云溪市"),
        ("请问白鹭县有几家企业?", "白鹭县"),
        ("去年的桃源县旅游收入", "桃源县"),
    ],
)
def test_places_that_no_dictionary_knows(question: str, name: str):
    assert names(question, "云溪市") == [name]


@pytest.mark.parametrize(
    "question",
    [
        "贫困县有几个?",
        "超市有几家?",
        "城市更新了几处?",
        "农业大县有几个?",
        "试点县的数量",
        "县域经济",
        "市场主体",
    ],
)
def test_kinds_of_places_are_none(question: str):
    assert read(question, *PLACES) == ()


@pytest.mark.parametrize(
    ("question", "text", "is_named", "is_told_of"),
    [
        ("河北省GDP", "河北省粮食丰收。", True, True),
        ("河北省GDP", "京津冀与河北合作。", True, True),
        ("河北省GDP", "河北区粮食丰收。", False, False),
        ("河北GDP", "河北区粮食丰收。", False, False),
        ("苏州GDP", "苏州市粮食丰收。", True, True),
        ("河北GDP", "高于河北平均水平。", True, False),
        ("全国GDP", "居全国第二。", True, False),
        ("全国GDP", "增速高于全国。", True, False),
        ("全国GDP", "我国经济增长5%。", True, True),
        ("全国GDP", "建成全国重点实验室4家。", True, False),
        ("全国GDP", "全国排名上升到第13位。", True, False),
        ("全市GDP", "占全市的三成。", True, False),
        ("全市GDP", "我市经济增长5%。", True, True),
        ("全市GDP", "全市场主体增长。", False, False),
        ("京津冀GDP", "京津冀协同发展。", True, True),
    ],
)
def test_texts_that_name_a_place(question: str, text: str, *, is_named: bool, is_told_of: bool):
    (place,) = read(question)
    assert place.is_named(fold(text).text) is is_named
    assert place.is_told_of(fold(text).text) is is_told_of


@pytest.mark.parametrize(
    ("question", "text", "whose"),
    [
        ("南京GDP", "南京市增长|5%。", True),
        ("南京GDP", "南京市增长6%,全省增长|5%。", False),
        ("南京GDP", "全省增长6%,南京市增长|5%。", True),
        ("南京GDP", "南京、苏州分别增长|5%。", True),
        ("苏州GDP", "南京增长6%,无锡增长|5%。", False),
        ("南京GDP", "增长|5%。", None),
        ("全国GDP", "全国增长|5%。", True),
        ("全国GDP", "高于全国平均,增长|5%。", None),
        ("全国GDP", "全国增长5%,全省增长|6%。", False),
    ],
)
def test_whose_a_figure_is(question: str, text: str, *, whose: bool | None):
    (place,) = read(question)
    folded = fold(text).text
    assert place.whose(folded.replace("|", ""), folded.index("|")) is whose


@given(st.text(alphabet="全国我市省区县河北冀京津GDP多少的年2023、和 a", max_size=24))
def test_names_stand_where_they_say(question: str):
    folded = fold(question).text
    for place in read(question, *PLACES):
        assert folded[place.start : place.end] == place.name
        assert all(each in PLACES for each in place.reports)


def test_what_a_place_is_called_where_it_is_told():
    assert [each.told_name for each in read("冀与云溪市的GDP", *PLACES)] == ["河北", "云溪市"]
    assert [each.told_name for each in read("国家GDP", *PLACES)] == ["全国"]
    assert [each.told_name for each in read("我市GDP", *PLACES)] == ["我市"]
