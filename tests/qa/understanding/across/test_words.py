"""qa.understanding.across.words: what tells that a question takes reckoning with what many reports tell."""

from __future__ import annotations

import pytest

from qa.understanding.across.reading import across


@pytest.mark.parametrize(
    "text",
    [
        "北京和上海茶叶产量相差多少",
        "北京和上海的茶叶产量之差是多少",
        "北京与上海茶叶产量差了多少万吨",
        "北京、上海茶叶产量的差额",
        "北京和上海茶叶产量加起来是多少",
        "北京茶叶产量比上海多多少",
        "北京比上海茶叶产量高多少吨?",
    ],
)
def test_what_would_have_to_be_reckoned(text: str):
    found = across(text)
    assert found is not None
    assert found.adds_up
    assert found.question == "茶叶产量是多少?"


def test_a_plain_comparison_takes_none():
    found = across("北京和上海茶叶产量对比")
    assert found is not None
    assert not found.adds_up
