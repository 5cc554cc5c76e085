"""What a question asks: its terms and what else they are called, its kind, time and place."""

from __future__ import annotations

import dataclasses
import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.language.lexicon import alternation
from index.language.place_names import PlaceNames, without_names
from index.language.text import fold
from index.language.times import years_of
from index.language.tokens import Token, tokenize
from index.types import Period
from qa.kinds import Kind
from qa.understanding.asked_places import AskedPlace, ReportedPlaces, asked_places
from qa.understanding.asked_time import asks_two_years
from qa.understanding.concepts import Concept
from qa.understanding.known_words import is_of_whole_terms, known_words, rewritten, terms_of
from qa.understanding.named_figures import in_full
from qa.understanding.names import named_places
from qa.understanding.naming_words import naming, without_undertaking
from qa.understanding.reckoning import GOAL_REACHED
from qa.understanding.synonyms import Synonyms
from qa.understanding.wanted import Wanted, wanted, without_excluded
from qa.understanding.work.aims import asks_for_aims

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from index.language.text import Folded

FOR_EXAMPLE = "ask for example 航运企业有多少家?"
MAX_CHARS = 1000  # longer than any question; more is a pasted text

# Half a character, as a byte becomes that a terminal's locale does not know, or the end of a text.
_NO_TEXT = re.compile("[\ud800-\udfff\0]")
# 要 as what is to come, and no part of 主要, 要求, nor what is needed: 要几天
WILL = rf"(?<![主重需必])要(?![求素点害闻]|{alternation('how_many')})"
# 争取资金: what was got, and not what is striven for
_GOT = re.compile(rf"(?:{alternation('gets')})(?=[^,。\d年]{{0,6}}(?:{alternation('got')}))")
# A number that stands alone, no other word and no mark of a figure with it.
_BARE_YEAR = re.compile(r"(?<![\w.,])(?:19[5-9]|20[0-4])\d(?![\w%]|[.,]\d|\s*年)")
_DONE = "了"
_PLAN = re.compile(
    rf"{alternation('asks_plan')}|将|{WILL}|"
    r"this year|target|goal|plan|will",
    re.IGNORECASE,
)
_REVIEW = re.compile(
    rf"{alternation('asks_review')}|[了过](?!.*[将要])|last year|\b(?:was|were|did|had)\b",
    re.IGNORECASE,
)


class QuestionError(ValueError):
    """A question that cannot be asked: empty, too long, or no text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownReports:
    """What has to be known of the reports to understand a question about them.

    ``places`` are what their places are called; ``places_holding`` gives those whose names hold some
    characters, ``has_place`` tells whether any that may answer is of a place; ``held`` gives
    those of some terms that any of them holds.
    """

    years: frozenset[int] = frozenset()
    places: PlaceNames = dataclasses.field(default_factory=lambda: PlaceNames.of(()))
    places_holding: Callable[[str], Sequence[str]] = lambda _: ()
    has_place: Callable[[str], bool] = lambda _: True
    held: Callable[[Collection[str]], Collection[str]] = lambda _terms: ()

    @property
    def reported(self) -> ReportedPlaces:
        """Their places."""
        return ReportedPlaces(
            names=self.places, holding=self.places_holding, is_there=self.has_place
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question, understood.

    ``subject`` is the text without what tells the report: without the names of the reports' places (a report
    seldom names its own place, and names it most where it says least), and with the reports' own
    words for those that they do not use. ``terms`` are its folded terms, in order and once each;
    ``synonyms`` further terms by which reports may speak of the same; ``concepts`` what both are
    of. ``place_terms`` are the terms that name a report's place, which tell the report and not what
    it says; ``places`` all names of places in the question, ``asked_places`` what it asks about by
    them and by other words (全市, 冀, 全国), ``years`` the calendar years; ``period`` the time that its
    words tell, ``None`` if they tell none.
    """

    text: str
    subject: str
    terms: tuple[str, ...]
    synonyms: tuple[str, ...]
    concepts: tuple[Concept, ...]
    place_terms: tuple[str, ...]
    places: tuple[str, ...]
    years: tuple[int, ...]
    period: Period | None
    wanted: Wanted
    asked_places: tuple[AskedPlace, ...] = ()

    @property
    def read(self) -> str:
        """What the second reader is asked: the text, asked in full where it only names a figure."""
        return in_full(self.text) if self.wanted.kind.handling.is_figure else self.text

    @property
    def encoded(self) -> str:
        """What is encoded: the subject, likewise."""
        return in_full(self.subject) if self.wanted.kind.handling.is_figure else self.subject

    def is_of_year(
        self, report_year: int | None, text: Callable[[], str], review_year: int | None = None
    ) -> bool:
        """Whether a text can be of a year that is named; read where the report's do not tell."""
        if not self.years or report_year is None:
            return True
        report_years = {report_year, review_year or report_year - 1}
        return not report_years.isdisjoint(self.years) or any(
            str(year) in text() for year in self.years
        )

    def is_of_place(self, place: str, text: Callable[[], str]) -> bool:
        """Whether a folded text of a report of a place can be of the places that are asked about.

        A place that is not the report's own is one that the text has to name: for a figure as more
        than what its own is held against, and only where no report is of that place. One that the
        report's lies in may stand before it: 天津市河北区, of which 天津市 alone is another place.
        The text is read only where the report's place does not tell.
        """
        others = [asked for asked in self.asked_places if not asked.is_of(place)]
        if len(others) < len(self.asked_places) or not self.wanted.kind.handling.is_figure:
            return all(asked.is_named(text()) for asked in others)
        if any(asked.reports for asked in others) and len(others) == 1:
            return False
        return all(asked.is_told_of(text()) for asked in others)

    def period_in(self, report_year: int | None, review_year: int | None = None) -> Period | None:
        """The part of a report that the question asks about, ``None`` for either.

        A report of 2024 says what 2023 brought and what 2024 is to bring, a bulletin of 2023 what
        2023 brought: a year that the question names tells more than its other words do.
        """
        if report_year is not None:
            looks_back = review_year or report_year - 1
            if {report_year, looks_back} <= set(self.years) and asks_two_years(self.text):
                return None
            if report_year in self.years and report_year != looks_back:
                return Period.PLAN
            if looks_back in self.years:
                return Period.REVIEW
        return self.period


