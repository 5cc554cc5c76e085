"""Targets and estimates among results: marked in the cell itself, in every form that a table takes."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import openpyxl
import pytest

from qa.cli.printing import tables as printing
from qa.tables.fields import cells_of, csv_file
from qa.tables.values import Mark
from qa.tables.wording.chinese import CHINESE
from qa.tables.wording.english import ENGLISH
from qa.tables.writing.markdown_table import markdown
from qa.tables.writing.sheet import workbook
from qa.types import Level
from tests.support.texts.placed import engine_of, report

if TYPE_CHECKING:
    from qa import Engine
    from qa.tables.values import Table

_GOAL = "今年的主要预期目标是：地区生产总值增长{}。"


@pytest.fixture(scope="module")
def counties(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """Three counties with results, one with an estimate, one with a target alone; coal of two."""
    return engine_of(
        tmp_path_factory.mktemp("unlike"),
        report(
            "云溪县", 2031, "全县地区生产总值增长5.2%。煤炭产量21万吨。", to_do=_GOAL.format("6%")
        ),
        report(
            "石岭县", 2031, "全县地区生产总值增长4.1%。煤炭产量34万吨。", to_do=_GOAL.format("5%")
        ),
        report("白沙县", 2031, "全县地区生产总值增长7%。"),
        report("青田县", 2031, "预计全县地区生产总值增长4.5%。"),
        report("南河县", 2031, "修缮码头3座。", to_do=_GOAL.format("9%")),
    )


@pytest.fixture(scope="module")
def growth(counties: Engine) -> Table:
    return counties.table("各县GDP增速")


def test_only_what_is_no_result_is_marked(growth: Table):
    marks = {row.about.place: row.cells[0].marks for row in growth.rows}
    assert Mark.TARGET in marks["南河县"]
    assert Mark.ESTIMATE in marks["青田县"]
    assert not any(
        {Mark.TARGET, Mark.ESTIMATE} & {*marks[p]} for p in ("云溪县", "石岭县", "白沙县")
    )


def test_every_form_has_it_in_the_cell(growth: Table):
    sheet = openpyxl.load_workbook(io.BytesIO(workbook(growth))).active
    assert sheet is not None
    in_sheet = [str(row[2]) for row in sheet.iter_rows(values_only=True)]
    for shown in ("9%（目标）", "4.5%（预计数）", "5.2%"):
        assert shown in in_sheet
    in_csv = csv_file(growth).decode("utf-8-sig")
    assert "9%（目标）" in in_csv
    assert "4.5%（预计数）" in in_csv
    assert any("9%（目标" in line for line in markdown(growth))
    printed = [*printing._terminal(growth)]  # noqa: SLF001 - as it is printed, without a terminal
    assert any("9%（目标" in line for line in printed)
    (target,) = (each for each in cells_of(growth) if each["place"] == "南河县")
    assert "target" in target["marks"]
    assert target["text"] == "9%"  # verbatim, for programs


def test_a_column_of_targets_marks_none(counties: Engine):
    table = counties.table("各县2031年GDP增长目标")
    assert not any(Mark.TARGET in row.cells[0].marks for row in table.rows)


@pytest.mark.parametrize("words", [CHINESE, ENGLISH])
def test_every_mark_has_a_word(words: object):
    assert set(words.marks) == set(Mark)  # type: ignore[attr-defined]  # each of them is a Wording


@pytest.mark.parametrize(
    "asked",
    [
        "哪个县的煤炭产量最高",
        "煤炭产量最低的是哪个县",
        "各县煤炭产量排名",
        "哪个县煤炭产量最大",
        "煤炭产量前两名的县",
    ],
)
def test_an_order_of_few_says_so_and_is_likely(counties: Engine, asked: str):
    answer = counties.ask(asked)
    assert answer.level is Level.LIKELY
    assert answer.of_table is not None
    assert answer.of_table.text.startswith("只有 2 份写有可比的数字，其中")


def test_an_order_of_most_does_not(counties: Engine):
    answer = counties.ask("哪个县的GDP增速最高")
    assert answer.level is Level.ANSWERED
    assert answer.of_table is not None
    assert answer.of_table.text.startswith("最高：白沙县（7%）")
