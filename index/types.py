"""Values that the write side makes and the read side shows.

Every offset counts code points of ``Document.text``; ``start`` is inclusive, ``end`` exclusive.
"""

from __future__ import annotations

import bisect
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

    from index.table_types import Table, TablePart


class Period(StrEnum):
    """Which time a passage speaks of, seen from the report's own year."""

    REVIEW = "review"  # what was done before: last year, or the term that ends
    PLAN = "plan"  # what the report's year is to do
    GLOSSARY = "glossary"  # an entry that explains a term
    OTHER = "other"  # masthead, opening words, annexes of no known time

    @property
    def opposite(self) -> Period | None:
        """The other time: of what was done what is to be done, and the other way round."""
        return {Period.REVIEW: Period.PLAN, Period.PLAN: Period.REVIEW}.get(self)


class ReportKind(StrEnum):
    """What kind of document a report is."""

    GOVERNMENT_WORK = "government work"
    STATISTICS = "statistics"  # a bulletin of counted figures
    BUDGET = "budget"
    DEVELOPMENT = "development"  # how a year's plan of the economy fared, and the next year's
    PLAN = "plan"  # of several years
    COURT = "court"
    PROSECUTION = "prosecution"
    CONGRESS = "congress"  # of the standing committee of a people's congress
    ADDRESS = "policy address"
    OTHER = ""


class PlaceLevel(StrEnum):
    """How high the place that a report is of ranks."""

    NATION = "nation"
    PROVINCE = "province"
    CITY = "city"  # and prefectures
    COUNTY = "county"  # and districts, cities that rank as counties, zones
    TOWN = "town"  # and streets
    UNKNOWN = ""


class Aspect(StrEnum):
    """What of a thing a figure tells."""

    LEVEL = "level"  # how much there is of it
    ADDITION = "addition"  # how much of it is new
    TOTAL = "total"  # how much there is of it in all, where additions are told too
    CHANGE = "change"  # by how much it grew or fell
    SHARE = "share"  # how much of another thing it is
    RANK = "rank"  # its place among others


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading of a report: ``level`` 1 is outermost.

    A heading fills a line of its own, or is the lead sentence of the paragraph it begins.
    """

    level: int
    title: str
    start: int
    end: int


class DropReason(StrEnum):
    """Why a line of a file is no part of the report's passages."""

    FURNITURE = "page furniture"
    PAGE_NUMBER = "page number"
    SALUTATION = "salutation"
    REPEATED = "repeated"  # the file holds it twice


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped:
    """A line that was left out of the passages, and why."""

    start: int
    end: int
    reason: DropReason


