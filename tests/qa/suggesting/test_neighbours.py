"""qa.suggesting.neighbours: questions to go on with, every one of which the engine answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from qa import Engine, Scope
from qa.suggesting.neighbours import N_OFFERED, next_questions
from qa.web.texts import EN, ZH_CN

if TYPE_CHECKING:
    from pathlib import Path

    from qa.suggesting.phrases import Phrases

pytestmark = pytest.mark.model

CHINESE, ENGLISH = ZH_CN.asks, EN.asks
FEW = "2024年地区生产总值增长目标是多少?"  # of whose neighbours the engine answers two
ASKED = (
    "航运企业有多少家?",
    FEW,
    "2023年一般公共预算收入是多少?",
    "什么是数据资产入表?",
    "落地了哪些大模型?",
    "区长是谁?",
    "数字经济怎么样?",
)


@pytest.fixture(scope="module")
def engine(index_dir: Path) -> Engine:
    return Engine.open(index_dir)


@pytest.mark.parametrize("phrases", [CHINESE, ENGLISH], ids=["zh", "en"])
@pytest.mark.parametrize("question", ASKED)
def test_what_is_offered_is_answered(engine: Engine, question: str, phrases: Phrases):
    offered = next_questions(engine.snapshot(), engine.ask(question), phrases)
    assert len(set(offered)) == (2 if question == FEW else N_OFFERED)
    assert question not in offered
    answers = [engine.ask(each) for each in offered]
    assert all(answer.found and not answer.alternatives for answer in answers)


def test_the_same_thing_in_another_way_comes_first(engine: Engine):
    answer = engine.ask("2023年一般公共预算收入是多少?")
    assert next_questions(engine.snapshot(), answer, CHINESE)[:2] == (
        "2023年一般公共预算收入增长多少?",
        "2024年一般公共预算收入增长目标是多少?",
    )


def test_what_the_answer_shows_already_is_not_offered(engine: Engine):
    answer = engine.ask("2024年地区生产总值增长目标是多少?")
    assert answer.counterpart is not None  # 3% of 2023, which stands beside it
    offered = next_questions(engine.snapshot(), answer, CHINESE)
    assert not any("地区生产总值" in each for each in offered)


def test_what_was_asked_before_is_not_offered(engine: Engine):
    answer = engine.ask("航运企业有多少家?")
    first = next_questions(engine.snapshot(), answer, CHINESE)
    asked = [each.replace("?", "？ ") for each in first]
    again = next_questions(engine.snapshot(), answer, CHINESE, asked_before=asked)
    assert again
    assert not set(first) & set(again)


def test_a_term_leads_to_other_terms(engine: Engine):
    offered = next_questions(engine.snapshot(), engine.ask("什么是数据资产入表?"), CHINESE)
    assert all(each.startswith("什么是") for each in offered)


def test_what_is_searched_in_holds_for_what_is_offered(engine: Engine):
    scope = Scope(sections=("二、2024年工作安排",))
    answer = engine.ask("2024年地区生产总值增长目标是多少?", scope=scope)
    offered = next_questions(engine.snapshot(), answer, CHINESE, scope)
    assert offered
    assert all(engine.ask(each, scope=scope).found for each in offered)
