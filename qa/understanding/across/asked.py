"""What a question asks of many reports, and what is to be read off what they say."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, auto
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.types import PlaceLevel
    from qa.understanding.across.conditions import Condition


class Wish(StrEnum):
    """What is to be read off what the reports say."""

    ROWS = auto()  # what each says
    FIRST = auto()  # the highest, or the lowest
    ORDER = auto()  # all of them, or the first few, in order
    COUNT = auto()  # how many meet a condition
    MEMBERS = auto()  # which do
    COMPARISON = auto()  # some beside each other
    COURSE = auto()  # what became of it over the years
    PLACE = auto()  # which place one has among all
    MOVED = auto()  # whose was set higher, or lower, than the year before


@dataclass(frozen=True, slots=True, kw_only=True)
class Across:
    """A question about many reports.

    ``question`` is what each of them is asked. ``places`` are those that are named, regions as their
    members; ``level`` that of the places that are all asked about, ``None`` for any; ``years`` those
    that are named, where they are several; ``is_each_year`` tells that all years are asked about.
    ``since`` is the year that they are counted from (2023年以来). ``n`` is how many of an order are wanted, ``nth`` which one of it alone (第二), ``is_lowest`` that it begins at the bottom. ``is_told``
    tells whether those are wanted whose report says it (``True``), or does not (``False``). ``adds_up``
    tells that a sum or a mean is asked for, which no report holds.
    """

    question: str
    wish: Wish
    places: tuple[str, ...] = ()
    level: PlaceLevel | None = None
    years: tuple[int, ...] = ()
    since: int | None = None
    is_each_year: bool = False
    is_all: bool = False
    n: int | None = None
    nth: int | None = None
    is_lowest: bool = False
    condition: Condition | None = None
    is_told: bool | None = None
    adds_up: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """How many of an order are wanted, or which one; whether it is one, or its first alone, and which end is that."""

    n: int | None
    nth: int | None
    is_one: bool
    is_first: bool
    is_lowest: bool
