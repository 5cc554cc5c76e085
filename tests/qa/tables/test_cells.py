"""qa.tables.cells: what a figure's own words make of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from index.build import build
from qa import Engine
from qa.tables.values import Mark
from tests.support.hash_encoder import HashEncoder
from tests.support.texts.neighbouring_reports import report

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("told", "mark"),
    [
        ("不少于3000人", Mark.AT_LEAST),
        ("不低于3000人", Mark.AT_LEAST),
        ("3000人以上", Mark.AT_LEAST),
        ("不超过3000人", Mark.AT_MOST),
        ("3000人以内", Mark.AT_MOST),
        ("3000人左右", Mark.ABOUT),
    ],
)
def test_a_bound_is_one_from_its_side(told: str, mark: Mark, tmp_path: Path):
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for place in ("云溪县", "石岭县"):
        text = report(place, 2031, "全县粮食产量24万吨。", f"新增就业{told}。")
        (corpus / f"{place}.txt").write_text(text, encoding="utf-8")
    build([corpus], tmp_path / "index", HashEncoder)
    engine = Engine.open(tmp_path / "index", load=lambda _: HashEncoder())
    marks = [row.cells[0].marks for row in engine.table("各县2031年新增就业目标").rows]
    assert marks == [(mark,), (mark,)]


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("哪些县地区生产总值增速高于全国", {"云溪县": "0.7个百分点"}),
        ("哪些县地区生产总值增速超过全国平均水平", {"云溪县": "0.7个百分点"}),
        ("地区生产总值增速低于全国的县", {"石岭县": "1个百分点"}),
    ],
)
def test_against_the_country_those_count_that_say_so(
    asked: str, told: dict[str, str], tmp_path: Path
):
    said = {
        "云溪县": "全县地区生产总值增长5.7%，高于全国0.7个百分点。",
        "石岭县": "全县地区生产总值增长4%，低于全国1个百分点。",
        "白沙县": "全县地区生产总值增长6%，就业形势稳定。",
    }
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for place, review in said.items():
        text = report(place, 2031, review, "新增就业3000人。")
        (corpus / f"{place}.txt").write_text(text, encoding="utf-8")
    build([corpus], tmp_path / "index", HashEncoder)
    engine = Engine.open(tmp_path / "index", load=lambda _: HashEncoder())
    rows = engine.table(asked).rows
    assert {r.about.place: r.cells[0].text for r in rows if r.cells[0].is_told} == told
