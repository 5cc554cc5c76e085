"""qa.answering.forms.growth: a growth where no sum is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from qa.types import Level
from tests.support.texts.placed import engine_of, report

if TYPE_CHECKING:
    from qa import Engine

GREW = "地区生产总值预计同比增长3%左右。茶叶销售收入12亿元，增长5%。"


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return engine_of(tmp_path_factory.mktemp("grew"), report("云溪市", 2031, GREW))


@pytest.mark.parametrize(
    "question", ["云溪市GDP是多少", "云溪市地区生产总值是多少?", "云溪市GDP总量是多少"]
)
def test_the_growth_is_likely(engine: Engine, question: str):
    answer = engine.ask(question)
    assert answer.level is Level.LIKELY
    assert answer.text == "地区生产总值预计同比增长3%左右。"
    assert answer.value is None


def test_a_sum_that_is_told_answers(engine: Engine):
    assert engine.ask("云溪市茶叶销售收入是多少?").text == "12亿元"


@pytest.mark.parametrize("question", ["云溪市红枣收入是多少", "云溪市GDP占全省多少"])
def test_of_something_else_nothing_is_told(engine: Engine, question: str):
    assert "3%" not in engine.ask(question).text
