"""The verbatim answer of the best passage, or an honest no."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.answering import coverage, findings, subjects
from qa.types import Answer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.choosing.ranking import Ranked
    from qa.retrieval.reports_in_scope import ReportsInScope
    from qa.types import Citation, Finding, Hit
    from qa.understanding.question import Question

# wenbao answers where the best passage rather answers than not. What other thresholds would cost
# and save is measured by training/ranking.py; the curve is in benchmarks/README.md.
THRESHOLD = 0.5


def answer(
    question: Question,
    ranked: Sequence[Ranked],
    hits: Sequence[Hit],
    missing_terms: tuple[str, ...],
    asked: str = "",
    *,
    reports: ReportsInScope | None = None,
) -> Answer:
    """The answer of the first of the ranked passages; not found where the evidence is weak.

    Args:
        question: the question as it was understood.
        ranked: the passages in their order, with what of each may answer.
        hits: the passages to show.
        missing_terms: the terms of the question that no report contains.
        asked: what was asked, where ``question`` is that made self-contained.
        reports: the reports that may answer, to tell what none of them is of.
    """
    is_found = bool(ranked) and ranked[0].chance >= THRESHOLD
    citations: tuple[Citation, ...] = ()
    value = counterpart = None
    conflicts: tuple[Finding, ...] = ()
    alternatives: tuple[Finding, ...] = ()
    if is_found:
        best = ranked[0]
        citations = (findings.citation(best),)
        measure = best.evidence[0].measure if best.evidence else None
        if question.wanted.kind.handling.is_figure and measure is not None:
            value = findings.value(best, best.evidence[0], measure)
            everything = [each for place in ranked for each in (place, *place.others)]
            counterpart = findings.counterpart(everything)
            conflicts = findings.conflicts(everything)
            already_told = (*conflicts, *([counterpart] if counterpart else []))
            alternatives = findings.alternatives(everything, already_told)
    elif question.wanted.kind.handling.is_figure:
        alternatives = findings.near(ranked)
    return Answer(
        question=asked or question.text,
        asked=question.text,
        kind=question.wanted.kind,
        found=is_found,
        text="\n".join(citation.text for citation in citations),
        confidence=ranked[0].chance if ranked else 0.0,
        citations=citations,
        value=value,
        counterpart=counterpart,
        conflicts=conflicts,
        alternatives=alternatives,
        hits=tuple(hits),
        missing_terms=missing_terms,
        place=subjects.place_of(question, ranked[0]) if is_found else None,
        uncovered=coverage.uncovered(question, reports, ranked, citations) if reports else None,
    )
