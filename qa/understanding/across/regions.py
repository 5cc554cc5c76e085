"""Groups of provinces that a question names: 京津冀, 西部各省, 沪苏浙皖."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from index.language import word_lists
from index.language.lexicon import alternation
from index.language.place_names import PREFECTURE, other_names
from qa.understanding.across import words

if TYPE_CHECKING:
    from collections.abc import Mapping

# 西部 is a region only where its provinces are asked about, and no part of a longer word.
_PROVINCES = rf"(?:{words.LEVELS[0][0]}|{PREFECTURE})"
_ITS_PLACES = (
    rf"(?:(?=的?(?:{words.EACH}|{words.WHICH}|{words.HOW_MANY})的?{_PROVINCES})|的?{_PROVINCES})"
)
_BEFORE = rf"(?:{alternation('whole_country')})?(?:[各每]|{alternation('each_of')})?"


def find(text: str) -> tuple[tuple[int, int], tuple[str, ...]] | None:
    """Where a folded text names a group of provinces, with its members; the longest name first."""
    named = _named().search(text)
    if named is not None:
        name = named["name"] or f"{named['bare']}{PREFECTURE}"
        return named.span(), _regions()[name]
    for match in _run().finditer(text):
        meant = tuple(name for each in match[0] for name in _short_names()[each])
        if len(set(meant)) == len(meant):
            return match.span(), meant
    return None


@functools.cache
def _named() -> re.Pattern[str]:
    whole = sorted(_regions(), key=len, reverse=True)
    bare = [name.removesuffix(PREFECTURE) for name in whole if name.endswith(PREFECTURE)]
    named = "|".join(map(re.escape, whole))
    return re.compile(rf"{_BEFORE}(?:(?P<name>{named})|(?P<bare>{'|'.join(bare)}){_ITS_PLACES})")


@functools.cache
def _run() -> re.Pattern[str]:
    """Short names of three provinces or more in a row, as no other word has them."""
    return re.compile(f"[{''.join(_short_names())}]{{3,}}")


@functools.cache
def _short_names() -> Mapping[str, tuple[str, ...]]:
    return {name: meant for name, meant in other_names().items() if len(name) == 1}


@functools.cache
def _regions() -> Mapping[str, tuple[str, ...]]:
    return word_lists.members("qa.understanding.across", "regions.txt")
