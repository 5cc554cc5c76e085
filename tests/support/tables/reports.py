"""Tables for tests: of texts as readers get them, and of cells as formats tell them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.reading.formats.common.lines import Cell, Lines, Row
from index.reading.formats.common.text_tables import marked
from index.reading.formats.extract import Extract
from index.reading.report import parse
from index.reading.splitting import split
from index.types import Source

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.types import Passage

# A cell a line, as a table is copied from some pages.
STACKED = "表1 2022年水果产量\n\n品种\n\n产量（吨）\n\n比上年增长（%）\n\n柑\n\n52.5\n\n-2.4\n\n李\n\n7\n\n6.1\n\n全县果园3个。"
TOP = ("2024年甲县政府工作报告", "一、2023年工作回顾")


def passages_of_text(text: str) -> tuple[Passage, ...]:
    """The passages of a report whose body is a text."""
    return _passages(marked(Extract(text="\n".join((*TOP, text)))))


def passages_of_cells(
    rows: Sequence[Sequence[str | Cell]], *above: str, below: Sequence[str] = ()
) -> tuple[Passage, ...]:
    """The passages of a report that holds a table, with the lines above and below it."""
    lines = Lines("甲.docx")
    for line in (*TOP, *above):
        lines.add(line)
    lines.add_table(
        [
            Row(cells=tuple(Cell(text=each) if isinstance(each, str) else each for each in row))
            for row in rows
        ]
    )
    for line in below:
        lines.add(line)
    return _passages(lines.extract())


def _passages(extract: Extract) -> tuple[Passage, ...]:
    return split(
        parse(
            Source(id="0" * 64, path="a.txt", text=extract.text, tables=extract.tables),
        )
    )
