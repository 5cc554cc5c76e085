"""What each figure of a sentence measures: its words, its aspect, its share of a distribution."""

from __future__ import annotations

import dataclasses
import functools
import re
from dataclasses import dataclass

from index.text import fold
from qa.quantities import Dimension, Quantity, quantities
from qa.types import Aspect


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A figure and the words that say what it measures, folded.

    ``before`` and ``after`` stand beside the figure in its own clause; ``item`` is its own member
    where a sentence hands out figures in turn (甲、乙分别增长3%、5%), else empty, and ``others`` the
    other members; ``earlier`` are the clauses before, the nearest first, whose subject it may share.
    ``said`` are the words beside the figure as they stand, before it or else after it;
    ``dimension`` is the figure's own, or what its words tell (旅居人数达389万: persons);
    ``is_start`` tells where a change began (从40家增至90家).
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


_CLAUSE = re.compile(r"[,，。!！?？;；:：\n]|——")
_STOP = re.compile(r"[。!！?？\n]")
_BETWEEN = re.compile(r"[、和与及]|以及")
_CHANGE = re.compile(
    r"(?:增长|增加|提高|提升|上升|上涨|增幅|增速|下降|降低|减少|压减|压缩|缩短|回落|下浮|扩大|提速|翻|降|升|涨|增|减)"
    r"(?:了|幅度|幅|率|均|各|为|约|达|达到|\s)*$"
)
_LEVEL_AFTER_CHANGE = re.compile(
    r"(?:增长|增加|提高|提升|上升|下降|降低|减少|扩容|增|升|降|压减)(?:至|到)(?:了)?$|由$|从$"
)
_FALLS = re.compile(r"(?:下降|降低|减少|压减|压缩|缩短|回落|降|减|跌)[^,，。]{0,4}$")
_SHARE = re.compile(r"(?:占|比重|占比|比例|率)[^,，。;；]{0,14}$|(?:超|过|近|约)?(?:占)$")
_ADDITION = re.compile(
    r"(?:新增|新建|新引[进入]|新开[工业]?|新设立?|新认定|新培育|新登记|净增|新改扩建|新获批|新注册|新签约?|增设|新入库)[^,，。;；]*$|(?<![创高全革更焕])新$"
)
_TOTAL = re.compile(r"(?:累计|总数|总量|总计|总规模|总额|总值|合计|共计|共|达到|增至|增加到|突破)[^,，。;；]{0,6}$")
_FROM = re.compile(r"[从由][^,，。;；、]{0,16}$")
_TO = re.compile(r"[^,，。;；\d]{0,6}[到至][了]?")
_HEADS = re.compile(r"(?:人数|人口|人次|户数)[^,，。;；]{0,4}$")  # 旅居人数达389万: persons, unsaid
_EDGES = " \u3000,，、和与及的"
_APART = re.compile(r"分别|各(?=增长|下降|提高|为|达)")


def measures(sentence: str) -> tuple[Measure, ...]:
    """The figures of a sentence with what they measure, in the order they stand in."""
    return _measures(sentence)


@functools.lru_cache(maxsize=4096)
def _measures(sentence: str) -> tuple[Measure, ...]:
    found = quantities(sentence)
    measured = []
    for i, quantity in enumerate(found):
        floor = found[i - 1].end if i else 0
        clause, earlier = _clauses(sentence, floor, quantity.start)
        item, others = _item(sentence, found, i)
        before, said = fold(clause).text, clause
        first = _first_of_run(sentence, found, i)
        if i and _is_from_to(sentence, found[i - 1], quantity):
            # 从40家增至90家: what the first figure measures, the second does
            before, said = measured[-1].before + before, measured[-1].said + said
            measured[-1] = dataclasses.replace(measured[-1], is_start=True)
        elif first < i and not _words(before):
            # 44处、12.8万平方米: it shares the words before the first figure
            floor = found[first - 1].end if first else 0
            said = _clauses(sentence, floor, found[first].start)[0]
            before = fold(said).text
        after = _after(sentence, found, _last_of_run(sentence, found, i))
        measured.append(
            Measure(
                quantity=quantity,
                before=before,
                after=fold(after).text,
                said=(said if _words(said) else after).strip(_EDGES),
                item=item,
                others=others,
                earlier=tuple(fold(text).text for text in earlier),
                aspect=_aspect(quantity, before),
                falls=bool(_FALLS.search(before)),
                dimension=(
                    Dimension.PERSON
                    if quantity.dimension is Dimension.NONE and _HEADS.search(before)
                    else quantity.dimension
                ),
            )
        )
    return tuple(measured)


def _words(text: str) -> bool:
    return sum(c.isalnum() for c in text) > 1


