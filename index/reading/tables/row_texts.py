"""A row of a table as text: what is encoded, and what its terms are taken from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.reading.tables.cells import joined

if TYPE_CHECKING:
    from index.table_types import TablePart
    from index.types import Passage, Sentence

_MAX_CAPTION_CHARS = 120


def text_of_sentence(passage: Passage, sentence: Sentence) -> str:
    """What a sentence says; of a table's row with the caption and the heads of its columns.

    表1 2023年主要农产品产量 粮食：产量（万吨） 246.1，比上年增长（%） 1.3
    """
    table = passage.table
    row = row_at(table, sentence) if table is not None else None
    if table is None or row is None or row < table.n_heads:
        return sentence.text
    caption = " ".join(table.caption)[:_MAX_CAPTION_CHARS]
    return " ".join(filter(None, (caption, _row(passage, table, row))))


def text_of_passage(passage: Passage) -> str:
    """What a passage says; of a part of a table that begins below its heads, with these."""
    table = passage.table
    if table is None or table.n_heads or not (table.heads or table.caption):
        return passage.text
    heads = ["\t".join(dict.fromkeys(row)) for row in table.heads]
    is_first = any(line in passage.text for line in table.caption)
    return "\n".join((*(() if is_first else table.caption), *heads, passage.text))


def row_at(table: TablePart, sentence: Sentence) -> int | None:
    """The row of a table that a sentence is, or is part of."""
    for i, row in enumerate(table.rows):
        if any(
            sentence.start <= start and end <= sentence.end for start, end in row if end > start
        ):
            return i
    return None


def _row(passage: Passage, table: TablePart, row: int) -> str:
    """A row with the heads of its columns: 粮食：产量（万吨） 246.1，比上年增长（%） 1.3."""
    spans = table.rows[row]
    above = next(
        (each.above for each in table.figures if (each.start, each.end) in spans and each.above), ()
    )
    names = list(reversed(above))
    said: list[str] = []
    seen = set()
    for column, span in enumerate(spans):
        text = _text(passage, span)
        if not text or span in seen:
            continue
        seen.add(span)
        if column in table.labels and not said:
            names.append(text)
            continue
        heads = () if column in table.labels else _heads(table, column)
        said.append(" ".join([*heads, text]))
    return "：".join(filter(None, (" ".join(names), "，".join(said))))


def _heads(table: TablePart, column: int) -> tuple[str, ...]:
    """The heads of a column, outermost first, the same once."""
    heads = (joined(row[column]) for row in table.heads if column < len(row) and row[column])
    return tuple(dict.fromkeys(heads))


def _text(passage: Passage, span: tuple[int, int]) -> str:
    text = passage.text[max(0, span[0] - passage.start) : max(0, span[1] - passage.start)]
    return joined(text)
