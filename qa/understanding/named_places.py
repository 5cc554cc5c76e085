"""The places that a question names, and whether a report is of them."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from index.language.lexicon import alternation
from index.language.place_names import PlaceNames, bare, listed, parts

__all__ = ["bare", "named", "parts", "same"]

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from index.language.tokens import Token

# 浙江省, 苏州市, 安吉县, 和平区; many a word that ends alike names no place (园区, 社区).
_ASKS_OR_POINTS = "全各本我你他这那该每哪的个多少有是在"
_BEFORE_NO_CITY = "城超都夜早门楼股上级型大心"
_BEFORE_NO_COUNTY = "强型级范点边"
_BEFORE_NO_DISTRICT = "园社景城片街校小开发示范地辖厂库山灾特新贸保税试验先导集聚启动功能拓展经技老市郊疫牧林矿港商住展引核湾流治盟缘城禁专"
_ENDING = re.compile(
    rf"(?!.*[{_ASKS_OR_POINTS}])[\u4e00-\u9fff]{{2,6}}"
    rf"(?:{alternation('place_kind')}|省|(?<![{_BEFORE_NO_CITY}])市|(?<![{_BEFORE_NO_COUNTY}])县|"
    rf"(?<![{_BEFORE_NO_DISTRICT}])区)"
)
# What may follow a name to make it whole; 市场, 县域, 区间 and the like do not.
_WHOLE = re.compile(
    rf"{alternation('place_kind_before_word')}|省|市(?![场民政容值面])|县(?![域城])|区(?![域间内块位划])"
)


def named(folded: str, words: Iterable[Token], known: PlaceNames | None) -> tuple[str, ...]:
    """The places that a folded question names: known ones, cities and provinces, by their endings.

    ``words`` are the question's, ``known`` what the reports' places are called. Each name stands once, in the
    question's order; of names that lie inside each other the longest.
    """
    spans = set(_spans(folded, known))
    for word in words:
        at = folded.find(word.term) if _ENDING.fullmatch(word.term) else -1
        if at >= 0:
            spans.add((at, at + len(word.term)))
    longest = [
        (start, end)
        for start, end in spans
        if not any(a <= start and end <= b and (a, b) != (start, end) for a, b in spans)
    ]
    return tuple(dict.fromkeys(folded[start:end] for start, end in sorted(longest)))


def same(asked: str, name: str) -> bool:
    """Whether two names are of one place: 浙江 and 浙江省, but not 河北省 and 河北区."""
    if bare(asked) != bare(name):
        return False
    return asked == name or bare(asked) == asked or bare(name) == name


def _spans(folded: str, known: PlaceNames | None) -> Iterator[tuple[int, int]]:
    """Where parts of known places stand, and the listed ones, with and without their endings.

    From each place on the longest; the next begins where it ends.
    """
    names, longest = _listed()
    at = 0
    while at < len(folded):
        n = next((n for n in range(longest, 0, -1) if folded[at : at + n] in names), 0)
        if known is not None:
            n = max(n, known.names.longest_at_start(folded[at:]))
        end = at + n
        if n and (more := _WHOLE.match(folded, end)):
            end = more.end()
        if n:
            yield at, end
        at = end if n else at + 1


@functools.cache
def _listed() -> tuple[frozenset[str], int]:
    """The listed names, with and without their kinds, and how long the longest is."""
    names = listed() | {bare(name) for name in listed()}
    return names, max(map(len, names))
