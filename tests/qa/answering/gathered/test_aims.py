"""qa.answering.gathered.aims: all that a year aims at, whole, and never the first of it alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from qa.kinds import Kind
from qa.types import Level, Reason
from tests.support.texts.placed import engine_of, report

if TYPE_CHECKING:
    from qa import Engine

AIMS = "全市经济社会发展的主要预期目标是：茶叶产量增长5%左右，城镇新增就业3000人。"
IN_SENTENCES = "主要预期目标是：茶叶产量增长6%左右；城镇新增就业4000人；粮食稳产。"


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    done = "全市茶叶产量增长4%，城镇新增就业2800人。"
    return engine_of(
        tmp_path_factory.mktemp("aims"),
        report("云溪市", 2031, done, to_do=AIMS),
        report("桃源市", 2031, done, to_do=IN_SENTENCES),
    )


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("云溪市今年主要目标是什么", AIMS),
        ("云溪市2031年经济社会发展主要预期目标有哪些", AIMS),
        ("云溪市主要预期目标", AIMS),
        ("桃源市今年的目标有哪些？", IN_SENTENCES),
    ],
)
def test_they_are_told_together(engine: Engine, question: str, told: str):
    answer = engine.ask(question)
    assert (answer.level, answer.kind, answer.text) == (Level.LIKELY, Kind.LIST, told)
    assert answer.value is None


@pytest.mark.parametrize("question", ["云溪市2030年的主要目标是什么", "云溪市去年的目标是什么"])
def test_those_of_another_year_are_not_told(engine: Engine, question: str):
    assert not engine.ask(question).found


def test_without_a_place_none_of_several_is_picked(engine: Engine):
    answer = engine.ask("今年主要目标是什么")
    assert not answer.found
    assert answer.reason is Reason.MANY_REPORTS


def test_a_target_by_its_name_is_a_figure(engine: Engine):
    assert engine.ask("云溪市今年茶叶产量增长目标是多少?").text == "5%左右"
