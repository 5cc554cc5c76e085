"""What each figure of a sentence measures: its words, its aspect, its share of a distribution."""

from __future__ import annotations

import dataclasses
import functools
import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.language.cutting import OF_FIGURES, SENTENCE_ENDS, WITHIN
from index.language.lexicon import alternation, words
from index.language.quantities import Quantity, is_from, may_hold_any, quantities
from index.language.text import fold
from index.language.times import without_years, years_of
from index.language.units import Dimension, dimension_of
from index.types import Aspect

if TYPE_CHECKING:
    from index.language.text import Folded


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A figure and the words that say what it measures, folded.

    ``before`` and ``after`` stand beside the figure in its own clause; ``item`` is its own member
    where a sentence hands out figures in turn (甲、乙分别增长3%、5%), else empty, and ``others`` the
    other members; ``earlier`` are the clauses before, the nearest first, whose subject it may share.
    ``said`` are the words beside the figure as they stand, before it or else after it;
    ``dimension`` is the figure's own, or what its words tell (旅居人数达389万: persons);
    ``falls`` tells a change downwards, ``is_start`` where a change began (从40家增至90家).
    """

    quantity: Quantity
    before: str
    after: str
    item: str
    others: tuple[str, ...]
    earlier: tuple[str, ...]
    said: str
    aspect: Aspect
    falls: bool
    dimension: Dimension
    is_start: bool = False
    year: int | None = None  # that a table tells


# All of these are for folded text, where commas and colons are ASCII.
# What joins two things; 参与, 普及, 共和 and the like only look like it.
_JOIN = re.compile(
    rf"、|{alternation('joins_whole')}|(?<![参给赋])与|(?<![普惠涉遍顾触危波以])及|"
    r"(?<![共饱温缓总])和(?![平谐美睦县田])"
)
_ROW = re.compile(rf"\s*(?:[、,]|{alternation('joins')})\s*")  # between the figures of a row

_MOVE = alternation("grew", "fell")
_CHANGE = re.compile(rf"(?<!新)(?:{_MOVE})(?:{alternation('after_change')}|\s)*$")
_FALLS = re.compile(rf"(?:{alternation('fell')}){WITHIN}{{0,4}}$")
_TO_LEVEL = re.compile(rf"(?:{alternation('grew', 'fell', 'brought_to')})(?:至|到)(?:了)?$|[由从]$")
_ADDITION = re.compile(rf"(?:{alternation('added')}){WITHIN}*$|(?<![创高全革更焕])新$")
_TOTAL = re.compile(rf"(?:{alternation('total')}){WITHIN}{{0,6}}$")
_FROM_YEAR = re.compile(r"[由从]的?$")  # what is left of 由2022年的 without the year
_TO = re.compile(r"[^,。;\d]{0,6}[到至]了?(?:(?:19|20)\d{2}年的?)?|[^,。;\d]{2,4}为")
_HEADS = re.compile(rf"(?:{alternation('heads')}){WITHIN}{{0,4}}$")  # 旅居人数达389万: persons
_MOVES = re.compile(rf"(?:{alternation('moved')})了?$")  # …5位: places, not persons
_STANDS = re.compile(rf"(?:{alternation('rank_noun', 'ranked')}){WITHIN}{{0,4}}$")
_APART = re.compile(rf"{alternation('in_turn')}|各(?={alternation('main_change')}|为|达)")
_EDGES = " \u3000,，、和与及的"
_MAX_EARLIER = 6  # clauses; a subject stands no farther away
_MAX_APART = 8  # 分别 before a row of figures; what one hands out stands no farther away


def measures(sentence: str, figures: tuple[Quantity, ...] | None = None) -> tuple[Measure, ...]:
    """The figures of a sentence with what they measure, in their order; given where known."""
    if figures is None and not may_hold_any(sentence):
        return ()
    return _measures(sentence, figures)


@functools.lru_cache(maxsize=4096)  # the same candidates are asked again and again
def _measures(sentence: str, figures: tuple[Quantity, ...] | None) -> tuple[Measure, ...]:
    folded = fold(sentence)
    found = quantities(sentence) if figures is None else figures
    if not found:
        return ()
    stated = _Sentence.of(sentence, folded, found)
    measured: list[Measure] = []
    for i in range(len(found)):
        measure = stated.measure(i)
        if i and stated.is_from_to(i):
            # 从40家增至90家: what the first figure measures, the second does
            start = measured[-1]
            shared = [start.before, start.said]
            if years_of(measure.before):  # 由2022年的180亿元增加到2023年的191亿元
                shared = [_FROM_YEAR.sub("", without_years(words)) for words in shared]
            measure = dataclasses.replace(
                measure, before=shared[0] + measure.before, said=shared[1] + measure.said
            )
            measured[-1] = dataclasses.replace(start, is_start=True)
        measured.append(measure)
    return tuple(measured)


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence with its figures and clauses; all offsets are of the folded text."""

    raw: str
    folded: Folded
    found: tuple[Quantity, ...]
    spans: tuple[tuple[int, int], ...]  # of the figures
    cuts: tuple[int, ...]  # where clauses begin
    rows: tuple[tuple[int, int], ...]  # the first and last figure of the row that each stands in
    apart: tuple[tuple[int, int], ...]  # where each 分别 ends and begins

    @classmethod
    def of(cls, raw: str, folded: Folded, found: tuple[Quantity, ...]) -> _Sentence:
        text = folded.text
        spans = tuple(
            (bisect_left(folded.origins, each.start), bisect_left(folded.origins, each.end))
            for each in found
        )
        cuts = [0]
        at = 0
        for match in OF_FIGURES.finditer(text):
            while at < len(spans) and spans[at][1] <= match.start():
                at += 1
            if at == len(spans) or match.start() < spans[at][0]:  # no comma of 1,234家
                cuts.append(match.end())
        apart = tuple((match.end(), match.start()) for match in _APART.finditer(text))
        return cls(raw, folded, found, spans, tuple(cuts), _rows(text, spans), apart)

    def measure(self, i: int) -> Measure:
        """What the i-th figure measures, taken by itself."""
        quantity, text = self.found[i], self.folded.text
        first, last = self.rows[i]
        start, end = self._own(i)
        if first < i and not _has_words(text[start:end]):
            # 44处、12.8万平方米: it shares the words before the first figure
            start, end = self._own(first)
        before = text[start:end]
        after = self._after(last)
        said = (start, end) if _has_words(before) else after
        item, others = self._item(i)
        aspect = _aspect(quantity, before)
        return Measure(
            quantity=quantity,
            before=before,
            after=text[slice(*after)],
            said=self._raw(*said).strip(_EDGES),
            item=item,
            others=others,
            earlier=self._earlier(i),
            aspect=aspect,
            falls=aspect is Aspect.CHANGE and bool(_FALLS.search(before)),
            dimension=_dimension(quantity, before),
        )

    def is_from_to(self, i: int) -> bool:
        """Whether the figure before the i-th is where a change began, and it where it ended."""
        start, end = self.spans[i - 1]
        between = self.folded.text[end : self.spans[i][0]]
        return _TO.fullmatch(between) is not None and is_from(self.folded.text, start)

    def _clause(self, at: int) -> int:
        """Where the clause of a place begins."""
        return self.cuts[bisect_right(self.cuts, at) - 1]

    def _own(self, i: int) -> tuple[int, int]:
        """The words before the i-th figure that are its own."""
        start = self.spans[i][0]
        floor = self.spans[i - 1][1] if i else 0
        clause = self._clause(start)
        if floor <= clause:
            return clause, start
        # What follows another figure up to a 、 belongs to that one.
        join = _JOIN.search(self.folded.text, floor, start)
        return (join.end() if join else floor), start

    def _after(self, i: int) -> tuple[int, int]:
        """The words after the i-th figure: to the end of its clause, or to those of the next."""
        start = self.spans[i][1]
        end = len(self.folded.text)
        if i + 1 < len(self.spans):
            end = self.spans[i + 1][0]
        cut = OF_FIGURES.search(self.folded.text, start, end)
        if cut:
            end = cut.start()
        elif i + 1 < len(self.spans):
            join = _JOIN.search(self.folded.text, start, end)
            end = join.start() if join else end
        return start, end

    def _earlier(self, i: int) -> tuple[str, ...]:
        """The clauses before that of the i-th figure, back to a full stop, the nearest first."""
        text = self.folded.text
        start = self.spans[i][0]
        floor = self.spans[i - 1][1] if i else 0
        at = bisect_right(self.cuts, start) - 1
        first = self.cuts[at]
        clauses = [text[first:floor]] if floor > first else []  # 44处、12.8万平方米
        while at and text[self.cuts[at] - 1] not in SENTENCE_ENDS and len(clauses) < _MAX_EARLIER:
            at -= 1
            clauses.append(text[self.cuts[at] : self.cuts[at + 1]])
        if not clauses or clauses[0].rstrip().endswith(";"):
            clauses.insert(0, "")  # a new part of the sentence: its subject may be any before it
        return tuple(clauses[:_MAX_EARLIER])

    def _item(self, i: int) -> tuple[str, tuple[str, ...]]:
        """What the i-th figure is of, where figures are handed out in turn; 分别 says so."""
        first, last = self.rows[i]
        n = last - first + 1
        if n == 1:
            return "", ()
        text, begin = self.folded.text, self.spans[first][0]
        n_apart = bisect_right(self.apart, (begin, begin))
        if not n_apart or any(c in SENTENCE_ENDS for c in text[self.apart[n_apart - 1][0] : begin]):
            return "", ()
        # …分别新认定60家、30家,累计分别达到1016家和591家: the second time nothing is named anew
        for _, start in reversed(self.apart[max(0, n_apart - _MAX_APART) : n_apart]):
            end = len(text[:start].rstrip(","))
            begin = self._clause(end)
            if any(begin <= at < end for at, _ in self.spans):  # 甲、乙分别为3亿元、5亿元,分别增长…
                continue
            items = _items(text[begin:end], n)
            if items:
                others = (item for k, item in enumerate(items) if k != i - first)
                return items[i - first], tuple(others)
        return "", ()

    def _raw(self, start: int, end: int) -> str:
        return self.raw[slice(*self.folded.original(start, end))] if start < end else ""


