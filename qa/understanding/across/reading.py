"""Questions about many reports at once: what each of them is asked, and what is read off the answers.

哪个省最高, 北京和上海分别是多少, 历年 and 几个省超过5% ask one thing of every report, and something else of
what they say.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.language.text import fold
from index.language.tokens import words
from qa.understanding.across import bare_orders, comparing, conditions, regions, stated_ranks
from qa.understanding.across import words as across_words
from qa.understanding.across.asked import Across, Order, Wish
from qa.understanding.across.phrasing import number
from qa.understanding.named_figures import as_question
from qa.understanding.names import named_places

if TYPE_CHECKING:
    from collections.abc import Mapping

    from index.language.place_names import PlaceNames
    from index.language.text import Folded
    from index.types import PlaceLevel
    from qa.understanding.across.conditions import Condition


_EACH = 2  # the number of the lead that asks each, in ``OF_LEVEL``


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
        self._is_from_last = self._order_n = False  # whether these are an order's: 后三个省
        self._condition: Condition | None = None  # the bound that figures are held against
        self._asked_of_it = ""  # what of the measure that bound is of, and no other word asks

    def read(self) -> Across | None:
        """What it asks, if it is of many."""
        if across_words.MENTIONS.search(self._text):
            return None
        since = self._take(across_words.SINCE)
        course = bool(self._take(across_words.COURSE))
        moved = self._moved()
        beside = bool(self._take(across_words.BESIDE)) or bool(self._take(across_words.IN_TURN))
        years = self._years(takes_span=course or beside)
        is_each_year = bool(self._take(across_words.EACH_YEAR)) or len(years) > 1
        if course or beside:
            is_each_year |= bool(self._take(across_words.SOME_YEARS))
        self._take(across_words.MEAN_OF_COUNTRY)
        among = self._take(across_words.AMONG)
        self._condition = self._bound()
        is_told = False if self._take(across_words.NOT_TOLD) else None
        places = self._places(takes_one=among is not None)
        which, how_many, each, level = self._levels()
        if not (which or each or how_many) and (self._take(across_words.WHOSE)):
            which = True
        is_all = which or each or how_many or self._is_bare_order(places)
        asks_which = across_words.WHICH_ONE.search(self._visible()) is not None
        order = self._order(is_of_several=len(places) > 1 or asks_which, is_all=is_all)
        differs = self._take(across_words.DIFFERS) if len(places) > 1 else None
        is_by_how_much = len(places) > 1 and across_words.MORE_BY.search(self._text)
        adds_up = bool(self._take(across_words.ADDED) or differs or is_by_how_much)
        if is_told is None and (which or how_many) and self._take(across_words.TOLD):
            is_told = True
        if is_all:
            self._take(across_words.COUNTRY)
            self._take(across_words.ASKED_AT_END)
            moved = moved or self._take(across_words.RESET)
        if (which or how_many) and not (self._condition or order.is_first or moved):
            self._went()
        if among and len(places) != 1:  # of each the rank that its report states
            self._restore(*among.span())
        is_many = is_all or len(places) > 1 or is_each_year or moved or among or since
        if not is_many and not order.is_one and not course:
            return None
        bounds_any = self._condition is not None or is_told is not None
        wish = _wish(
            {
                Wish.MOVED: moved is not None,
                Wish.PLACE: among is not None and len(places) == 1,
                Wish.COUNT: how_many and bounds_any,
                Wish.MEMBERS: bounds_any,
                Wish.ORDER: order.is_one or bool(self._n and order.is_first),
                Wish.FIRST: order.is_first,
                Wish.COURSE: is_each_year or course or since is not None,
                Wish.COMPARISON: len(places) > 1 or beside,
            }
        )
        return Across(
            question=self._left(),
            wish=wish,
            places=places,
            level=level,
            years=years if len(years) > 1 else (),
            since=int(since[1]) if since else None,
            is_each_year=is_each_year or since is not None or (course and not is_all),
            is_all=is_all or not places,
            n=order.n or self._n,
            nth=order.nth,
            is_lowest=order.is_lowest if moved is None else moved["lower"] is not None,
            condition=self._condition,
            is_told=is_told,
            adds_up=adds_up,
        )

    def _is_bare_order(self, places: tuple[str, ...]) -> bool:
        """Whether an order, or who meets a bound, is asked for without saying of what: of all places, then."""
        asks = bare_orders.asks_members if self._condition else bare_orders.asks_order
        return not places and asks(self._visible(), self._known)

    def _order(self, *, is_of_several: bool, is_all: bool) -> Order:
        """Which order it asks for, taken out."""
        nth = self._take(across_words.NTH) if is_of_several or is_all else None
        top, is_least = self._take(across_words.TOP), bool(self._take(across_words.LEAST))
        is_most = bool(self._take(across_words.MOST))
        order = self._take(across_words.ORDER)
        while self._take(across_words.ORDER):
            pass
        if is_of_several and (is_most or is_least):
            self._take(across_words.EITHER)
        return Order(
            n=number(top["first"] or top["last"]) if top else None,
            nth=number(nth["n"], alone=1) if nth else None,
            is_one=bool(nth or top or order or self._order_n),
            is_first=is_most or is_least,
            is_lowest=is_least
            or self._is_from_last
            or bool(order and across_words.FROM_LOW.search(order[0]))
            or bool(top and top["last"])
            or bool(nth and (nth["last"] or nth["down"])),
        )

    def _moved(self) -> re.Match[str] | None:
        """Whether it asks whose figure is another than the year before, and which way."""
        before = self._gone[:]
        if not self._take(across_words.FROM_YEAR_BEFORE):
            return None
        moved = self._take(across_words.MOVED)
        if moved is None:
            self._gone = before
        return moved

    def _went(self) -> None:
        """Take what asks whose figure became less, or more, for a bound at nothing."""
        self._condition = conditions.direction_of(self._visible())
        if self._condition is not None:
            at = self._visible().rindex(self._condition.text)
            self._remove(at, at + len(self._condition.text))
            if not across_words.ASKS_CHANGE.search(self._visible()):
                self._asked_of_it = across_words.NAMES_CHANGE

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

    def _restore(self, start: int, end: int) -> None:
        self._gone[start:end] = [False] * (end - start)

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

    def _bound(self) -> Condition | None:
        """The bound that figures are held against, taken out."""
        text = self._visible()
        if (rank := stated_ranks.find(text)) is not None:
            self._remove(*rank.span)
            self._asked_of_it = rank.asked
            return rank.condition
        found = conditions.find(text)
        if found is None:
            return None
        condition, start, end = found
        self._remove(start, end)
        return condition

    def _places(self, *, takes_one: bool) -> tuple[str, ...]:
        """The places that are named, taken out where all reports are asked, and not theirs alone."""
        found: list[str] = []
        while (region := regions.find(self._visible())) is not None:
            found += region[1]
            self._remove(*region[0])
            self._take(across_words.COUNTED)
        text = self._visible()
        named = named_places.named(text, words(text), self._known)
        if len(named) + len(found) > 1 or found or (named and takes_one):
            ends = []
            for name in named:
                at = self._visible().find(name)
                if across_words.OFFICE.match(text, at + len(name) - 1):  # 上海市长, of 上海
                    name = name[:-1]  # noqa: PLW2901 - the same place, with less of its name
                self._remove(at, at + len(name))
                ends += [at, at + len(name)]
            if ends:
                self._remove_between(min(ends), min(len(self._text), max(ends) + 1))
            self._take(across_words.COUNTED)
        for span in comparing.spans(self._visible()) if len(named) + len(found) > 1 else ():
            self._remove(*span)
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
        of_order = across_words.OF_ORDER.match(match[0]) if i == _EACH else None
        if of_order is not None:
            self._order_n = bool(of_order["first"] or of_order["last"])
            self._is_from_last = of_order["last"] is not None
        self._n = number(several[1] if several else of_order["n"] if of_order else None)
        self._remove(*match.span())
        if i != _EACH:  # 各省…多少,哪些省…
            for pattern, lead, _ in across_words.OF_LEVEL:
                if lead == _EACH:
                    self._take(pattern)
        return i == 0, i == 1, i == _EACH, level

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
        text = across_words.LEFT.sub("", across_words.joined(text))
        text = across_words.without_edges(text)
        if self._asked_of_it and text:
            text = across_words.IS_AT_END.sub("", text) + self._asked_of_it
        return as_question(text)


def _wish(told: Mapping[Wish, bool]) -> Wish:
    return next((wish for wish, is_so in told.items() if is_so), Wish.ROWS)
