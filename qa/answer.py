"""The verbatim answer of the best passage, or an honest no."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.types import Answer, Citation, Hit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.question import Question

# wenbao answers where the best passage rather answers than not. What other thresholds would cost
# and save is measured by benchmarks/ranking.py; the curve is in benchmarks/README.md.
THRESHOLD = 0.5


def answer(question: Question, hits: Sequence[Hit], missing_terms: tuple[str, ...]) -> Answer:
    """The best hit's best sentence with its citation; not found where the evidence is weak."""
    citations = (_citation(hits[0]),) if hits and hits[0].similarity >= THRESHOLD else ()
    return Answer(
        question=question.text,
        found=bool(citations),
        text=citations[0].text if citations else "",
        confidence=hits[0].similarity if hits else 0.0,
        citations=citations,
        hits=tuple(hits),
        missing_terms=missing_terms,
    )


def _citation(hit: Hit) -> Citation:
    """The best sentence of a hit, where it stands in the document."""
    return Citation(
        document=hit.document,
        passage=hit.passage,
        start=hit.passage.start + hit.sentence.start,
        end=hit.passage.start + hit.sentence.end,
    )
