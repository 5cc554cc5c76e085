"""Why a question is not told, and what could be asked instead."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING

from index.language.lexicon import alternation
from index.types import Period
from qa.choosing import slots
from qa.types import Level, Reason
from qa.understanding.asked_time import with_whole_years
from qa.understanding.concepts import folded

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qa.choosing.ordering.ranked import Ranked
    from qa.types import Answer, Finding
    from qa.understanding.question import Question

_EACH_PLACE = re.compile(alternation("asks_of_each_place"))
_PLACES = re.compile(
    rf"{alternation('asks_of_each_place')}|{alternation('asks_which_place')}|"
    r"(?:which|what|each|every) (?:province|city|county|region)"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_NEXT_YEAR = re.compile(alternation("year_after"))
_OTHER_YEAR, _OTHER_PLACE = "other year", "other place"  # what a passage loses for these
_VETO = {_OTHER_YEAR: slots.OTHER_TIME, _OTHER_PLACE: slots.OTHER_SUBJECT}  # of a figure
_MOST = 3  # questions that are offered


def is_of_many(question: Question, ranked: Sequence[Ranked]) -> bool:
    """Whether a question asks of places side by side, and passages of several were found."""
    asks = _PLACES.search(folded(question.text)) or (
        question.wanted.asks_aims and not question.places
    )
    return bool(asks) and len({each.document.place for each in ranked}) > 1


def reason(question: Question, ranked: Sequence[Ranked], missing_terms: Sequence[str]) -> Reason:
    """Why nothing is told: of what fits, what tells the asker most.

    Args:
        question: the question.
        ranked: the passages in their order, none of which tells.
        missing_terms: its terms that nothing searched has.
    """
    if (question.places or question.asked_places) and _all_lose(ranked, _OTHER_PLACE):
        return Reason.OTHER_PLACE
    if question.years and _all_lose(ranked, _OTHER_YEAR):
        return Reason.OTHER_YEAR
    if is_of_many(question, ranked):
        return Reason.MANY_REPORTS
    if missing_terms:
        return Reason.MISSING_TERMS
    if _is_of_other_time(ranked):
        return Reason.OTHER_YEAR
    return Reason.UNSURE


def instead(
    question: Question, ranked: Sequence[Ranked], why: Reason, near: Sequence[Finding]
) -> tuple[str, ...]:
    """Questions that the reports tell, each with another year or place than this one names.

    Args:
        question: the question.
        ranked: the passages in their order, none of which tells.
        why: why that is so.
        near: figures that would answer, were they not of another time.
    """
    text = with_whole_years(question.text)
    found: Iterator[str] = iter(())
    if why is Reason.OTHER_YEAR:
        years = [each.value.year for each in near] or [
            _year(each) for each in ranked if _would_tell(each, _OTHER_YEAR)
        ]
        found = (_of_year(text, year) for year in years if year)
    elif why is Reason.OTHER_PLACE and len(question.places) == 1:
        (asked,) = question.places
        found = (
            text.replace(asked, each.document.place)
            for each in ranked
            if _would_tell(each, _OTHER_PLACE) and each.document.place and asked in text
        )
    elif why is Reason.MANY_REPORTS:
        found = (
            _EACH_PLACE.sub(each.document.place, text, count=1)
            for each in ranked
            if each.document.place and _EACH_PLACE.search(text)
        )
    others = (each for each in dict.fromkeys(found) if each != text)
    return tuple(others)[:_MOST]


def _of_year(text: str, year: int) -> str:
    """A question of another year than the one that it names, 2025年 or 明年; the same where it names none."""
    return _NEXT_YEAR.sub(f"{year}年", _YEAR.sub(str(year), text))


def _all_lose(ranked: Sequence[Ranked], penalty: str) -> bool:
    return bool(ranked) and all(penalty in each.parts for each in ranked)


def _is_of_other_time(ranked: Sequence[Ranked]) -> bool:
    """Whether the figure that comes first is of another time than is asked."""
    first = ranked[0].evidence[:1] if ranked else ()
    return any(slots.OTHER_TIME in each.parts for each in first)


def _would_tell(ranked: Ranked, penalty: str) -> bool:
    """Whether a passage rather answers than not, but for its year or place."""
    lost = [ranked.parts[name] for name in (penalty, _VETO[penalty]) if name in ranked.parts]
    return penalty in ranked.parts and ranked.log_odds - sum(lost) >= 0


def _year(ranked: Ranked) -> int | None:
    document = ranked.document
    return document.year if ranked.passage.period is Period.PLAN else document.review_year


def withdrawn(answer: Answer, why: Reason) -> Answer:
    """An answer as a no, for a reason; what could be asked instead stays."""
    return dataclasses.replace(
        answer,
        level=Level.NOT_TOLD,
        reason=why,
        text="",
        citations=(),
        value=None,
        counterpart=None,
        conflicts=(),
        alternatives=(),
    )


def with_names(missing_terms: Sequence[str], names: Sequence[str]) -> tuple[str, ...]:
    """The terms that nothing searched has, and names that are nowhere, without the terms that these are made of."""
    others = (term for term in missing_terms if not any(term in name for name in names))
    return (*names, *others)


def of_nobody(answer: Answer, name: str) -> Answer:
    """An answer as a no, since the person whom its question names is nowhere."""
    return dataclasses.replace(
        withdrawn(answer, Reason.MISSING_TERMS),
        instead=(),
        missing_terms=with_names(answer.missing_terms, (name,)),
        place=None,
        of_table=None,
    )
