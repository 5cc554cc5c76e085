"""qa.answering.gathered.firsts: all that a report says is first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from qa.types import Level
from tests.support.texts.placed import engine_of, report

if TYPE_CHECKING:
    from qa import Engine

DONE = (
    "茶叶产量增长4%，位居全省第一。林场改革评估位列全省首位。冷库容量居全国第三。"
    "红枣产量增速全国第1。粮食稳产，居全省第二。"
)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return engine_of(tmp_path_factory.mktemp("firsts"), report("云溪市", 2031, DONE))


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (
            "云溪市哪些指标位居全省第一",
            "茶叶产量增长4%，位居全省第一。\n林场改革评估位列全省首位。",
        ),
        ("云溪市去年哪些工作排全国第一？", "红枣产量增速全国第1。"),
        ("云溪市哪项指标全国第一", "红枣产量增速全国第1。"),
        ("云溪市去年哪个指标排在全国首位？", "红枣产量增速全国第1。"),
        (
            "云溪市有哪些第一",
            "茶叶产量增长4%，位居全省第一。\n林场改革评估位列全省首位。\n红枣产量增速全国第1。",
        ),
    ],
)
def test_all_of_them_are_told(engine: Engine, question: str, told: str):
    answer = engine.ask(question)
    assert (answer.level, answer.text) == (Level.ANSWERED, told)


@pytest.mark.parametrize("question", ["云溪市哪些指标位居世界第一", "云溪市哪些茶叶全省第一"])
def test_what_is_not_told_or_asks_of_one_thing_is_left_to_the_rest(engine: Engine, question: str):
    assert "林场" not in engine.ask(question).text
