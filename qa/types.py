"""Values that the read side returns: frozen, and with everything that a page needs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.types import Document, Passage


class HighlightKind(StrEnum):
    """What a highlight marks."""

    SENTENCE = "sentence"  # the sentence that matches best
    TERM = "term"  # a term of the question, inside that sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Highlight:
    """A stretch to mark, in code points of ``passage.text``."""

    start: int
    end: int
    kind: HighlightKind


@dataclass(frozen=True, slots=True, kw_only=True)
class LegTrace:
    """How one leg of the retrieval saw a hit.

    ``rank`` is 1-based among the leg's own candidates, ``None`` where the leg did not propose the
    passage itself; ``similarity`` is the leg's own: cosine for vectors, BM25's sum for terms.
    """

    leg: str
    rank: int | None
    similarity: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """Why a hit stands where it stands."""

    legs: tuple[LegTrace, ...]
    matched_terms: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A passage that was found.

    ``similarity`` is the estimated chance, 0 to 1, that the passage answers; it orders the hits.
    """

    rank: int
    document: Document
    passage: Passage
    similarity: float
    highlights: tuple[Highlight, ...]
    trace: Trace

    @property
    def sentence(self) -> Highlight:
        """The sentence that matches best."""
        return next(mark for mark in self.highlights if mark.kind is HighlightKind.SENTENCE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """Where an answer stands: a span in code points of ``document.text``, inside ``passage``."""

    document: Document
    passage: Passage
    start: int
    end: int

    def __post_init__(self) -> None:
        if not self.passage.start <= self.start < self.end <= self.passage.end:
            raise ValueError("a citation lies inside its passage")

    @property
    def text(self) -> str:
        """The cited words, verbatim."""
        return self.document.text[self.start : self.end]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A verbatim answer with its citations, or an honest no (``found`` is False).

    ``confidence`` is the estimated chance, 0 to 1, that the reports answer the question here.
    ``hits`` are the nearest passages, also when nothing was found; ``missing_terms`` the terms of
    the question that no report contains.
    """

    question: str
    found: bool
    text: str
    confidence: float
    citations: tuple[Citation, ...]
    hits: tuple[Hit, ...]
    missing_terms: tuple[str, ...]

    def __post_init__(self) -> None:
        if self.found != bool(self.citations):
            raise ValueError("an answer that is found has a citation, and only then")
        if self.found and self.text != self.citations[0].text:
            raise ValueError("an answer is the text that its first citation cites")
