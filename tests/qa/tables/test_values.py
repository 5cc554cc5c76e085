"""qa.tables.values: the numbers of a cell, below zero for a change downwards."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from index.build import build
from qa import Engine
from qa.tables.fields import cells_of, seen_row, sheet_row
from qa.tables.wording.chinese import CHINESE
from tests.support.hash_encoder import HashEncoder
from tests.support.texts.neighbouring_reports import report

if TYPE_CHECKING:
    from pathlib import Path

SAID = {
    "云溪县": "全县粮食产量下降3%。",
    "石岭县": "全县粮食产量增长1.2%。",
    "白沙县": "全县粮食产量下降5%。",
    "青田县": "全县粮食产量增长2%。",
}


@pytest.fixture(scope="module")
def falls(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    folder: Path = tmp_path_factory.mktemp("falls")
    (folder / "corpus").mkdir()
    for place, told in SAID.items():
        text = report(place, 2031, told, "新增就业300人。")
        (folder / "corpus" / f"{place}.txt").write_text(text, encoding="utf-8")
    build([folder / "corpus"], folder / "index", HashEncoder)
    return Engine.open(folder / "index", load=lambda _: HashEncoder())


def test_a_fall_is_below_zero_in_every_form_and_its_text_stays(falls: Engine):
    table = falls.table("各县2030年粮食产量增速")
    told = {each["place"]: each for each in cells_of(table)}
    assert (told["云溪县"]["text"], told["云溪县"]["value"], told["云溪县"]["falls"]) == (
        "3%",
        -3,
        True,
    )
    assert (told["石岭县"]["value"], told["石岭县"]["falls"]) == (1.2, False)
    assert sheet_row(told["云溪县"])["direction"] == CHINESE.falls
    seen = {row.about.place: seen_row(row, row.about.place) for row in table.rows}
    assert seen["白沙县"][2:] == ["5%", Decimal(-5), "下降"]


@pytest.mark.parametrize(
    ("question", "places", "is_lowest"),
    [
        ("哪个县2030年粮食产量增速最低?", ["白沙县"], True),
        ("2030年粮食产量降幅最大的是哪个县?", ["白沙县"], True),
        ("2030年粮食产量增速最高的两个县", ["青田县", "石岭县"], False),
    ],
)
def test_the_deepest_fall_is_the_lowest_number(
    falls: Engine, question: str, places: list[str], *, is_lowest: bool
):
    found = falls.ask(question).read_off
    assert found is not None
    assert [line.place for line in found.lines] == places
    assert found.is_lowest is is_lowest


@pytest.mark.parametrize(
    ("question", "places"),
    [
        ("2030年粮食产量下降的县有哪些?", {"云溪县", "白沙县"}),
        ("2030年粮食产量降幅超过4%的县有哪些?", {"白沙县"}),
        ("哪些县2030年粮食产量增速低于1%?", {"云溪县", "白沙县"}),
        ("几个县2030年粮食产量正增长?", {"石岭县", "青田县"}),
    ],
)
def test_falls_are_held_against_bounds(falls: Engine, question: str, places: set[str]):
    found = falls.ask(question).read_off
    assert found is not None
    assert {line.place for line in found.lines} == places
