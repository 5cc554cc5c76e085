from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.understanding.dialogue import is_follow_up, self_contained
from qa.understanding.question import MAX_CHARS, parse


@pytest.mark.parametrize(
    ("before", "text", "whole"),
    [
        # another time, and its target
        ("2023年茶叶产值增长多少?", "那2024年的目标呢?", "2024年茶叶产值增长的目标是多少？"),
        ("2023年茶叶产值增长多少?", "目标是多少?", "今年茶叶产值增长的目标是多少？"),
        (
            "去年茶叶产值是多少亿元?",
            "那今年的目标是多少?",
            "今年茶叶产值的目标是多少亿元？",
        ),
        # another time
        ("2024年茶叶产值增长目标是多少?", "去年呢?", "去年茶叶产值增长是多少?"),
        ("2023年有效发明专利有多少件?", "那2024年呢?", "2024年有效发明专利有多少件?"),
        ("2023年有效发明专利有多少件?", "那2024呢?", "2024年有效发明专利有多少件?"),
        ("去年引进了多少个项目?", "今年是多少?", "今年引进了多少个项目?"),
        # what a year is to bring, and what one brought
        ("江西今年有什么打算", "那去年呢?", "去年江西的工作有哪些?"),
        ("2025年主要任务是什么", "去年呢?", "去年的工作有哪些?"),
        ("去年做了哪些工作", "今年呢", "今年的工作有哪些?"),
        ("2025年主要任务是什么", "2024年呢?", "2024年的工作有哪些?"),
        # what is to come is not asked of what was
        ("2024年算力要扩容到多少?", "那去年呢?", "去年算力扩容到多少?"),
    ],
)
def test_another_time(before: str, text: str, whole: str):
    assert self_contained(text, [before]) == whole


@pytest.mark.parametrize(
    ("before", "text", "whole"),
    [
        ("落地了哪些大模型?", "还有哪些?", "还落地了哪些大模型?"),
        ("举办了哪些活动?", "还有呢?", "还举办了哪些活动?"),
        ("哪些地块成功出让?", "还有别的吗?", "还有哪些地块成功出让?"),
        ("有哪些地块成功出让?", "还有吗?", "还有哪些地块成功出让?"),
        ("去年举办了哪些活动?", "还有呢?", "去年还举办了哪些活动?"),
        ("还举办了哪些活动?", "还有呢?", "还举办了哪些活动?"),
        ("有多少场活动?", "还有呢?", "活动还有哪些？"),
        ("达沃斯论坛期间举办了哪些活动?", "还有别的吗?", "达沃斯论坛期间还举办了哪些活动?"),
    ],
)
def test_more_of_the_same(before: str, text: str, whole: str):
    assert self_contained(text, [before]) == whole


def test_more_of_something_else_is_no_follow_up():
    assert self_contained("还有哪些企业落户?", ["空置率下降多少?"]) == "还有哪些企业落户?"


@pytest.mark.parametrize(
    ("before", "text", "whole"),
    [
        ("产业基金有多少支?", "它的总规模是多少?", "产业基金的总规模是多少?"),
        ("一般公共预算收入是多少?", "其增速是多少?", "一般公共预算收入的增速是多少?"),
        ("什么是城市候机楼?", "它在哪里?", "城市候机楼在哪里?"),
        ("松岭科技园在哪里?", "该项目什么时候开工?", "松岭科技园什么时候开工?"),
        ("高新技术企业有多少家?", "其中国家级的有多少?", "高新技术企业，其中国家级的有多少?"),
    ],
)
def test_a_pronoun_stands_for_what_was_asked_about(before: str, text: str, whole: str):
    assert self_contained(text, [before]) == whole


@pytest.mark.parametrize(
    ("before", "text", "whole"),
    [
        # a name of the same kind, by its last character
        ("光复道街要打造成什么街?", "那望海楼街呢?", "望海楼街要打造成什么街?"),
        # a quoted term
        ("什么是“山海·谛听”大模型?", "那“山海·尔语”呢?", "什么是“山海·尔语”大模型?"),
        # a place
        ("江苏省2024年增长目标是多少?", "那浙江呢?", "浙江2024年增长目标是多少?"),
        ("江苏省2024年增长目标是多少?", "浙江呢?", "浙江2024年增长目标是多少?"),
        ("江苏省2024年增长目标是多少?", "全国呢?", "全国2024年增长目标是多少?"),
        ("全省2024年增长目标是多少?", "那浙江呢?", "浙江2024年增长目标是多少?"),
        ("河北2024年增长目标是多少?", "那天津市河北区呢?", "天津市河北区2024年增长目标是多少?"),
        ("天津市河北区2024年增长目标是多少?", "上海呢?", "上海2024年增长目标是多少?"),
        ("江苏省2024年增长目标是多少?", "那京津冀呢?", "京津冀2024年增长目标是多少?"),
        # a kind of the same
        ("航运企业有多少家?", "新引入的呢?", "新引入的航运企业有多少家?"),
        ("航运企业有多少家?", "去年新来了多少", "航运企业，去年新来了多少"),
        ("养老院有几家?", "新添了多少?", "养老院，新添了多少?"),
        # a thing, by what is asked of it
        ("谛听大模型是谁开发的?", "那尔语呢?", "尔语是谁开发的?"),
        ("谛听大模型，谁开发的?", "尔语呢", "尔语，谁开发的?"),
        ("松岭路什么时候通车?", "青石桥呢?", "青石桥什么时候通车?"),
        ("松岭科技园在哪?", "那青石书城呢", "青石书城在哪?"),
        ("名医堂有什么用?", "候机楼呢?", "候机楼有什么用?"),
        ("青石乳业是哪国的企业", "松岭科技呢", "松岭科技是哪国的企业"),
        ("青石街打造什么", "那松岭路呢", "松岭路打造什么"),
        ("云溪学院获什么奖", "松岭学校呢", "松岭学校获什么奖"),
        ("白鹭剧院上线什么", "青石书城呢", "青石书城上线什么"),
        ("大厦二期几小时取得许可", "档案馆呢", "档案馆几小时取得许可"),
        ("与石岭新区签了什么", "云溪呢", "与云溪签了什么"),
        # what was counted
        ("去年引进了多少家茶叶企业?", "那外资企业呢?", "去年引进了多少家外资企业?"),
        ("去年新增了多少个项目?", "外资项目呢?", "去年新增了多少个外资项目?"),
        # what it has in all
        ("茶业基金有多少支?", "总规模呢?", "茶业基金的总规模是多少？"),
        ("去年建了多少座公园?", "总面积呢", "建公园的总面积是多少？"),
        ("规上企业有多少家?", "总产值呢?", "规上企业的总产值是多少？"),
        ("茶园有多少个?", "总量呢?", "茶园的总量是多少？"),
        # none of these: beside what was asked
        ("去年引进了多少家?", "那外资项目呢?", "外资项目，去年引进了多少家?"),
    ],
)
def test_what_about_another(before: str, text: str, whole: str):
    assert self_contained(text, [before]) == whole


