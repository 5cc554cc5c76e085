"""The places that a question names, and whether a report is of them."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from index import lists

if TYPE_CHECKING:
    from collections.abc import Iterable

    from index.tokens import Token

# 浙江省, 苏州市, 安吉县, 和平区; many a word that ends alike names no place (园区, 社区).
_ENDING = re.compile(
    r"(?!.*[全各本我你他这那该每哪的个多少有是在])[\u4e00-\u9fff]{2,6}"
    r"(?:特别行政区|自治[区州县旗]|省|(?<![城超都夜早门楼股上级型大心])市|(?<![强型级范点边])县|"
    r"(?<![园社景城片街校小开发示范地辖厂库山灾特新贸保税试验先导集聚启动功能拓展经技老市郊疫牧林矿港商住展引核湾流治盟缘城禁专])区)"
)
# 州 ends a place (恩施州), and is part of many a name (贵州省, 杭州市, 通州区).
_PARTS = re.compile(
    r"[^省市县区盟旗]{1,16}?"
    r"(?:特别行政区|自治[区州县旗]|地区|新区|[省市县区盟旗]|州(?![省市县区新]))"
    r"|[^省市县区盟旗]+"
)
_KIND = re.compile(
    r"(?:特别行政区|(?:回族|壮族|维吾尔)?自治区|自治[州县旗]|(?<=..)[地新]区|[省市县区])$"
)
# What may follow a name to make it whole; 市场, 县域, 区间 and the like do not.
_WHOLE = r"(?:特别行政区|自治区|省|市(?![场民政容值面])|县(?![域城])|区(?![域间内块位划]))?"


@functools.lru_cache(maxsize=1024)  # every candidate asks for that of its report
def parts(place: str) -> tuple[str, ...]:
    """A place from the outermost inwards: 天津市河北区 is 天津市, 河北区."""
    return tuple(_PARTS.findall(place))


def named(folded: str, words: Iterable[Token], known: Iterable[str]) -> tuple[str, ...]:
    """The places that a folded question names: known ones, cities and provinces, by their endings.

    ``words`` are the question's, ``known`` the reports' places. Each name stands once, in the
    question's order; of names that lie inside each other the longest.
    """
    spans = {match.span() for match in _pattern(frozenset(known)).finditer(folded)}
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


def bare(name: str) -> str:
    """A place's name without what kind of place it is: 浙江省 is 浙江; two characters stay."""
    shorter = _KIND.sub("", name)
    if shorter.endswith("族"):  # 恩施土家族苗族自治州: the peoples are no part of its short name
        listed = (each for each in _listed() if shorter.startswith(each))
        shorter = max(listed, key=len, default=shorter)
    return shorter if len(shorter) > 1 else name


def same(asked: str, name: str) -> bool:
    """Whether two names are of one place: 浙江 and 浙江省, but not 河北省 and 河北区."""
    if bare(asked) != bare(name):
        return False
    return asked == name or bare(asked) == asked or bare(name) == name


@functools.lru_cache(maxsize=16)
def _pattern(known: frozenset[str]) -> re.Pattern[str]:
    """Finds the parts of known places, and the listed ones, with and without their endings."""
    names = {part for place in known for part in parts(place)} | _listed()
    names |= {bare(name) for name in names}
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    return re.compile(rf"(?:{'|'.join(map(re.escape, longest_first))}){_WHOLE}")


def _listed() -> frozenset[str]:
    return lists.words("qa", "places.txt")
