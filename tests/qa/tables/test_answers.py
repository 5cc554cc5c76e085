"""qa.tables.answers: answers that a table tells, of all reports and of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from qa.types import Level
from tests.support.texts import neighbouring_reports
from tests.support.texts.placed import engine_of, engine_of_files, report

if TYPE_CHECKING:
    from pathlib import Path

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


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("白沙县GDP增速和粮食产量", [("GDP增速", "5.2%"), ("粮食产量", "12万吨")]),
        (
            "石岭县的GDP和粮食产量分别是多少",
            [("地区生产总值总量", "40亿元"), ("粮食产量", "9万吨")],
        ),
        ("白沙县的粮食产量和GDP各是多少", [("粮食产量", "12万吨"), ("地区生产总值总量", "61亿元")]),
    ],
)
def test_several_figures_of_one_place_are_a_row(
    counties: Engine, asked: str, told: list[tuple[str, str]]
):
    answer, table = counties.snapshot().ask_with_table(asked)
    assert answer.level is Level.ANSWERED
    assert answer.of_table is not None
    assert [(line.place, line.text) for line in answer.of_table.lines] == told
    assert table is not None
    assert len(table.rows) == 1


@pytest.mark.parametrize(
    "asked",
    [
        "白沙县GDP和粮食产量哪个多",
        "白沙县煤炭产量和钢铁产量",
        "北山县GDP增速和粮食产量",
        "白沙县GDP增速和粮食产量相差多少",
    ],
)
def test_other_questions_for_two_are_no_row(counties: Engine, asked: str):
    answer = counties.ask(asked)
    assert answer.of_table is None or not answer.of_table.lines


def test_where_a_figure_is_not_told_how_it_changed_likely_is(tmp_path: Path):
    engine = engine_of(
        tmp_path,
        report("云溪县", 2031, "全年社会消费品零售总额增长4.9%。固定资产投资30亿元。"),
        report("白沙县", 2031, "全年社会消费品零售总额20亿元、增长2%。"),
    )
    answer = engine.ask("云溪县社零")
    assert (answer.level, answer.text) == (Level.LIKELY, "全年社会消费品零售总额增长4.9%。")
    assert engine.ask("白沙县社零").text == "20亿元"


def test_a_target_beside_results_makes_a_comparison_likely(tmp_path: Path):
    said = {
        "云溪县": ("全县地区生产总值增长5.2%。", "新增就业3000人。"),
        "白沙县": ("全县地区生产总值增长4.4%。", "新增就业3000人。"),
        "石岭县": ("全县粮食产量9万吨。", "地区生产总值增长6%以上。"),
    }
    engine = engine_of_files(
        tmp_path,
        {each: neighbouring_reports.report(each, 2031, *told) for each, told in said.items()},
    )
    assert engine.ask("云溪县和白沙县GDP增速对比").level is Level.ANSWERED
    assert engine.ask("云溪县、白沙县和石岭县GDP增速对比").level is Level.LIKELY