@dataclass(frozen=True, slots=True, kw_only=True)
class RecognisedPage:
    """A page whose text a machine read of a picture (OCR); ``number`` is counted from 1.

    ``confidence`` is the machine's own, 0 to 1: of a letter, in the mean; ``lowest`` that of the line
    that it was least sure of. Both are ``None`` where the text came with the picture.
    """

    number: int
    confidence: float | None = None
    lowest: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file of the corpus as text, before its structure is known.

    ``id`` is the sha256 of the file's bytes, ``path`` its path below the corpus folder,
    ``headings`` what the file's own format marks as headings (Markdown's ``#``), ``tables`` its
    tables, ``pages`` where each of its pages begins (empty where it tells none), ``dropped`` what
    its format tells to be no part of the report, ``title`` the one in its metadata, ``recognised`` the
    pages that a machine read of pictures, ``doubtful`` spans of the text that it was not sure of,
    ``unread`` the pages that are pictures and were not read for want of it, ``warnings`` a line each
    of what is uncertain, ``saved`` the day, in UTC, on which it was written last.
    """

    id: str
    path: str
    text: str
    headings: tuple[Heading, ...] = ()
    tables: tuple[Table, ...] = ()
    pages: tuple[int, ...] = ()
    dropped: tuple[tuple[int, int], ...] = ()
    title: str = ""
    recognised: tuple[RecognisedPage, ...] = ()
    doubtful: tuple[tuple[int, int], ...] = ()
    unread: tuple[int, ...] = ()
    warnings: tuple[str, ...] = ()
    saved: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What is known of a report, without its text.

    Unknown facts are empty (``place``, ``speaker``, ``office``, ``occasion``) or ``None``.
    ``covers`` are the first and the last year that a plan is for, or a bulletin looks back on.
    """

    id: str
    path: str
    title: str
    place: str = ""
    year: int | None = None
    delivered: dt.date | None = None
    speaker: str = ""
    office: str = ""
    occasion: str = ""
    kind: ReportKind = ReportKind.OTHER
    level: PlaceLevel = PlaceLevel.UNKNOWN
    covers: tuple[int, int] | None = None

    @property
    def review_year(self) -> int | None:
        """The year that its review is of: the one before it, of a bulletin the year it is of."""
        if self.year is None:
            return None
        return self.year if self.kind is ReportKind.STATISTICS else self.year - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Document(About):
    """A report: its whole text, what is known of it, and where its parts stand.

    ``text`` holds everything that the file holds. What is no part of the report (page
    furniture) stays in it, outside of every passage, and is listed in ``dropped``.
    """

    text: str
    headings: tuple[Heading, ...] = ()
    tables: tuple[Table, ...] = ()
    pages: tuple[int, ...] = ()  # where each page begins; empty where the file tells none
    dropped: tuple[Dropped, ...] = ()
    recognised: tuple[RecognisedPage, ...] = ()
    doubtful: tuple[tuple[int, int], ...] = ()  # letters that the machine was not sure of
    saved: dt.date | None = None  # when its file was

    def page_of(self, offset: int) -> int | None:
        """The page, from 1, that a place in the text stands on; ``None`` where none is known."""
        return bisect.bisect_right(self.pages, offset) if self.pages else None

    def pages_of(self, start: int, end: int) -> tuple[int, int] | None:
        """The first and the last page of a stretch of the text; ``None`` where none are known."""
        first, last = self.page_of(start), self.page_of(max(start, end - 1))
        return (first, last) if first is not None and last is not None else None

    def recognised_in(self, start: int, end: int) -> RecognisedPage | None:
        """The page of a stretch of the text that was read by machine; of several the least sure."""
        if not self.recognised:
            return None
        first, last = self.pages_of(start, end) or (1, 1)
        pages = [page for page in self.recognised if first <= page.number <= last]
        return min(pages, key=lambda page: page.confidence or 0.0, default=None)

    def doubtful_in(self, start: int, end: int) -> tuple[tuple[int, int], ...]:
        """What of a stretch of the text the machine was not sure of, in offsets of the text."""
        return tuple(
            (max(a, start), min(b, end)) for a, b in self.doubtful if a < end and start < b
        )

    def table_in(self, start: int, end: int) -> Table | None:
        """The table that begins in a stretch of the text, if one does."""
        return next((t for t in self.tables if start <= t.start < end), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """The unit that is matched: a span inside a passage, in offsets of the document."""

    start: int
    end: int
    text: str

    def __post_init__(self) -> None:
        if self.end - self.start != len(self.text):
            raise ValueError("a sentence's text is not as long as its span")


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """The unit that is shown and cited: one paragraph.

    ``number`` is 1-based in its document and stable; ``section`` the heading path, outermost
    first; ``table`` is what it holds of a table, if it is one;
    ``document.text[start:end] == text``, always.
    """

    document_id: str
    number: int
    section: tuple[str, ...]
    period: Period
    start: int
    end: int
    text: str
    sentences: tuple[Sentence, ...]
    table: TablePart | None = None

    def __post_init__(self) -> None:
        if self.number < 1:
            raise ValueError(f"passages are numbered from 1, not {self.number}")
        if self.end - self.start != len(self.text):
            raise ValueError("a passage's text is not as long as its span")


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedFile:
    """One file of a published index."""

    name: str
    n_bytes: int
    sha256: str

    def __post_init__(self) -> None:
        if not isinstance(self.n_bytes, int) or self.n_bytes < 0:
            raise ValueError(f"{self.n_bytes!r} is no number of bytes")


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedEncoder:
    """The encoder of the questions that an index carries, in a folder of its own."""

    name: str  # of the folder
    files: tuple[PublishedFile, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a published index was made of, and with what."""

    format_version: int
    created_at: str  # ISO 8601, UTC
    model: str  # as it was asked for: "bundled", a path or a hub name
    model_fingerprint: str
    dimension: int
    similarity_mean: float  # of the model's cosines between texts that have nothing in common
    similarity_deviation: float  # their standard deviation
    passage_search: str  # how the vectors of passages are searched: exact, or in which lists
    sentence_search: str  # and those of sentences
    tokenizer: str  # name and version of the tokenizer and its dictionary
    corpus: tuple[str, ...]  # the paths that were asked for, absolute
    corpus_hash: str  # sha256 over the paths and ids of the files, those of equal bytes once
    n_documents: int
    n_passages: int
    n_sentences: int
    encoder: PublishedEncoder | None  # none: questions need the model itself
    files: tuple[PublishedFile, ...]
