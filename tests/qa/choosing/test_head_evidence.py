from __future__ import annotations

import datetime as dt

import pytest

from index.types import About
from qa.choosing.head_evidence import may_ask_of_head, of_head
from tests.support.texts.understood import asked, passage, texts

HEAD = "2024年1月15日在松岭县第十届人民代表大会第二次会议上\n松岭县人民政府县长 李 青"
ABOUT = About(
    id="r",
    path="松岭县.txt",
    title="政府工作报告",
    place="松岭县",
    year=2024,
    delivered=dt.date(2024, 1, 15),
    speaker="李青",
    office="县长",
    occasion="松岭县第十届人民代表大会第二次会议",
)


def told(question: str, about: About = ABOUT, text: str = HEAD) -> list[str]:
    place = passage(text)
    return texts(of_head(asked(question), about, place), place)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("松岭县县长是谁?", "李 青"),
        ("县长叫什么名字", "李 青"),
        ("谁作的报告", "李 青"),
        ("松岭 县长 哪位", "李 青"),
        ("报告人是谁?", "李 青"),
        ("报告是哪天作的?", "2024年1月15日"),
        ("政府工作报告什么时候做的", "2024年1月15日"),
        ("这次报告是第几次会议上作的", "松岭县第十届人民代表大会第二次会议"),
        ("这回是第几届人大第几次会", "松岭县第十届人民代表大会第二次会议"),
        ("是第几届人大第几次会议?", "松岭县第十届人民代表大会第二次会议"),
        ("是第几届", "松岭县第十届人民代表大会第二次会议"),
        ("第几次会议?", "松岭县第十届人民代表大会第二次会议"),
        ("When was the report delivered?", "2024年1月15日"),
        ("Who delivered the report?", "李 青"),
        ("什么时候开的人代会", "2024年1月15日"),
        ("什么时候开的会", "2024年1月15日"),
        ("哪天开会?", "2024年1月15日"),
        ("人代会 日期", "2024年1月15日"),
        ("松岭县人代会哪天开的?", "2024年1月15日"),
        ("报告是哪一天在会上作的", "2024年1月15日"),
        ("松岭县的县长是哪个", "李 青"),
        ("县长是哪位", "李 青"),
        ("松岭自治县县长是谁", "李 青"),
        ("报告是什么时候作的?", "2024年1月15日"),
        ("什么时候作的报告", "2024年1月15日"),
        ("第几届人大", "松岭县第十届人民代表大会第二次会议"),
        ("这是第几届人大几次会议", "松岭县第十届人民代表大会第二次会议"),
        ("是第几届人民代表大会", "松岭县第十届人民代表大会第二次会议"),
    ],
)
def test_the_head_tells(question: str, answer: str):
    assert may_ask_of_head(asked(question))
    assert told(question) == [answer]


@pytest.mark.parametrize(
    "question",
    [
        "县人民医院院长是谁?",
        "茶叶节什么时候办?",
        "县长去了哪个村?",
        "报告说茶叶产量是多少?",
        "谁种的茶?",
        "茶叶节是第几届",
        "Who delivered the tea?",
        "人大什么时候换届",
        "什么时候开的运动会",
        "招商大会什么时候开的",
        "人代会审议了什么?",
        "全国人大哪天开的",
        "人大主任是哪位",
        "县长是哪个大学毕业的",
        "代县长是谁",
        "谁是代县长",
        "县长表扬了谁",
        "去年县长接见了谁?",
        "县长去看过谁",
        "县长感谢谁?",
        "县长批评了哪个人",
    ],
)
def test_other_questions_are_not_of_the_head(question: str):
    assert told(question) == []


def test_an_acting_office_belongs_to_the_name():
    text = HEAD.replace("县长", "代县长")
    about = About(**{name: getattr(ABOUT, name) for name in About.__slots__} | {"office": "代县长"})
    assert told("县长是谁?", about, text) == ["代县长 李 青"]
    assert told("代县长是谁?", about, text) == ["代县长 李 青"]


def test_a_passage_without_it_tells_nothing():
    assert told("报告是哪天作的?", text="各位代表，现在作报告。") == []
