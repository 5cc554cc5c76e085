"""Passages and questions as the choices see them, without an index."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from index.facts.reports import facts_of
from index.language.place_names import PlaceNames
from index.origins import Origin
from index.reading.splitting import sentences
from index.types import Document, Passage, Period
from qa.choosing import figure_evidence
from qa.retrieval import shortlist
from qa.retrieval.legs import LEGS
from qa.retrieval.retriever import Candidates
from qa.understanding.concepts import Concepts
from qa.understanding.question import KnownReports, Question, parse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.fact_types import Fact
    from qa.choosing.evidence import Evidence

SINGLE = 0.4  # what a concept of a single character weighs beside any other


def passage(
    text: str,
    *,
    section: tuple[str, ...] = (),
    period: Period = Period.REVIEW,
    number: int = 1,
    start: int = 0,
) -> Passage:
    return Passage(
        document_id="d",
        number=number,
        section=section,
        period=period,
        start=start,
        end=start + len(text),
        text=text,
        sentences=tuple(sentences(text, start)),
    )


def document(*paragraphs: str, place: str = "云溪市", year: int | None = 2024) -> Document:
    """The paragraphs, a line each."""
    return Document(
        id="d", path="d.txt", title="报告", text="\n".join(paragraphs), place=place, year=year
    )


def asked(text: str, *, years: Sequence[int] = (2024,), places: Sequence[str] = ()) -> Question:
    return parse(text, KnownReports(years=frozenset(years), places=PlaceNames.of(places)))


def concepts(question: Question) -> Concepts:
    """A question's concepts, all of one weight save single characters."""
    return Concepts(
        question.concepts,
        [1.0 if len(each.words[0]) > 1 else SINGLE for each in question.concepts],
    )


def texts(found: Sequence[Evidence], of: Passage) -> list[str]:
    """What pieces of evidence say, in their order."""
    return [of.text[each.start - of.start : each.end - of.start] for each in found]


class Provenances:
    """Where passages come from that are at hand, each with its document."""

    def __init__(self, passages: Sequence[tuple[Document, Passage]]) -> None:
        self._passages = passages

    def __call__(self, i: int) -> shortlist.Provenance:
        of, each = self._passages[i]
        origin = Origin(id=of.id, place=of.place, year=of.year)
        return shortlist.Provenance(
            origin, each.period, lambda: each, lambda: of, lambda: facts(each, of)
        )

    def read(self, chosen: Sequence[int]) -> None:
        """They are at hand."""

    def expect(self, order: Sequence[int]) -> None:
        """They are at hand."""


def facts(words: Passage, of: Document | None = None) -> tuple[Fact, ...]:
    """The facts of a passage, as a build reads them."""
    return tuple(facts_of(of or document(), [words]))


def figures(question: Question, words: Passage, of: Document | None = None) -> list[Evidence]:
    """The figures of a passage as answers to a question, best first."""
    about = of or document()
    return figure_evidence.figures(question, concepts(question), words, about, facts(words, about))


def shortlisted(words: Passage, of: Document | None = None) -> shortlist.Shortlisted:
    """A passage as a candidate that is read, which nothing is known of but its text."""
    about = of or document()
    return shortlist.Shortlisted(
        origin=Origin(id=about.id, place=about.place, year=about.year),
        document=about,
        passage=words,
        sentence=0,
        trace=(),
        legs={},
        penalties={},
        facts=lambda: facts(words, about),
    )


def candidates(strengths: Sequence[Sequence[float]]) -> Candidates:
    """Candidates of one sentence each; ``strengths`` has a row for each leg."""
    n = len(strengths[0])
    each = {leg: np.array(row, np.float32) for leg, row in zip(LEGS, strengths, strict=True)}
    return Candidates(
        rows=np.arange(n),
        similarities=each,
        strengths=each,
        ranks={leg: np.arange(n) for leg in LEGS},
        of_sentences={leg: each[leg] for leg in LEGS if leg.of_sentences},
        starts=np.arange(n + 1),
    )
