"""How the slots of a fact go with those that a question names.

What the question names and the fact contradicts is a veto: a figure of another time, another place,
another aspect is no answer, however alike the words are. What only one of them tells lowers what is
claimed.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from index.fact_types import Origin, Status, TimePart
from index.language.lexicon import alternation, word_set
from index.language.tokens import words
from index.language.units import Dimension
from index.types import Aspect, Period
from qa.understanding import named_places
from qa.understanding.asked_time import AskedTime, asked_time, is_within_year
from qa.understanding.concepts import folded

if TYPE_CHECKING:
    from index.fact_types import Fact, Time
    from index.language.measures import Measure
    from index.types import About
    from qa.understanding.question import Question

OTHER_TIME, OTHER_STATUS, OTHER_SUBJECT, OTHER_ASPECT = VETOES = (
    "other time",
    "other status",
    "other subject",
    "other aspect of it",
)
_AHEAD = frozenset({Status.TARGET, Status.PLAN})
_SUMS = frozenset({TimePart.AVERAGE, TimePart.CUMULATIVE})
_NEAR = 1  # years by which the ends of two spans may differ: 五年来 is counted in two ways
_NAMED = frozenset({Origin.CLAUSE, Origin.HEADING, Origin.CAPTION, Origin.TABLE_HEAD})
_OF_CHANGE = frozenset({Dimension.SHARE, Dimension.POINTS, Dimension.MULTIPLE})
_MAY_BE_NEW = 0.25  # what is told without a word of whether it is new
_STOCKS = frozenset({Aspect.LEVEL, Aspect.TOTAL, Aspect.SHARE, Aspect.RANK})
_RATE = re.compile(rf"(?<![效功])率(?!先)|{alternation('share_noun')}")
_GAP = re.compile(r"[快高低慢优好多少先]于")  # 增速快于全省3个百分点: no growth of three
_PLACE = re.compile("[省市区县州盟旗国]$")
_BEGINS_WITH_PLACE = re.compile(r"[\u4e00-\u9fff]{1,8}?[省市区县州盟旗]")


def features(question: Question, measure: Measure, fact: Fact, about: About) -> dict[str, float]:
    """What the slots of a fact add to and take from its being the answer.

    Args:
        question: the question.
        measure: what the words beside the figure say of it.
        fact: what was read of it.
        about: its report.
    """
    asked = asked_time(folded(question.text), about)
    return {
        OTHER_TIME: float(_is_of_other_time(asked, fact, about)),
        OTHER_STATUS: float(_is_of_other_status(question, fact, about)),
        OTHER_SUBJECT: float(_is_of_other_subject(question, measure, fact, about)),
        OTHER_ASPECT: _other_aspect(question, measure, fact),
        "unasked span": float(not asked.is_named and _is_sum(fact.time)),
        "unasked part": float(not asked.is_named and is_within_year(fact.time.part)),
        "older": float(not asked.is_named and _is_older(fact.time, about)),
        "unasked plan": float(_is_unasked_plan(question, asked, fact, about)),
        "untold time": float(asked.last is not None and fact.time.last is None),
    }


def is_ahead(fact: Fact) -> bool:
    """Whether a fact tells what is still to come about."""
    return fact.status in _AHEAD


def names_subject(fact: Fact) -> bool:
    """Whether the report says whose a fact is, beside what it measures; no rank does."""
    return (
        fact.aspect is not Aspect.RANK
        and fact.subject.origin in _NAMED
        and not fact.measure.start <= fact.subject.start < fact.measure.end
    )


def is_of_one_year(fact: Fact) -> bool:
    """Whether a fact is of one year, and not of several together."""
    return not _is_sum(fact.time)


def _is_sum(time: Time) -> bool:
    """Whether a fact is of several years together, or of each of them."""
    return time.part is TimePart.AVERAGE or (time.first is not None and time.first != time.last)


def _is_unasked_plan(question: Question, asked: AskedTime, fact: Fact, about: About) -> bool:
    """Whether a fact is still to come about, where the question tells no time."""
    wanted = question.period_in(about.year, about.review_year)
    return not asked.is_named and wanted is None and is_ahead(fact)


def _is_older(time: Time, about: About) -> bool:
    review = about.review_year
    return review is not None and time.last is not None and time.last < review


def _is_of_other_time(asked: AskedTime, fact: Fact, about: About) -> bool:
    time = fact.time
    is_mean, is_asked_mean = (part is TimePart.AVERAGE for part in (time.part, asked.part))
    if is_mean is not is_asked_mean and not (is_mean and asked.is_span):
        return True
    if asked.last is None:
        return asked.is_named and _is_of_other_part(asked, time, about)
    if time.last is None:
        return False
    if asked.is_span:
        return _is_other_span(asked, fact)
    return _is_sum(time) or time.last != asked.last or _is_other_part(asked, time)


def _is_of_other_part(asked: AskedTime, time: Time, about: About) -> bool:
    """Whether a fact is not of the part of a year that is asked about, whichever year it is."""
    return _is_other_part(asked, time) or (asked.is_within_year and _is_older(time, about))


def _is_other_part(asked: AskedTime, time: Time) -> bool:
    if asked.is_within_year:
        return time.part is not asked.part
    return asked.last is not None and is_within_year(time.part)


def _is_other_span(asked: AskedTime, fact: Fact) -> bool:
    """Whether a fact is not of the several years that are asked about, nor of their end."""
    first, last = fact.time.first, fact.time.last
    if asked.first is None or asked.last is None or last is None:
        return False
    if first is None or first == last:
        at_end = abs(last - asked.last) <= _NEAR
        return not (at_end and fact.aspect in _STOCKS)
    return abs(last - asked.last) > _NEAR or abs(first - asked.first) > _NEAR


def _is_of_other_status(question: Question, fact: Fact, about: About) -> bool:
    """Whether a fact is planned where what was done is asked for, or done where a plan is."""
    wanted = question.period_in(about.year, about.review_year)
    if wanted is Period.PLAN:
        is_past = fact.time.last is not None and fact.time.last < (about.year or 0)
        return fact.status not in _AHEAD and fact.status is not Status.REQUIREMENT and is_past
    return wanted is Period.REVIEW and fact.status in _AHEAD


def _is_of_other_subject(question: Question, measure: Measure, fact: Fact, about: About) -> bool:
    """Whether a fact is another's than the one that is asked about: a city's, the country's."""
    if fact.aspect is Aspect.RANK:  # its subject are those among whom
        return False
    own, asked = _own_names(about.place), folded(question.text)
    subject = _subject(fact)
    if subject and not _is_own(subject, own):
        return named_places.bare(subject) not in asked
    said = "".join((folded(fact.measure.text), measure.before, measure.after, *measure.earlier))
    others = (place for place in question.places if not _is_own(place, own))
    return any(named_places.bare(place) not in said for place in others)


