from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from qa.retrieval import measured
from qa.retrieval.scope import EVERYTHING
from qa.understanding import question
from tests.support.texts.placed import engine_of, report

if TYPE_CHECKING:
    from qa import Engine

_LONG = (
    "一年来，我们沉着应对各种困难，扎实推进各项工作，社会大局保持稳定，全县地区生产总值达240亿元、"
    "粮食产量24万吨、新增就业3000人、货物进出口总额51亿元、旅游总收入18亿元，群众安全感持续提升。"
)


@pytest.fixture(scope="module")
def counties(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """Two counties; one tells its figures in one long breath, among lines that are more like questions."""
    near = [f"推进{name}统计改革的第{k}项工作。" for name in _NAMES for k in range(2, 10)]
    return engine_of(
        tmp_path_factory.mktemp("measured"),
        report("云溪县", 2031, _LONG, *near),
        report("石岭县", 2031, "全县地区生产总值增长6.1%。", *near),
    )


_NAMES = {
    "GDP": "240亿元",
    "粮食产量": "24万吨",
    "新增就业人数": "3000人",
    "进出口总额": "51亿元",
    "旅游收入": "18亿元",
}


def test_a_fact_of_just_what_is_asked_is_found(counties: Engine):
    generation = counties.snapshot().generation
    asked = question.parse("云溪县GDP", generation.reports)
    found = measured.passages(
        generation.index,
        asked,
        generation.concepts(asked),
        generation.reports_in(EVERYTHING).of(("云溪县",)),
        None,
    )
    (passage,) = generation.index.passages(found.tolist())
    assert "240亿元" in passage.text


@pytest.mark.parametrize("name", _NAMES)
def test_it_is_read_whatever_is_nearer(counties: Engine, name: str):
    read = counties.snapshot().weigh(f"云溪县{name}").ranked
    assert any(_NAMES[name] in each.passage.text for each in read)


@pytest.mark.parametrize(
    ("asked", "places"),
    [
        ("云溪县GDP", ("云溪县",)),
        ("云溪县的粮食产量是多少?", ("云溪县",)),
        ("云溪县和石岭县的GDP", ("云溪县", "石岭县")),
        ("GDP是多少?", ()),
        ("云溪县的主要做法", ()),  # no figure
    ],
)
def test_they_are_of_the_places_that_a_figure_is_asked_of(
    counties: Engine, asked: str, places: tuple[str, ...]
):
    read = question.parse(asked, counties.snapshot().generation.reports)
    assert sorted(measured.named_places(read)) == sorted(places)
