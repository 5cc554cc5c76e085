"""qa.answering.forms.beside: what is told of another than is asked about."""

from __future__ import annotations

import pytest

from qa.answering.forms.beside import is_beside
from tests.support.texts.chosen import ranked
from tests.support.texts.understood import asked


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("县委书记是谁?", "县长 王明"),
        ("书记，县长是谁?", "县长 王明"),
        ("书记叫什么名字?", "县长 王明"),
        ("谁是教育局局长?", "县长 王明"),
        ("下一任县长是谁?", "县长 王明"),
        ("哪个镇不打造茶园?", "白鹭镇打造茶园。"),
        ("哪些指标没有达到预期?", "主要预期目标是增长5%。"),
        ("哪条路不是青石公司修的?", "白鹭路由青石公司修。"),
        ("谁没参加大会?", "王明参加大会。"),
        ("白鹭街打造什么?", "青石街打造示范街。"),
        ("茶叶产量全省第几?", "外资增速排名全省第1。"),
    ],
)
def test_what_is_of_another(question: str, text: str):
    assert is_beside(asked(question), [ranked(text)])


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("县长是谁?", "代县长 王明"),
        ("县委书记是谁?", "县委书记王明、县长李青。"),
        ("省长是谁?", "自治区主席 王明"),
        ("县长表扬了谁?", "主任王明受表扬。"),
        ("书记是谁?", "白鹭书屋开放。"),  # names no holder
        ("哪个镇不打造茶园?", "白鹭镇不打造茶园。"),
        ("哪些路段禁止停车?", "白鹭路禁止停车。"),
        ("哪些镇产量不低于9吨?", "白鹭镇产量9吨。"),
        ("哪些问题没有解决?", "增长乏力。"),
        ("茶叶产量全省第几?", "茶叶产量居全省第1。"),
        ("茶叶产量多少?", "外资增速排名全省第1。"),
    ],
)
def test_what_may_be_of_it(question: str, text: str):
    assert not is_beside(asked(question), [ranked(text)])
