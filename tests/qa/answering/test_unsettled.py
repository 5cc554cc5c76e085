"""qa.answering.unsettled: what matches and does not decide."""

from __future__ import annotations

import pytest

from index.types import Period
from qa.answering.unsettled import is_left_open
from tests.support.texts.chosen import ranked
from tests.support.texts.understood import asked


def is_open(question: str, text: str, period: Period = Period.REVIEW) -> bool:
    return is_left_open(asked(question), [ranked(text, period)])


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("白鹭书屋竣工了吗?", "白鹭书屋竣工,青石广场开工。"),
        ("白鹭书屋建成没有?", "白鹭书屋、青石广场竣工。"),
        ("白鹭书屋建好了吗?", "白鹭书屋竣工。"),
        ("白鹭书屋开工了吗?", "白鹭书屋竣工。"),
        ("白鹭示范区创建成功了吗?", "成功创建白鹭示范区。"),
        ("白鹭书屋建成没?", "白鹭书屋投入使用。"),
        ("白鹭书屋已经开工了吗?", "白鹭书屋进展顺利,已全面开工。"),
        ("居民收入增长了吗?", "居民收入增长5%。"),
        ("有没有白鹭书屋?", "建成白鹭书屋。"),
        ("白鹭书屋怎么样?", "推动白鹭书屋开工。"),
    ],
)
def test_a_sentence_that_decides(question: str, text: str):
    assert not is_open(question, text)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("白鹭书屋竣工了吗?", "白鹭书屋“拿地即开工”。"),  # another act
        ("白鹭书屋开工了吗?", "白鹭书屋落位,青石滨江广场项目全面开工。"),  # another thing's
        ("白鹭书屋开工了吗?", "推动白鹭书屋全面开工。"),  # worked for
        ("白鹭示范区创建成功了吗?", "积极推进白鹭示范区建设。"),
        ("白鹭书屋修缮完成了吗?", "启动白鹭书屋等9处修缮工程,完成青石祠堂展陈改造。"),
        ("白鹭书屋开业了吗?", "争取白鹭书屋开业。"),
        ("白鹭酒店开业了吗?", "青石项目开工,引入白鹭酒店首店。"),
    ],
)
def test_no_sentence_without_the_act_tells_that_it_is_done(question: str, text: str):
    assert is_open(question, text)


def test_no_plan_tells_that_it_is_done():
    text = "白鹭书屋竣工。"
    assert is_open("白鹭书屋竣工了吗?", text, Period.PLAN)
    assert is_open("白鹭书屋竣工没?", text, Period.PLAN)
    assert not is_open("白鹭书屋今年竣工吗?", text, Period.PLAN)


def test_no_plan_tells_what_is_so():
    text = "青石医院以打造三级医院为目标。"
    assert is_open("青石医院是三级医院吗?", text, Period.PLAN)
    assert not is_open("青石医院的目标是三级医院吗?", text, Period.PLAN)
    assert not is_open("青石医院是三级医院吗?", text)


def test_no_definition_tells_whether():
    text = "1.白鹭书屋:建在公园里的书屋。"
    assert is_open("白鹭书屋落地了吗?", text, Period.GLOSSARY)
    assert is_open("白鹭书屋在公园里吗?", text, Period.GLOSSARY)
    assert not is_open("什么是白鹭书屋?", text, Period.GLOSSARY)


def test_no_term_is_told_by_itself():
    text = "1.白鹭先导区:省政府将我市列为白鹭先导区,支持先行先试。"
    assert is_open("什么是白鹭先导区?", text, Period.GLOSSARY)


@pytest.mark.parametrize(
    ("texts", "is_half"),
    [
        (("与白鹭镇签订合作框架协议。", "与青石镇签订合作框架协议,深化合作。"), True),
        (("与白鹭镇签订合作框架协议。率先与青石镇签订合作框架协议。",), True),
        (("与白鹭镇签订合作框架协议。", "与青石镇共建园区。"), False),
        (("与白鹭镇签订合作框架协议。", "与白鹭镇签订合作框架协议。"), False),
        (("白鹭镇发展。", "青石镇发展。"), False),
    ],
)
def test_one_of_several_is_not_all(texts: tuple[str, ...], *, is_half: bool):
    first, *others = texts
    found = [ranked(first, chosen="白鹭镇"), *map(ranked, others)]
    assert is_left_open(asked("与哪些镇签订了合作框架协议?"), found) is is_half


def test_what_nobody_chose_is_not_one_of_several():
    assert not is_left_open(asked("与哪些镇签订了协议?"), [ranked("与白鹭镇签订协议。")])


@pytest.mark.parametrize(
    "question",
    [
        "What is the actual number of ponds this year?",
        "How many ponds have been built this year?",
        "How many ponds has been planned already?",
        "今年实际修了多少口塘?",
    ],
)
def test_what_is_planned_is_not_done(question: str):
    text = "修塘3口。"
    assert is_left_open(asked(question), [ranked(text, Period.PLAN, chosen="3口")])
    assert not is_left_open(asked("修塘多少口?"), [ranked(text, Period.PLAN, chosen="3口")])


def test_an_entry_of_another_term_does_not_explain_it():
    entry = "2.AA信用等级:还款能力很强。"
    assert is_open("AAA信用等级是什么意思", entry, Period.GLOSSARY)
    assert is_open("AA+信用等级是什么意思", entry, Period.GLOSSARY)
    assert not is_open("AA信用等级是什么意思", entry, Period.GLOSSARY)
    assert not is_open("什么是AA信用", entry, Period.GLOSSARY)


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("青石中学高中部建成了吗", "青石中学初中部建成投用。", True),
        ("青石中学初中部建成了吗", "青石中学初中部建成投用。", False),
        ("幼儿园新建了几所", "新建小学3所。", True),
        ("小学新建了几所", "新建幼儿园2所、小学3所。", False),
        ("新建了几所学校", "新建小学3所。", False),
    ],
)
def test_no_stage_of_schooling_is_another(question: str, text: str, *, expected: bool):
    assert is_open(question, text) is expected
