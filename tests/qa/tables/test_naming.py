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
    assert found["白沙县"].marks == (Mark.NEW, Mark.OTHER_ASPECT)
    assert not found["云溪县"].marks
    assert not found["石岭县"].marks
    built = cells(counties, "各县高标准农田建设")
    assert not built["白沙县"].marks
    assert Mark.OTHER_ASPECT in built["云溪县"].marks


@pytest.mark.parametrize(
    "asked", ["各县高新技术企业数量", "各县高新技术企业", "各县2030年高新技术企业有多少家?"]
)
def test_a_growth_is_no_number_of_firms(counties: Engine, asked: str):
    found = cells(counties, asked)
    assert {place: cell.text for place, cell in found.items() if cell.is_told} == {
        "云溪县": "120家",
        "石岭县": "80家",
    }


@pytest.mark.parametrize(
    "asked", ["各县居民人均可支配收入", "各县人均纯收入", "各县出口增速", "各县进口增速"]
)
def test_what_bounds_a_group_or_is_wider_is_not_told(counties: Engine, asked: str):
    assert told(counties, asked) == {}


@pytest.fixture(scope="module")
def schools(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """Counties whose figures are all of what was added, of another head, or of other units."""
    return engine_of(
        tmp_path_factory.mktemp("schools"),
        report("云溪县", 2031, "新增学位300个。城乡居民人均可支配收入分别达6.6万元和3.2万元。"),
        report("白沙县", 2031, "新增学位120个。城乡居民收入比缩小至2.04:1。实际使用外资3亿美元。"),
        report("石岭县", 2031, "新增硕士学位授权点9个。新设外资企业12家。入围专利百强企业5家。"),
    )


def test_what_was_added_says_so(schools: Engine):
    found = cells(schools, "各县2030年学位有多少个?")
    assert {place: cell.text for place, cell in found.items() if cell.is_told} == {
        "云溪县": "300个",
        "白沙县": "120个",
    }
    assert all(cell.marks == (Mark.NEW,) for cell in found.values() if cell.is_told)
    assert not cells(schools, "各县2030年新增学位多少个?")["云溪县"].marks


def test_a_ratio_of_two_is_none_of_them(schools: Engine):
    assert told(schools, "各县2030年城乡居民收入比") == {"白沙县": "2.04:1"}


@pytest.mark.parametrize("asked", ["各县专利拥有量", "各县发明专利拥有量是多少?"])
def test_what_is_owned_is_no_number_of_owners(schools: Engine, asked: str):
    assert told(schools, asked) == {}


def test_a_number_of_firms_is_no_money(schools: Engine):
    assert told(schools, "各县2030年外资企业数量有多少家?") == {"石岭县": "12家"}


@pytest.mark.parametrize("asked", ["各县营商环境", "各县今年重点工作", "各县茶文化"])
def test_a_topic_makes_no_table(counties: Engine, asked: str):
    answer, table = counties.snapshot().ask_with_table(asked)
    assert table is None
    assert not answer.found
