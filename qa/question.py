"""What a question asks: its terms, and the time it asks about."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index import lists
from index.text import fold
from index.tokens import Token, tokenize
from index.types import Period
from index.years import years_of

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

MAX_CHARS = 1000  # longer than any question; more is a pasted text

_SURROGATES = re.compile("[\ud800-\udfff]")
_HOW_MANY = re.compile(r"(?:几|多少)\w")  # with the word that counts: 几条, 几座
_PLAN = re.compile(
    r"今年|本年|新的一年|目标|计划|力争|预期|打算|争取|安排|将|(?<![主重需必])要(?![求素点害闻])|"
    r"this year|target|goal|plan|will",
    re.IGNORECASE,
)
_REVIEW = re.compile(
    r"去年|上年|上一年|过去一年|已经|[了过](?!.*[将要])|last year|\b(?:was|were|did|had)\b",
    re.IGNORECASE,
)


class QuestionError(ValueError):
    """A question that cannot be asked: empty, or too long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question, understood.

    ``subject`` is the text without the names of the reports' places: a report seldom names its
    own place, and names it most where it says least. ``terms`` are the folded terms of the
    subject, in order and once each; ``places`` those that name a report's place, which tell the
    report and not what it says; ``years`` the calendar years that it names; ``period`` the time
    that its words tell, ``None`` if they tell none.
    """

    text: str
    subject: str
    terms: tuple[str, ...]
    places: tuple[str, ...]
    years: tuple[int, ...]
    period: Period | None

    def is_of_year(self, report_year: int | None, text: str) -> bool:
        """Whether a text of a report can be of a year that the question names, if it names any."""
        if not self.years or report_year is None:
            return True
        told = {report_year, report_year - 1}
        return any(year in told or str(year) in text for year in self.years)

    def period_in(self, report_year: int | None) -> Period | None:
        """The part of a report that the question asks about, ``None`` for either.

        A report of 2024 says what 2023 brought and what 2024 is to bring: a year that the
        question names tells more than its other words do.
        """
        if report_year is not None:
            if report_year in self.years:
                return Period.PLAN
            if report_year - 1 in self.years:
                return Period.REVIEW
        return self.period


def parse(
    text: str, report_years: Collection[int] = (), report_places: Collection[str] = ()
) -> Question:
    """Understand a question about reports of the given years and places.

    Raises:
        QuestionError: the question is empty, or longer than ``MAX_CHARS``.
    """
    text = checked(text)
    folded = fold(text).text
    # The years that tell a report's parts apart are no part of the subject.
    told = {str(year) for report_year in report_years for year in (report_year, report_year - 1)}
    found = tokenize(text)
    terms = dict.fromkeys(
        token.term
        for token in found
        if token.term not in _function_words()
        and not _HOW_MANY.fullmatch(token.term)
        and token.term.removesuffix("年") not in told
    )
    of_places = {term for place in report_places for term in _terms_of_place(place)}
    return Question(
        text=text,
        subject=_without(text, [token for token in found if token.term in of_places]),
        terms=tuple(term for term in terms if term not in of_places),
        places=tuple(term for term in terms if term in of_places),
        years=years_of(folded),
        period=_period(folded),
    )


def _without(text: str, tokens: Sequence[Token]) -> str:
    """A text without the words of some tokens; the whole text where nothing would be left."""
    gone = {i for token in tokens for i in range(token.start, token.end)}
    kept = "".join(c for i, c in enumerate(text) if i not in gone)
    return kept if any(c.isalnum() for c in kept) else text


def checked(text: str) -> str:
    """A question as it can be asked, without the white space around it.

    Raises:
        QuestionError: the question is empty, or longer than ``MAX_CHARS``.
    """
    # Half a character, as a broken client or console sends it, cannot be encoded at all.
    text = _SURROGATES.sub("\ufffd", text).strip()
    if not text:
        raise QuestionError("the question is empty: ask for example 航运企业有多少家?")
    if len(text) > MAX_CHARS:
        raise QuestionError(
            f"the question has {len(text):,} characters, {MAX_CHARS:,} are allowed: "
            "ask one thing in a sentence or two"
        )
    return text


@functools.cache
def _terms_of_place(place: str) -> frozenset[str]:
    return frozenset(token.term for token in tokenize(place))


@functools.cache
def _function_words() -> frozenset[str]:
    return frozenset(
        word for line in lists.read("qa", "function_words.txt") for word in line.split()
    )


def _period(folded: str) -> Period | None:
    if _PLAN.search(folded):
        return Period.PLAN
    return Period.REVIEW if _REVIEW.search(folded) else None
