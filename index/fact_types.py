"""Values of facts: a figure or a worded value of a report, and what it is of."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

    from index.types import Aspect


class Origin(StrEnum):
    """Where a slot of a fact was read."""

    CLAUSE = "clause"  # beside the value
    SENTENCE = "sentence"  # in a clause of its sentence before
    BEFORE = "sentence before"  # of its paragraph
    HEADING = "heading"
    TABLE_HEAD = "table header"  # of its row or column
    CAPTION = "caption"
    DEFAULT = "report"  # it is the report's own: its place, the year that it looks back on
    UNKNOWN = "unknown"  # the report does not tell


class TimePart(StrEnum):
    """Which part of its years a fact is of."""

    YEAR = "year"  # a whole one
    FIRST_HALF = "h1"
    FIRST_QUARTERS = "q1-q3"
    FIRST_QUARTER = "q1"
    QUARTER = "quarter"  # a later one
    MONTH = "month"  # or some months
    AS_OF = "as-of"  # a day, mostly the last one
    AVERAGE = "average"  # of each of the years
    CUMULATIVE = "cumulative"  # all of the years together
    NONE = "none"


class Status(StrEnum):
    """Whether what a fact tells has come about."""

    DONE = "done"
    EXPECTED = "expected"  # reckoned before all was counted
    TARGET = "target"  # a level or a growth that is aimed at
    PLAN = "plan"  # something that is to be done
    REQUIREMENT = "requirement"  # what a rule or a standard asks for


class Direction(StrEnum):
    """Which way a change goes."""

    UP = "up"
    DOWN = "down"
    FLAT = "flat"
    NONE = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Words that fill a slot, and where they were read.

    ``start`` and ``end`` are their place in the document; both are 0 where the text has them in no
    one place.
    """

    text: str = ""
    start: int = 0
    end: int = 0
    origin: Origin = Origin.UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """The years that a fact is of, ``None`` where they are not known, and which part of them."""

    first: int | None = None
    last: int | None = None
    part: TimePart = TimePart.NONE
    origin: Origin = Origin.UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """What a value amounts to.

    ``value`` is its number in ``unit``, 万 and 亿 multiplied out and currencies in their own;
    ``high`` the upper end of a range. Both are ``None`` for what is told in words only (两位数增长).
    ``hedge`` are the words that make it less than exact.
    """

    value: Decimal | None = None
    high: Decimal | None = None
    unit: str = ""
    hedge: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A value at ``document.text[start:end]``, whole as written, with what it is of.

    ``passage`` is the number of the passage that it stands in.
    """

    document_id: str
    passage: int
    start: int
    end: int
    text: str
    amount: Amount
    measure: Words
    subject: Words
    aspect: Aspect
    direction: Direction
    time: Time
    status: Status
    status_origin: Origin
    is_negated: bool = False
