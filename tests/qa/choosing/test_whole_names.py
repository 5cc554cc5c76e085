from __future__ import annotations

import pytest

from qa.choosing.whole_names import (
    asks_when,
    can_answer,
    is_generic,
    is_whole,
    tells_time,
    times,
    whole_span,
)


@pytest.mark.parametrize(
    ("sentence", "phrase", "expected"),
    [
        ("举办“云上茶山”节。", "“云上茶山”", True),
        ("举办“云上茶山”节。", "“云上", False),
        ("引进松岭集团（中国）公司。", "松岭集团（中国", False),
        ("让松岭办得更好。", "办得更", False),
        ("松岭集团落户。", "松岭集团", True),
    ],
)
def test_a_name_is_cut_nowhere(sentence: str, phrase: str, *, expected: bool):
    start = sentence.index(phrase)
    assert is_whole(sentence, start, start + len(phrase)) is expected


@pytest.mark.parametrize(
    ("question", "noun", "text"),
    [
        ("面临哪些困难", "困难", "不少困难"),
        ("自然保护区是哪两个", "自然保护区", "自然保护区2个"),
        ("松岭机器人是哪国的", "国", "中国"),
        ("云溪大桥什么时候通车", "", "主塔封顶"),
        ("数据标注基地建在哪个区", "区", "项目"),
        ("谁改造了菜市场", "", "工程"),
    ],
)
def test_what_can_be_no_answer(question: str, noun: str, text: str):
    assert not can_answer(question, noun, text)


@pytest.mark.parametrize(
    ("question", "noun", "text"),
    [
        ("面临哪些困难", "困难", "茶叶滞销"),
        ("松岭机器人是哪国的", "国", "德国"),
        ("云溪大桥什么时候通车", "", "今年6月底"),
        ("哪家公司改造了菜市场", "公司", "松岭建工集团"),
        ("办了什么节", "节", "“项目”"),
    ],
)
def test_what_can(question: str, noun: str, text: str):
    assert can_answer(question, noun, text)


def test_a_time_is_as_long_as_it_is_told():
    sentence = "2018年4月17日定下限价，今年上半年执行，“11·28”签约，增长5.3%，投资12亿元。"
    told = [sentence[start:end] for start, end in times(sentence)]
    assert told == ["2018年4月17日", "今年上半年", "11·28"]


@pytest.mark.parametrize("text", ["啥时候能用", "哪天敲钟", "几月招生", "when did it open"])
def test_asks_for_a_time(text: str):
    assert asks_when(text)


def test_does_not_ask_for_a_time():
    assert not asks_when("第几季度增长最快")
    assert not tells_time("国家级开发区")


def test_words_of_any_report_are_no_name():
    assert is_generic("项目")
    assert not is_generic("松岭集团")


def test_a_cut_quotation_is_made_whole():
    sentence = "举办“海纳百川、无远不至”讲坛。"
    start, end = whole_span(sentence, 0, 10)
    assert sentence[start:end] == "举办“海纳百川、无远不至”"
