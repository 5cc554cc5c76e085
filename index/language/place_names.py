"""The names of places: their parts, their short forms, and those of many of them."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.language import word_lists
from index.language.lexicon import alternation, word_set
from index.language.tokens import tokenize
from index.platform.string_table import SortedStringTable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

_OTHER_NAMES = "other_place_names.txt"
PREFECTURE, NEW_AREA = "地区", "新区"
# 州 ends a place (恩施州), and is part of many a name (贵州省, 杭州市, 通州区).
_PARTS = re.compile(
    r"[^省市县区盟旗]{1,16}?"
    rf"(?:{alternation('place_kind')}|{PREFECTURE}|{NEW_AREA}|[省市县区盟旗]|州(?![省市县区新]))"
    r"|[^省市县区盟旗]+"
)
_KIND = re.compile(
    rf"(?:(?:回族|壮族|维吾尔)?{alternation('region')}|{alternation('place_kind')}|"
    r"(?<=..)[地新]区|[省市县区])$"
)


@functools.lru_cache(maxsize=1024)  # every candidate asks for that of its report
def parts(place: str) -> tuple[str, ...]:
    """A place from the outermost inwards: 天津市河北区 is 天津市, 河北区."""
    return tuple(_PARTS.findall(place))


def bare(name: str) -> str:
    """A place's name without what kind of place it is: 浙江省 is 浙江; two characters stay."""
    shorter = _KIND.sub("", name)
    if shorter.endswith("族"):  # 恩施土家族苗族自治州: the peoples are no part of its short name
        starting = (each for each in listed() if shorter.startswith(each))
        shorter = max(starting, key=len, default=shorter)
    return shorter if len(shorter) > 1 else name


def without(text: str, place: str) -> str:
    """A text without the names of a place: whole and in parts, each with its kind and without."""
    for name in (name for part in (place, *parts(place)) for name in (part, bare(part))):
        text = text.replace(name, "") if name else text
    return text


def without_names(text: str, names: Iterable[str]) -> str:
    """A text without some names, just as they are."""
    return functools.reduce(lambda left, name: left.replace(name, ""), names, text)


def listed() -> frozenset[str]:
    """Provinces and cities, by the names that people use."""
    return word_set("place")


@functools.cache
def other_names() -> Mapping[str, tuple[str, ...]]:
    """Short names of provinces and cities, and of regions of several, with the listed ones meant."""
    return word_lists.members("index.language", _OTHER_NAMES)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceNames:
    """What some reports' places are called in questions: made once, by the build.

    ``names`` are the places' parts, with and without their kinds; ``terms`` the terms that they
    hold.
    """

    names: SortedStringTable
    terms: SortedStringTable

    @classmethod
    def of(cls, places: Iterable[str]) -> PlaceNames:
        """What places are called."""
        known = set(places)
        whole = {part for place in known for part in parts(place)}
        terms = {token.term for place in known for token in tokenize(place)}
        return cls(
            names=SortedStringTable.of(sorted(whole | {bare(name) for name in whole})),
            terms=SortedStringTable.of(sorted(terms)),
        )

    def save(self, folder: Path) -> None:
        """Write into an existing folder."""
        self.names.save(folder / "place_names.txt")
        self.terms.save(folder / "place_terms.txt")

    @classmethod
    def load(cls, folder: Path) -> PlaceNames:
        """Map what ``save`` wrote.

        Raises:
            IndexDamagedError: a file is not what was written.
            OSError: a file is gone.
        """
        return cls(
            names=SortedStringTable.load(folder / "place_names.txt"),
            terms=SortedStringTable.load(folder / "place_terms.txt"),
        )
