"""qa.tables.measures.ratios: what is told for each of something is no whole, and a whole is not that."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from index.build import build
from qa import Engine
from tests.support.hash_encoder import HashEncoder
from tests.support.texts.neighbouring_reports import report

if TYPE_CHECKING:
    from pathlib import Path

SAID = {
    "云溪县": "人均地区生产总值7.1万元，地区生产总值210亿元，单位地区生产总值能耗下降3.2%。",
    "石岭县": "地区生产总值300亿元，粮食单产1050斤、居全国第一，粮食产量24万吨，居民人均可支配收入4.2万元，能耗总量下降1%。",
    "白沙县": "地区生产总值增长6%，新增就业300人。",
}


@pytest.fixture(scope="module")
def ratios(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    folder: Path = tmp_path_factory.mktemp("ratios")
    (folder / "corpus").mkdir()
    for place, told in SAID.items():
        text = report(place, 2031, f"全县{told}", "新增就业300人。")
        (folder / "corpus" / f"{place}.txt").write_text(text, encoding="utf-8")
    build([folder / "corpus"], folder / "index", HashEncoder)
    return Engine.open(folder / "index", load=lambda _: HashEncoder())


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("各县人均地区生产总值", {"云溪县": "7.1万元"}),
        ("各县单位地区生产总值能耗下降多少?", {"云溪县": "3.2%"}),
        ("各县粮食单产", {"石岭县": "1050斤"}),
        ("各县粮食单产在全国排第几?", {"石岭县": "第一"}),
        ("各县人均可支配收入", {"石岭县": "4.2万元"}),
        ("各县地区生产总值是多少?", {"云溪县": "210亿元", "石岭县": "300亿元"}),
    ],
)
def test_only_such_ratios_are_told(ratios: Engine, question: str, told: dict[str, str]):
    cells = {row.about.place: row.cells[0] for row in ratios.table(question).rows}
    shown = {place: cell.text for place, cell in cells.items() if cell.is_told and cell.low}
    assert {place: text for place, text in shown.items() if place in told} == told
    if "地区生产总值是" not in question:
        assert shown.keys() == told.keys()
