"""The tables of passages as lines: what each passage holds of one, empty where it holds none."""

from __future__ import annotations

import dataclasses
import json

from index.table_types import TableFigure, TablePart


def to_line(table: TablePart | None) -> str:
    """A line for a passage."""
    if table is None:
        return "\n"
    return json.dumps(dataclasses.asdict(table), ensure_ascii=False) + "\n"


def from_line(line: str) -> TablePart | None:
    """What ``to_line`` wrote."""
    if not line.strip():
        return None
    fields = json.loads(line)
    return TablePart(
        caption=tuple(fields["caption"]),
        heads=tuple(map(tuple, fields["heads"])),
        rows=tuple(tuple((start, end) for start, end in row) for row in fields["rows"]),
        n_heads=fields["n_heads"],
        labels=tuple(fields["labels"]),
        figures=tuple(
            TableFigure(**each | {"above": tuple(each["above"]), "head": tuple(each["head"])})
            for each in fields["figures"]
        ),
    )
