"""qa.choosing.phrased.partners: with whom, and by whom, something is done."""

from __future__ import annotations

import pytest

from index.types import Period
from qa.choosing.phrased.partners import asks_partner, is_anothers, partners
from qa.understanding.concepts import folded
from tests.support.texts.understood import asked, concepts, passage, texts


def told(question: str, text: str, period: Period = Period.REVIEW) -> list[str]:
    """What a passage tells as partners, best first."""
    understood, place = asked(question), passage(text, period=period)
    return texts(partners(understood, concepts(understood), place), place)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("白鹭书屋是和谁共建的", True),
        ("青石大模型是谁开发的", True),
        ("跟哪两个省签了补偿协议", True),
        ("白鹭书屋的合作方是谁", True),
        ("832平台是谁在运营", True),
        ("Which company partnered with Yunxi on smart traffic?", True),
        ("白鹭书屋在哪", False),
        ("进口和出口谁增得多", False),
        ("区长是谁", False),
    ],
)
def test_a_partner_is_asked_for(question: str, *, expected: bool):
    assert asks_partner(folded(question)) is expected


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("白鹭书屋是和谁共建的?", "与青石集团合作共建白鹭书屋。", "青石集团"),
        ("白鹭书屋和哪家公司合作?", "与青石公司合作,打造白鹭书屋,开发文创。", "青石公司"),
        ("种红枣是跟哪家单位合作", "深化与青石集团战略合作,建设万亩红枣种植区。", "青石集团"),
        ("白鹭市场是和哪家企业一起改的", "对接青石集团,完成白鹭市场改造。", "青石集团"),
        ("跟哪两个省签了补偿协议", "与江东、岭西签署横向补偿协议。", "江东、岭西"),
        (
            "跟哪两个市签了补偿协议",
            "与江东市、岭西市等地签订补偿协议,办理事项5件。",
            "江东市、岭西市",
        ),
        ("搞光伏要跟哪几家企业联手", "深化与青石、松岭等在光伏领域合作。", "青石、松岭"),
        ("供热项目谁投资建的?", "由青石集团建设的供热项目一期投入运行。", "青石集团"),
        ("东港跟哪个城市对口合作", "支持南港与松岭、东港与青石对口合作。", "青石"),
        ("跟哪所大学谈无水印染", "与青石大学就“无水印染”技术对接洽谈,推动转型。", "青石大学"),
        ("跟哪家签了白鹭协议", "与青石公司签订白鹭协议。", "青石公司"),
        ("云控平台和谁共建", "联合青石电信、松岭中心共建云控平台。", "青石电信、松岭中心"),
    ],
)
def test_the_partner_of_what_is_asked_about(question: str, text: str, expected: str):
    assert told(question, text)[:1] == [expected]


def test_of_neighbours_the_one_whose_clause_names_it():
    text = "与松岭图书馆合作,打造白鹭秘境数字项目。与青石公司合作,打造白鹭数字人。"
    assert told("白鹭数字人是和哪家公司合作", text)[:1] == ["青石公司"]
    assert told("白鹭秘境是和谁合作", text)[:1] == ["松岭图书馆"]


def test_an_entry_is_of_its_head():
    text = "4.“青石”大模型:依托云溪中心,与松岭大学、白鹭公司合作开发的大模型。"
    assert told("青石大模型是谁开发的", text, Period.GLOSSARY) == ["松岭大学、白鹭公司"]


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("白鹭书屋是和谁共建的?", "与青石集团合作共建松岭公园。"),  # of something else
        ("白鹭书屋是和谁共建的?", "白鹭书屋建成开放。"),
        ("白鹭书屋是谁设计的?", "与青石集团合作。白鹭书屋开放。"),  # another sentence's
        ("白鹭协作区跟哪个省一起搞", "积极对接西部大开发战略,建设白鹭协作区。"),
        ("白鹭路由谁建设", "产业协同、白鹭路便利共享等加快建设。"),  # 协同 leads to none
        ("白鹭创新和谁合作", "人才与创投资本、为推进白鹭创新提供保障。"),
        ("跟哪几个区签了白鹭协议", "与市教委签订白鹭协议。"),  # no district
        ("跟哪家企业签了白鹭协议", "与江东、岭西等省市签署白鹭协议。"),  # no firms
        ("青石集团和谁合作", "与青石集团合作共建松岭公园。"),  # not with itself
        ("白鹭书屋和谁合作", "白鹭书屋与优质企业合作。"),  # which any could be
    ],
)
def test_no_partner_is_told(question: str, text: str):
    assert told(question, text) == []


def test_a_partner_of_something_else_is_known():
    understood, place = asked("白鹭书屋是和谁共建的?"), passage("与青石集团合作共建松岭公园。")
    (other,) = partners(asked("松岭公园和谁共建"), concepts(asked("松岭公园")), place)
    plain = type(other)(start=other.start, end=other.end, features={}, weights={})
    assert is_anothers(understood, place, plain)
    assert not is_anothers(asked("青石集团在哪"), place, plain)
