"""qa.answering.forms.contrary: what is left, ended, each month's, or all year's is not what a sentence tells of else."""

from __future__ import annotations

import pytest

from qa.answering.forms.contrary import is_contrary, is_object, is_of_another_holder
from qa.understanding.concepts import folded


@pytest.mark.parametrize(
    ("question", "sentence", "answer"),
    [
        ("信访案件还有多少件没化解?", "累计化解信访案件32件。", "32件"),
        ("户内改造还剩多少户?", "完成户内设施改造9万户。", "9万户"),
        ("还差多少部电梯没装?", "加装电梯3部。", "3部"),
        ("没参保的有多少人?", "养老保险参保49万人。", "49万人"),
        ("不涉及养老的工程有几项?", "全面完成20项工程。", "20项"),
        ("不含茶园的耕地有多少亩?", "耕地9万亩。", "9万亩"),
        ("产值没增长多少?", "产值增长5.8%。", "5.8%"),
        ("没有完成的工程有几项?", "全面完成20项工程。", "20项"),
        ("How many elevators are left?", "加装电梯3部。", "3部"),
        ("注销了多少户?", "新增市场主体8000户。", "8000户"),
        ("关闭了多少家企业?", "航运企业达到300家。", "300家"),
        ("淘汰了几台锅炉?", "新建锅炉2台。", "2台"),
        ("平均每月新增就业多少?", "新增就业1万人。", "1万人"),
        ("每年新增就业多少人?", "新增就业1万人。", "1万人"),
        ("全年旅游收入多少?", "国庆期间旅游收入9亿元。", "9亿元"),
        ("全年增加值是多少?", "前三季度增加值77亿元。", "77亿元"),
        ("连续几年正增长?", "收入连续三年正增长。", "正增长"),
        ("后年的目标是多少?", "今年增长5%左右。", "5%左右"),
    ],
)
def test_what_a_sentence_does_not_decide(question: str, sentence: str, answer: str):
    assert is_contrary(folded(question), folded(sentence), folded(answer))


@pytest.mark.parametrize(
    ("question", "lead", "expected"),
    [
        ("空置率上升多少?", "空置率下降", True),
        ("减少了多少家?", "增长", True),
        ("空置率下降多少?", "空置率下降", False),
        ("收入增长多少?", "同比增长", False),
        ("收入是多少?", "同比下降", False),
    ],
)
def test_a_rise_is_no_fall(question: str, lead: str, *, expected: bool):
    assert is_contrary(folded(question), folded(f"{lead}6%。"), "6%", folded(lead)) is expected


def test_a_country_is_no_place_of_it():
    assert is_contrary("全国新增就业多少?", "新增就业47万人。", "47万人")
    assert not is_contrary("全国新增就业多少?", "全国新增就业1200万人。", "1200万人")


@pytest.mark.parametrize(
    ("question", "sentence", "answer"),
    [
        ("还有多少户没有搬?", "还有120户未搬迁。", "120户"),
        ("还剩多少任务?", "剩余任务40项。", "40项"),
        ("没有通车的路有几条?", "尚有3条路没有通车。", "3条"),
        ("注销了多少户?", "注销市场主体800户。", "800户"),
        ("每月补助多少?", "每人每月补助300元。", "300元"),
        ("年均增长多少?", "五年年均增长6%。", "6%"),
        ("全年旅游收入多少?", "全年旅游收入90亿元。", "90亿元"),
        ("连续几年正增长?", "收入连续三年正增长。", "三年"),
        ("今后年均增长多少?", "年均增长6%。", "6%"),
        ("化解了多少件?", "累计化解信访案件32件。", "32件"),
        ("没有吗?", "加装电梯3部。", "3部"),
        ("不断提升的指标有几项?", "9项指标持续提升。", "9项"),
    ],
)
def test_what_it_may(question: str, sentence: str, answer: str):
    assert not is_contrary(folded(question), folded(sentence), folded(answer))


@pytest.mark.parametrize(
    ("question", "sentence", "expected"),
    [
        ("下一任区长是谁?", "区长 王明", True),
        ("原省长是谁?", "省长 王明", True),
        ("江苏前任省长是谁?", "代省长 王明", True),
        ("未来的县长是谁?", "县长 王明", True),
        ("谁不是区长?", "区长 王明", True),
        ("现任区长是谁?", "区长 王明", False),
        ("原区长是谁?", "原区长李明同志退休。", False),
    ],
)
def test_who_holds_an_office_is_not_who_did(question: str, sentence: str, *, expected: bool):
    assert is_of_another_holder(folded(question), folded(sentence)) is expected


@pytest.mark.parametrize(
    ("question", "lead", "expected"),
    [
        ("茶业大会谁举办?", "举办", True),
        ("谁打造了品牌?", "积极打造", True),
        ("谁举办了茶业大会?", "由", False),
        ("谁是区长?", "区长", False),
        ("举办了什么大会?", "举办", False),
    ],
)
def test_what_is_done_is_not_who_does_it(question: str, lead: str, *, expected: bool):
    assert is_object(folded(question), folded(lead)) is expected
