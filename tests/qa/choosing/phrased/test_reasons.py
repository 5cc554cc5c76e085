"""qa.choosing.phrased.reasons: whether a passage gives a reason."""

from __future__ import annotations

import pytest

from qa.choosing.phrased.reasons import gives_reason
from tests.support.texts.understood import passage


@pytest.mark.parametrize(
    "text",
    [
        "茶叶减产。由于干旱,产量下降。",  # in any sentence
        "建设白鹭学校,促进教育均衡。",
        "打通人才通道,确保人才回得来。",
        "适应人口变化,优化学校布局。",
        "用水粗放,节水刻不容缓。",
    ],
)
def test_a_reason_is_given(text: str):
    assert gives_reason(passage(text), 0)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("茶叶产量增长5%。", 0),
        ("建成白鹭学校。优化布局,促进教育均衡。", 0),  # of another sentence
        ("促进教育均衡,建设白鹭学校。", 0),  # what is done, and not what for
    ],
)
def test_none_is_given(text: str, sentence: int):
    assert not gives_reason(passage(text), sentence)
