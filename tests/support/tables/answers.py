"""An answer from a cell of a table, of a report that means harm."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from index.reading.formats.common.lines import Cell
from index.types import Aspect, Period
from qa.types import Citation, Highlight, HighlightKind
from tests.support.tables.reports import passages_of_cells
from tests.support.texts.answer_samples import sample

if TYPE_CHECKING:
    from index.types import Passage
    from qa.types import Answer

CAPTION = "表1 2023年<b>产量</b>"
ROWS: tuple[tuple[str | Cell, ...], ...] = (
    ("品种", Cell(text="2023年", n_columns=2)),
    (Cell(text="", goes_on=True), "产量（吨）", "<i>增长</i>（%）"),
    ("茶|叶", "52.5", "-2.4"),
    ("蜂蜜", "7", ""),
)


def table_passage() -> Passage:
    """The table as a passage."""
    (passage,) = passages_of_cells(ROWS, CAPTION)
    return passage


def long_table() -> tuple[Passage, ...]:
    """A table of two passages, the second of which holds no heads."""
    rows = [[f"{i}号井", str(3000 + i)] for i in range(30)]
    first, second = passages_of_cells([["井", "深（米）"], *rows], "表2 深井")
    return first, second


def table_answer() -> Answer:
    """The answer 52.5 with the table as the only hit."""
    passage, other = table_passage(), sample()
    assert other.value
    document = dataclasses.replace(other.hits[0].document)
    at = passage.text.index("52.5")
    row = next(each for each in passage.sentences if "52.5" in each.text)
    citation = Citation(
        document=dataclasses.replace(document, text=" " * passage.start + passage.text),
        passage=passage,
        start=passage.start + at,
        end=passage.start + at + 4,
    )
    value = dataclasses.replace(
        other.value,
        text="52.5",
        measure="茶叶产量",
        unit="吨",
        aspect=Aspect.LEVEL,
        period=Period.REVIEW,
        year=2023,
    )
    hit = dataclasses.replace(
        other.hits[0],
        document=citation.document,
        passage=passage,
        highlights=(
            Highlight(start=at, end=at + 4, kind=HighlightKind.ANSWER),
            Highlight(
                start=row.start - passage.start,
                end=row.end - passage.start,
                kind=HighlightKind.SENTENCE,
            ),
        ),
    )
    return dataclasses.replace(
        other,
        text="52.5",
        value=value,
        citations=(citation,),
        counterpart=None,
        conflicts=(),
        alternatives=(),
        hits=(hit,),
    )
