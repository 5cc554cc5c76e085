"""The verbatim answer of the best passage, or an honest no."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.types import Period
from index.years import years_of
from qa.concepts import folded
from qa.types import Answer, Aspect, Citation, Finding, Value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.evidence import Evidence
    from qa.measures import Measure
    from qa.question import Question
    from qa.rank import Ranked
    from qa.types import Hit

# wenbao answers where the best passage rather answers than not. What other thresholds would cost
# and save is measured by benchmarks/ranking.py; the curve is in benchmarks/README.md.
THRESHOLD = 0.5
_NEAR = 3.0  # log-odds below the answer at which another figure still speaks of the same thing
_TELLING = 4  # characters from which on the words beside a figure say what it measures
# A year that a figure is compared with, or counted from, is not the one it is of.
_SINCE = re.compile(r"(?:较|比|相比|自|从)\s*(?:19|20)\d{2}\s*年|(?:19|20)\d{2}\s*年(?:以来|起)")


def answer(
    question: Question,
    ranked: Sequence[Ranked],
    hits: Sequence[Hit],
    missing_terms: tuple[str, ...],
    asked: str = "",
) -> Answer:
    """The answer of the first of the ranked passages; not found where the evidence is weak.

    Args:
        question: the question as it was understood.
        ranked: the passages in their order, with what of each may answer.
        hits: the passages to show.
        missing_terms: the terms of the question that no report contains.
        asked: what was asked, where ``question`` is that made self-contained.
    """
    found = bool(ranked) and ranked[0].chance >= THRESHOLD
    citations: tuple[Citation, ...] = ()
    value = counterpart = None
    conflicts: tuple[Finding, ...] = ()
    if found:
        best = ranked[0]
        citations = (_citation(best),)
        if best.evidence and best.evidence[0].measure is not None:
            value = _value(best, best.evidence[0].measure)
            counterpart = _counterpart(ranked)
            conflicts = _conflicts(ranked)
    return Answer(
        question=asked or question.text,
        asked=question.text,
        kind=question.wanted.kind,
        found=found,
        text="\n".join(citation.text for citation in citations),
        confidence=ranked[0].chance if ranked else 0.0,
        citations=citations,
        value=value,
        counterpart=counterpart,
        conflicts=conflicts,
        hits=tuple(hits),
        missing_terms=missing_terms,
    )


def _citation(ranked: Ranked, evidence: Evidence | None = None) -> Citation:
    """What answers in a passage: its evidence, else its best sentence."""
    span = evidence or (ranked.evidence[0] if ranked.evidence else None)
    sentence = ranked.best
    return Citation(
        document=ranked.document,
        passage=ranked.passage,
        start=span.start if span else sentence.start,
        end=span.end if span else sentence.end,
    )


def _value(ranked: Ranked, measure: Measure) -> Value:
    document = ranked.document
    period = ranked.passage.period
    told = years_of(_SINCE.sub("", measure.before))
    year = told[-1] if told else None
    if year is None and document.year is not None:
        year = {Period.REVIEW: document.year - 1, Period.PLAN: document.year}.get(period)
    return Value(
        text=measure.quantity.text,
        measure=measure.said,
        unit=measure.quantity.written_unit,
        aspect=measure.aspect,
        falls=measure.falls,
        period=period,
        year=year,
    )


def _finding(ranked: Ranked, evidence: Evidence, measure: Measure) -> Finding:
    return Finding(value=_value(ranked, measure), citation=_citation(ranked, evidence))


def _counterpart(ranked: Sequence[Ranked]) -> Finding | None:
    """The figure for the same thing in the other time: last year's result, this year's target."""
    best, chosen = ranked[0], ranked[0].evidence[0]
    other = best.passage.period.opposite
    same = [
        (evidence.strength, each, evidence)
        for each in ranked
        if each.passage.period is other and each.document.id == best.document.id
        for evidence in each.evidence[:3]
        if _is_of_same(chosen, evidence)
    ]
    if not same:
        return None
    _, each, evidence = max(same, key=lambda found: found[0])
    return _finding(each, evidence, evidence.measure) if evidence.measure else None


def _is_of_same(chosen: Evidence, other: Evidence) -> bool:
    """Whether two figures measure the same thing, as far as the question's words tell."""
    mine, its = chosen.measure, other.measure
    if mine is None or its is None or mine.dimension is not its.dimension:
        return False
    if (mine.aspect is Aspect.CHANGE) is not (its.aspect is Aspect.CHANGE):
        return False
    if (mine.aspect is Aspect.ADDITION) is not (its.aspect is Aspect.ADDITION):
        return False
    return _say_the_same(mine, its) or (
        other.strength >= chosen.strength - _NEAR and chosen.concepts <= other.concepts
    )


def _conflicts(ranked: Sequence[Ranked]) -> tuple[Finding, ...]:
    """Other figures for the very same thing and time, in any report of the same place and year."""
    best, chosen = ranked[0], ranked[0].evidence[0]
    mine = chosen.measure
    found: dict[tuple[str, int], Finding] = {}
    if mine is None or mine.quantity.magnitude is None:
        return ()
    for each in ranked:
        alike = (each.document.place, each.document.year) == (
            best.document.place,
            best.document.year,
        )
        if not alike or each.passage.period is not best.passage.period:
            continue
        for evidence in each.evidence:
            its = evidence.measure
            if (
                its is not None
                and its.quantity.magnitude not in (None, mine.quantity.magnitude)
                and its.quantity.unit == mine.quantity.unit
                and its.aspect is mine.aspect
                and not its.item
                and years_of(its.before) == years_of(mine.before)
                and _say_the_same(mine, its)
            ):
                found.setdefault((each.document.id, evidence.start), _finding(each, evidence, its))
    return tuple(found.values())


_CHANGING = re.compile(
    "同比|环比|(?:较|比)?上年|增长|增加|提高|提升|上升|下降|降低|减少|增速|增幅|降幅"
)
_DOING = (
    "完成",
    "实现",
    "达到",
    "突破",
    "预计",
    "力争",
    "累计",
    "全年",
    "计划",
    "新增",
    "达",
    "约",
    "为",
    "增至",
    "总数",
    "总量",
)


def _say_the_same(mine: Measure, its: Measure) -> bool:
    """Whether the words beside two figures name the same thing; 同比增长 alone names none."""
    core = _core(mine.said)
    return core == _core(its.said) and len(_CHANGING.sub("", core)) >= _TELLING


def _core(said: str) -> str:
    """What a figure measures, without the words that only say that it was reached."""
    core = folded(said)
    for word in _DOING:
        core = core.replace(word, "")
    return "".join(c for c in core if c.isalnum())
