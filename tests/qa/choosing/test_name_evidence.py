from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa import weights
from qa.choosing.name_evidence import enumerations, names
from qa.kinds import Kind
from tests.support.texts.understood import asked, concepts, passage, texts

if TYPE_CHECKING:
    from qa.choosing.evidence import Evidence


def choose(question: str, text: str, start: int = 0) -> list[Evidence]:
    understood = asked(question)
    chooser = enumerations if understood.wanted.kind is Kind.LIST else names
    return chooser(understood, concepts(understood), passage(text, start=start))


def best(question: str, text: str) -> str:
    return texts(choose(question, text), passage(text))[0]


def features(name: str, question: str, text: str) -> dict[str, float]:
    found = choose(question, text)
    return dict(found[texts(found, passage(text)).index(name)].features)


AWARDS = "白鹭村入选全国生态示范村,其余村庄加快整治。"
FESTIVALS = (
    "举办龙舟赛、采茶节、灯会、庙会、花市、诗会、画展、书展、车展、马拉松等活动,接待游客9万人次。"
)
MODELS = "落地“山海·谛听”“山海·尔语”“山海·明灯”大模型。"
STREETS = "王村打造特色餐饮街区。李村打造文创街区。"


@pytest.mark.parametrize(
    ("question", "text", "name"),
    [
        # who
        ("市长是谁?", "市长 沈 禾", "沈 禾"),
        (
            "谁获得全国劳动模范称号?",
            "退休教师林秋月同志荣获“全国劳动模范”称号。",
            "退休教师林秋月",
        ),
        (
            "智慧农业实验室是和谁共建的?",
            "与云溪大学共建智慧农业实验室。",
            "云溪大学",
        ),
        # which
        ("哪个村入选全国生态示范村?", AWARDS, "白鹭村"),
        ("哪座桥建成通车?", "云溪大桥建成通车,青石隧道开工建设。", "云溪大桥"),
        ("哪家医院建成投用?", "天平医院建成投用,城东小学加快建设。", "天平医院"),
        ("引入了哪家酒店?", "集市街项目开工,引入竹里酒店。", "竹里酒店"),
        ("森林火灾发生在哪个县?", "青田县发生森林火灾。", "青田县"),
        # where and when
        ("茶文化节在哪里举办?", "首届茶文化节在松岭公园举办。", "松岭公园"),
        ("什么时候召开运动会?", "2024年9月召开运动会。", "2024年9月"),
        # what it is called, and what it is made
        ("数字农业大模型叫什么?", "发布“青禾”数字农业大模型。", "青禾"),
        ("王村要打造成什么街区?", STREETS, "特色餐饮街区"),
        ("李村要打造成什么街区?", STREETS, "文创街区"),
    ],
)
def test_the_name_that_is_asked_for(question: str, text: str, name: str):
    assert best(question, text) == name


@pytest.mark.parametrize(
    ("question", "text", "members"),
    [
        (
            "举办了哪些活动?",
            FESTIVALS,
            "龙舟赛、采茶节、灯会、庙会、花市、诗会、画展、书展、车展、马拉松",
        ),
        (
            "哪些企业落户园区?",
            "引进甲乙茶业、丙丁物流、戊己纺织等企业落户园区。",
            "甲乙茶业、丙丁物流、戊己纺织",
        ),
        (
            "重点领域有哪些?",
            "围绕消防、燃气、建筑施工、特种设备等重点领域,整改隐患。",
            "消防、燃气、建筑施工、特种设备",
        ),
        ("落地了哪些大模型?", MODELS, "“山海·谛听”“山海·尔语”“山海·明灯”"),
        ("哪两个片区被列为启动区?", "选定远山片区和小白片区为启动区。", "远山片区和小白片区"),
    ],
)
def test_the_members_that_are_asked_for(question: str, text: str, members: str):
    assert asked(question).wanted.kind is Kind.LIST
    assert best(question, text) == members


def test_the_weights_are_those_of_the_kind():
    assert choose("哪个村入选全国生态示范村?", AWARDS)[0].weights == weights.NAME
    assert choose("举办了哪些活动?", FESTIVALS)[0].weights == weights.LIST


def test_best_first_and_each_span_once():
    for question, text in (
        ("打造百年历史文化街区的路是哪条?", "打造百年中山路历史文化街区。"),
        ("哪个村?", AWARDS),
    ):
        found = choose(question, text)
        strengths = [each.strength for each in found]
        assert strengths == sorted(strengths, reverse=True)
        assert len({(each.start, each.end) for each in found}) == len(found)


def test_spans_are_of_the_document():
    for each in choose("哪个村入选全国生态示范村?", AWARDS, start=100):
        assert 100 <= each.start < each.end <= 100 + len(AWARDS)
    first = choose("哪个村入选全国生态示范村?", AWARDS, start=100)[0]
    assert AWARDS[first.start - 100 : first.end - 100] == "白鹭村"


def test_a_sentence_of_something_else_is_not_looked_at():
    assert choose("哪个村入选全国生态示范村?", "云溪大桥建成通车。") == []


@pytest.mark.parametrize(
    ("name", "fit"),
    [("白鹭村", 1), ("白鹭", 0)],
)
def test_what_kind_of_thing_it_is(name: str, fit: float):
    assert features(name, "哪个村入选全国生态示范村?", AWARDS)["type"] == fit


def test_a_name_that_holds_the_kind_is_cut_after_it():
    text = "松风大学分中心落户园区。"
    assert "松风大学" in texts(choose("哪所大学落户园区?", text), passage(text))


def test_the_side_on_which_the_question_leaves_it_open():
    text = "白鹭村入选全国生态示范村名单。"
    first, last = (
        choose("哪个村入选全国生态示范村名单?", text),
        choose("白鹭村入选的是什么名单?", text),
    )
    assert features("白鹭村", "哪个村入选全国生态示范村名单?", text)["side"] > 0
    assert texts(first, passage(text))[0] == "白鹭村"
    assert "白鹭村" not in texts(last, passage(text))


def test_a_quoted_name():
    text = "发布“青禾”数字农业大模型。"
    assert features("青禾", "数字农业大模型叫什么?", text)["quoted"] == 1


@pytest.mark.parametrize(("question", "is_person"), [("市长是谁?", 1), ("市长是什么?", 0)])
def test_a_person(question: str, is_person: float):
    assert features("沈禾", question, "市长:沈禾。")["person"] == is_person


def test_of_an_enumeration_the_members_count():
    counted = features(
        "龙舟赛、采茶节、灯会、庙会、花市、诗会、画展、书展、车展、马拉松",
        "举办了哪些活动?",
        FESTIVALS,
    )
    assert (counted["list"], counted["items"]) == (1, 1)  # ten, of which six tell
    assert features("“山海·谛听”“山海·尔语”“山海·明灯”", "落地了哪些大模型?", MODELS)[
        "items"
    ] == pytest.approx(3 / 6)


QUESTIONS = ("哪个村入选?", "举办了哪些活动?", "谁是市长?", "在哪里?", "who is it", "?")


@given(
    st.sampled_from(QUESTIONS),
    st.text("举办白鹭村入选活动市长、“”《》和等,，。；;:()·３a 谁", min_size=1, max_size=40),
)
def test_whatever_stands_there_spans_are_inside(question: str, text: str):
    if not text.strip():
        return
    text = text.strip()
    for each in choose(question, text):
        assert 0 <= each.start < each.end <= len(text)
        assert any(c.isalnum() for c in text[each.start : each.end])
        assert set(each.features) <= set(each.weights)
