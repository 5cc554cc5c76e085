"""The passages to show beside an answer: marked, each with why it stands where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.answering import highlights
from qa.types import Hit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.choosing.ordering.ranked import Ranked
    from qa.understanding.question import Question


def of(question: Question, ranked: Sequence[Ranked]) -> tuple[Hit, ...]:
    """Some ranked passages, in their order."""
    hits = []
    for place, each in enumerate(ranked, start=1):
        passage, evidence = each.passage, each.evidence[0] if each.evidence else None
        terms = (*question.terms, *question.synonyms)
        matched = highlights.matched_terms((*passage.section, passage.text), terms)
        hits.append(
            Hit(
                rank=place,
                document=each.document,
                passage=passage,
                similarity=each.chance,
                highlights=highlights.highlights(
                    passage,
                    each.best,
                    terms,
                    (evidence.start, evidence.end) if evidence else None,
                ),
                trace=each.trace(matched),
                versions=each.versions,
            )
        )
    return tuple(hits)
