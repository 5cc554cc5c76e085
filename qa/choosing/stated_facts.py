"""What the sentences of a passage state, by the facts that were read of it when it was indexed.

A fact is whole where the words of its sentence alone would part it (3亿5000万元), and there are facts
without a number (保持两位数增长). What no fact was made of, as in a glossary, is found in the words.
"""

from __future__ import annotations

import dataclasses
import operator
import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.fact_types import Direction
from index.language import numerals
from index.language.cutting import WITHIN
from index.language.figure_forms import OR_LESS, OR_MORE
from index.language.lexicon import alternation
from index.language.quantities import Quantity, quantities
from index.language.text import fold
from index.language.times import without_years
from index.language.units import Dimension, dimension_of
from index.reading.tables.row_measures import stated_in
from index.types import Aspect

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.fact_types import Fact
    from index.language.measures import Measure
    from index.table_types import TableFigure
    from index.types import Passage, Sentence

_WORDED = {Aspect.CHANGE: Dimension.SHARE, Aspect.SHARE: Dimension.SHARE}
_HUNDRED_MILLIONS = "亿"
_GRADE = "级"
_OF_MULTIPLES = frozenset("倍番")
_MOVES = re.compile(
    rf"(?:{alternation('grew', 'fell', 'brought_to')}|翻)[了到至为]?{WITHIN}{{0,6}}?的?$"
)
_OF_AMOUNT = re.compile("[数额值]$")
_start = operator.attrgetter("start")
_AMOUNT = re.compile(rf"^.*[\d{numerals.ALL}余多来](?=\D)")


@dataclass(frozen=True, slots=True)
class StatedFigure:
    """A figure of a sentence, with the fact that was read of it, if one was."""

    measure: Measure
    fact: Fact | None


@dataclass(frozen=True, slots=True)
class StatedFacts:
    """The figures of a sentence, in its offsets, and the folded words that these and it speak in."""

    figures: tuple[StatedFigure, ...]
    words: str


def stated_facts(passage: Passage, sentence: Sentence, facts: Sequence[Fact]) -> StatedFacts:
    """The figures of a sentence of a passage.

    Args:
        passage: the passage.
        sentence: one of its sentences.
        facts: those of the passage, in their order.
    """
    first = bisect_left(facts, sentence.start, key=_start)
    last = bisect_left(facts, sentence.end, first, key=_start)
    own = [each for each in facts[first:last] if each.text not in numerals.POWERS]
    if not own:
        stated = stated_in(passage, sentence)
        return StatedFacts(
            tuple(StatedFigure(each, None) for each in stated.measures), stated.words
        )
    stated = stated_in(passage, sentence, _figures(sentence, own))
    figures = []
    for measure in stated.measures:
        start = sentence.start + measure.quantity.start
        end = sentence.start + measure.quantity.end
        fact = next((each for each in own if each.start < end and start < each.end), None)
        figures.append(StatedFigure(_as_read(measure, fact), fact))
    return StatedFacts(tuple(figures), stated.words)


def _figures(sentence: Sentence, facts: Sequence[Fact]) -> tuple[Quantity, ...] | None:
    """The figures of a sentence as its facts have them, and those that none of them has.

    ``None`` where they are just those that the words alone tell.
    """
    found = quantities(sentence.text)
    spans = [(each.start - sentence.start, each.end - sentence.start) for each in facts]
    left = [
        each
        for each in found
        if not any(a < each.end and each.start < b for a, b in spans)
        and not _says_which(sentence, each)
    ]
    whole = [
        _quantity(sentence, fact, [each for each in found if a < each.end and each.start < b])
        for fact, (a, b) in zip(facts, spans, strict=True)
    ]
    figures = tuple(sorted([*left, *whole], key=lambda each: each.start))
    return None if figures == found else figures


def _says_which(sentence: Sentence, found: Quantity) -> bool:
    """Whether a figure that no fact was made of tells which things are meant: 千万元以上重点项目."""
    follows = sentence.text[found.end : found.end + 1]
    return found.text.endswith((OR_MORE, OR_LESS, _GRADE)) and follows.isalpha()


