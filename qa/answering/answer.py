"""The verbatim answer of the best passage, the sentence that likely tells, or an honest no."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.answering import (
    certainty,
    coverage,
    findings,
    ranks,
    refusals,
    shortfall,
    subjects,
    unsettled,
)
from qa.answering.forms import absent, growth
from qa.answering.forms.beside import is_beside
from qa.answering.forms.beyond import is_beyond
from qa.types import Answer, Level
from qa.understanding.concepts import folded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.searchable.reports import Reports
    from qa.answering.second_opinion import Opinion
    from qa.choosing.ordering.ranked import Ranked
    from qa.types import Citation, Finding, Hit, Reason, Value
    from qa.understanding.question import Question

# The thresholds, the same for all kinds: chances from which on what was chosen is told as the answer, and from which
# on a sentence is told as what likely tells. What others would cost and save is measured by
# benchmarks/quality/levels.py; the curve is in benchmarks/README.md. The chances are fitted with lesser readers than
# the one that ships: of the sentences between .4 and .5 six of ten tell.
ANSWERED, LIKELY = 0.8, 0.4


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """What an answer tells, beside its question and passages."""

    level: Level
    confidence: float
    citations: tuple[Citation, ...] = ()
    value: Value | None = None
    counterpart: Finding | None = None
    conflicts: tuple[Finding, ...] = ()
    alternatives: tuple[Finding, ...] = ()
    reason: Reason | None = None
    instead: tuple[str, ...] = ()


def answer(
    question: Question,
    ranked: Sequence[Ranked],
    hits: Sequence[Hit],
    missing_terms: tuple[str, ...],
    asked: str = "",
    *,
    opinion: Opinion | None = None,
    reports: Reports | None = None,
) -> Answer:
    """What the first of the ranked passages tells, by how likely that is what is asked for.

    Args:
        question: the question as it was understood.
        ranked: the passages in their order, with what of each may answer.
        hits: the passages to show.
        missing_terms: the terms of the question that no report contains.
        asked: what was asked, where ``question`` is that made self-contained.
        opinion: what the second reader thinks of the first passage's sentence.
        reports: the reports that may answer, to tell what none of them is of.
    """
    if lacking := absent.names(question, ranked):
        missing_terms = refusals.with_names(missing_terms, lacking)
    told = _told(question, ranked, missing_terms, opinion)
    return Answer(
        question=asked or question.text,
        asked=question.text,
        kind=question.wanted.kind,
        level=told.level,
        text="\n".join(citation.text for citation in told.citations),
        confidence=told.confidence,
        citations=told.citations,
        value=told.value,
        counterpart=told.counterpart,
        conflicts=told.conflicts,
        alternatives=told.alternatives,
        hits=tuple(hits),
        missing_terms=missing_terms,
        reason=told.reason,
        instead=told.instead,
        place=subjects.place_of(question, ranked[0]) if told.citations else None,
        uncovered=(
            coverage.uncovered(question, reports, ranked, told.citations)
            if reports is not None
            else None
        ),
    )


def highest(question: Question, ranked: Sequence[Ranked]) -> Level:
    """The highest level at which the first passage may be told, however well it matches."""
    is_none = shortfall.tells_goal_alone(question, ranked[0]) or is_beyond(folded(question.text))
    if is_none or is_beside(question, ranked):
        return Level.NOT_TOLD
    return Level.LIKELY if unsettled.is_left_open(question, ranked) else Level.ANSWERED


def _told(
    question: Question,
    ranked: Sequence[Ranked],
    missing_terms: tuple[str, ...],
    opinion: Opinion | None,
) -> _Told:
    if not ranked:
        return _untold(question, ranked, missing_terms, 0.0)
    sure = certainty.certainty(question, ranked, missing_terms, opinion)
    most = highest(question, ranked)
    if refusals.is_of_many(question, ranked) or most is Level.NOT_TOLD:
        return _untold(question, ranked, missing_terms, sure.sentence)
    # Of aims that are asked for together, none alone is the answer.
    if question.wanted.asks_aims or ranks.is_unstated(question, ranked[0]):
        return _untold(question, ranked, missing_terms, min(sure.sentence, 1 - sure.sentence))
    is_sure = sure.answer >= ANSWERED
    if is_sure and most is Level.ANSWERED:
        return _answered(question, ranked, sure.answer)
    is_likely = is_sure or sure.sentence >= LIKELY
    grew = None if is_likely else growth.alone(question, ranked)
    if is_likely or grew is not None:
        return _likely(question, (grew,) if grew else ranked, max(LIKELY, sure.sentence))
    return _untold(question, ranked, missing_terms, sure.sentence)


def _answered(question: Question, ranked: Sequence[Ranked], chance: float) -> _Told:
    best = ranked[0]
    cited = (findings.citation(best),)
    chosen = best.evidence[0] if best.evidence else None
    if not question.wanted.kind.handling.is_figure or chosen is None or chosen.measure is None:
        return _Told(level=Level.ANSWERED, confidence=chance, citations=cited)
    everything = [each for place in ranked for each in (place, *place.others)]
    counterpart = findings.counterpart(everything)
    conflicts = findings.conflicts(everything)
    already_told = (*conflicts, *([counterpart] if counterpart else []))
    return _Told(
        level=Level.ANSWERED,
        confidence=chance,
        citations=cited,
        value=findings.value(best, chosen, chosen.measure),
        counterpart=counterpart,
        conflicts=conflicts,
        alternatives=findings.alternatives(everything, already_told),
    )


def _likely(question: Question, ranked: Sequence[Ranked], chance: float) -> _Told:
    return _Told(
        level=Level.LIKELY,
        confidence=chance,
        citations=(findings.sentence(ranked[0]),),
        alternatives=_near(question, ranked),
    )


def _untold(
    question: Question, ranked: Sequence[Ranked], missing_terms: tuple[str, ...], chance: float
) -> _Told:
    near = _near(question, ranked)
    why = refusals.reason(question, ranked, missing_terms)
    return _Told(
        level=Level.NOT_TOLD,
        confidence=chance,
        alternatives=near,
        reason=why,
        instead=refusals.instead(question, ranked, why, near),
    )


def _near(question: Question, ranked: Sequence[Ranked]) -> tuple[Finding, ...]:
    return findings.near(ranked) if question.wanted.kind.handling.is_figure else ()