@pytest.mark.parametrize(
    ("before", "text", "whole"),
    [
        ("一般公共预算收入是多少?", "增长了多少?", "一般公共预算收入增长了多少?"),
        ("一般公共预算收入是多少?", "同比增长多少?", "一般公共预算收入同比增长多少?"),
        ("云溪公园在哪里?", "面积有多大?", "云溪公园面积有多大?"),
        ("引进了哪些茶叶企业?", "多少家?", "引进了多少家茶叶企业?"),
        ("引进了哪些茶叶企业?", "去年有多少家?", "引进了茶叶企业，去年有多少家?"),
        ("空置率下降了多少?", "为什么?", "空置率下降，为什么?"),
        ("空置率下降了多少?", "?", "空置率下降了多少?"),
    ],
)
def test_the_rest_of_a_question(before: str, text: str, whole: str):
    assert self_contained(text, [before]) == whole


@pytest.mark.parametrize(
    "text",
    [
        "新增就业多少人?",
        "2024年地区生产总值增长目标是多少?",
        "去年加装了几部电梯?",
        "什么是绿道?",
        "王村要打造成什么街?",
        "空气质量怎么样?",
        "其他收入是多少?",
        "该不该修路?",
        "谢谢",
        # words that a pronoun is a part of
        "全区有多少家米其林餐厅?",
        "对土耳其投资多少亿元?",
        "尤其突出的企业有多少家?",
    ],
)
def test_a_question_that_can_be_asked_by_itself_stays(text: str):
    assert not is_follow_up(text)
    assert self_contained(text, ["2023年茶叶产值增长多少?"]) == text


def test_a_question_in_another_language_is_not_put_together_with():
    before = "What is the GDP growth target for 2024?"
    assert self_contained("那去年完成了多少?", [before]) == "那去年完成了多少?"


def test_without_history_a_follow_up_stays():
    assert is_follow_up("去年呢?")
    assert self_contained("去年呢?", []) == "去年呢?"


def test_a_chain_is_followed_to_its_beginning():
    history = ["光复道街要打造成什么街?", "那望海楼街呢?", "宁园街呢?"]
    assert self_contained("那江都路街呢?", history) == "江都路街要打造成什么街?"
    history = ["2023年茶叶产值增长多少?", "那2024年的目标呢?"]
    assert self_contained("2023年呢?", history) == "2023年茶叶产值增长是多少？"


def test_only_the_topic_that_was_asked_last_counts():
    history = ["2023年茶叶产值增长多少?", "新增就业多少人?"]
    assert self_contained("那2024年的目标呢?", history) == "2024年新增就业的目标是多少人？"


@pytest.mark.parametrize(
    "question",
    ["今年的重点工作有哪些", "今年政府有什么打算？", "请问去年做了哪些工作", "报告讲了哪几个方面"],
)
def test_a_question_for_an_outline_follows_up_on_nothing(question: str):
    assert not is_follow_up(question)
    assert self_contained(question, ["云溪市渔船有多少艘？"]) == question


@pytest.mark.parametrize("question", ["今年有什么打算？", "今年有什么安排"])
def test_what_is_intended_is_that_for_what_was_spoken_of(question: str):
    assert self_contained(question, ["云溪市渔船有多少艘？"]) == f"云溪市渔船，{question}"
    assert self_contained(question, ["去年做了哪些工作"]) == question
    assert self_contained(question, []) == question


def test_after_one_only_the_time_is_another():
    assert self_contained("那去年呢", ["今年的重点工作有哪些"]) == "去年重点工作有哪些"
    assert is_follow_up("那今年有什么打算")


ODD = st.text("去年今年2024年的目标呢那还有哪些它其该多少街?？，：“”《》 \n🙂<a\u3000", max_size=24)


@given(ODD.filter(str.strip), st.lists(ODD, max_size=4))
def test_whatever_is_asked_there_is_a_question(text: str, history: list[str]):
    whole = self_contained(text, history)
    assert whole.strip()
    assert parse(whole[:MAX_CHARS])


@given(st.text(max_size=20).filter(str.strip), st.lists(st.text(max_size=20), max_size=3))
def test_any_text_at_all(text: str, history: list[str]):
    assert self_contained(text, history).strip()
