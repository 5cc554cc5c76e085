"""qa.suggesting.near_refusals: what to ask in the place of a question that is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from qa import Engine
from qa.suggesting.near_refusals import N_OFFERED, near_questions
from qa.types import Level
from qa.web.texts import ZH_CN

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def engine(index_dir: Path) -> Engine:
    return Engine.open(index_dir)


def offered(engine: Engine, question: str) -> tuple[str, ...]:
    refused = engine.ask(question)
    assert not refused.found
    return near_questions(engine.snapshot(), refused, ZH_CN.asks)


def test_the_figure_that_is_shown_beside_a_refusal_can_be_asked_for(engine: Engine):
    assert offered(engine, "空置率是多少") == ("2023年空置率下降多少?",)


def test_what_is_offered_has_words_of_the_question_and_is_answered(engine: Engine):
    found = offered(engine, "企业亏损了多少")
    assert 0 < len(found) <= N_OFFERED
    for each in found:
        assert "企业" in each
        assert engine.ask(each).level is Level.ANSWERED


def test_where_nothing_is_near_nothing_is_offered(engine: Engine):
    assert offered(engine, "孙悟空大闹天宫用的是什么兵器?") == ()


@pytest.mark.parametrize(
    "question",
    ["河北区工作情况", "固定资产投资总额", "人口总数", "全区的总数是多少", "居民收入是多少元"],
)
def test_nothing_is_offered_for_a_word_that_says_nothing(engine: Engine, question: str):
    assert offered(engine, question) == ()


@pytest.mark.parametrize(
    "question",
    [
        "2022年GDP",
        "2022年地区生产总值",
        "河北区2022年生产总值",
        "2021年GDP是多少",
        "2022年经济总量",
    ],
)
def test_of_what_is_told_as_growth_no_sum_is_offered(engine: Engine, question: str):
    found = offered(engine, question)
    assert found
    for each in found:
        assert "增长" in each
        assert engine.ask(each).level is Level.ANSWERED


def test_the_same_is_offered_of_the_place_that_there_is_a_report_of(engine: Engine):
    assert offered(engine, "南开区2024年GDP目标")[0] == "天津市河北区2024年GDP目标"


@pytest.mark.parametrize(
    ("question", "instead"),
    [
        ("2022年GDP", ()),  # of which the growth alone is told
        ("2022年地区生产总值是多少", ()),
        ("2022年一般公共预算收入", ("2023年一般公共预算收入",)),
        ("2022年新增就业多少人", ("2023年新增就业多少人",)),
        ("2022年有效发明专利有多少件", ("2023年有效发明专利有多少件",)),
    ],
)
def test_what_an_answer_proposes_is_answered(
    engine: Engine, question: str, instead: tuple[str, ...]
):
    assert engine.ask(question).instead == instead


@pytest.mark.parametrize(
    "question", ["2022年新增就业多少人", "2021年国家级高新技术企业有多少家", "南开区2024年GDP目标"]
)
def test_nothing_is_offered_twice_in_other_words(engine: Engine, question: str):
    cited = [engine.ask(each).citations[0] for each in offered(engine, question)]
    assert len({(each.start, each.end) for each in cited}) == len(cited)
