"""Values that the read side returns: frozen, and with everything that a page needs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from index.headed import holds_or_heads
from qa.answer_places import AnsweredPlace, Uncovered  # noqa: TC001 - as below
from qa.kinds import Kind  # noqa: TC001 - who uses the values that are named here finds this one too

if TYPE_CHECKING:
    from collections.abc import Mapping

    from index.fact_types import Status, Time
    from index.types import Aspect, Document, Passage, Period, RecognisedPage


class HighlightKind(StrEnum):
    """What a highlight marks."""

    ANSWER = "answer"  # the words that answer, inside the sentence
    SENTENCE = "sentence"  # the sentence that matches best
    TERM = "term"  # a term of the question, inside that sentence
    DOUBTFUL = "doubtful"  # what a machine read and is not sure of; no hit has it, the page adds it


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
    """Why a hit stands where it stands.

    ``parts`` are what each feature adds to the log-odds that the passage answers; their sum is
    the log-odds of ``Hit.similarity``.
    """

    legs: tuple[LegTrace, ...]
    matched_terms: tuple[str, ...]
    parts: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """Nearly the same passage in another version of the report.

    ``differs`` tells whether its wording is another one: a figure, a name, a sentence more.
    """

    document: Document
    passage: Passage
    differs: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A passage that was found.

    ``similarity`` is the estimated chance, 0 to 1, that the passage answers; it orders the hits.
    ``versions`` are where nearly the same stands in other versions of the report, the newest
    first: all of them take the one place.
    """

    rank: int
    document: Document
    passage: Passage
    similarity: float
    highlights: tuple[Highlight, ...]
    trace: Trace
    versions: tuple[Version, ...] = ()

    @property
    def sentence(self) -> Highlight:
        """The sentence that matches best."""
        return next(mark for mark in self.highlights if mark.kind is HighlightKind.SENTENCE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """Where an answer stands: a span in ``document.text``, inside ``passage`` or of a heading directly above it."""

    document: Document
    passage: Passage
    start: int
    end: int

    def __post_init__(self) -> None:
        if not holds_or_heads(self.document, self.passage, self.start, self.end):
            raise ValueError("a citation lies inside its passage, or is of a heading above it")

    @property
    def text(self) -> str:
        """The cited words, verbatim."""
        return self.document.text[self.start : self.end]

    @property
    def recognised(self) -> RecognisedPage | None:
        """The page of it that a machine read of a picture, if one did."""
        return self.document.recognised_in(self.start, self.end)

    @property
    def is_doubtful(self) -> bool:
        """Whether the machine that read it is not sure of a digit in it."""
        return bool(self.document.doubtful_in(self.start, self.end))


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """What a figure says.

    ``measure`` is what it measures, ``subject`` whose it is where that is not the report's place;
    ``unit`` its unit with 万 and 亿, as written; ``falls`` tells a change downwards. ``period``
    and ``year`` are the time that it is of: a year, where the report or its own words tell one.
    ``time`` tells the years and which part of them, ``status`` whether it has come about; both are
    ``None`` where no fact was made of it, as in a glossary.
    """

    text: str
    measure: str
    unit: str
    aspect: Aspect
    falls: bool
    period: Period
    year: int | None
    subject: str = ""
    time: Time | None = None
    status: Status | None = None

    @property
    def with_unit(self) -> str:
        """The figure with its unit, where that stands elsewhere: in the head of a table's column."""
        return self.text if self.unit in self.text else f"{self.text} {self.unit}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A figure that was found, and where."""

    value: Value
    citation: Citation


class Level(StrEnum):
    """How far the reports tell what is asked."""

    ANSWERED = "answered"  # the text answers by itself
    LIKELY = "likely"  # not told outright: the text is the whole sentence that most likely tells
    NOT_TOLD = "not told"


class Reason(StrEnum):
    """Why a question is not told."""

    OTHER_YEAR = "other year"  # what is told of it is of other years than the question names
    OTHER_PLACE = "other place"  # what is told of it is of other places than the question names
    MANY_REPORTS = "many reports"  # it takes several reports at once, and one is quoted at a time
    MISSING_TERMS = "missing terms"  # words of it are nowhere in what was searched
    TAKES_RECKONING = "takes reckoning"  # a sum, a difference, a comparison: nothing is reckoned
    UNSURE = "unsure"  # nothing there is likely enough to be what is asked for


@dataclass(frozen=True, slots=True, kw_only=True)
class TableLine:
    """A report in what was read off a table; without a ``citation`` it does not tell.

    ``place`` is what to call it there, ``text`` its figure as it is written, ``rank`` its place in an
    order, ties alike; ``marks`` tell in words what makes it less than comparable.
    """

    place: str
    text: str
    rank: int | None = None
    citation: Citation | None = None
    marks: tuple[str, ...] = ()


OFFER = "offer"  # of a table, beside the answer of one report
REMARK = "remark"  # where a place stands among the reports, whose own report states no rank
_BESIDE = (OFFER, REMARK)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfTable:
    """What was read off a table of several reports.

    ``wish`` tells what was asked for: ``rows``, ``first``, ``order``, ``count``, ``members``, ``comparison``,
    ``course``, ``place``, ``moved``; ``offer`` where a table would answer what one report was asked,
    ``remark`` where the one that was asked states no rank. ``text`` is the result in a sentence, ``question``
    what each report was asked, ``lines`` the reports that the result is of, ``warnings`` what could change
    it; of ``n_reports`` asked, ``n_told`` tell. ``is_lowest``: an order begins with the lowest number.
    """

    wish: str
    text: str
    question: str
    lines: tuple[TableLine, ...] = ()
    warnings: tuple[str, ...] = ()
    n_reports: int = 0
    n_told: int = 0
    is_lowest: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A verbatim answer with its citations, a sentence that likely tells, or an honest no.

    ``level`` says which of the three it is, ``reason`` why it is a no, ``instead`` the questions that
    are told, where one differs from this in its year or place alone.

    ``question`` is what was asked, ``asked`` the same made self-contained where it follows up on questions
    before it. The ``text`` is that of the citations, in their order, a line each. ``value`` is what a figure
    says, ``None`` for other answers; ``counterpart`` the same thing in the other time (last year's result
    beside this year's target); ``conflicts`` other figures that the reports give for the same thing and time;
    ``alternatives`` figures for other things, or of other places and years, that may as well be meant; of a
    refusal those that differ from what is asked in one respect alone: time, status, subject or aspect.
    ``confidence`` is the calibrated chance, 0 to 1, that the text answers, of a sentence that it tells, of a
    no that one would have: the same for all kinds. ``hits`` are the nearest passages, also when nothing was
    found; ``missing_terms`` the terms of the question that no report contains. ``place`` is the place that
    the answer is of, where that is not plain; ``uncovered`` the places and years that were named and that no
    report is of. ``takes_reckoning`` tells that a sum, a difference or the larger of two was asked for:
    ``alternatives`` are the figures that it takes, quoted, and nothing is reckoned. ``of_table`` is what was
    read off a table, where the question asks several reports: the citations are then those of its lines.
    """

    question: str
    asked: str
    kind: Kind
    level: Level
    text: str
    confidence: float
    citations: tuple[Citation, ...]
    value: Value | None
    counterpart: Finding | None
    conflicts: tuple[Finding, ...]
    alternatives: tuple[Finding, ...]
    hits: tuple[Hit, ...]
    missing_terms: tuple[str, ...]
    reason: Reason | None = None
    instead: tuple[str, ...] = ()
    place: AnsweredPlace | None = None
    uncovered: Uncovered | None = None
    takes_reckoning: bool = False
    of_table: OfTable | None = None

    @property
    def found(self) -> bool:
        """Whether something is quoted for the question: an answer, or a sentence that likely tells."""
        return self.level is not Level.NOT_TOLD

    @property
    def read_off(self) -> OfTable | None:
        """What was read off a table; nothing where one report answers, and a table is only offered."""
        return None if not self.of_table or self.of_table.wish in _BESIDE else self.of_table

    @property
    def is_offer(self) -> bool:
        """Whether no report was picked, and the table of all is offered in its place."""
        return not self.found and self.of_table is not None and self.of_table.wish == OFFER

    @property
    def is_rewritten(self) -> bool:
        """Whether it was understood otherwise than as typed, for it follows up on others."""
        return self.asked != self.question.strip()

    @property
    def is_ambiguous(self) -> bool:
        """Whether another figure, of the same time, may as well be what is asked for."""
        own, times = self.value, [each.value.time for each in self.alternatives]
        return any(own is None or time is None or time == own.time for time in times)

    def __post_init__(self) -> None:
        if self.found != bool(self.citations):
            raise ValueError("an answer that is found has a citation, and only then")
        if self.found is (self.reason is not None):
            raise ValueError("what is not told has a reason, and only then")
        if self.text != "\n".join(citation.text for citation in self.citations):
            raise ValueError("an answer is the text that its citations cite")
