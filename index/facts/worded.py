"""Values that are told in words: 正增长, 与经济增长同步, 全市前列, 高于全省平均水平."""

from __future__ import annotations

import re

from index.fact_types import Amount, Direction
from index.facts.figures import Figure
from index.language.cutting import WITHIN
from index.language.figure_forms import OR_MORE
from index.language.lexicon import alternation
from index.language.units import Dimension

_SCOPE = rf"(?:{alternation('compared_among')}|全(?:国|省|市|区|县|州|盟|旗|球))"
_GROWTH = rf"(?:{alternation('with_growth')})(?:{OR_MORE})?的?(?:{alternation('grows')})"
_DOUBLED = rf"翻番|倍增(?!{alternation('campaign')})"
_TOGETHER = rf"[与和同]{WITHIN}{{2,16}}?(?:{alternation('moved_as')})(?:{alternation('grows')})?"
_HELD = rf"(?:[与和同]{WITHIN}{{1,8}}?)?(?:{alternation('held')})"
_BEYOND = (
    rf"(?:均|都)?(?:{alternation('beyond')}){WITHIN}{{0,12}}?"
    rf"(?:{alternation('average_level')})(?![为\d]|{WITHIN}{{0,4}}\d)"
)
_LEADING = rf"(?:(?P<scope>{_SCOPE})[^,。;、]{{0,6}}?)?(?:{alternation('leading')})"
_WHOLE = alternation("as_asked", "good_harvest")
_COMPLETE = rf"(?<!健)(?:{alternation('in_full')})"
_BEST = rf"(?:{alternation('at_best')})(?![地度峰])"
_NONE_LEFT = alternation("none_left")
_RATIO = r"\d+(?:\.\d+)?(?:[:\u2236]\d+(?:\.\d+)?){2,}"
_WORDED = re.compile(
    rf"(?P<growth>{_GROWTH}|{_DOUBLED})|(?P<together>{_TOGETHER})|(?P<held>{_HELD})|"
    rf"(?P<beyond>{_BEYOND})|(?P<leading>{_LEADING})|(?P<complete>{_COMPLETE})|(?P<best>{_BEST})|(?P<whole>{_WHOLE})|"
    rf"(?P<none>{_NONE_LEFT})|(?P<ratio>{_RATIO})"
)
_KINDS = (
    "growth",
    "together",
    "held",
    "beyond",
    "leading",
    "complete",
    "best",
    "whole",
    "none",
    "ratio",
)
_FALLS = re.compile("^负")
_NO_CHANGE = re.compile("^零")
_DIMENSIONS = {
    "growth": Dimension.SHARE,
    "together": Dimension.SHARE,
    "held": Dimension.SHARE,
    "leading": Dimension.RANK,
    "best": Dimension.RANK,
    "complete": Dimension.SHARE,
    "ratio": Dimension.SHARE,
    "beyond": Dimension.SHARE,
}


def worded(text: str) -> list[Figure]:
    """The worded values of a mended sentence, in their order."""
    return [_value(match) for match in _WORDED.finditer(text)]


def _value(match: re.Match[str]) -> Figure:
    kind = next(name for name in _KINDS if match[name] is not None)
    moves = ""
    if kind == "growth":
        moves = Direction.UP.value
        if _FALLS.match(match[0]):
            moves = Direction.DOWN.value
        elif _NO_CHANGE.match(match[0]):
            moves = Direction.FLAT.value
    elif kind == "held":
        moves = Direction.FLAT.value
    return Figure(
        start=match.start(),
        end=match.end(),
        amount=Amount(),
        dimension=_DIMENSIONS.get(kind, Dimension.NONE),
        is_worded=True,
        scope=len(match["scope"] or ""),
        moves=moves,
    )
