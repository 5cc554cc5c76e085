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
