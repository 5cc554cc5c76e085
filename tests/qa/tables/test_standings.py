"""qa.tables.standings: orders, bounds and stated ranks, from the reports to what is read off them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from qa.types import Level
from tests.support.texts.placed import engine_of, report

if TYPE_CHECKING:
    from qa import Engine
    from qa.types import OfTable


@pytest.fixture(scope="module")
def counties(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return engine_of(
        tmp_path_factory.mktemp("standings"),
        report("云溪县", 2031, "茶叶产量突破40万吨，连续12年居全国首位。城镇调查失业率5.5%。"),
        report("白沙县", 2031, "茶叶产量31万吨，居全国第3位。城镇调查失业率控制在5.5%以内。"),
        report("石岭县", 2031, "茶叶产量24万吨，创历史新高。城镇调查失业率4.1%。"),
        report("青田县", 2031, "高铁里程达到300公里。茶叶产量增速居全国首位。"),
        report("南河县", 2031, "新建高速公路20公里，全县通车总里程突破1000公里。"),
    )


def read_off(engine: Engine, question: str) -> OfTable:
    found = engine.ask(question).of_table
    assert found is not None, question
    return found


@pytest.mark.parametrize(
    ("asked", "places"),
    [
        ("哪个县茶叶产量居全国首位", ["云溪县"]),
        ("哪个县的茶叶产量全国第一", ["云溪县"]),
        ("哪个县茶叶产量连续12年居全国首位", ["云溪县"]),
        ("哪个县茶叶产量连续20年居全国首位", []),
        ("谁的茶叶产量居全国第三位", ["白沙县"]),
        ("哪些县茶叶产量居全国前五位", ["云溪县", "白沙县"]),
        ("哪个县茶叶产量增速居全国首位", ["青田县"]),
    ],
)
def test_a_rank_is_of_those_that_state_it(counties: Engine, asked: str, places: list[str]):
    assert sorted(line.place for line in read_off(counties, asked).lines) == sorted(places)


def test_a_record_is_no_rank(counties: Engine):
    table = counties.table("各县茶叶产量在全国排第几?")
    found = {row.about.place: row.cells[0].text for row in table.rows if row.cells[0].is_told}
    assert found == {"云溪县": "首位", "白沙县": "第3位"}


@pytest.mark.parametrize("asked", ["哪些县茶叶产量超过30万", "茶叶产量超过30万吨的县有哪些?"])
def test_a_bound_needs_no_unit(counties: Engine, asked: str):
    found = read_off(counties, asked)
    assert found.question == "茶叶产量是多少?"
    assert sorted(line.place for line in found.lines) == ["云溪县", "白沙县"]


def test_what_is_at_most_so_much_is_not_the_highest(counties: Engine):
    found = read_off(counties, "哪个县失业率最高")
    assert [line.place for line in found.lines] == ["云溪县"]


@pytest.mark.parametrize("asked", ["哪个县高铁里程最长", "哪个县高铁里程最短"])
def test_one_report_is_no_first(counties: Engine, asked: str):
    answer = counties.ask(asked)
    assert answer.level is Level.LIKELY
    assert answer.of_table is not None
    assert answer.of_table.text.startswith("只有 1 份写有可比的数字，无从比较：青田县（300公里）")
    assert "最高" not in answer.of_table.text
    assert [line.rank for line in answer.of_table.lines] == [None]


@pytest.mark.parametrize(
    ("asked", "places"),
    [
        ("哪些县茶叶产量在20万吨到35万吨之间", ["白沙县", "石岭县"]),
        ("茶叶产量介于30万吨和35万吨之间的县", ["白沙县"]),
        ("哪些县茶叶产量低于30", ["石岭县"]),
        ("哪些县茶叶产量超过30", ["云溪县", "白沙县"]),
        ("几个县失业率在4%到5%之间", ["石岭县"]),
    ],
)
def test_two_ends_and_a_number_alone_are_bounds(counties: Engine, asked: str, places: list[str]):
    assert sorted(line.place for line in read_off(counties, asked).lines) == sorted(places)


@pytest.mark.parametrize(
    ("asked", "place", "n"),
    [
        ("哪个县茶叶产量第二", "白沙县", 2),
        ("茶叶产量第二低的县", "白沙县", 2),
        ("茶叶产量第三高的是哪个县", "石岭县", 3),
    ],
)
def test_one_of_an_order_is_told_alone(counties: Engine, asked: str, place: str, n: int):
    found = read_off(counties, asked)
    assert [line.place for line in found.lines] == [place]
    assert f"第 {n}：{place}" in found.text


def test_no_report_is_the_ninth(counties: Engine):
    assert not read_off(counties, "哪个县茶叶产量第九").lines


@pytest.mark.parametrize(
    ("asked", "places"),
    [
        ("哪些县茶叶产量超过40万吨", ["云溪县"]),
        ("哪些县茶叶产量突破40万吨", ["云溪县"]),
        ("哪些县茶叶产量在24万到31万之间", ["白沙县", "石岭县"]),
        ("哪些县茶叶产量超过24万吨低于40万吨", ["白沙县"]),
        ("哪些县茶叶产量24万吨以上31万吨以下", ["白沙县", "石岭县"]),
    ],
)
def test_a_figure_that_passes_its_number_is_above_it(
    counties: Engine, asked: str, places: list[str]
):
    assert sorted(line.place for line in read_off(counties, asked).lines) == sorted(places)
