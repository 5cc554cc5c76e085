"""How the slots of a fact go with those that a question names.

What the question names and the fact contradicts is a veto: a figure of another time, another place,
another aspect is no answer, however alike the words are. What only one of them tells lowers what is
claimed.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.fact_types import Origin, Status, TimePart
from index.language.lexicon import alternation, word_set
from index.language.tokens import words
from index.types import Aspect, Period
from qa.choosing.amounts import aspects, stocks
from qa.understanding import asked_rank, asked_time
from qa.understanding.asked_time import AskedTime, is_within_year
from qa.understanding.concepts import folded
from qa.understanding.names import named_places

if TYPE_CHECKING:
    from collections.abc import Mapping

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
HALF = "half told"  # of what is asked less is told, or more
_AHEAD = frozenset({Status.TARGET, Status.PLAN})
_NAMED = frozenset({Origin.CLAUSE, Origin.HEADING, Origin.CAPTION, Origin.TABLE_HEAD})
_STOCKS = frozenset({Aspect.LEVEL, Aspect.TOTAL, Aspect.SHARE, Aspect.RANK})
_AT_FIRST = re.compile(rf"{alternation('earlier', 'at_first')}|[从由](?:{alternation('how_many')})")
_BEARER = re.compile(alternation("bearer"))
_BORNE = re.compile(alternation("of_bearer"))
_LEAVES_OUT = re.compile(rf"{alternation('leaves_out')}|除.{{1,8}}?外")
_GOAL = re.compile(rf"{alternation('asks_target')}")
_ASKS_GOAL = re.compile(
    rf"{_GOAL.pattern}|(?:{alternation('goal')})[值数]?[是为]?(?:{alternation('how_many')}|[?。!]*$)"
    rf"|年的?(?:{alternation('goal')})"
)
_OF_GOAL_REACHED = re.compile(rf"(?<![要应需])(?:{alternation('carries_out')})")
_TELLING = 6  # characters from which on a name is told of one thing, and once
_WHOLE_YEAR = re.compile(alternation("whole_year"))
_DAYS = re.compile(rf"([\u4e00-\u9fff]{{2,12}})(?<!五)(?:{alternation('span_of_days')})")
_PLACE = re.compile("[省市区县州盟旗国]$")
_BEGINS_WITH_PLACE = re.compile(r"[\u4e00-\u9fff]{1,8}?[省市区县州盟旗]")


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedSlots:
    """What a question asks of the slots of a report's facts: the same for all of its figures.

    ``text`` is the question, folded; ``time`` and ``period`` are what it tells of this report's
    times; ``own`` are the names of the report's place, ``others`` the other places that it names,
    without their kinds.
    """

    text: str
    aspect: Aspect | None
    time: AskedTime
    period: Period | None
    about: About
    own: tuple[str, ...]
    others: tuple[str, ...]

    @classmethod
    def of(cls, question: Question, about: About) -> AskedSlots:
        """What a question asks of a report."""
        text, own = folded(question.text), _own_names(about.place)
        others = (place for place in question.places if not _is_own(place, own))
        return cls(
            text=text,
            aspect=question.wanted.aspect,
            time=asked_time.asked_time(text, about),
            period=question.period_in(about.year, about.review_year),
            about=about,
            own=own,
            others=tuple(map(named_places.bare, others)),
        )


def features(asked: AskedSlots, measure: Measure, fact: Fact) -> dict[str, float]:
    """What the slots of a fact add to and take from its being the answer.

    Args:
        asked: what the question asks of its report.
        measure: what the words beside the figure say of it.
        fact: what was read of it.
    """
    time, is_timeless = fact.time, not asked.time.is_named
    return {
        OTHER_TIME: float(_is_of_other_time(asked, measure, fact)),
        OTHER_STATUS: float(_is_of_other_status(asked, measure, fact)),
        OTHER_SUBJECT: float(_is_of_other_subject(asked, measure, fact)),
        OTHER_ASPECT: aspects.other_aspect(asked.text, asked.aspect, measure, fact),
        HALF: float(
            aspects.is_half_told(
                asked.text, asked.aspect, measure, fact, names_time=asked.time.is_named
            )
            or stocks.is_of_part(asked.text, asked.aspect, measure, fact)
            or (asked.time.part is TimePart.YEAR and is_within_year(time.part))
            or _is_of_some_days(asked.text, measure, fact)
        ),
        # A rank that has been held for years is that of this year, too.
        "unasked span": float(
            is_timeless and aspects.is_sum(time) and fact.aspect is not Aspect.RANK
        ),
        "unasked part": float(is_timeless and is_within_year(time.part)),
        "older": float(is_timeless and _is_older(time, asked.about)),
        "unasked plan": float(is_timeless and asked.period is None and is_ahead(fact)),
        "untold time": float(asked.time.last is not None and time.last is None),
    }


def is_vetoed(features: Mapping[str, float]) -> bool:
    """Whether the features of a figure tell that its fact contradicts what the question names."""
    return any(features.get(name, 0.0) >= 1 for name in VETOES)


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
    return not aspects.is_sum(fact.time)


def _is_of_some_days(asked: str, measure: Measure, fact: Fact) -> bool:
    """Whether a figure is of a feast or the like that the question does not name: 茶博会期间."""
    name = folded(fact.measure.text)
    if len(name) >= _TELLING and name in asked:
        return False
    for clause in (measure.before, *measure.earlier):
        if _WHOLE_YEAR.search(clause):
            return False
        days = _DAYS.search(clause)
        if days is not None:
            return not any(days[1][i : i + 2] in asked for i in range(len(days[1]) - 1))
    return False


def _is_older(time: Time, about: About) -> bool:
    review = about.review_year
    return review is not None and time.last is not None and time.last < review


def _is_of_other_time(asked: AskedSlots, measure: Measure, fact: Fact) -> bool:
    """Whether a fact is of another time than is asked about, or of the one that a change began at."""
    time = fact.time
    is_asked_year = asked.time.last is not None and asked.time.last == time.last
    if measure.is_start and not is_asked_year and not _AT_FIRST.search(asked.text):
        return True
    is_change = fact.aspect is Aspect.CHANGE
    if asked_time.is_of_other(
        asked.time, time, asked.about, is_change=is_change, stands=fact.aspect in _STOCKS
    ):
        return True
    said = (measure.before, *measure.earlier)
    return asked.time.is_within_year and asked_time.names_other_part(asked.text, said)


def _is_of_other_status(asked: AskedSlots, measure: Measure, fact: Fact) -> bool:
    """Whether a fact is planned where what was done is asked for, or done where a plan is."""
    aims_back = asked.period is Period.REVIEW and _asks_goal(asked.text)
    if asked.period is Period.PLAN or aims_back:
        if aims_back and _GOAL.search(f"{measure.before}|{measure.after}"):
            return False  # 2023年目标为6%: told where the report looks back
        is_past = fact.time.last is not None and fact.time.last < (asked.about.year or 0)
        return fact.status not in _AHEAD and fact.status is not Status.REQUIREMENT and is_past
    return asked.period is Period.REVIEW and is_ahead(fact)


def _asks_goal(text: str) -> bool:
    """Whether a folded question asks what was aimed at, and not how much of that was reached."""
    return bool(_ASKS_GOAL.search(text)) and not _OF_GOAL_REACHED.search(text)


def _is_of_other_subject(asked: AskedSlots, measure: Measure, fact: Fact) -> bool:
    """Whether a fact is another's than the one that is asked about: a city's, the country's."""
    if fact.aspect is Aspect.RANK:  # its subject are those among whom
        is_named = fact.subject.origin in _NAMED
        return asked_rank.is_among_others(asked.text, folded(fact.subject.text), is_named=is_named)
    if _LEAVES_OUT.search(asked.text) and not _LEAVES_OUT.search(measure.before):
        return True  # 不含新区增长7%: what is told with it is of another whole
    subject = _subject(fact)
    if subject and (_is_around(subject, asked.about) or not _is_own(subject, asked.own)):
        return named_places.bare(subject) not in asked.text
    if _is_of_all(asked, measure, fact):
        return True
    if not asked.others:
        return False
    said = "".join((folded(fact.measure.text), measure.before, measure.after, *measure.earlier))
    return any(place not in said for place in asked.others)


def _is_of_all(asked: AskedSlots, measure: Measure, fact: Fact) -> bool:
    """Whether a fact is of all who live there, where those in town or country are asked about."""
    bearer = _BEARER.search(asked.text)
    if bearer is None or not _BORNE.search(fact.measure.text):
        return False
    told = (fact.measure.text, fact.subject.text, measure.item, measure.before)
    return bearer[0][0] not in folded("".join(told))


def _is_around(subject: str, about: About) -> bool:
    """Whether a subject is what a place around the report's calls itself: 全省 in a city's."""
    return (
        subject in word_set("own_place")
        and bool(about.place)
        and not about.place.endswith(subject[-1])
    )


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
