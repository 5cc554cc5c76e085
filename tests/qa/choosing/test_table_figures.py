"""qa.choosing.figure_evidence on tables: a cell is of its row, its column and its year."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from index.reading.formats.common.lines import Cell
from tests.support.tables.reports import passages_of_cells, passages_of_text
from tests.support.texts.understood import asked, figures, texts

if TYPE_CHECKING:
    from index.types import Passage

YEARS = passages_of_text(
    "情况如下：\n项目\t2022年\t2023年\n造林面积\t31万亩\t35万亩\n游客人数\t7万人次\t9万人次"
)
BY_ROWS = passages_of_text(
    "主要数据如下：\n年份\t造林面积（万亩）\t游客人数（万人次）\n2022\t31\t7\n2023\t35\t9"
)
OUTPUT = passages_of_cells(
    [
        ["品种", "产量（吨）", "比上年增长（%）"],
        ["水果", "96", "1.2"],
        ["其中：柑", "52.5", "-2.4"],
        ["茶", "14", "–"],
    ],
    "表1 2023年产量",
)
HEADS = passages_of_cells(
    [
        ["品种", Cell(text="2022年", n_columns=2), Cell(text="2023年", n_columns=2)],
        [Cell(text="", goes_on=True), "产量（吨）", "增长（%）", "产量（吨）", "增长（%）"],
        ["茶", "13", "4.1", "14", "7.7"],
    ],
    "表2 产量",
)

BUDGET = passages_of_text(
    "情况如下：\n项目\t预算数（万元）\t调整预算数（万元）\t完成数（万元）\n"
    "公共预算支出\t210\t220\t215\n教育支出\t45\t47\t46"
)
TWO_HEADS = passages_of_cells(
    [
        ["地区", Cell(text="计划", n_columns=2), Cell(text="实际", n_columns=2)],
        [Cell(text="", goes_on=True), "造林（亩）", "种茶（亩）", "造林（亩）", "种茶（亩）"],
        ["东乡", "31", "32", "33", "34"],
    ],
    "表3 面积",
)


def best(question: str, passages: tuple[Passage, ...]) -> str | None:
    """The figure that answers from the passage, ``None`` where none may."""
    (passage,) = passages
    understood = asked(question)
    found = texts(figures(understood, passage), passage)
    return found[0] if found else None


@pytest.mark.parametrize(
    ("question", "passages", "figure"),
    [
        ("2022年造林面积是多少?", YEARS, "31万亩"),
        ("2023年造林面积是多少?", YEARS, "35万亩"),
        ("造林面积是多少?", YEARS, "35万亩"),  # the latest
        ("2022年游客人数是多少?", YEARS, "7万人次"),
        ("2020年游客人数是多少?", YEARS, None),
        ("2022年造林面积是多少?", BY_ROWS, "31"),
        ("2023年游客人数是多少?", BY_ROWS, "9"),
        ("2021年造林面积是多少?", BY_ROWS, None),
        ("水果产量是多少?", OUTPUT, "96"),
        ("水果产量增长多少?", OUTPUT, "1.2"),
        ("柑的产量是多少?", OUTPUT, "52.5"),
        ("柑的产量增长多少?", OUTPUT, "-2.4"),
        ("2022年柑的产量是多少?", OUTPUT, None),
        ("2022年茶产量是多少?", HEADS, "13"),
        ("2023年茶产量增长多少?", HEADS, "7.7"),
        ("2022年茶产量增长多少?", HEADS, "4.1"),
        ("公共预算支出预算数是多少?", BUDGET, "210"),
        ("公共预算支出的预算数是多少?", BUDGET, "210"),
        ("公共预算支出调整预算数是多少?", BUDGET, "220"),
        ("公共预算支出完成数是多少?", BUDGET, "215"),
        ("教育支出完成多少万元?", BUDGET, "46"),
        ("东乡计划种茶多少亩?", TWO_HEADS, "32"),
        ("东乡实际造林多少亩?", TWO_HEADS, "33"),
    ],
)
def test_a_cell_answers_for_its_row_column_and_year(
    question: str, passages: tuple[Passage, ...], figure: str | None
):
    assert best(question, passages) == figure


@pytest.mark.parametrize(
    ("question", "text", "figure"),
    [
        ("2022年茶产量是多少?", "茶产量由2022年的13吨增加到2023年的14吨。", "13吨"),
        ("2023年茶产量是多少?", "茶产量由2022年的13吨增加到2023年的14吨。", "14吨"),
        ("2022年茶产量是多少?", "茶产量：2022年13吨；2023年14吨。", "13吨"),
        ("2023年茶产量是多少?", "茶产量：2022年13吨；2023年14吨。", "14吨"),
    ],
)
def test_years_of_one_thing_are_told_apart_in_prose(question: str, text: str, figure: str):
    assert best(question, passages_of_text(text)) == figure
