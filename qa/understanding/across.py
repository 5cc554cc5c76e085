"""Questions about many reports at once: what each of them is asked, and what is read off the answers.

哪个省最高, 北京和上海分别是多少, 历年 and 几个省超过5% ask one thing of every report, and something else of
what they say.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from enum import StrEnum, auto
from typing import TYPE_CHECKING

from index.language import word_lists
from index.language.quantities import quantities
from index.language.text import fold
from index.language.tokens import words
from qa.understanding import across_words, named_places
from qa.understanding.conditions import Condition, condition_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from index.language.place_names import PlaceNames
    from index.language.text import Folded
    from index.types import PlaceLevel


class Wish(StrEnum):
    """What is to be read off what the reports say."""

    ROWS = auto()  # what each says
    FIRST = auto()  # the highest, or the lowest
    ORDER = auto()  # all of them, or the first few, in order
    COUNT = auto()  # how many meet a condition
    MEMBERS = auto()  # which do
    COMPARISON = auto()  # some beside each other
    COURSE = auto()  # what became of it over the years
    PLACE = auto()  # which place one has among all
    MOVED = auto()  # whose was set higher, or lower, than the year before


@dataclass(frozen=True, slots=True, kw_only=True)
class Across:
    """A question about many reports.

    ``question`` is what each of them is asked. ``places`` are those that are named, regions as their
    members; ``level`` that of the places that are all asked about, ``None`` for any; ``years`` those
    that are named, where they are several; ``is_each_year`` tells that all years are asked about.
    ``n`` is how many of an order are wanted, ``is_lowest`` that it begins at the bottom. ``is_told``
    tells whether those are wanted whose report says it (``True``), or does not (``False``). ``adds_up``
    tells that a sum or a mean is asked for, which no report holds.
    """

    question: str
    wish: Wish
    places: tuple[str, ...] = ()
    level: PlaceLevel | None = None
    years: tuple[int, ...] = ()
    is_each_year: bool = False
    is_all: bool = False
    n: int | None = None
    is_lowest: bool = False
    condition: Condition | None = None
    is_told: bool | None = None
    adds_up: bool = False


def across(text: str, known: PlaceNames | None = None) -> Across | None:
    """What a question asks of many reports; ``None`` where it does not tell that it asks several.

    Args:
        text: the question.
        known: what the reports' places are called.
    """
    return _Reader(text.strip(), known).read()


class _Reader:
    """A question whose words for many are taken out of it, one after the other."""

    def __init__(self, text: str, known: PlaceNames | None) -> None:
        self._original = text
        self._folded: Folded = fold(text)
        self._text = self._folded.text
        self._gone = [False] * len(self._text)
        self._known = known
        self._n: int | None = None  # how many are asked for: 哪三个省

    def read(self) -> Across | None:
        """What it asks, if it is of many."""
        if across_words.MENTIONS.search(self._text):
            return None
        course = bool(self._take(across_words.COURSE))
        beside = bool(self._take(across_words.BESIDE)) or bool(self._take(across_words.IN_TURN))
        years = self._years(takes_span=course or beside)
        is_each_year = bool(self._take(across_words.EACH_YEAR)) or len(years) > 1
        if course or beside:
            is_each_year |= bool(self._take(across_words.SOME_YEARS))
        moved = self._take(across_words.MOVED)
        among = self._take(across_words.AMONG)
        condition = self._condition()
        is_told = False if self._take(across_words.NOT_TOLD) else None
        places = self._places(takes_one=among is not None)
        which, how_many, each, level = self._levels()
        if not (which or each or how_many) and (self._take(across_words.WHOSE)):
            which = True
        top, is_least = self._take(across_words.TOP), bool(self._take(across_words.LEAST))
        is_most = bool(self._take(across_words.MOST))
        order = self._take(across_words.ORDER)
        while self._take(across_words.ORDER):
            pass
        if len(places) > 1 and (is_most or is_least):
            self._take(across_words.EITHER)
        adds_up = bool(self._take(across_words.ADDED))
        is_all = which or each or how_many
        if is_told is None and (which or how_many) and self._take(across_words.TOLD):
            is_told = True
        is_many = is_all or len(places) > 1 or is_each_year or moved or among
        if not is_many and not (order or top) and not course:
            return None
        wish = _wish(
            {
                Wish.MOVED: moved is not None,
                Wish.PLACE: among is not None and bool(places),
                Wish.COUNT: how_many and (condition is not None or is_told is not None),
                Wish.MEMBERS: condition is not None or is_told is not None,
                Wish.ORDER: top is not None
                or order is not None
                or bool(self._n and (is_most or is_least)),
                Wish.FIRST: is_most or is_least,
                Wish.COURSE: is_each_year or course,
                Wish.COMPARISON: len(places) > 1 or beside,
            }
        )
        is_low = (
            is_least
            or bool(order and across_words.FROM_LOW.search(order[0]))
            or bool(top and top["last"])
        )
        if moved is not None:
            is_low = moved["lower"] is not None
        return Across(
            question=self._left(),
            wish=wish,
            places=places,
            level=level,
            years=years if len(years) > 1 else (),
            is_each_year=is_each_year or (course and not is_all),
            is_all=is_all or not places,
            n=_number(top["first"] or top["last"]) if top else self._n,
            is_lowest=is_low,
            condition=condition,
            is_told=is_told,
            adds_up=adds_up,
        )

    def _visible(self) -> str:
        """The text with what was taken as blanks, so that offsets stay."""
        return "".join(" " if gone else c for c, gone in zip(self._text, self._gone, strict=True))

    def _take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        match = pattern.search(self._visible())
        if match is not None:
            self._remove(*match.span())
        return match

    def _remove(self, start: int, end: int) -> None:
        self._gone[start:end] = [True] * (end - start)

    def _years(self, *, takes_span: bool) -> tuple[int, ...]:
        """The years that are named, taken out where they are several and each is asked about."""
        text = self._visible()
        span = across_words.SPAN.search(text)
        if span and not takes_span:
            return ()
        if span:
            first, last = int(span[1]), int(span[2])
            self._remove(*span.span())
            return tuple(range(first, last + 1)) if first <= last else (last, first)
        found = list(across_words.YEAR.finditer(text))
        years = tuple(dict.fromkeys(int(each[1]) for each in found))
        if len(years) > 1:
            for each in found:
                self._remove(*each.span())
            self._remove_between(found[0].end(), found[-1].start())
        return years

    def _remove_between(self, start: int, end: int) -> None:
        for i in range(start, end):
            self._gone[i] |= self._text[i] in "、,和与及跟同"

    def _condition(self) -> Condition | None:
        """The bound that figures are held against."""
        text = self._visible()
        for each in quantities(text):
            if each.magnitude is None or not each.unit:
                continue
            found = condition_of(text, each)
            if found is not None:
                condition, start, end = found
                self._remove(start, end)
                return condition
        return None

    def _places(self, *, takes_one: bool) -> tuple[str, ...]:
        """The places that are named, taken out where all reports are asked, and not theirs alone."""
        text, found = self._visible(), []
        for name in sorted(_regions(), key=len, reverse=True):
            at = text.find(name)
            if at >= 0:
                found += list(_regions()[name])
                self._remove(at, at + len(name))
                text = self._visible()
        named = named_places.named(text, words(text), self._known)
        if len(named) + len(found) > 1 or found or (named and takes_one):
            ends = []
            for name in named:
                at = self._visible().find(name)
                self._remove(at, at + len(name))
                ends += [at, at + len(name)]
            if ends:
                self._remove_between(min(ends), min(len(self._text), max(ends) + 1))
            self._take(across_words.COUNTED)
        return tuple(dict.fromkeys([*found, *named]))

    def _levels(self) -> tuple[bool, bool, bool, PlaceLevel | None]:
        """Whether the question asks which, how many or each of the places of a level."""
        text, best = self._visible(), None
        for pattern, i, level in across_words.OF_LEVEL:
            match = pattern.search(text)
            if match and (best is None or len(match[0]) > len(best[0][0])):
                best = match, i, level
        if best is None:
            best = self._at_end(text)
        if best is None:
            return False, False, False, None
        match, i, level = best
        several = across_words.N_OF_WHICH.match(match[0])
        self._n = _number(several[1]) if several else None
        self._remove(*match.span())
        return i == 0, i == 1, i == 2, level  # noqa: PLR2004 - the third of three

    def _at_end(self, text: str) -> tuple[re.Match[str], int, PlaceLevel | None] | None:
        """Which, or how many, as a question ends with it: …超过5%的省份有哪些."""
        for pattern, level in across_words.OF_LEVEL_AT_END:
            match = pattern.search(text)
            if match:
                is_number = bool(
                    match["asked"] and re.fullmatch(across_words.HOW_MANY, match["asked"])
                )
                return match, int(is_number), level
        return None

    def _left(self) -> str:
        """What each report is asked: what no word for many was, as a question for a figure."""
        kept = [True] * len(self._original)
        for i, gone in enumerate(self._gone):
            if gone:
                start, end = self._folded.original(i, i + 1)
                kept[start:end] = [False] * (end - start)
        text = "".join(c for c, stays in zip(self._original, kept, strict=True) if stays)
        text = across_words.LEFT.sub("", "".join(text.split()))
        before = ""
        while before != text:
            before, text = text, across_words.EDGES.sub("", text)
        return as_question(text)


def as_question(text: str) -> str:
    """What names a figure, as a question for it."""
    text = text.strip("?？。! ")
    if not text or across_words.ASKS.search(text):
        return text and f"{text}?"
    return f"{across_words.IT_IS.sub('', text)}是多少?"


def _wish(told: Mapping[Wish, bool]) -> Wish:
    return next((wish for wish, is_so in told.items() if is_so), Wish.ROWS)


def _number(written: str | None) -> int | None:
    if not written:
        return None
    if written.isdecimal():
        return int(written)
    found = quantities(f"{written}个")
    return int(found[0].magnitude) if found and found[0].magnitude is not None else None


@functools.cache
def _regions() -> Mapping[str, tuple[str, ...]]:
    lines = word_lists.read("qa.understanding", "regions.txt")
    return {
        name: tuple(named.split()) for name, _, named in (each.partition(":") for each in lines)
    }
