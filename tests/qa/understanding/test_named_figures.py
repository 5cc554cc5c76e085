from __future__ import annotations

import pytest

from qa.understanding.named_figures import as_question, in_full


def test_a_bare_name_becomes_a_question():
    assert as_question("茶叶产量") == "茶叶产量是多少?"
    assert as_question("茶叶产量增长了多少?") == "茶叶产量增长了多少?"
    assert as_question("") == ""


@pytest.mark.parametrize(
    "text", ["省长是女性", "今年主要目标是什么", "今年重点工作", "主要预期目标", "今年有什么打算"]
)
def test_what_names_no_figure_is_not_asked_for_one(text: str):
    assert as_question(text) == f"{text}?"


def test_an_office_is_asked_by_who():
    assert as_question("省长") == "省长是谁?"
    assert as_question("主要负责人") == "主要负责人是谁?"
    assert as_question("县长是谁") == "县长是谁?"


@pytest.mark.parametrize("name", ["茶叶产量", "GDP", "进出口总额", "去年经济总量", "城镇新增就业"])
def test_what_only_names_a_figure_is_asked_in_full(name: str):
    assert in_full(name) == f"{name}是多少"
    assert in_full(f"{name}是?") == f"{name}是多少"


@pytest.mark.parametrize(
    "asked",
    [
        "茶叶产量是多少?",
        "茶厂有几家",
        "GDP排第几",
        "茶叶产量怎么样",
        "GDP增速如何",
        "茶园有多大",
        "GDP growth of 云溪县",
        "",
    ],
)
def test_what_asks_in_its_own_words_stays(asked: str):
    assert in_full(asked) == asked
