"""The places that a question names, and whether a report is of them."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from index import lists

if TYPE_CHECKING:
    from collections.abc import Iterable

    from index.tokens import Token

# 浙江省, 苏州市, 安吉县; 区 ends too many words that name no place (园区, 社区).
_ENDING = re.compile(
    r"(?!.*[全各本我你他这那该每哪的个多少有是在])[\u4e00-\u9fff]{2,6}(?:特别行政区|自治[区州县旗]|"
    r"省|(?<![城超都夜早门楼股上级型大心])市|(?<![强型级范点边])县)"
)
_PARTS = re.compile(
    r"[^省市县区州盟旗]{1,8}?(?:特别行政区|自治[区州县旗]|地区|新区|[省市县区州盟旗])|[^省市县区州盟旗]+"
)


def parts(place: str) -> tuple[str, ...]:
    """A place from the outermost inwards: 天津市河北区 is 天津市, 河北区."""
    return tuple(_PARTS.findall(place))


def named(folded: str, words: Iterable[Token], known: Iterable[str]) -> tuple[str, ...]:
    """The places that a folded question names: known ones, cities and provinces, by their endings.

    ``words`` are the question's, ``known`` the reports' places. Each name stands once, in the question's order; of names
    that lie inside each other the longest.
    """
    names = {part for place in known for part in parts(place)} | _listed()
    names |= {bare(name) for name in names}
    spans = [match.span() for match in _pattern(frozenset(names)).finditer(folded)]
    for word in words:
        if _ENDING.fullmatch(word.term):
            at = folded.find(word.term)
            spans += [(at, at + len(word.term))] if at >= 0 else []
    longest = [
        span
        for span in spans
        if not any(other != span and other[0] <= span[0] and span[1] <= other[1] for other in spans)
    ]
    return tuple(dict.fromkeys(folded[start:end] for start, end in sorted(set(longest))))


def bare(name: str) -> str:
    """A place's name without what kind of place it is: 浙江省 is 浙江; two characters stay."""
    shorter = re.sub(
        r"(?:特别行政区|(?:回族|壮族|维吾尔)?自治区|自治[州县旗]|[省市县区])$", "", name
    )
    return shorter if len(shorter) > 1 else name


def same(asked: str, name: str) -> bool:
    """Whether two names are of one place: 浙江 and 浙江省, but not 河北省 and 河北区."""
    if bare(asked) != bare(name):
        return False
    return asked == name or bare(asked) == asked or bare(name) == name


@functools.lru_cache(maxsize=16)
def _pattern(names: frozenset[str]) -> re.Pattern[str]:
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    return re.compile(
        "|".join(
            f"{re.escape(name)}(?:省|市|县)?(?![省市县区])|{re.escape(name)}"
            for name in longest_first
        )
        or "(?!)"
    )


@functools.cache
def _listed() -> frozenset[str]:
    return frozenset(name for line in lists.read("qa", "places.txt") for name in line.split())