def parse(
    text: str, reports: KnownReports | None = None, synonyms: Synonyms | None = None
) -> Question:
    """Understand a question.

    Args:
        text: the question.
        reports: what it is asked of; nothing is known of them by default.
        synonyms: the dictionary; the one that comes with wenbao by default.

    Raises:
        QuestionError: the question is empty, longer than ``MAX_CHARS``, or no text.
    """
    text = checked(text)
    reports = reports or KnownReports()
    meant = without_excluded(text)
    folded = fold(meant)
    tokens = tokenize(meant)
    # The years that tell a report's parts apart are no part of the subject.
    report_years = {
        str(year) for report_year in reports.years for year in (report_year, report_year - 1)
    }
    places = asked_places(folded.text, tokens, reports.reported)
    of_places = {each.term for each in tokens if each.term in reports.places.terms}
    of_places |= _terms_that_name(places, folded, tokens)
    content = [
        token
        for token in naming(tokens, folded)
        if token.term.removesuffix("年") not in report_years
    ]
    of_subject = [token for token in content if token.term not in of_places]
    of_subject = without_undertaking(of_subject, folded) or of_subject
    matches = [
        match
        for match in (synonyms or _default_synonyms()).matches(folded.text)
        if is_of_whole_terms(match, folded, tokens)
    ]
    known = known_words(matches, folded, of_subject, reports.held)
    replaced = {token for each in known if each.replaces for token in each.tokens}
    terms = [token.term for token in of_subject if token not in replaced]
    terms += [term for each in known if each.replaces for term in terms_of(each.words[0])]
    more = [term for each in known for word in each.words for term in terms_of(word)]
    covered = {token for each in known for token in each.tokens}
    concepts = [each.concept() for each in known]
    asked_for = _wanted(folded.text, places)
    concepts += [
        Concept(terms=(token.term,), words=(token.term,))
        for token in of_subject
        if token not in covered and token.term not in asked_for.how_many
    ]
    gone = {i for token in tokens if token.term in of_places for i in range(token.start, token.end)}
    return Question(
        text=text,
        subject=rewritten(meant, gone, known),
        terms=tuple(dict.fromkeys(terms)),
        synonyms=tuple(term for term in dict.fromkeys(more) if term not in terms),
        concepts=tuple(dict.fromkeys(concepts)),
        place_terms=tuple(dict.fromkeys(t.term for t in content if t.term in of_places)),
        places=named_places.named(folded.text, tokens, reports.places),
        years=_years(folded.text),
        period=_period(folded.text),
        wanted=asked_for,
        asked_places=places,
    )


def _wanted(folded: str, places: Iterable[AskedPlace]) -> Wanted:
    bare = without_names(folded, (each.name for each in places))
    return Wanted(kind=Kind.LIST, asks_aims=True) if asks_for_aims(bare) else wanted(folded)


def _terms_that_name(
    places: Iterable[AskedPlace], folded: Folded, tokens: Iterable[Token]
) -> set[str]:
    """The terms that only name a report's place, or one by another word: 云溪, 冀, 我市."""
    spans = [
        folded.original(each.start, each.end)
        for each in places
        if (each.reports or each.is_otherwise_named) and not each.is_group
    ]
    return {t.term for t in tokens for start, end in spans if start <= t.start and t.end <= end}


@functools.cache
def _default_synonyms() -> Synonyms:
    return Synonyms.load()


def checked(text: str) -> str:
    """A question as it can be asked, without the white space around it.

    Raises:
        QuestionError: the question is empty, longer than ``MAX_CHARS``, or no text.
    """
    require_text(text)
    text = text.strip()
    if not text:
        raise QuestionError(f"the question is empty: {FOR_EXAMPLE}")
    if len(text) > MAX_CHARS:
        raise QuestionError(
            f"the question has {len(text):,} characters, {MAX_CHARS:,} are allowed: "
            "ask one thing in a sentence or two"
        )
    return text


def require_text(text: str, name: str = "the question") -> None:
    """See to it that a text is one, whatever its sender's encoding was.

    Raises:
        QuestionError: it is no text, or a part of it no character; the message calls it by ``name``.
    """
    if not isinstance(text, str):
        raise QuestionError(f"{name} is not text but {type(text).__name__}: give a string")
    wrong = _NO_TEXT.search(text)
    if wrong:
        raise QuestionError(
            f"{name} is not valid text: U+{ord(wrong[0]):04X} at character {wrong.start() + 1}; "
            "send it as UTF-8, from a terminal whose locale (LANG) names its own encoding"
        )


def _years(folded: str) -> tuple[int, ...]:
    """The years that a question names: 2024年, and in English 2024."""
    return (*years_of(folded), *map(int, _BARE_YEAR.findall(folded)))


def _period(folded: str) -> Period | None:
    if asks_two_years(folded):
        return None
    if _PLAN.search(_GOT.sub("", GOAL_REACHED.sub(_DONE, folded))):
        return Period.PLAN
    return Period.REVIEW if _REVIEW.search(GOAL_REACHED.sub(_DONE, folded)) else None
