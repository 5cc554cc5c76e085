"""qa.tables.naming: rows that are told in other words, and figures of other things that share some."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from qa.tables.values import Mark
from tests.support.texts.placed import engine_of, report

if TYPE_CHECKING:
    from qa import Engine
    from qa.tables.values import Cell

SAID = {
    "云溪县": (
        "货物贸易进出口总额增长15.4%。空气质量优良天数比率达91.2%。改造城镇老旧小区12个。",
        "财政民生支出占比达76%。高标准农田达31万亩。全县高新技术企业达到120家。",
    ),
    "白沙县": (
        "进出口贸易总额增长21.8%。设区城市空气质量优良天数比例为88%。开工改造老旧小区7个。",
        "民生支出占一般公共预算支出比例80.2%。建设高标准农田2万亩。高新技术企业数量增长15%。",
    ),
    "石岭县": (
        "对共建国家进出口额增长41.5%。优良天数比例优于全县平均水平。在9个老旧小区周边增设车位。",
        "企业净资产增长8.9%、研发投入增长34.4%。高标准农田达12万亩。高新技术企业达到80家。",
    ),
    "青田县": (
        "跨境电商进出口增长30%。共建国家进出口占比提高到47.5%。新开工老旧小区改造5个。",
        "人均纯收入1万元以下的脱贫户有30户。高新技术“育苗行动”企业达22家。建成农村公路5公里。",
    ),
}


@pytest.fixture(scope="module")
def counties(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    texts = (report(place, 2031, *said) for place, said in SAID.items())
    return engine_of(tmp_path_factory.mktemp("naming"), *texts)


def told(engine: Engine, question: str) -> dict[str, str]:
    return {
        row.about.place: row.cells[0].text
        for row in engine.table(question).rows
        if row.cells[0].is_told
    }


def cells(engine: Engine, question: str) -> dict[str, Cell]:
    return {row.about.place: row.cells[0] for row in engine.table(question).rows}


@pytest.mark.parametrize(
    "asked",
    ["各县进出口总额增长", "各县进出口增速", "各县进出口总值增长多少?", "各县2030年进出口额增速"],
)
def test_trade_has_several_names(counties: Engine, asked: str):
    found = told(counties, asked)
    assert (found["云溪县"], found["白沙县"]) == ("15.4%", "21.8%")
    assert not {"石岭县", "青田县"} & set(found)  # with some countries, by some firms, or a share


@pytest.mark.parametrize("asked", ["各县优良天数比例", "各县空气质量优良天数比率", "各县优良率"])
def test_a_share_of_days_has_several_names(counties: Engine, asked: str):
    found = told(counties, asked)
    assert (found["云溪县"], found["白沙县"]) == ("91.2%", "88%")


def test_a_share_is_told_whatever_it_is_held_against(counties: Engine):
    assert told(counties, "各县民生支出占比") == {"云溪县": "76%", "白沙县": "80.2%"}


@pytest.mark.parametrize(
    "asked", ["各县老旧小区改造", "各县老旧小区改造数量", "各县2030年改造老旧小区多少个?"]
)
def test_what_was_done_is_counted_in_any_order_of_words(counties: Engine, asked: str):
    assert told(counties, asked) == {"云溪县": "12个", "白沙县": "7个", "青田县": "5个"}


def test_what_a_year_built_is_no_stock(counties: Engine):
    found = cells(counties, "各县高标准农田")
    assert Mark.OTHER_ASPECT in found["白沙县"].marks
    assert not found["云溪县"].marks
    assert not found["石岭县"].marks
    built = cells(counties, "各县高标准农田建设")
    assert not built["白沙县"].marks
    assert Mark.OTHER_ASPECT in built["云溪县"].marks


def test_a_growth_is_no_number_of_firms(counties: Engine):
    table = counties.table("各县高新技术企业数量")
    found = {row.about.place: row.cells[0] for row in table.rows}
    assert {place: cell.text for place, cell in found.items() if cell.is_told} == {
        "云溪县": "120家",
        "石岭县": "80家",
    }
    assert [each.value.text for each in found["白沙县"].near] == ["15%"]


@pytest.mark.parametrize(
    "asked", ["各县居民人均可支配收入", "各县人均纯收入", "各县出口增速", "各县进口增速"]
)
def test_what_bounds_a_group_or_is_wider_is_not_told(counties: Engine, asked: str):
    assert told(counties, asked) == {}
