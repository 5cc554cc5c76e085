"""A cell: what one report says to one question, and what makes it less than comparable."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from typing import TYPE_CHECKING

from index.fact_types import Status
from index.language.lexicon import alternation
from index.types import Aspect
from qa.answering import findings
from qa.answering.answer import THRESHOLD
from qa.choosing import slots
from qa.tables.normal_units import normal
from qa.tables.values import Cell, Level, Mark
from qa.types import Citation, Finding

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from index.fact_types import Amount, Fact
    from qa.choosing.evidence import Evidence
    from qa.choosing.ranking import Ranked
    from qa.tables.asked_facts import AskedFacts
    from qa.types import Answer

SURE = 0.85  # the chance from which on a figure is called given
_MOST_NEAR = 3
_AT_LEAST = re.compile(rf"{alternation('more_or_equal', 'more_than')}|[超逾]|以[上]")
_AT_MOST = re.compile(rf"{alternation('less_or_equal', 'less_than')}|以[内下]")
_ABOUT = re.compile(rf"{alternation('hedge_after')}|[约近]")


def of_figures(asked: AskedFacts, ranked: Sequence[Ranked]) -> Cell:
    """The cell of a report, by what was read of its passages, the likeliest first."""
    best = ranked[0] if ranked else None
    if best is None:
        return Cell(level=Level.NOT_TOLD, confidence=0.0)
    is_told = best.chance >= THRESHOLD and best.evidence and asked.is_named(best.evidence[0])
    if is_told:
        return _told(best, best.evidence[0], ranked)
    of_parts = asked.parts(ranked)
    if of_parts is not None:
        return _in_parts(*of_parts)
    return Cell(
        level=Level.NOT_TOLD, confidence=best.chance, near=findings.near(ranked)[:_MOST_NEAR]
    )


def of_answer(answer: Answer) -> Cell:
    """The cell of a report that was asked alone, for what is no figure."""
    if not answer.found:
        return Cell(level=Level.NOT_TOLD, confidence=answer.confidence, near=answer.alternatives)
    return Cell(
        level=_level(answer.confidence),
        confidence=answer.confidence,
        citation=answer.citations[0],
        value=answer.value,
        conflicts=answer.conflicts,
    )


def _level(chance: float) -> Level:
    return Level.GIVEN if chance >= SURE else Level.LIKELY


def _told(best: Ranked, evidence: Evidence, ranked: Sequence[Ranked]) -> Cell:
    fact, measure = evidence.fact, evidence.measure
    if fact is None or measure is None:
        raise ValueError("a cell is told by a fact")
    conflicts = findings.conflicts(ranked)
    citation = findings.citation(best, evidence)
    marks = [*_of_amount(fact.amount, fact.text), *_of_status(fact)]
    marks += [Mark.CONFLICT] * bool(conflicts) + [Mark.DOUBTFUL] * citation.is_doubtful
    chance = best.chance
    return Cell(
        level=_level(chance) if fact.amount.value is not None else Level.LIKELY,
        confidence=chance,
        citation=citation,
        value=findings.value(best, evidence, measure),
        fact=fact,
        amount=normal(fact.amount),
        conflicts=conflicts,
        marks=tuple(marks),
    )


def _in_parts(ranked: Ranked, parts: Sequence[Evidence]) -> Cell:
    """What is told of groups, from the first of their figures to the last; no number stands for all."""
    first, last = parts[0], parts[-1]
    citation = Citation(
        document=ranked.document, passage=ranked.passage, start=first.start, end=last.end
    )
    value = findings.value(ranked, first, first.measure) if first.measure is not None else None
    return Cell(
        level=Level.LIKELY,
        confidence=max(THRESHOLD, ranked.chance),
        citation=citation,
        value=value,
        fact=first.fact,
        near=tuple(
            Finding(
                value=findings.value(ranked, each, each.measure),
                citation=findings.citation(ranked, each),
            )
            for each in parts
            if each.measure is not None
        ),
        marks=(Mark.PART,),
    )


def _of_amount(amount: Amount, text: str) -> list[Mark]:
    """What a figure's own words make of it."""
    if amount.value is None:
        return [Mark.IN_WORDS]
    hedge = amount.hedge or text
    marks = [Mark.RANGE] * (amount.high is not None)
    for mark, pattern in (
        (Mark.AT_MOST, _AT_MOST),
        (Mark.AT_LEAST, _AT_LEAST),
        (Mark.ABOUT, _ABOUT),
    ):
        if pattern.search(hedge):
            return [*marks, mark]
    return marks


def _of_status(fact: Fact) -> list[Mark]:
    return [Mark.ESTIMATE] * (fact.status is Status.EXPECTED)


def compared(cells: Sequence[Cell]) -> list[Cell]:
    """The cells of a column, each marked where it is of another unit, aspect, time or status.

    The others are those that most of them have.
    """
    told = [each.fact for each in cells if each.fact is not None]
    kinds = (
        (Mark.OTHER_UNIT, _dimension),
        (Mark.OTHER_ASPECT, _aspect),
        (Mark.OTHER_TIME, _time),
        (Mark.OTHER_STATUS, _status),
    )
    commonest = {
        mark: Counter(filter(None, map(kind, told))).most_common(1) for mark, kind in kinds
    }
    marked = []
    for each in cells:
        fact = each.fact
        if fact is None:
            marked.append(each)
            continue
        more = [
            mark
            for mark, kind in kinds
            if kind(fact) and commonest[mark] and kind(fact) != commonest[mark][0][0]
        ]
        marked.append(dataclasses.replace(each, marks=(*each.marks, *more)) if more else each)
    return marked


def _dimension(fact: Fact) -> Hashable:
    return normal(fact.amount).unit or None


def _aspect(fact: Fact) -> Hashable:
    if fact.amount.value is None:
        return None
    return Aspect.LEVEL if fact.aspect in _LEVELS else fact.aspect


_LEVELS = frozenset({Aspect.LEVEL, Aspect.TOTAL, Aspect.SHARE, Aspect.ADDITION})


def _time(fact: Fact) -> Hashable:
    """Whether a fact is of one year, or of several; which year is another row's matter."""
    return "one" if slots.is_of_one_year(fact) else "several"


def _status(fact: Fact) -> Hashable:
    return "ahead" if slots.is_ahead(fact) else "done"
