"""The figure that answers, and those that a reader should see beside it.

Which figures belong together is told by their facts alone: the same measure, of the same subject, told
in the same aspect. Neighbours in a sentence are of different things until their facts say otherwise.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.language.lexicon import alternation
from index.language.times import own_years_of
from index.language.units import dimension_of
from index.types import Aspect, Period
from qa.choosing import slots
from qa.retrieval.shortlist import UNASKED
from qa.types import Citation, Finding, Value
from qa.understanding.concepts import folded

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Sequence

    from index.fact_types import Fact
    from index.language.measures import Measure
    from index.types import Document
    from qa.choosing.evidence import Evidence
    from qa.choosing.ordering.ranked import Ranked

_TELLING = 4  # characters from which on a measure is of one thing, whichever report names it
# Log-odds below the answer at which another figure is about as likely to be what is meant. Of 191
# figures given for questions about reports 12 had such another, and 4 of these were wrong; of the
# other 179, two were (benchmarks/quality/alternatives.py).
EVEN = 0.5
_MOST = 3  # of these that are told
_EACH = 2  # figures of a passage that are looked at for them

# In what a figure can differ from what is asked for, each with the features that tell.
_RESPECTS = (
    (slots.OTHER_TIME,),
    (slots.OTHER_STATUS,),
    (slots.OTHER_SUBJECT,),
    (slots.OTHER_ASPECT, "other dimension", "unasked change"),  # its growth, and not its size
)

_PARTS = frozenset({"narrower measure", "wider measure"})
_BOUND = re.compile(rf"(?:{alternation('passes')})了?$")
_BOUND_CHARS = 5  # before a figure, in which such a word is looked for
_OWN = re.compile(rf"^(?:{alternation('own_place')})")


def citation(ranked: Ranked, evidence: Evidence | None = None) -> Citation:
    """What answers in a passage: its evidence, with what bounds it, else its best sentence."""
    span = evidence or (ranked.evidence[0] if ranked.evidence else None)
    sentence = ranked.best
    return Citation(
        document=ranked.document,
        passage=ranked.passage,
        start=span.start - len(bound(ranked, span)) if span else sentence.start,
        end=span.end if span else sentence.end,
    )


def bound(ranked: Ranked, evidence: Evidence) -> str:
    """What right before a figure says that there is as much or more: 突破30家 is not 30家."""
    if evidence.measure is None:
        return ""
    at = evidence.start - ranked.passage.start
    found = _BOUND.search(ranked.passage.text[max(0, at - _BOUND_CHARS) : at])
    return found[0] if found else ""


def sentence(ranked: Ranked) -> Citation:
    """The best sentence of a passage, whole; of a table its row."""
    best = ranked.best
    return Citation(
        document=ranked.document, passage=ranked.passage, start=best.start, end=best.end
    )


def value(ranked: Ranked, evidence: Evidence, measure: Measure) -> Value:
    """What a figure of a passage says, and of which time it is."""
    fact, period = evidence.fact, ranked.passage.period
    if fact is not None:
        if period is not Period.GLOSSARY and fact.time.last is not None:
            period = Period.PLAN if slots.is_ahead(fact) else Period.REVIEW
        year = fact.time.last
    else:
        year = _year(ranked, measure)
    return Value(
        text=bound(ranked, evidence) + measure.quantity.text,
        measure=(fact and fact.measure.text) or measure.said,
        unit=measure.quantity.written_unit,
        aspect=measure.aspect,
        falls=measure.falls,
        period=period,
        year=year,
        subject=fact.subject.text if fact is not None and slots.names_subject(fact) else "",
        time=fact.time if fact is not None else None,
        status=fact.status if fact is not None else None,
    )


def _year(ranked: Ranked, measure: Measure) -> int | None:
    """The year of a figure that no fact was made of: by its words, else by its part of the report."""
    years = own_years_of(measure.before)
    if measure.year or years:
        return measure.year or years[-1]
    document = ranked.document
    of_period = {Period.REVIEW: document.review_year, Period.PLAN: document.year}
    return of_period.get(ranked.passage.period)


def _finding(ranked: Ranked, evidence: Evidence, measure: Measure) -> Finding:
    return Finding(value=value(ranked, evidence, measure), citation=citation(ranked, evidence))


def counterpart(ranked: Sequence[Ranked]) -> Finding | None:
    """The figure for the same thing in the other time: last year's result, this year's target."""
    best, chosen = ranked[0], ranked[0].evidence[0].fact
    if chosen is None:
        return None
    for each, evidence, measure, fact in _facts(ranked):
        if (
            each.document.id == best.document.id
            and slots.is_ahead(fact) is not slots.is_ahead(chosen)
            and fact.time.last is not None
            and fact.time.last != chosen.time.last
            and slots.is_of_one_year(fact) is slots.is_of_one_year(chosen)
            and _thing(fact) == _thing(chosen)
        ):
            return _finding(each, evidence, measure)
    return None


def conflicts(ranked: Sequence[Ranked]) -> tuple[Finding, ...]:
    """Other figures for the very same thing and time.

    They stand in any report of the same place and year, or in another version of the passage.
    """
    best, chosen = ranked[0], ranked[0].evidence[0]
    fact, measure = chosen.fact, chosen.measure
    if fact is None or measure is None or fact.amount.value is None or measure.item:
        return ()
    findings: dict[tuple[str, int], Finding] = {}
    for each, evidence, other_measure, other in _facts(ranked):
        is_version = any(each is version for version in best.others)
        if (
            (is_version or _of(each.document) == _of(best.document))
            and _thing(other) == _thing(fact)
            and (is_version or len(_core(fact)) >= _TELLING)
            and _time(other) == _time(fact)
            and other.amount.unit == fact.amount.unit
            and other.amount.value not in (None, fact.amount.value)
            and not other_measure.item
            and not other_measure.is_start
        ):
            found = _finding(each, evidence, other_measure)
            findings.setdefault((each.document.id, evidence.start), found)
    return tuple(findings.values())


def alternatives(ranked: Sequence[Ranked], already_told: Sequence[Finding]) -> tuple[Finding, ...]:
    """Other figures that the question may mean, the likeliest first.

    Those that are about as likely as the answer; what the report says of the same for other years
    together; and, where the question leaves open of which place or year, what the reports of others
    say of the same.

    Args:
        ranked: the passages in their order; the first one's first figure answers.
        already_told: what is told of other figures anyway.
    """
    best, chosen = ranked[0], ranked[0].evidence[0]
    if chosen.measure is None:
        return ()
    figures = [
        (_log_odds(each, evidence), each, evidence, evidence.measure)
        for each in ranked
        for i, evidence in enumerate(each.evidence)
        if evidence.measure
        and not evidence.measure.is_start
        and (i < _EACH or _is_of_other_span(best, chosen, each, evidence))
    ]
    figures.sort(key=lambda each: -each[0])
    known = [(finding.citation.document.id, finding.citation.start) for finding in already_told]
    other: dict[str, Finding] = {}
    for log_odds, each, evidence, measure in figures:
        if (
            (
                log_odds > best.log_odds - EVEN
                or _is_elsewhere(best, chosen, each, evidence)
                or _is_of_other_span(best, chosen, each, evidence)
            )
            and (each.document.id, citation(each, evidence).start) not in known
            and not _is_equal(chosen.measure, measure)
        ):
            other.setdefault(measure.quantity.text, _finding(each, evidence, measure))
    return tuple(other.values())[:_MOST]


def near(ranked: Sequence[Ranked]) -> tuple[Finding, ...]:
    """Figures that would answer, were they of the time, status, subject or aspect that is asked.

    Args:
        ranked: the passages in their order, none of which answers.
    """
    found: dict[str, Finding] = {}
    facts = sorted(_facts(ranked), key=lambda each: not _PARTS.isdisjoint(each[1].parts))
    for each, evidence, measure, _ in facts:  # what is of all of it before what is of a part
        parts = evidence.parts
        against = [sum(parts.get(name, 0.0) for name in names) for names in _RESPECTS]
        of_one = [lost for lost in against if lost]
        if len(of_one) == 1 and _log_odds(each, evidence) - of_one[0] >= 0:
            found.setdefault(measure.quantity.text, _finding(each, evidence, measure))
    return tuple(found.values())[:_MOST]


def _facts(ranked: Sequence[Ranked]) -> Iterator[tuple[Ranked, Evidence, Measure, Fact]]:
    """The figures of all passages that a fact was made of, in the order of the passages."""
    for each in ranked:
        for evidence in each.evidence:
            if evidence.measure is not None and evidence.fact is not None:
                yield each, evidence, evidence.measure, evidence.fact


def _thing(fact: Fact) -> Hashable:
    """What a fact tells of, but for the time; facts without a measure are of nothing known."""
    aspect = Aspect.LEVEL if fact.aspect is Aspect.TOTAL else fact.aspect
    subject = fact.subject.text if slots.names_subject(fact) else ""
    core = _core(fact)
    return core and (core, folded(subject), aspect, dimension_of(fact.amount.unit))


def _core(fact: Fact) -> str:
    """What a fact measures, without the words that only say that it is the report's own."""
    core = _OWN.sub("", folded(fact.measure.text))
    return "".join(filter(str.isalnum, core))


def _time(fact: Fact) -> Hashable:
    return fact.time.first, fact.time.last, fact.time.part, slots.is_ahead(fact)


def _is_of_other_span(best: Ranked, chosen: Evidence, each: Ranked, evidence: Evidence) -> bool:
    """Whether a figure tells the same for other years together: 2019—2023年均."""
    a, b = chosen.fact, evidence.fact
    if a is None or b is None or each.document.id != best.document.id:
        return False
    is_other = slots.is_of_one_year(a) is not slots.is_of_one_year(b) and b.time.last is not None
    return is_other and bool(_thing(a)) and _thing(a) == _thing(b)


def _is_elsewhere(best: Ranked, chosen: Evidence, each: Ranked, evidence: Evidence) -> bool:
    """Whether a figure is of the same as the answer, by a report that may be meant as well."""
    a, b = chosen.fact, evidence.fact
    if a is None or b is None or slots.is_vetoed(evidence.features):
        return False
    return (
        _of(each.document) != _of(best.document)
        and UNASKED.isdisjoint(each.parts)
        and slots.is_ahead(a) is slots.is_ahead(b)
        and len(_core(a)) >= _TELLING
        and _thing(a) == _thing(b)
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
