"""What no report is of, and what there is in its stead, in one plain sentence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol

from index.language.lexicon import alternation
from index.language.tokens import tokenize

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from qa.answer_places import AnsweredPlace, ReportsOf, Uncovered
    from qa.types import Answer

_ASKS = re.compile(rf"哪|{alternation('how_many', 'what')}")  # 哪几个: says nothing that lacks
_RUN = 3  # years in a row from which on only the first and the last are told


class Phrases(Protocol):
    """The words of such a sentence in one language; names in braces are filled in."""

    @property
    def separator(self) -> str:
        """Between the members of a list."""

    @property
    def clause_separator(self) -> str:
        """Between what there is not and what there is."""

    @property
    def full_stop(self) -> str:
        """Behind the sentence."""

    @property
    def lacks_places(self) -> str:
        """There is no report of ``{places}``."""

    @property
    def lacks_years(self) -> str:
        """There is no report of ``{years}``."""

    @property
    def lacks_years_of(self) -> str:
        """``{places}`` have no report of ``{years}``, which others have."""

    @property
    def has_years(self) -> str:
        """``{place}`` has reports of ``{years}``."""

    @property
    def has_any_years(self) -> str:
        """There are reports of ``{years}``."""

    @property
    def looks_back_on(self) -> str:
        """Behind these: they look back on ``{years}``."""

    @property
    def has_places(self) -> str:
        """There are reports of ``{places}``."""

    @property
    def has_more_places(self) -> str:
        """There are reports of ``{n}`` places; in the order of their files: ``{places}``."""

    @property
    def has_near_places(self) -> str:
        """Reports that speak of the place, or are of one of a like name, are of ``{places}``."""

    @property
    def has_n_places(self) -> str:
        """Behind these: there are reports of ``{n}`` places."""

    @property
    def place_by(self) -> str:
        """``{place}``, as the report of ``{report_place}`` tells."""


def sentence(value: Uncovered, phrases: Phrases) -> str:
    """What no report is of, and what there is."""
    clauses = [*_lacking(value, phrases), *_there(value, phrases)]
    return phrases.clause_separator.join(clauses) + phrases.full_stop


def place(value: AnsweredPlace, phrases: Phrases) -> str:
    """The place that an answer is of, and by whose report where that is another's."""
    if value.place == value.report_place:
        return value.place
    return phrases.place_by.format(place=value.place, report_place=value.report_place)


def missing_terms(value: Answer) -> tuple[str, ...]:
    """The words of a question that nothing in scope has, save those that a sentence tells anyway."""
    told = value.uncovered and (*value.uncovered.places, *map(str, value.uncovered.years))
    return tuple(
        term
        for term in value.missing_terms
        if not (_ASKS.match(term) or any(term in each for each in told or ()))
    )


def missing_words(value: Answer) -> list[str]:
    """The same as a person would name them: none that is a part of another one.

    Of two words that were read as one (企业亏损) only the one that nothing has.
    """
    missing = missing_terms(value)
    has = {token.term for token in tokenize(value.asked)} - set(value.missing_terms)
    alone = [term for term in missing if not _says_more(term, missing, has)]
    return [term for term in alone if not any(term != each and term in each for each in alone)]


def _says_more(term: str, missing: Sequence[str], has: AbstractSet[str]) -> bool:
    """Whether a term is a missing one beside a word that is there."""
    parts = (each for each in missing if each != term and each in term)
    return any(term.replace(part, "", 1) in has for part in parts)


def years(values: Iterable[int], separator: str) -> str:
    """Years in their order, long rows of them by their ends: 2001、2015–2018."""
    runs: list[list[int]] = []
    for year in sorted(values):
        if runs and runs[-1][-1] == year - 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    told = (
        [f"{run[0]}–{run[-1]}"] if len(run) >= _RUN else [str(year) for year in run] for run in runs
    )
    return separator.join(part for parts in told for part in parts)


def _lacking(value: Uncovered, phrases: Phrases) -> Iterator[str]:
    if value.places:
        yield phrases.lacks_places.format(places=phrases.separator.join(value.places))
    if value.years and value.of:
        yield phrases.lacks_years_of.format(
            places=phrases.separator.join(value.of), years=years(value.years, phrases.separator)
        )
    elif value.years:
        yield phrases.lacks_years.format(years=years(value.years, phrases.separator))


def _there(value: Uncovered, phrases: Phrases) -> Iterator[str]:
    if value.years:
        members = [_years_of(each, phrases) for each in value.there]
        yield from filter(None, [phrases.separator.join(filter(None, members))])
    elif value.there:
        more = value.n_places > len(value.there)
        if more and value.near:
            yield phrases.has_near_places.format(places=phrases.separator.join(value.near))
            yield phrases.has_n_places.format(n=value.n_places)
            return
        places = phrases.separator.join(each.place for each in value.there)
        told = phrases.has_more_places if more else phrases.has_places
        yield told.format(places=places, n=value.n_places)


def _years_of(value: ReportsOf, phrases: Phrases) -> str:
    """The years of a place's reports; empty where they tell none."""
    if not value.years:
        return ""
    told = phrases.has_years if value.place else phrases.has_any_years
    said = told.format(place=value.place, years=years(value.years, phrases.separator))
    if value.looks_back_on in ((), value.years):
        return said
    reviewed = years(value.looks_back_on, phrases.separator)
    return said + phrases.looks_back_on.format(years=reviewed)