def _rows(text: str, spans: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
    """For each figure, the first and the last of those with only 、 or 和 between them."""
    rows: list[tuple[int, int]] = []
    first = 0
    for i in range(1, len(spans) + 1):
        if i == len(spans) or not _ROW.fullmatch(text, spans[i - 1][1], spans[i][0]):
            rows += [(first, i - 1)] * (i - first)
            first = i
    return tuple(rows)


def _has_words(text: str) -> bool:
    return sum(c.isalnum() for c in text) > 1


def _aspect(quantity: Quantity, before: str) -> Aspect:
    if _dimension(quantity, before) is Dimension.RANK:
        return Aspect.CHANGE if _is_move(quantity, before) else Aspect.RANK
    if _TO_LEVEL.search(before):
        return Aspect.LEVEL
    if quantity.dimension is Dimension.POINTS or _CHANGE.search(before):
        return Aspect.CHANGE
    if quantity.dimension is Dimension.SHARE:
        return Aspect.SHARE
    if _ADDITION.search(before):
        return Aspect.ADDITION
    return Aspect.TOTAL if _TOTAL.search(before) else Aspect.LEVEL


def _dimension(quantity: Quantity, before: str) -> Dimension:
    if quantity.unit == "位" and (_MOVES.search(before) or _STANDS.search(before)):
        return Dimension.RANK
    if quantity.dimension is Dimension.NONE and _HEADS.search(before):
        return Dimension.PERSON
    return quantity.dimension


def _is_move(quantity: Quantity, before: str) -> bool:
    """Whether a figure tells by how many places a rank changed, not the rank: 3个位次, 上升5位."""
    if quantity.magnitude is None:  # 上升第5位 does not occur, 上升至第5位 does
        return False
    return dimension_of(quantity.unit) is Dimension.RANK or _MOVES.search(before) is not None


# Pairs that one word names; what each of the two is called by itself.
IN_TOWNS, IN_COUNTRY = "城镇", "农村"
_TRADE, _BOUGHT, _SOLD = words("bought_and_sold_abroad", "bought_abroad", "sold_abroad")[:3]
PAIRS = {"城乡": (IN_TOWNS, IN_COUNTRY), _TRADE: (_BOUGHT, _SOLD), "内外": ("内", "外")}
PAIRS |= {f"{a}{b}": (a, b) for a, b in ("东西", "男女", *zip("产存", "销贷", strict=True))}


def _items(named: str, n: int) -> tuple[str, ...]:
    """The n things named in turn; what only the first begins or the last ends with is shared."""
    parts = [part for part in _JOIN.split(named) if part]
    if len(parts) < n:
        pairs = (items for pair, items in PAIRS.items() if n == len(items) and pair in named)
        return next(pairs, ())
    items = parts[-n:]
    width = min(map(len, items))
    if len(items[-1]) > width and len(items[0]) == width:
        items[-1] = items[-1][:width]  # 职工、居民住院报销比例: the end is of both
    elif len(items[0]) > width:
        items[0] = items[0][-width:]
    return tuple(items)
