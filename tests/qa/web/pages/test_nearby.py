"""qa.web.pages.nearby: what is offered to whom a question is refused, and that it is answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from index.build import build
from qa import Engine, Scope
from qa.retrieval.scope import EVERYTHING
from qa.web.pages import nearby

if TYPE_CHECKING:
    from tests.support.hash_encoder import HashEncoder

REPORT = """2024年甲县政府工作报告
各位代表:
一、2023年工作回顾
全县茶叶加工企业达到31家。修缮道路十二条。
全县竹制品企业达到57家。
二、2024年工作安排
茶叶产量力争增长6%。"""


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory, hash_encoder: HashEncoder) -> Engine:
    corpus = tmp_path_factory.mktemp("corpus")
    (corpus / "a.txt").write_text(REPORT, encoding="utf-8")
    folder = tmp_path_factory.mktemp("index")
    build([corpus], folder, lambda: hash_encoder)
    return Engine.open(folder, load=lambda _: hash_encoder)


def offered(engine: Engine, question: str, scope: Scope = EVERYTHING) -> tuple[str, ...]:
    snapshot = engine.snapshot()
    answer = snapshot.ask(question, scope=scope)
    assert not answer.found
    return nearby.answered(snapshot, answer, scope)


def test_what_is_offered_is_near_and_answered(engine: Engine):
    questions = offered(engine, "茶叶加工企业亏损多少亿元?")
    assert "茶叶加工企业有多少家?" in questions
    assert all(engine.ask(each).found for each in questions)
    assert len(questions) == len(set(questions)) <= nearby.N_OFFERED


def test_where_nothing_is_near_nothing_is_offered(engine: Engine):
    assert offered(engine, "孙悟空大闹天宫用的是什么兵器?") == ()


def test_within_filters_only_what_is_answered_there_is_offered(engine: Engine):
    plans = Scope(sections=("二、2024年工作安排",))
    questions = offered(engine, "茶叶加工企业亏损多少亿元?", plans)
    assert "茶叶加工企业有多少家?" not in questions
    assert all(engine.ask(each, scope=plans).found for each in questions)
