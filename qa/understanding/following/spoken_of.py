"""Whose and of when what was spoken of is: 四川2024年, of 四川2024年GDP是多少; a follow-up on it is of the same."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.language import tokens
from index.language.lexicon import alternation, word_set
from index.language.place_names import PlaceNames
from index.language.text import fold
from index.language.times import YEAR_IN_HAN
from qa.understanding.asked_places import ReportedPlaces, asked_places

if TYPE_CHECKING:
    from qa.understanding.asked_places import AskedPlace

_DIGITS_ALONE = r"(?=\s*(?:呢|的|[?？。!！]|$)|\s+[\u4e00-\u9fff])"
TIME = re.compile(
    rf"(?:(?:19|20)\d{{2}}(?:\s*年度?|{_DIGITS_ALONE})|{YEAR_IN_HAN}年|{alternation('relative_year')})"
    r"(?:的|里|里面)?"
)
# 各省, 哪个省: many places by one word.
_OF_MANY = re.compile(
    rf"(?:各|{alternation('each_of')})(?:{alternation('places_province', 'places_city', 'places_county')}"
    rf"|[省市区县地州])|{alternation('asks_which_place')}"
)
_BETWEEN = re.compile(r"[的在和与及跟、,，\s]+")
_JOINED = re.compile(r"[的在、,，\s]+")
_HEAD_OF_OFFICE = "长"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """What a question begins with before it says what it asks for.

    Attributes:
        places: whose it is, as it is said there: 四川, 四川和浙江, 各省.
        time: of when, likewise: 2024年.
        rest: what follows, without the particle that joins it.
        is_of_many: whether the places are many by one word: 各省, 哪个省.
    """

    places: str
    time: str
    rest: str
    is_of_many: bool = False

    @property
    def text(self) -> str:
        """Whose and of when, as a question begins."""
        return f"{self.places}{self.time}"


def lead_of(question: str) -> Lead:
    """The places and the time that a question begins with, in whichever order."""
    named_at = (
        each for each in _asked(question) if fold(question[each.start : each.end]).text == each.name
    )
    places = {each.start: each for each in named_at}
    ends = {word.end for word in tokens.words(question)}
    found: list[tuple[int, int]] = []
    times: list[str] = []
    at = end = 0
    while True:
        many, time = _OF_MANY.match(question, at), TIME.match(question, at)
        between = _BETWEEN.match(question, at)
        if at in places and (stop := _end_of(places[at], question, ends)):
            found.append((at, stop))
            at = end = stop
        elif many and not found:
            found.append(many.span())
            at = end = many.end()
        elif time:
            times.append(time_of(time[0]))
            at = end = time.end()
        elif between and at:
            at = between.end()
        else:
            break
    named = question[found[0][0] : found[-1][1]] if found else ""
    joined = _JOINED.match(question, end) if end else None
    return Lead(
        places=TIME.sub("", named),
        time=times[0] if times else "",
        rest=question[joined.end() if joined else end :],
        is_of_many=_OF_MANY.fullmatch(named) is not None,
    )


def time_of(text: str) -> str:
    """The first time that a text names, as a question says it; empty where it names none."""
    match = TIME.search(text)
    time = match.group().rstrip("的里面") if match else ""
    return f"{time}年" if time.isdigit() else time


def places_of(text: str) -> tuple[str, ...]:
    """The places that a text asks about, as they are called in it, folded."""
    return tuple(place.name for place in _asked(text))


def _asked(text: str) -> tuple[AskedPlace, ...]:
    nowhere = ReportedPlaces(names=PlaceNames.of(()))
    return asked_places(fold(text).text, tokens.words(text), nowhere)


def _end_of(place: AskedPlace, question: str, ends: set[int]) -> int:
    """Where the name of a place ends; 0 where it is a part of another name: 天津, of 天津港.

    Of 四川省长 the place is 四川.
    """
    if question[place.end - 1 : place.end] + _HEAD_OF_OFFICE in word_set("office") and (
        question.startswith(_HEAD_OF_OFFICE, place.end)
    ):
        return place.end - 1
    return place.end if place.end in ends else 0