def _quantity(sentence: Sentence, fact: Fact, found: Sequence[Quantity]) -> Quantity:
    """A fact as a figure of its sentence, with what was found of it in the words."""
    start, end = fact.start - sentence.start, fact.end - sentence.start
    if fact.amount.unit in _OF_MULTIPLES and (moves := _MOVES.search(sentence.text[:start])):
        start = moves.start()  # 增长1.5倍 is no 1.5倍
    if len(found) == 1 and (found[0].start, found[0].end) == (start, end):
        return found[0]
    # Its own words to the end: a full stop in the place of a point (3。5%) ends the sentence inside.
    text = sentence.text[start : fact.start - sentence.start] + fact.text
    amount = fact.amount
    unit = (found[-1].unit if found else "") or amount.unit
    return Quantity(
        start=start,
        end=end,
        text=text,
        magnitude=None if amount.high is not None else amount.value,
        unit=unit,
        written_unit="" if amount.value is None else _AMOUNT.sub("", text).strip(),
        dimension=_dimension(fact, unit),
        is_written_out=not any(map(str.isdigit, text)),
    )


def _dimension(fact: Fact, unit: str) -> Dimension:
    """What a fact is measured in, by its unit; else by what is told of a thing."""
    if fact.aspect is Aspect.RANK:
        return Dimension.RANK
    if not unit and fact.text.endswith(_HUNDRED_MILLIONS):
        return Dimension.MONEY  # 突破千亿大关: nothing else comes so large, and goes without a unit
    if fact.amount.value is None and dimension_of(unit) is Dimension.NONE:
        return _WORDED.get(fact.aspect, Dimension.NONE)
    return dimension_of(unit)


def _as_read(measure: Measure, fact: Fact | None) -> Measure:
    """What a figure measures; the aspect of what is told in words its fact alone tells."""
    if fact is None or fact.amount.value is not None:
        return measure
    falls = fact.aspect is Aspect.CHANGE and fact.direction is Direction.DOWN
    return dataclasses.replace(measure, aspect=fact.aspect, falls=falls)


def of_columns(
    asked: str, passage: Passage, sentence: Sentence, figures: tuple[StatedFigure, ...]
) -> tuple[StatedFigure, ...]:
    """The figures of a row of a table that stand in the columns whose heads a question names.

    预算数 beside 完成数: 支出预算数是多少? Where it names none of them, all figures.

    Args:
        asked: the question, folded.
        passage: the passage.
        sentence: the row.
        figures: those of the row, in its offsets.
    """
    cells = passage.table.figures if passage.table is not None else ()
    own = [each for each in cells if sentence.start <= each.start < sentence.end]
    named = _named_heads(asked, own)
    n_named = [(_kind(each), len(named.intersection(_heads(each))), each) for each in own]
    lost = [
        (cell.start - sentence.start, cell.end - sentence.start)
        for kind, n, cell in n_named
        if any(n < more and kind == other for other, more, _ in n_named)
    ]
    return tuple(
        each
        for each in figures
        if not any(start <= each.measure.quantity.start < end for start, end in lost)
    )


def _named_heads(asked: str, cells: Sequence[TableFigure]) -> frozenset[str]:
    """The heads that a question names beside the row, the longest of those that hold each other."""
    for label in sorted({name for each in cells for name in (each.label, *each.above)}, key=len):
        asked = asked.replace(fold(label).text, " ")
    named = {head for each in cells for head in _heads(each) if _is_named(asked, head)}
    return frozenset(
        head for head in named if not any(head != other and head in other for other in named)
    )


def _kind(cell: TableFigure) -> tuple[bool, str]:
    """Of what kind a column is: a growth rate beside an output is none of its rivals."""
    return cell.is_change, cell.unit


def _heads(cell: TableFigure) -> list[str]:
    return [head for each in cell.head if len(head := without_years(fold(each).text)) > 1]


def _is_named(asked: str, head: str) -> bool:
    bare = _OF_AMOUNT.sub("", head)
    return head in asked or (len(bare) > 1 and bare in asked)
