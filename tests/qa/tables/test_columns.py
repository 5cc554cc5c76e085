"""qa.tables.columns: what of a column can be held against each other, and what is marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from qa.tables.values import INCOMPARABLE, Mark
from tests.support.texts.placed import engine_of, report

if TYPE_CHECKING:
    from qa import Engine

SAID = {
    "云溪县": "全年开行货运班列90列。新能源汽车产量增长27%。",
    "白沙县": "货运班列累计开行3000列。新能源汽车产量增长43%。",
    "石岭县": "全年开行货运班列120列。新能源汽车零售额增长36%。",
    "青田县": "全年开行货运班列60列。新能源汽车产量增长12%。",
}


@pytest.fixture(scope="module")
def counties(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    to_do = "绿色产业增加值达到30亿元以上。"
    texts = (report(place, 2031, said, to_do=to_do) for place, said in SAID.items())
    return engine_of(tmp_path_factory.mktemp("columns"), *texts)


def marks(engine: Engine, question: str) -> dict[str, tuple[Mark, ...]]:
    return {row.about.place: row.cells[0].marks for row in engine.table(question).rows}


@pytest.mark.parametrize(
    "asked", ["各县货运班列开行", "各县开行货运班列多少列?", "各县开行货运班列"]
)
def test_what_there_was_so_far_is_marked_beside_a_year(counties: Engine, asked: str):
    found = marks(counties, asked)
    assert {Mark.CUMULATED, Mark.OTHER_TIME} <= {*found["白沙县"]}
    assert not any(Mark.CUMULATED in found[place] for place in ("云溪县", "石岭县", "青田县"))


def test_what_is_sold_is_marked_beside_what_is_made(counties: Engine):
    found = marks(counties, "各县新能源汽车增长")
    assert Mark.OTHER_MEASURE in found["石岭县"]
    assert not any(Mark.OTHER_MEASURE in found[place] for place in ("云溪县", "白沙县", "青田县"))


def test_what_is_aimed_at_alone_is_marked(counties: Engine):
    assert all(Mark.TARGET in each for each in marks(counties, "各县绿色产业增加值").values())
    assert not any(
        Mark.TARGET in each for each in marks(counties, "各县绿色产业增加值目标").values()
    )


def test_another_measure_is_not_compared():
    assert Mark.OTHER_MEASURE in INCOMPARABLE
