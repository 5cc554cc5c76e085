"""index.reading.head.places: which place a report is of, and how high it ranks."""

from __future__ import annotations

import pytest

from index.reading.head.places import issuers_in, level_of, place_of_name, same_place, spoken_for
from index.types import PlaceLevel


@pytest.mark.parametrize(
    ("place", "level"),
    [
        ("全国", PlaceLevel.NATION),
        ("河北省", PlaceLevel.PROVINCE),
        ("新疆", PlaceLevel.PROVINCE),
        ("内蒙古自治区", PlaceLevel.PROVINCE),
        ("北京市", PlaceLevel.PROVINCE),
        ("香港", PlaceLevel.PROVINCE),
        ("新疆生产建设兵团", PlaceLevel.PROVINCE),
        ("保定市", PlaceLevel.CITY),
        ("吉林市", PlaceLevel.CITY),
        ("黔东南苗族侗族自治州", PlaceLevel.CITY),
        ("阿里地区", PlaceLevel.CITY),
        ("天津市河北区", PlaceLevel.COUNTY),
        ("易县", PlaceLevel.COUNTY),
        ("雄安新区", PlaceLevel.CITY),
        ("云溪新区", PlaceLevel.COUNTY),
        ("云溪市", PlaceLevel.COUNTY),
        ("云溪市高新区", PlaceLevel.COUNTY),
        ("松溪镇", PlaceLevel.TOWN),
        ("云溪区松溪街道", PlaceLevel.TOWN),
        ("", PlaceLevel.UNKNOWN),
        ("某处", PlaceLevel.UNKNOWN),
    ],
)
def test_level_of(place: str, level: PlaceLevel):
    assert level_of(place) is level


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("清苑区", "保定市清苑区"),
        ("徐水县", "徐水区"),
        ("新疆", "新疆维吾尔自治区"),
        ("黔东南州", "黔东南苗族侗族自治州"),
        ("", "云溪市"),
    ],
)
def test_names_of_one_place(a: str, b: str):
    assert same_place(a, b)
    assert same_place(b, a)


@pytest.mark.parametrize(
    ("a", "b"),
    [("高唐县", "唐县"), ("唐县", "唐山市"), ("河北省", "云溪市"), ("保定市清苑区", "保定市")],
)
def test_names_of_two(a: str, b: str):
    assert not same_place(a, b)
    assert not same_place(b, a)


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("云溪县_2024_report", "云溪县"),
        ("1-10月云溪县投资结构向好", "云溪县"),
        ("保定_2009", "保定"),
        ("report", ""),
        ("2024", ""),
    ],
)
def test_the_place_of_a_file_s_name(name: str, place: str):
    assert place_of_name(name) == place


@pytest.mark.parametrize(
    ("line", "issuers"),
    [
        ("云溪县人民政府县长 沈禾", ["云溪县"]),
        ("云溪市统计局\n国家统计局云溪调查队", ["云溪市"]),
        ("市人民政府市长 沈禾", []),
        ("自治区人民政府主席", []),
        ("最高人民法院院长 沈禾", ["全国"]),
        ("沈禾", []),
    ],
)
def test_issuers(line: str, issuers: list[str]):
    assert list(issuers_in(line)) == issuers


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("现在,我代表云溪县人民政府向大会报告工作", ["云溪县"]),
        ("现在,我代表国务院向大会报告工作", ["全国"]),
        ("我代表县人民政府", []),
        ("各位代表!", []),
    ],
)
def test_whom_a_speech_is_given_for(text: str, place: list[str]):
    assert list(spoken_for(text)) == place


def test_kinds_of_places_without_a_name_have_no_level():
    assert level_of("省省") is PlaceLevel.UNKNOWN
    assert same_place("省省", "省省")
    assert not same_place("省省", "甲县")
