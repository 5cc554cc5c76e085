"""Reports of made-up places, and engines that are asked about several of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.build import build
from qa import Engine
from tests.support.hash_encoder import HashEncoder

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def report(place: str, year: int, *done: str, to_do: str = "继续修缮码头。") -> str:
    """A report of a place and year that says what was done in the year before, a line each."""
    lines = (
        f"{year}年{place}政府工作报告",
        "各位代表:",
        f"一、{year - 1}年工作回顾",
        *done,
        f"二、{year}年工作安排",
        to_do,
    )
    return "\n".join(lines) + "\n"


def engine_of(folder: Path, *texts: str) -> Engine:
    """An engine on an index of some reports, in a new folder."""
    return engine_of_files(folder, {str(number): text for number, text in enumerate(texts)})


def engine_of_files(folder: Path, texts: Mapping[str, str]) -> Engine:
    """The same, where the name of each report's file tells something."""
    corpus, index, encoder = folder / "corpus", folder / "index", HashEncoder()
    corpus.mkdir(parents=True)
    for name, text in texts.items():
        (corpus / f"{name}.txt").write_text(text, encoding="utf-8")
    build([corpus], index, lambda: encoder)
    return Engine.open(index, load=lambda _: encoder)
