"""The names of places that stand in a text, and whether two names are of one place."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from index.language.lexicon import alternation, word_set
from index.language.place_names import NEW_AREA, PlaceNames, bare, listed, parts

__all__ = ["WHOLE", "bare", "named", "parts", "same", "spans"]

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from index.language.tokens import Token

# 浙江省, 苏州市, 安吉县, 和平区; many a word that ends alike names no place (园区, 社区).
_ASKS_OR_POINTS = "全各本我你他这那该每哪的个多少有是在"
_BEFORE_NO_CITY = "城超都夜早门楼股上级型大心辖列集菜花"
_BEFORE_NO_COUNTY = "强型级范点边大困贫业帽态明"
_NO_COUNTY_ALONE = _BEFORE_NO_COUNTY + "老小大新郊属穷外邻同富产旧下上中每两三几原"
_BEFORE_NO_DISTRICT = "园社景城片街校小开发示范地辖厂库山灾特新贸保税试验先导集聚启动功能拓展经技老市郊疫牧林矿港商住展引核湾流治盟缘城禁专"
_KINDS = (
    rf"{alternation('place_kind')}|省|(?<![{_BEFORE_NO_CITY}])市|(?<![{_BEFORE_NO_COUNTY}])县|"
    rf"(?<![{_BEFORE_NO_DISTRICT}])区|(?<![级类建设城市国技]){NEW_AREA}"
)
_ENDING = re.compile(rf"(?!.*[{_ASKS_OR_POINTS}])[\u4e00-\u9fff]{{2,6}}(?:{_KINDS})")
# What may follow a name to make it whole; 市场, 县域, 区间 and the like do not.
WHOLE = re.compile(
    rf"{alternation('place_kind_before_word')}|{NEW_AREA}|省|市(?![场民政容值面])|县(?![域城])|区(?![域间内块位划])"
)
# A name that no dictionary has, where nothing else can stand: before it the question begins, or a year
# or 的 ends. 青岭县 is cut into 青岭 and 县, after 2023年 even into 年青 and 岭县.
_FIRST = re.compile(
    rf"(?:^|[^\u4e00-\u9fff]|[年的请问在和与及])"
    rf"(?P<name>(?![年问])(?:(?![{_ASKS_OR_POINTS}省市县区两三])[\u4e00-\u9fff]){{2,3}}"
    rf"(?:市(?<![{_BEFORE_NO_CITY}]市)(?![场民政容值面])|县(?<![{_BEFORE_NO_COUNTY}]县)(?![域城]))|"
    rf"(?![{_ASKS_OR_POINTS}{_NO_COUNTY_ALONE}省市县区])[\u4e00-\u9fff]县(?![域城级乡]))"
)


def named(folded: str, words: Iterable[Token], known: PlaceNames | None) -> tuple[str, ...]:
    """The places that a folded question names: known ones, cities and provinces, by their endings.

    ``words`` are the question's, ``known`` what the reports' places are called. Each name stands once, in the
    question's order; of names that lie inside each other the longest.
    """
    return tuple(dict.fromkeys(folded[a:b] for a, b in spans(folded, words, known)))


def spans(
    folded: str, words: Iterable[Token], known: PlaceNames | None
) -> tuple[tuple[int, int], ...]:
    """Where the names of places stand in a folded text, in their order; see ``named``."""
    found = set(_spans(folded, known))
    for word in words:
        name = word.term.removeprefix("年")  # of 二〇三〇年云溪市, cut into 二〇三〇 and 年云溪市
        is_one = _ENDING.fullmatch(name) or name in word_set("district")
        at = folded.find(name) if is_one else -1
        if at >= 0:
            found.add((at, at + len(name)))
    longest = [
        (start, end)
        for start, end in found
        if not any(a <= start and end <= b and (a, b) != (start, end) for a, b in found)
    ]
    for match in _FIRST.finditer(folded):
        start, end = match.span("name")
        if not any(a < end and start < b for a, b in longest):
            longest.append((start, end))
    return tuple(sorted(longest))


def same(asked: str, name: str) -> bool:
    """Whether two names are of one place: 浙江 and 浙江省, but not 河北省 and 河北区."""
    if bare(asked) != bare(name):
        return False
    if asked == name or bare(asked) == asked or bare(name) == name:
        return True
    region = re.compile(alternation("region"))  # 广西自治区 and 广西壮族自治区
    return bool(region.search(asked) and region.search(name))


def _spans(folded: str, known: PlaceNames | None) -> Iterator[tuple[int, int]]:
    """Where parts of known places stand, and the listed ones, with and without their endings.

    From each place on the longest; the next begins where it ends.
    """
    if known is None:
        yield from _listed_spans(folded)
        return
    names, longest = _listed()
    at = 0
    while at < len(folded):
        n = next((n for n in range(longest, 0, -1) if folded[at : at + n] in names), 0)
        n = max(n, known.names.longest_at_start(folded[at:]))
        end = at + n
        is_short = n and bare(folded[at:end]) == folded[at:end]  # 河北省省长 names no 河北省省
        if is_short and (more := WHOLE.match(folded, end)):
            end = more.end()
        if n:
            yield at, end
        at = end if n else at + 1


def _listed_spans(folded: str) -> Iterator[tuple[int, int]]:
    """The same of the listed places alone: of a long text in less time."""
    at = 0
    while match := _any_listed().search(folded, at):
        at = match.end()
        is_short = bare(match[0]) == match[0]
        if is_short and (more := WHOLE.match(folded, at)):
            at = more.end()
        yield match.start(), at


@functools.cache
def _any_listed() -> re.Pattern[str]:
    names = sorted(_listed()[0], key=len, reverse=True)
    return re.compile("|".join(map(re.escape, names)))


@functools.cache
def _listed() -> tuple[frozenset[str], int]:
    """The listed names, with and without their kinds, and how long the longest is."""
    names = listed() | {bare(name) for name in listed()}
    return names, max(map(len, names))
