"""Figures of a column that share words with what is asked, and are of something else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from index.build import build
from qa import Engine
from qa.tables.values import Level, Mark
from tests.support.hash_encoder import HashEncoder
from tests.support.texts.neighbouring_reports import report

if TYPE_CHECKING:
    from qa.tables.values import Cell

SAID = {
    "云溪县": "茶叶产量达到3万吨。高新技术企业达到180家。全年开行货运班列90列。水电装机40万千瓦。",
    "白沙县": "粮食再获丰收，总产量达到85万吨。新增高新技术企业20家。货运班列累计开行3000列。",
    "石岭县": "粮食产量24万吨。高新技术企业达到210家。全年开行货运班列120列。水电站产值9亿元。",
}


@pytest.fixture(scope="module")
def alike(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    folder = tmp_path_factory.mktemp("alike")
    (folder / "corpus").mkdir()
    for place, said in SAID.items():
        text = report(place, 2031, said, "地区生产总值增长5%左右。")
        (folder / "corpus" / f"2031{place}.txt").write_text(text, encoding="utf-8")
    build([folder / "corpus"], folder / "index", HashEncoder)
    return Engine.open(folder / "index", load=lambda _: HashEncoder())


def cells(engine: Engine, question: str) -> dict[str, Cell]:
    return {row.about.place: row.cells[0] for row in engine.table(question).rows}


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("各县2030年茶叶产量是多少?", {"云溪县": "3万吨"}),
        ("各县2030年粮食产量是多少?", {"白沙县": "85万吨", "石岭县": "24万吨"}),
        ("各县2030年苹果产量是多少?", {}),
        ("各县2030年水电装机是多少?", {"云溪县": "40万千瓦"}),
    ],
)
def test_what_is_of_another_thing_is_not_told(alike: Engine, question: str, told: dict[str, str]):
    found = cells(alike, question)
    assert {place: cell.text for place, cell in found.items() if cell.is_told} == told


@pytest.mark.parametrize(
    ("question", "place", "mark"),
    [
        ("各县2030年高新技术企业数量是多少?", "白沙县", Mark.OTHER_ASPECT),
        ("各县2030年新增高新技术企业多少家?", "石岭县", Mark.OTHER_ASPECT),
        ("各县2030年开行货运班列多少列?", "白沙县", Mark.OTHER_TIME),
    ],
)
def test_what_is_not_comparable_is_marked(alike: Engine, question: str, place: str, mark: Mark):
    found = cells(alike, question)[place]
    assert mark in found.marks or not found.is_told
    assert found.level is not Level.GIVEN or mark in found.marks


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("2030年高新技术企业最少的县是哪个?", "云溪县"),
        ("2030年开行货运班列最多的县是哪个?", "石岭县"),
    ],
)
def test_an_order_leaves_out_what_is_not_comparable(alike: Engine, question: str, place: str):
    found = alike.ask(question).of_table
    assert found is not None
    assert [line.place for line in found.lines if line.rank == 1] == [place]