def _subject(fact: Fact) -> str:
    """The place that a fact is of by its own words, folded; empty where they name none."""
    if names_subject(fact):
        subject = folded(fact.subject.text)
        return subject if _PLACE.search(subject) else ""
    return _place_that_begins(folded(fact.measure.text))


@functools.lru_cache(maxsize=4096)
def _place_that_begins(measure: str) -> str:
    match = _BEGINS_WITH_PLACE.match(measure)
    if match is None:
        return ""
    named = named_places.named(measure, words(measure), None)
    return named[0] if named and measure.startswith(named[0]) else ""


@functools.lru_cache(maxsize=256)
def _own_names(place: str) -> tuple[str, ...]:
    return tuple(map(folded, named_places.parts(place)))


def _is_own(place: str, own: tuple[str, ...]) -> bool:
    return place in word_set("own_place") or any(named_places.same(place, part) for part in own)


def _other_aspect(question: Question, measure: Measure, fact: Fact) -> float:
    """How surely a figure tells of a thing what is not asked of it, 0 to 1.

    Its fall, and not how large it is; how much there is of it, and not how much is new.
    """
    is_stock = {fact.aspect, measure.aspect} == {Aspect.LEVEL}
    if question.wanted.aspect is Aspect.ADDITION and is_stock:
        return _MAY_BE_NEW
    return float(_is_other_aspect(question, measure, fact))


def _is_other_aspect(question: Question, measure: Measure, fact: Fact) -> bool:
    wanted, asked = question.wanted.aspect, folded(question.text)
    told = {fact.aspect, measure.aspect}
    if wanted is Aspect.ADDITION:
        return told <= {Aspect.TOTAL, Aspect.RANK}
    if wanted is Aspect.TOTAL:
        return told <= {Aspect.ADDITION, Aspect.RANK}
    if _GAP.search(measure.before) and not _GAP.search(asked):
        return True
    if wanted is Aspect.CHANGE:
        is_figure = fact.amount.value is not None
        is_of_size = told <= {Aspect.LEVEL, Aspect.TOTAL} and measure.dimension not in _OF_CHANGE
        return is_figure and (is_of_size or told <= {Aspect.SHARE, Aspect.RANK})
    if wanted in (None, Aspect.SHARE, Aspect.LEVEL) and _RATE.search(asked):
        return told == {Aspect.CHANGE}
    return False
