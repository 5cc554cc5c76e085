"""What the figures of a table measure: the words of their rows and columns, as of a sentence."""

from __future__ import annotations

import dataclasses
import functools
import re
from typing import TYPE_CHECKING

from index.language.measures import Measure, measures
from index.language.text import fold
from index.language.times import without_years, years_of
from index.language.units import Dimension
from index.types import Aspect

if TYPE_CHECKING:
    from index.language.quantities import Quantity
    from index.table_types import TableFigure, TablePart
    from index.types import Passage, Sentence

_EITHER_WAY = re.compile("[增升涨][减降跌]$")  # the sign of the figure tells which


@dataclasses.dataclass(frozen=True, slots=True)
class Stated:
    """What a sentence states: its figures, and the folded words that these and it speak in."""

    measures: tuple[Measure, ...]
    words: str


def stated_in(
    passage: Passage, sentence: Sentence, known: tuple[Quantity, ...] | None = None
) -> Stated:
    """The figures of a sentence of a passage, in offsets of the sentence.

    Of a row of a table they are what its cells hold, and are of its label and their heads.

    Args:
        passage: the passage.
        sentence: one of its sentences.
        known: the figures of the sentence, in its offsets, where they are known already.
    """
    table = passage.table
    if table is not None:
        figures = [each for each in table.figures if sentence.start <= each.start < sentence.end]
        if figures:
            return _of_row(passage, table, sentence, figures)
    stated = measures(sentence.text, known)
    if table is not None:  # 表1 counts nothing
        stated = tuple(each for each in stated if each.dimension is not Dimension.NONE)
    return Stated(stated, sentence.text)


def _of_row(
    passage: Passage, table: TablePart, sentence: Sentence, figures: list[TableFigure]
) -> Stated:
    latest = _latest(table)
    found: list[Measure] = []
    for each in figures:
        text = passage.text[each.start - passage.start : each.end - passage.start]
        is_older = each.year is not None and each.year < latest[_of_same(each)]
        for measure in _in_cell(each, text, " ".join(table.caption)):
            quantity = measure.quantity
            moved = dataclasses.replace(
                quantity,
                start=quantity.start + each.start - sentence.start,
                end=quantity.end + each.start - sentence.start,
            )
            found.append(dataclasses.replace(measure, quantity=moved, is_start=is_older))
    words = dict.fromkeys(word for each in found for word in (each.before, *each.earlier))
    return Stated(tuple(found), "\n".join((*words, sentence.text)))


def _of_same(figure: TableFigure) -> tuple[str, ...]:
    """What figures of several years share."""
    return tuple(map(without_years, (figure.label, *figure.above, *figure.head)))


@functools.lru_cache(maxsize=256)  # a part is asked for each of its rows
def _latest(table: TablePart) -> dict[tuple[str, ...], int]:
    """The latest year of each thing that a table tells."""
    latest: dict[tuple[str, ...], int] = {}
    for each in table.figures:
        if each.year is not None:
            key = _of_same(each)
            latest[key] = max(each.year, latest.get(key, each.year))
    return latest


@functools.lru_cache(maxsize=4096)  # the same candidates are asked again and again
def _in_cell(figure: TableFigure, text: str, caption: str) -> tuple[Measure, ...]:
    """The figures of a cell, in its own offsets, as if its heads stood before it in a sentence."""
    said = f"{figure.label}{''.join(figure.head)}"
    year = f"{figure.year}年" if figure.year and figure.year not in years_of(said) else ""
    before = f"{year}{said}"
    at = len(before) + 1
    found = []
    for measure in measures(f"{before} {text}{figure.unit}"):
        quantity = measure.quantity
        start, end = max(0, quantity.start - at), min(len(text), quantity.end - at)
        if start >= end:
            continue
        quantity = dataclasses.replace(
            quantity,
            start=start,
            end=end,
            text=text[start:end],
            written_unit=figure.unit or quantity.written_unit,
        )
        found.append(
            dataclasses.replace(
                measure,
                quantity=quantity,
                before=fold(before).text,
                after="",
                item="",
                others=(),
                # No clause right before: what it is part of, and all the table, is not its subject.
                earlier=("", *(fold(words).text for words in (*figure.above, caption))),
                said=said,
                aspect=Aspect.CHANGE if figure.is_change else measure.aspect,
                falls=measure.falls and not _EITHER_WAY.search(said),
                year=figure.year,
            )
        )
    return tuple(found)
