"""qa.tables.answers: answers that a table tells, of all reports and of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from qa.types import Level
from tests.support.texts.placed import engine_of, report

if TYPE_CHECKING:
    from qa import Engine


@pytest.fixture(scope="module")
def counties(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return engine_of(
        tmp_path_factory.mktemp("answers"),
        report("云溪县", 2031, "克服下行压力，全年增长4.8%、总量达53亿元。粮食总产量8万吨。"),
        report("白沙县", 2031, "地区生产总值达到61亿元、增长5.2%。粮食产量12万吨。"),
        report("石岭县", 2031, "地区生产总值达到40亿元、增长3.9%。粮食增产2万吨，粮食产量9万吨。"),
    )


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("白沙县GDP是多少", "61亿元"),
        ("石岭县GDP总量是多少", "40亿元"),
        ("白沙县粮食是多少", "12万吨"),
        ("石岭县粮食产量", "9万吨"),
        ("石岭县粮食有多少", "9万吨"),
    ],
)
def test_what_a_table_tells_for_certain_a_place_is_told(counties: Engine, asked: str, text: str):
    answer = counties.ask(asked)
    assert (answer.level, answer.text) == (Level.ANSWERED, text)


@pytest.mark.parametrize(
    "asked",
    [
        "白沙县没完成的GDP是多少",
        "白沙县明年GDP是多少",
        "白沙县煤炭产量是多少",
        "白沙县人均GDP是多少",
        "北山县GDP是多少",
    ],
)
def test_a_question_that_says_more_is_not_told_by_a_cell(counties: Engine, asked: str):
    assert counties.ask(asked).level is not Level.ANSWERED


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ("各县GDP总量和增速", ("地区生产总值总量", "GDP增速")),
        ("各县粮食产量和增速", ("粮食产量", "粮食产量增速")),
    ],
)
def test_of_two_measures_each_is_told_by_its_name(
    counties: Engine, asked: str, names: tuple[str, ...]
):
    found = counties.ask(asked).of_table
    assert found is not None
    assert all(f"{name}：" in found.text for name in names)
