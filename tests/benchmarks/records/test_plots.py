from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.records.plots import bars, curves

if TYPE_CHECKING:
    from pathlib import Path


def test_the_same_figures_give_the_same_bars(tmp_path: Path):
    panels = {"seconds": {"ours": 1.0, "theirs": 10.0}, "MiB": {"ours": 5.0, "theirs": 50.0}}
    bars(panels, "ours", tmp_path / "a.svg")
    bars(panels, "ours", tmp_path / "b.svg")
    assert (tmp_path / "a.svg").read_bytes() == (tmp_path / "b.svg").read_bytes()
    assert b"<svg" in (tmp_path / "a.svg").read_bytes()


def test_curves_have_an_axis_of_sizes(tmp_path: Path):
    out = tmp_path / "plots" / "curves.svg"
    curves([100, 1000], {"ms": {"p50": [1.0, 2.0], "p95": [2.0, 4.0]}}, "sentences", out)
    assert "sentences" in out.read_text(encoding="utf-8")
