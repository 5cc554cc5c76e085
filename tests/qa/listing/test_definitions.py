from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.language.text import fold
from index.types import Passage, Period
from qa.listing import definitions


def passage(text: str) -> Passage:
    return Passage(
        document_id="a",
        number=1,
        section=(),
        period=Period.GLOSSARY,
        start=0,
        end=len(text),
        text=text,
        sentences=(),
    )


def body(text: str) -> str:
    entry = definitions.entry(passage(text))
    assert entry is not None
    start, end = definitions.body(text, entry[1])
    return text[start:end]


@pytest.mark.parametrize(
    ("question", "term"),
    [
        ("什么是“三度一色”?", "三度一色"),
        ("三度一色是什么?", "三度一色"),
        ("“一老一小”指什么", "一老一小"),
        ("請解釋一下飛地經濟", "飞地经济"),
        ("飞地经济是什么意思?", "飞地经济"),
        ("飞地经济的含义是什么", "飞地经济"),
        ("飞地经济怎么理解?", "飞地经济"),
        ("怎么理解飞地经济", "飞地经济"),
        ("如何理解“飞地经济”?", "飞地经济"),
        ("名词解释：飞地经济", "飞地经济"),
        ("星河云脑是个什么平台", "星河云脑"),
        ("“免申即享”具体指的是什么内容?", "免申即享"),
        ("报告里说的“免申即享”是啥?", "免申即享"),
        ("1+N政策体系是什么", "1+n政策体系"),
        ("what is the greenway plan?", "greenway plan"),
        ("define GDP", "gdp"),
        ("什么是", ""),
    ],
)
def test_the_term_that_is_asked_about(question: str, term: str):
    assert definitions.term_of(fold(question).text) == term


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("1.飞地经济：指两地合作的模式。", "飞地经济"),
        ("\uff3b3]“三度一色”：是指温度。", "三度一色"),
        ("（12）免申即享:无需申报。", "免申即享"),
        ("①AI+:人工智能应用。", "ai+"),
        ("飛地經濟：兩地合作。", "飞地经济"),
    ],
)
def test_the_head_of_an_entry(text: str, head: str):
    entry = definitions.entry(passage(text))
    assert entry is not None
    assert entry[0] == head


@pytest.mark.parametrize(
    "text",
    ["一句没有冒号的话。", "前面，有逗号：正文。", "", "四十个字以内没有冒号" * 5 + "：正文"],
)
def test_what_is_no_entry(text: str):
    assert definitions.entry(passage(text)) is None


@pytest.mark.parametrize(
    ("term", "head", "fit"),
    [
        ("飞地经济", "飞地经济", 1.0),
        ("“飞地经济”", "飞地经济", 1.0),
        ("飞地", "飞地经济", 0.5 + 0.4 * 2 / 4),
        ("飞地经济模式", "飞地经济", 0.5 + 0.4 * 4 / 6),
        ("银发经济", "飞地经济", 0.0),
        ("", "飞地经济", 0.0),
        ("飞地经济", "", 0.0),
        ("aaa信用等级", "aa信用等级", 0),
        ("aa+信用等级", "aa信用等级", 0),
        ("aa信用", "aa信用等级", 0.5 + 0.4 * 4 / 6),
        ("5g", "15g基站", 0),
        ("g331", "g3318", 0),
    ],
)
def test_how_well_a_head_is_the_term(term: str, head: str, fit: float):
    assert definitions.fit(term, head) == pytest.approx(fit)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("飞地经济：是指两地共建园区的合作模式，成效明显。", "两地共建园区的合作模式，成效明显"),
        (
            "飞地经济：指两个独立的地区打破行政区划限制，实现资源互补的合作模式。后句。",
            "两个独立的地区打破行政区划限制，实现资源互补的合作模式",
        ),
        (
            "星河云脑：与某大学合作开发的国内首个大模型，已上线。",
            "与某大学合作开发的国内首个大模型，已上线",
        ),
        ("一网通办：将政务服务整合为一个平台，方便群众。", "将政务服务整合为一个平台，方便群众"),
        ("三度：即温度、湿度、亮度；均达标。", "温度、湿度、亮度；均达标"),
        (
            "医疗共同体：在乡镇卫生院的基础上，由县医院牵头，提供连续的服务。",
            "在乡镇卫生院的基础上，由县医院牵头，提供连续的服务",
        ),
        (
            "金牌、银牌小区：按三项标准评定，全部达到为“金牌”小区，达到两项为“银牌”小区。",
            "按三项标准评定，全部达到为“金牌”小区，达到两项为“银牌”小区",
        ),
        ("免申即享：  符合条件即可享受", "符合条件即可享受"),
        ("免申即享：  ", ""),
    ],
)
def test_what_a_body_says_that_the_term_is(text: str, told: str):
    assert body(text) == told


@pytest.mark.parametrize(
    ("head", "told", "is_circular"),
    [
        ("先导区", "国家将我市列为先导区，支持先行先试", True),
        ("先导区", "国家将我市列为“先导区”", True),
        ("先导区", "先行先试的片区，带动先导区外的企业", False),
        ("换乘站", "市民换乘的场所，并安排车辆往返换乘站", False),
        ("", "先行先试的片区", False),
        ("先导区", "", False),
    ],
)
def test_what_only_says_that_the_term_is_that(head: str, told: str, *, is_circular: bool):
    assert definitions.is_circular(head, told) is is_circular


PIECES = st.sampled_from(
    [
        "飞地经济",
        "：",
        ":",
        "1.",
        "“",
        "”",
        "指",
        "是",
        "的",
        "模式",
        "，",
        "。",
        "与",
        " ",
        "\n",
        "😀",
        "\u200b",
    ]
)


@given(st.one_of(st.text(), st.lists(PIECES, max_size=16).map("".join)))
def test_any_entry_has_a_body_inside_its_text(text: str):
    entry = definitions.entry(passage(text))
    if entry is not None:
        start, end = definitions.body(text, entry[1])
        assert entry[1] <= start <= end <= len(text)


@given(st.text())
def test_any_question_has_a_term(question: str):
    folded = fold(question).text
    assert definitions.term_of(folded) in folded
