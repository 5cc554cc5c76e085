"""The table of a run's answers, in the form that its name tells; it appears whole or not at all."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from index.errors import BatchError
from index.platform import durable
from qa.listing import fact_table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

SUFFIXES = (".xlsx", ".csv", ".jsonl")


def check(out: Path, questions: Path, *, overwrite: bool) -> None:
    """See that a table can be written, before anything is asked.

    Raises:
        BatchError: its name tells no form, it is there already, or its folder is not.
    """
    if out.suffix.lower() not in SUFFIXES:
        raise BatchError(f"{out} is no table: name a file that ends in {', '.join(SUFFIXES)}")
    if out.exists() and questions.exists() and out.samefile(questions):
        raise BatchError(f"{out} holds the questions: name another file for the answers")
    if out.is_dir() or (out.exists() and not overwrite):
        raise BatchError(f"{out} exists already: name another file, or add --overwrite")
    if not out.parent.is_dir():
        raise BatchError(f"there is no folder {out.parent}: make it, or name another")


def write(out: Path, rows: Sequence[Mapping[str, Any]], names: Sequence[str]) -> None:
    """Write the table; who opens it meanwhile finds the one before, or this one.

    Raises:
        OSError: it cannot be written.
    """
    durable.replace(out, _bytes(out.suffix.lower(), rows, names))


def _bytes(suffix: str, rows: Sequence[Mapping[str, Any]], names: Sequence[str]) -> bytes:
    if suffix == ".csv":
        return b"".join(fact_table.csv_lines(rows, names))
    if suffix == ".jsonl":
        lines = (
            json.dumps({name: row[name] for name in names}, ensure_ascii=False) for row in rows
        )
        return "".join(f"{line}\n" for line in lines).encode("utf-8", "replace")
    from qa.batches import workbook  # noqa: PLC0415 - openpyxl, for workbooks alone

    return workbook.written(([row[name] for name in names] for row in rows), names)
