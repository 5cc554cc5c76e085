"""Measures whole tables: each indicator asked once of all reports, every cell held against its own.

The file of cells is that of ``cells.py``, each with ``across``: its question as it is asked of all
reports. With ``--questions`` those of ``benchmarks/corpora/made_questions.py`` are asked instead, and
what is read off is compared.
"""

from __future__ import annotations

import json
import time
from collections import Counter, defaultdict
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from benchmarks.corpora.made_questions import Made, made, short
from benchmarks.quality import cells as single
from qa import Engine

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qa.tables.values import Cell, Table
    from qa.types import Answer

_COUNTED = ("given", "not given")
_SCALES = {
    "亿元": Decimal(10**8),
    "万元": Decimal(10**4),
    "万人": Decimal(10**4),
    "万吨": Decimal(10**4),
}


def outcome(expected: Mapping[str, Any], cell: Cell) -> str:
    """Hold a cell against what it should be: one of ``single.OUTCOMES``."""
    return single.outcome(expected, cell.text, cell.confidence)


def has_value(expected: Mapping[str, Any], cell: Cell) -> bool:
    """Whether a cell's number is the expected one, units brought together."""
    if not isinstance(expected["value"], int | float):  # told of groups, or in words
        return cell.amount is None
    if cell.amount is None or cell.amount.value is None:
        return False
    scale = _SCALES.get(str(expected["unit"]), Decimal(1))
    wanted = Decimal(str(expected["value"])) * scale
    return abs(cell.amount.value - wanted) <= abs(wanted) * Decimal("0.0001")


def measured(table: Table, expected: Sequence[Mapping[str, Any]], number: int = 0) -> Counter[str]:
    """What became of the cells of one column: the outcomes, and what else is counted of them."""
    by_path = {row.about.path: row.cells[number] for row in table.rows}
    counts: Counter[str] = Counter()
    for each in expected:
        if each["status"] not in _COUNTED:
            continue
        cell = by_path.get(each["document"])
        if cell is None:
            counts["no row"] += 1
            continue
        result = outcome(each, cell)
        counts[result] += 1
        counts["quote holds it"] += cell.is_told and "".join(cell.text.split()) in "".join(
            cell.quote.split()
        )
        counts["told"] += cell.is_told
        if result == "right":
            counts["value"] += has_value(each, cell)
        if result not in ("right", "rightly refused"):
            print(f"{result} | {each['indicator']} | {each['place']} | {cell.text or '-'} "
                  f"{cell.confidence:.2f} | {each['answers']}")  # fmt: skip
    n_bad = sum(
        counts[name] for name in ("wrong", "wrong and sure", "invented", "refused", "no row")
    )
    counts["complete"] += n_bad == 0
    return counts


def outcome_of_many(question: Made, answer: Answer) -> str:
    """``right``; ``warned`` where it differs and says what could change it; ``wrong``."""
    of_table = answer.of_table
    if of_table is None:
        return "not understood"
    is_told = "没有写明" not in question.text
    lines = [each for each in of_table.lines if bool(each.text) is is_told]
    if frozenset(short(each.place) for each in lines) == question.places:
        return "right"
    return "warned" if of_table.warnings else "wrong"


@click.command()
@click.option("--cells", type=click.Path(path_type=Path, exists=True), required=True)
@click.option("--index", type=click.Path(path_type=Path, exists=True), required=True)
@click.option("--alone", is_flag=True, help="Ask in the words of a single report.")
@click.option(
    "--questions", type=click.Choice(["dev", "held"]), help="Ask this half of the made questions."
)
def main(cells: Path, index: Path, *, alone: bool, questions: str | None) -> None:
    """Print what is not right, each column, and all of them together."""
    engine = Engine.open(index)
    if questions is not None:
        read = [json.loads(line) for line in cells.read_text(encoding="utf-8").splitlines()]
        _ask(engine, list(made(read))[questions == "held" :: 2])
        return
    by_question: defaultdict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for line in cells.read_text(encoding="utf-8").splitlines():
        cell = json.loads(line)
        by_question[cell["indicator"], cell["question" if alone else "across"]].append(cell)
    total: Counter[str] = Counter()
    for (name, question), expected in by_question.items():
        engine.table(question)  # warm
        began, began_cpu = time.perf_counter(), time.process_time()
        table = engine.table(question)
        wall, cpu = time.perf_counter() - began, time.process_time() - began_cpu
        counts = measured(table, expected)
        total += counts
        print(f"{name}: {dict(counts)} | {wall:.2f} s, {cpu:.2f} s of a processor")
    _print(total, len(by_question))


def _ask(engine: Engine, questions: Sequence[Made]) -> None:
    """Ask questions over many reports, print those that are not answered right, and the counts."""
    counts: Counter[str] = Counter()
    for question in questions:
        answer = engine.ask(question.text)
        result = outcome_of_many(question, answer)
        counts[result] += 1
        if result != "right":
            said = answer.of_table.text if answer.of_table else answer.text
            print(f"{result} | {question.text} | {sorted(question.places)} | {said[:300]}")
    print(dict(counts))


def _print(total: Counter[str], n_columns: int) -> None:
    n_wrong = total["wrong"] + total["wrong and sure"]
    n_given = total["right"] + n_wrong + total["refused"]
    n_absent = total["rightly refused"] + total["invented"]
    print(
        f"precision {total['right'] / max(1, total['right'] + n_wrong + total['invented']):.3f}, "
        f"recall {total['right'] / max(1, n_given):.3f} of {n_given}, "
        f"not given {total['rightly refused'] / max(1, n_absent):.3f} of {n_absent}; "
        f"values {total['value'] / max(1, total['right']):.3f} of the right ones; "
        f"quotations hold {total['quote holds it']} of {total['told']} told; "
        f"complete columns {total['complete']} of {n_columns}"
    )


if __name__ == "__main__":
    main()
