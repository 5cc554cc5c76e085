"""The verbatim answer of the best passage, or an honest no."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from qa.types import Answer, Citation, HighlightKind, Hit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.question import Question

# From fused strength to the chance that the best passage answers, and the chance below which
# wenbao rather says that it found nothing: fitted by benchmarks/refusal.py (figures there).
_SLOPE = 0.8
_MIDDLE = 7.5
THRESHOLD = 0.5


def chance(strength: float) -> float:
    """The estimated chance, 0 to 1, that a passage of this fused strength answers."""
    return 1 / (1 + math.exp(-_SLOPE * (strength - _MIDDLE)))


def answer(question: Question, hits: Sequence[Hit], missing_terms: tuple[str, ...]) -> Answer:
    """The best hit's best sentence with its citation; not found where the evidence is weak."""
    confidence = hits[0].similarity if hits else 0.0
    if confidence < THRESHOLD:
        return Answer(
            question=question.text,
            found=False,
            text="",
            confidence=confidence,
            citations=(),
            hits=tuple(hits),
            missing_terms=missing_terms,
        )
    best = hits[0]
    sentence = next(mark for mark in best.highlights if mark.kind is HighlightKind.SENTENCE)
    citation = Citation(
        document=best.document,
        passage=best.passage,
        start=best.passage.start + sentence.start,
        end=best.passage.start + sentence.end,
    )
    return Answer(
        question=question.text,
        found=True,
        text=citation.text,
        confidence=confidence,
        citations=(citation,),
        hits=tuple(hits),
        missing_terms=missing_terms,
    )
