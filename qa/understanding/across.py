"""Questions about many reports at once: what each of them is asked, and what is read off the answers.

各省2025年GDP增长目标是多少, 哪个省最高, 北京和上海分别是多少, 历年 and 几个省超过5% each ask one thing
of every report, and something else of what they say.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum, auto
from typing import TYPE_CHECKING

from index.language import numerals, word_lists
from index.language.lexicon import alternation
from index.language.quantities import quantities
from index.language.text import fold
from index.language.tokens import words
from index.types import PlaceLevel
from qa.understanding import named_places

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from index.language.place_names import PlaceNames
    from index.language.quantities import Quantity
    from index.language.text import Folded


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


class Relation(StrEnum):
    """How a figure has to be to a bound."""

    ABOVE = ">"
    AT_LEAST = ">="
    BELOW = "<"
    AT_MOST = "<="
    EQUAL = "="


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """What a figure has to meet: ``text`` as it was asked, ``bound`` in ``unit``, multiplied out."""

    relation: Relation
    bound: Decimal
    unit: str
    text: str


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


_LEVELS = (
    (rf"{alternation('places_province')}|省(?![级会道])", PlaceLevel.PROVINCE),
    (rf"{alternation('places_city')}|市(?![场民政容值面级])", PlaceLevel.CITY),
    (rf"{alternation('places_county')}|[县区](?![域间内块位划级])", PlaceLevel.COUNTY),
    (rf"(?:{alternation('places_any')}|地区?)(?![域方区理质])的?", None),
)
_SEVERAL = rf"[{numerals.FROM_TWO}\d]+[个份]?"
_WHICH = rf"哪(?:几个?|{_SEVERAL})?|{alternation('asks_list', 'which_of')}"
_HOW_MANY = alternation("how_many_of")
_AT_END = rf"的(?:{{}})(?:都|各)?(?:是|有|为)?(?P<asked>{_WHICH}|{_HOW_MANY}|哪些)?[?。!]*$"
_EACH = rf"(?:{alternation('whole_country')})?(?:[各每]|{alternation('each_of')}|{_SEVERAL})"
_WHOSE = re.compile(rf"^(?:{alternation('whole_country')})?(?:{alternation('asks_person')}|哪(?:里|儿))的?")
_NUMBER = rf"[{numerals.FROM_TWO}\d]+"
_TOP = re.compile(rf"(?:前(?P<first>{_NUMBER})|(?:后|最后|倒数)(?P<last>{_NUMBER}))(?![季年个]月?)[个名位]?的?")
_ORDER = re.compile(rf"(?:{alternation('in_order')}|倒数|{alternation('lowest_first')})的?")
_FROM_LOW = re.compile(rf"从[低小]|由[低小]|倒数|{alternation('lowest_first')}")
_MOST = re.compile(rf"(?:是|为)?(?:{alternation('is_most')}|更[高大多快])的?")
_LEAST = re.compile(rf"(?:是|为)?(?:{alternation('is_least')}|更[低小少慢])的?")
_EITHER = re.compile(rf"的?(?:哪(?:一)?个?|{alternation('asks_person')})的?")
_N_OF_WHICH = re.compile(rf"哪({_NUMBER})")
_AMONG = re.compile(
    rf"(?:在)?(?:{alternation('whole_country')}|[各全]省|{_EACH}省)?中?(?:{alternation('place_among')})"
)
_EACH_YEAR = re.compile(
    rf"(?:{alternation('whole_country')})?(?:{alternation('each_year')})|(?<=\d年)(?:{alternation('since')})"
)
_SOME_YEARS = re.compile(rf"[近过][去]?(?:{_NUMBER}|几)年来?|(?:{_NUMBER}|几)年来")
_COURSE = re.compile(rf"的?(?:{alternation('course')})(?:情况)?(?=[?。!]|$|是|如何|怎)")
_SPAN = re.compile(r"(?<!\d)((?:19|20)\d{2})年?(?:-|—|–|~|至|到)+((?:19|20)\d{2})年?")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?:年|(?=[、和与及,]))")
_BESIDE = re.compile(rf"(?:{alternation('side_by_side')})(?:一下)?")
_IN_TURN = re.compile(alternation("in_turn"))
_COUNTED = re.compile(alternation("places_counted"))
_NOT_TOLD = re.compile(
    rf"(?:{alternation('tells_not')}|[没未])(?:有)?(?:{alternation('tells_at_all')})(?:了|过|到)?"
)
_TOLD = re.compile(rf"(?:{alternation('tells_at_all')})(?:了|过)?")
_MENTIONS = re.compile("提[到及]")  # of words, and of no figure
_ADDED = re.compile(rf"(?:的)?(?:{alternation('added_up')}|{alternation('average_level')}(?=[是为值]|$))")
_LOWER, _HIGHER = alternation("set_lower"), alternation("set_higher")
_MOVED = re.compile(
    rf"(?:[比较]{{1,2}}(?:去年|上年|上一年)的?(?:{alternation('target')})?)(?:有所)?(?:是)?"
    rf"(?:(?P<lower>{_LOWER})|(?P<higher>{_HIGHER}))了?的?"
)
_BEFORE = (
    (rf"(?:{alternation('more_or_equal')})", Relation.AT_LEAST),
    (rf"(?:{alternation('less_or_equal')})", Relation.AT_MOST),
    (rf"(?:{alternation('more_than')}|[超>])", Relation.ABOVE),
    (rf"(?:{alternation('less_than')}|<)", Relation.BELOW),
    (r"(?:达到?|[是为=]|定[在为])", Relation.EQUAL),
)
_AFTER = ((r"[及或]?以[上]", Relation.AT_LEAST), (r"[及或]?以[下内]", Relation.AT_MOST))
_EDGES = re.compile(r"^[\s,，、;；:：的在中里和与及跟同、?？。!！有是把将]+|[\s,，、;；:：的在中里和与及跟同?？。!！了]+$")
_ASKS = re.compile(alternation("how_many", "how_much"))
_LEFT = re.compile(r"的(?=的)|(?<=的)[、和与及,](?=\w)|(?<=年)[,、](?=\w)")
_IT_IS = re.compile(r"(?:都|各|又)?(?:是|为|有)$")


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
        if _MENTIONS.search(self._text):
            return None
        course = bool(self._take(_COURSE))
        beside = bool(self._take(_BESIDE)) or bool(self._take(_IN_TURN))
        years = self._years(takes_span=course or beside)
        is_each_year = bool(self._take(_EACH_YEAR)) or len(years) > 1
        if course or beside:
            is_each_year |= bool(self._take(_SOME_YEARS))
        moved = self._take(_MOVED)
        among = self._take(_AMONG)
        condition = self._condition()
        is_told = False if self._take(_NOT_TOLD) else None
        places = self._places(takes_one=among is not None)
        which, how_many, each, level = self._levels()
        if not (which or each or how_many) and (self._take(_WHOSE)):
            which = True
        top, is_least = self._take(_TOP), bool(self._take(_LEAST))
        is_most = bool(self._take(_MOST))
        order = self._take(_ORDER)
        while self._take(_ORDER):
            pass
        if len(places) > 1 and (is_most or is_least):
            self._take(_EITHER)
        adds_up = bool(self._take(_ADDED))
        is_all = which or each or how_many
        if is_told is None and (which or how_many) and self._take(_TOLD):
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
                Wish.ORDER: top is not None or order is not None or bool(self._n and (is_most or is_least)),
                Wish.FIRST: is_most or is_least,
                Wish.COURSE: is_each_year or course,
                Wish.COMPARISON: len(places) > 1 or beside,
            }
        )
        is_low = is_least or bool(order and _FROM_LOW.search(order[0])) or bool(top and top["last"])
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
        span = _SPAN.search(text)
        if span and not takes_span:
            return ()
        if span:
            first, last = int(span[1]), int(span[2])
            self._remove(*span.span())
            return tuple(range(first, last + 1)) if first <= last else (last, first)
        found = list(_YEAR.finditer(text))
        years = tuple(dict.fromkeys(int(each[1]) for each in found))
        if len(years) > 1:
            for each in found:
                self._remove(*each.span())
            self._remove_between(found[0].end(), found[-1].start())
        return years

    def _remove_between(self, start: int, end: int) -> None:
        for i in range(start, end):
            if self._text[i] in "、,和与及跟同":
                self._gone[i] = True

    def _condition(self) -> Condition | None:
        """The bound that figures are held against."""
        text = self._visible()
        for each in quantities(text):
            if each.magnitude is None or not each.unit:
                continue
            found = _condition_of(text, each)
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
            self._take(_COUNTED)
        return tuple(dict.fromkeys([*found, *named]))

    def _levels(self) -> tuple[bool, bool, bool, PlaceLevel | None]:
        """Whether the question asks which, how many or each of the places of a level."""
        text, best = self._visible(), None
        for i, lead in enumerate((_WHICH, _HOW_MANY, _EACH)):
            for pattern, level in _LEVELS:
                match = re.search(rf"(?:有)?(?:{lead})(?:{pattern})", text)
                if match and (best is None or len(match[0]) > len(best[0][0])):
                    best = match, i, level
        if best is None:
            best = self._at_end(text)
        if best is None:
            return False, False, False, None
        match, i, level = best
        several = _N_OF_WHICH.match(match[0])
        self._n = _number(several[1]) if several else None
        self._remove(*match.span())
        return i == 0, i == 1, i == 2, level  # noqa: PLR2004 - the third of three

    def _at_end(self, text: str) -> tuple[re.Match[str], int, PlaceLevel | None] | None:
        """Which, or how many, as a question ends with it: …超过5%的省份有哪些."""
        for pattern, level in _LEVELS:
            match = re.search(_AT_END.format(pattern), text)
            if match:
                is_number = bool(match["asked"] and re.fullmatch(_HOW_MANY, match["asked"]))
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
        text = _LEFT.sub("", "".join(text.split()))
        before = ""
        while before != text:
            before, text = text, _EDGES.sub("", text)
        return as_question(text)


def as_question(text: str) -> str:
    """What names a figure, as a question for it."""
    text = text.strip("?？。! ")
    if not text or _ASKS.search(text):
        return f"{text}?" if text else ""
    return f"{_IT_IS.sub('', text)}是多少?"


def _wish(told: Mapping[Wish, bool]) -> Wish:
    return next((wish for wish, is_so in told.items() if is_so), Wish.ROWS)


def _condition_of(text: str, quantity: Quantity) -> tuple[Condition, int, int] | None:
    """What a figure of a question bounds, and where that stands; ``None`` where it bounds nothing."""
    start, end = quantity.start, quantity.end
    said = text[start:end]
    digits = re.search(rf"[-\d{numerals.ALL}]", said)
    inside = said[: digits.start()] if digits else ""
    magnitude = quantity.magnitude
    for pattern, relation in _AFTER:
        after = re.match(pattern, text[end:]) or re.search(rf"{pattern}$", said)
        if after:
            stop = end + (after.end() if after.re.pattern == pattern else 0)
            return _bound(relation, quantity, text, start, stop), start, stop
    for pattern, relation in _BEFORE:
        before = re.search(rf"{pattern}[了在]?$", text[:start])
        if before or re.match(pattern, inside):
            begin = before.start() if before else start
            if magnitude is not None:
                return _bound(relation, quantity, text, begin, end), begin, end
    return None


def _bound(  # noqa: PLR0913 - a span, and what it says
    relation: Relation, quantity: Quantity, text: str, start: int, end: int
) -> Condition:
    bound = quantity.magnitude
    if bound is None:
        raise ValueError("a bound is a number")
    return Condition(relation=relation, bound=bound, unit=quantity.unit, text=text[start:end])


def _number(written: str | None) -> int | None:
    if not written:
        return None
    if written.isdecimal():
        return int(written)
    found = quantities(f"{written}个")
    return int(found[0].magnitude) if found and found[0].magnitude is not None else None


@functools.cache
def _regions() -> Mapping[str, tuple[str, ...]]:
    return dict(_read_regions())


def _read_regions() -> Iterator[tuple[str, tuple[str, ...]]]:
    for line in word_lists.read("qa.understanding", "regions.txt"):
        name, _, members = line.partition(":")
        yield name, tuple(members.split())
