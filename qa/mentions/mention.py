"""What a count comes to: each place of a phrase, by report and by year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.types import About


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One place where a phrase stands: a span in code points of the document's text.

    ``form`` is what of the phrase's forms it is, ``text`` how it is written; ``quote`` the sentence,
    the row of a table or the heading that it stands in, which begins at ``quote_start``. ``number`` is
    that of the passage; of a heading, which is none, that of the passage below it.
    """

    form: str
    text: str
    start: int
    end: int
    quote: str
    quote_start: int
    number: int
    page: int | None
    is_heading: bool = False

    def __post_init__(self) -> None:
        first = self.start - self.quote_start
        if self.quote[first : first + len(self.text)] != self.text:
            raise ValueError("a mention is quoted with what stands around it")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportMentions:
    """Where a report has a phrase, in the order of its text.

    ``versions`` are the ids of the others that are counted and are versions of the same report.
    """

    about: About
    mentions: tuple[Mention, ...]
    versions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class YearMentions:
    """The reports of a year, ``None`` where they tell none: how many, and how often they say it."""

    year: int | None
    n_reports: int
    n_mentioning: int
    n_mentions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Mentions:
    """All places in scope where a phrase stands.

    ``forms`` are the folded words that were counted, ``synonyms`` the dictionary's other words for
    them. ``reports`` are those that have it, the newest first, ``silent`` the others in scope, and
    ``years`` all of both. ``is_of_silent`` tells that a question asks for those without it.
    """

    text: str
    forms: tuple[str, ...]
    synonyms: tuple[str, ...]
    reports: tuple[ReportMentions, ...]
    silent: tuple[About, ...]
    years: tuple[YearMentions, ...]
    is_of_silent: bool = False

    @property
    def n_mentions(self) -> int:
        """How many places there are."""
        return sum(len(each.mentions) for each in self.reports)

    @property
    def n_in_headings(self) -> int:
        """How many of them are in headings that fill a line of their own."""
        return sum(each.is_heading for report in self.reports for each in report.mentions)

    @property
    def n_reports(self) -> int:
        """How many reports are in scope."""
        return len(self.reports) + len(self.silent)
