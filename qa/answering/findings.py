"""The figure that answers, and those that a reader should see beside it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.language.lexicon import alternation
from index.language.times import own_years_of, without_years, years_of
from index.types import Aspect, Period
from qa.types import Citation, Finding, Value
from qa.understanding.concepts import folded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.language.measures import Measure
    from index.types import Document
    from qa.choosing.evidence import Evidence
    from qa.choosing.ranking import Ranked

_NEAR = 3.0  # log-odds below the answer at which another figure still speaks of the same thing
_TELLING = 4  # characters from which on the words beside a figure say what it measures
# Log-odds below the answer at which another figure is about as likely to be what is meant. Of 191
# figures given for questions about reports 12 had such another, and 4 of these were wrong; of the
# other 179, two were (benchmarks/quality/alternatives.py).
EVEN = 0.5
_MOST = 3  # of these that are told
_EACH = 2  # figures of a passage that are looked at for them
_EXCLUDED = ("other period", "other year", "other place")  # by what the question names

_CHANGING = re.compile(rf"(?:较|比)?{alternation('last_year')}|{alternation('says_change')}")
_REACHED = re.compile(alternation("says_reached"))


def citation(ranked: Ranked, evidence: Evidence | None = None) -> Citation:
    """What answers in a passage: its evidence, else its best sentence."""
    span = evidence or (ranked.evidence[0] if ranked.evidence else None)
    sentence = ranked.best
    return Citation(
        document=ranked.document,
        passage=ranked.passage,
        start=span.start if span else sentence.start,
        end=span.end if span else sentence.end,
    )


def value(ranked: Ranked, measure: Measure) -> Value:
    """What a figure of a passage says, and of which time it is."""
    document = ranked.document
    period = ranked.passage.period
    years = own_years_of(measure.before)
    year = measure.year or (years[-1] if years else None)
    if year is None and document.year is not None:
        year = {Period.REVIEW: document.review_year, Period.PLAN: document.year}.get(period)
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
    return Finding(value=value(ranked, measure), citation=citation(ranked, evidence))


def counterpart(ranked: Sequence[Ranked]) -> Finding | None:
    """The figure for the same thing in the other time: last year's result, this year's target."""
    best, chosen = ranked[0], ranked[0].evidence[0]
    other = best.passage.period.opposite
    same = [
        (each, evidence, evidence.measure)
        for each in ranked
        if each.passage.period is other and each.document.id == best.document.id
        for evidence in each.evidence[:3]
        if evidence.measure is not None and _is_of_same(chosen, evidence)
    ]
    if not same or chosen.measure is None:
        return None
    said = chosen.measure
    return _finding(*max(same, key=lambda each: (_say_the_same(said, each[2]), each[1].strength)))


def _is_of_same(chosen: Evidence, other: Evidence) -> bool:
    """Whether two figures measure the same thing, as far as the question's words tell."""
    a, b = chosen.measure, other.measure
    if a is None or b is None or a.dimension is not b.dimension:
        return False
    if (a.aspect is Aspect.CHANGE) is not (b.aspect is Aspect.CHANGE):
        return False
    if (a.aspect is Aspect.ADDITION) is not (b.aspect is Aspect.ADDITION):
        return False
    return _say_the_same(a, b) or (
        other.strength >= chosen.strength - _NEAR and chosen.concepts <= other.concepts
    )


