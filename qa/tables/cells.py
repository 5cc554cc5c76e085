"""A cell: what one report says to one question, and what makes it less than comparable."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING

from index.fact_types import Status
from index.language.lexicon import alternation
from qa.answering import findings
from qa.choosing import slots
from qa.choosing.amounts import aspects
from qa.tables.measures import acts
from qa.tables.normal_units import normal
from qa.tables.values import Cell, Level, Mark
from qa.types import Citation, Finding
from qa.understanding.across.stated_ranks import is_held_against_country
from qa.understanding.concepts import folded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.fact_types import Amount, Fact
    from qa.choosing.evidence import Evidence
    from qa.choosing.ordering.ranked import Ranked
    from qa.tables.asked_facts import AskedFacts
    from qa.types import Answer

SURE = 0.85  # the chance from which on a figure is called given
MOST_NEAR = 3
_AT_LEAST = re.compile(rf"{alternation('more_or_equal', 'more_than', 'passes')}|[超逾]|以[上]")
_AT_MOST = re.compile(  # 不少于 is a bound from below
    rf"{alternation('less_or_equal')}|(?<!不)(?:{alternation('less_than')})|以[内下]"
)
_ABOUT = re.compile(rf"{alternation('hedge_after')}|[约近]")

_ASKS_SO_FAR = re.compile(alternation("asks_total"))

_LEAD = 16  # characters before a figure, which may hold it against the country
_CLAUSES = re.compile("[,，;；。、]")
_BELOW = re.compile(alternation("less_than"))
_EVEN = 0.5  # the chance from which on a figure is rather the one that is asked for


def of_figures(asked: AskedFacts, ranked: Sequence[Ranked]) -> tuple[Cell, ...]:
    """The cells that a report may have, the likeliest first, by what was read of its passages.

    Args:
        asked: what is asked.
        ranked: the passages, the likeliest first.
    """
    if not ranked:
        return (Cell(level=Level.NOT_TOLD, confidence=0.0),)
    ways = [way for each in ranked for way in asked.named(each) if way.chance >= _EVEN]
    ways.sort(key=lambda each: -each.log_odds)
    if ways:
        return tuple(_told(asked, way, ranked) for way in ways)
    of_parts = asked.parts(ranked)
    if of_parts is not None:
        return (_in_parts(*of_parts),)
    near = findings.near(ranked)[:MOST_NEAR]
    return (Cell(level=Level.NOT_TOLD, confidence=ranked[0].chance, near=near),)


def against_country(of_one: Sequence[Cell], asked: str) -> Sequence[Cell]:
    """The cells that a report may have; of one that is asked how it is to the country those that say so: 0.7个百分点.

    Args:
        of_one: the cells.
        asked: what the report is asked.
    """
    if not is_held_against_country(asked):
        return of_one
    stated = [each for each in of_one if _says_so(each, asked)]
    return stated or (Cell(level=Level.NOT_TOLD, confidence=0.0),)


def _says_so(cell: Cell, asked: str) -> bool:
    """Whether what leads to a figure holds it against the country, and the same way as is asked."""
    told = cell.citation
    if told is None:
        return False
    lead = told.document.text[max(told.passage.start, told.start - _LEAD) : told.end]
    clause = _CLAUSES.split(lead)[-1]
    is_below, asks_below = (_BELOW.search(folded(each)) is not None for each in (clause, asked))
    return is_held_against_country(clause) and is_below is asks_below


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


def of_head(citation: Citation | None) -> Cell:
    """The cell of a report whose head was asked: it tells outright, or not at all."""
    if citation is None:
        return Cell(level=Level.NOT_TOLD, confidence=0.0)
    return Cell(level=Level.GIVEN, confidence=1.0, citation=citation)


def _level(chance: float) -> Level:
    return Level.GIVEN if chance >= SURE else Level.LIKELY


def _told(asked: AskedFacts, best: Ranked, ranked: Sequence[Ranked]) -> Cell:
    evidence = best.evidence[0]
    fact, measure = evidence.fact, evidence.measure
    if fact is None or measure is None:
        raise ValueError("a cell is told by a fact")
    fact = dataclasses.replace(fact, aspect=acts.aspect_of(measure, fact))
    conflicts = findings.conflicts(
        (best, *(each for each in ranked if each.passage is not best.passage))
    )
    citation = findings.citation(best, evidence)
    marks = [
        *_of_amount(fact.amount, findings.bound(best, evidence) + fact.text),
        *_of_status(fact),
    ]
    marks += [Mark.CONFLICT] * bool(conflicts) + [Mark.DOUBTFUL] * citation.is_doubtful
    chance, is_half = best.chance, slots.HALF in evidence.parts
    text = folded(asked.question.text)
    if aspects.is_of_all_so_far(text, measure) and not _ASKS_SO_FAR.search(text):
        marks += [Mark.CUMULATED] + [Mark.OTHER_TIME] * is_half
    return Cell(
        level=_level(chance) if fact.amount.value is not None and not is_half else Level.LIKELY,
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
        confidence=max(_EVEN, ranked.chance),
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