def _is_from_to(sentence: str, start: Quantity, end: Quantity) -> bool:
    """Whether two figures are where a change began and where it ended."""
    return bool(
        _FROM.search(sentence[max(0, start.start - 20) : start.start])
        and _TO.fullmatch(sentence[start.end : end.start])
    )


def _clauses(sentence: str, floor: int, start: int) -> tuple[str, tuple[str, ...]]:
    """The words of a figure's own clause before it, and the clauses before that, nearest first."""
    head = sentence[:start]
    stop = max((match.end() for match in _STOP.finditer(head)), default=0)
    cuts = [stop, *(match.end() for match in _CLAUSE.finditer(head) if match.end() > stop)]
    own = max(cuts[-1], min(floor, start))
    if floor > cuts[-1]:  # what follows another figure up to a 、 belongs to that one
        own += max((match.end() for match in _BETWEEN.finditer(sentence[own:start])), default=0)
    earlier = []
    if floor > cuts[-1]:  # the clause has another figure before this one: 44处、12.8万平方米
        earlier.append(sentence[cuts[-1] : floor])
    earlier += [sentence[a:b] for a, b in zip(cuts, cuts[1:], strict=False)][::-1]
    if not earlier or re.search(r"[;；]\s*$", earlier[0]):
        earlier.insert(0, "")  # a new part of the sentence: its subject may be any before it
    return sentence[own:start], tuple(earlier[:6])


def _after(sentence: str, found: tuple[Quantity, ...], i: int) -> str:
    """The words right after the i-th figure, up to the end of its clause or the next figure."""
    end = found[i + 1].start if i + 1 < len(found) else len(sentence)
    rest = sentence[found[i].end : end]
    cut = _CLAUSE.search(rest)
    return rest[: cut.start()] if cut else rest


def _aspect(quantity: Quantity, before: str) -> Aspect:
    if quantity.dimension is Dimension.RANK:
        return Aspect.RANK if not quantity.unit.endswith("位次") else Aspect.CHANGE
    if _LEVEL_AFTER_CHANGE.search(before):
        return Aspect.LEVEL
    if _CHANGE.search(before) or quantity.dimension is Dimension.POINTS:
        return Aspect.CHANGE
    if quantity.dimension is Dimension.SHARE:
        return Aspect.SHARE
    if _ADDITION.search(before):
        return Aspect.ADDITION
    return Aspect.TOTAL if _TOTAL.search(before) else Aspect.LEVEL


def _first_of_run(sentence: str, found: tuple[Quantity, ...], i: int) -> int:
    """The first of the figures that stand in a row with the i-th, only 、 or 和 between them."""
    while i and re.fullmatch(r"\s*(?:[、和与及，,]|以及)\s*", sentence[found[i - 1].end : found[i].start]):
        i -= 1
    return i


def _last_of_run(sentence: str, found: tuple[Quantity, ...], i: int) -> int:
    """The last of the figures that stand in a row with the i-th."""
    first = _first_of_run(sentence, found, i)
    while i + 1 < len(found) and _first_of_run(sentence, found, i + 1) == first:
        i += 1
    return i


def _item(sentence: str, found: tuple[Quantity, ...], i: int) -> tuple[str, tuple[str, ...]]:
    """What the i-th figure is of, where figures are handed out in turn; ``分别`` says so."""
    first = _first_of_run(sentence, found, i)
    n = _last_of_run(sentence, found, i) - first + 1
    head = sentence[: found[first].start]
    apart = list(_APART.finditer(head))
    if n < 2 or not apart or _STOP.search(head, apart[-1].end()):
        return "", ()
    # …分别新认定60家、30家,累计分别达到1016家和591家: the second time nothing is named anew
    for match in reversed(apart):
        named = head[: match.start()].rstrip(",，")
        cut = max((m.end() for m in re.finditer(r"[,，。;；:：]", named)), default=0)
        items = _items(fold(named[cut:]).text, n)
        if items:
            return items[i - first], tuple(item for k, item in enumerate(items) if k != i - first)
    return "", ()


def _items(named: str, n: int) -> list[str]:
    """The n things named in turn; what only the first begins or the last ends with is shared."""
    parts = [part for part in re.split(r"、|和|与|及|以及", named) if part]
    if len(parts) < n:
        for joined in ("城乡", "内外", "进出", "东西", "男女"):
            at = named.find(joined)
            if n == 2 and at >= 0:
                return [{"城": "城镇", "乡": "农村"}.get(c, c) for c in joined]
        return []
    items = parts[-n:]
    width = min(map(len, items))
    if len(items[-1]) > width and len(items[0]) == width:
        items[-1] = items[-1][:width]  # 职工、居民住院报销比例: the end is of both
    elif len(items[0]) > width:
        items[0] = items[0][-width:]
    return items