def conflicts(ranked: Sequence[Ranked]) -> tuple[Finding, ...]:
    """Other figures for the very same thing and time.

    They stand in any report of the same place and year, or in another version of the passage.
    """
    best, chosen = ranked[0], ranked[0].evidence[0]
    chosen_measure = chosen.measure
    findings: dict[tuple[str, int], Finding] = {}
    if chosen_measure is None or chosen_measure.quantity.magnitude is None:
        return ()
    for each in ranked:
        is_version = any(each is other for other in best.others)
        if not is_version and (
            _of(each.document) != _of(best.document)
            or each.passage.period is not best.passage.period
        ):
            continue
        for evidence in each.evidence:
            measure = evidence.measure
            if (
                measure is not None
                and measure.quantity.magnitude not in (None, chosen_measure.quantity.magnitude)
                and measure.quantity.unit == chosen_measure.quantity.unit
                and measure.aspect is chosen_measure.aspect
                and not measure.item
                and years_of(measure.before) == years_of(chosen_measure.before)
                and _say_the_same(chosen_measure, measure, n_telling=0 if is_version else _TELLING)
            ):
                findings.setdefault(
                    (each.document.id, evidence.start), _finding(each, evidence, measure)
                )
    return tuple(findings.values())


def alternatives(ranked: Sequence[Ranked], already_told: Sequence[Finding]) -> tuple[Finding, ...]:
    """Other figures that the question may mean, the likeliest first.

    Those that are about as likely as the answer; and, where the question leaves open of which place
    or year, what the reports of others say of the same.

    Args:
        ranked: the passages in their order; the first one's first figure answers.
        already_told: what is told of other figures anyway.
    """
    best, chosen = ranked[0], ranked[0].evidence[0].measure
    if chosen is None:
        return ()
    figures = [
        (_log_odds(each, evidence), each, evidence, evidence.measure)
        for each in ranked
        for evidence in each.evidence[:_EACH]
        if evidence.measure and not evidence.measure.is_start
    ]
    figures.sort(key=lambda each: -each[0])
    known = [(finding.citation.document.id, finding.citation.start) for finding in already_told]
    other: dict[str, Finding] = {}
    for log_odds, each, evidence, measure in figures:
        if (
            (log_odds > best.log_odds - EVEN or _is_elsewhere(best, each, chosen, measure))
            and (each.document.id, evidence.start) not in known
            and not _is_equal(chosen, measure)
        ):
            other.setdefault(measure.quantity.text, _finding(each, evidence, measure))
    return tuple(other.values())[:_MOST]


def _is_elsewhere(best: Ranked, other: Ranked, chosen: Measure, measure: Measure) -> bool:
    """Whether a figure is of the same as the answer, by a report that may be meant as well."""
    return (
        _of(other.document) != _of(best.document)
        and not any(name in other.parts for name in _EXCLUDED)
        and other.passage.period is best.passage.period
        and (measure.quantity.unit, measure.aspect) == (chosen.quantity.unit, chosen.aspect)
        and _say_the_same(chosen, measure)
    )


def _of(document: Document) -> tuple[str, int | None]:
    return document.place, document.year


def _log_odds(ranked: Ranked, evidence: Evidence) -> float:
    """The log-odds that a passage answers by one of its figures, the first or another."""
    first = ranked.evidence[0]
    if evidence is first:
        return ranked.log_odds
    of_first = max(0.0, ranked.parts.get("reader", 0.0))  # what the reader said for that
    return ranked.log_odds - of_first - first.strength + evidence.strength


def _is_equal(a: Measure, b: Measure) -> bool:
    """Whether two figures say the same number of the same unit."""
    if a.quantity.magnitude is None:
        return a.quantity.text == b.quantity.text
    return (a.quantity.magnitude, a.quantity.unit) == (
        b.quantity.magnitude,
        b.quantity.unit,
    )


def _say_the_same(a: Measure, b: Measure, n_telling: int = _TELLING) -> bool:
    """Whether the words beside two figures name the same thing; 同比增长 alone names none."""
    core = _core(a.said)
    telling = _CHANGING.sub("", without_years(core))  # a year alone says of nothing what it is
    return core == _core(b.said) and len(telling) >= n_telling


def _core(said: str) -> str:
    """What a figure measures, without the words that only say that it was reached."""
    core = _REACHED.sub("", folded(said))
    return "".join(c for c in core if c.isalnum())
