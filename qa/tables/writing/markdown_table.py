"""Tables as Markdown, each figure with a footnote that quotes it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qa.tables.wording.chinese import CHINESE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qa.tables.values import Cell, Table
    from qa.tables.wording.wording import Wording

# What Markdown, or HTML inside of it, would take for more than text.
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>()#+!|~$&:^=-])")


def markdown(table: Table, words: Wording = CHINESE) -> Iterator[str]:
    """The lines of a table, its quotations below it."""
    notes: list[str] = []
    heads = [words.place, *(text_of(column.name) for column in table.columns)]
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    names = words.labels(table.column(0)) if table.columns else {}
    for row in table.rows:
        shown = [_cell(cell, notes, words) for cell in row.cells]
        yield f"| {' | '.join([text_of(names[row.about.id]), *shown])} |"
    yield ""
    for each in (*words.of_table(table), *words.notes(table)):
        yield text_of(each)
        yield ""
    yield from notes


def _cell(cell: Cell, notes: list[str], words: Wording) -> str:
    """A cell, whose quotation is added to the notes."""
    if cell.citation is None:
        return words.levels[cell.level.value]
    marks = words.marked(cell)
    number = len(notes) + 1
    where = words.where(cell.citation)
    notes.append(f"[^{number}]: {text_of(cell.quote)} —— {text_of(where)}")
    shown = text_of(cell.text) + text_of(words.brackets(marks))
    return f"{shown}[^{number}]"


def text_of(text: str) -> str:
    """A text as Markdown that shows it as it is."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))
