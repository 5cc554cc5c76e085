"""The columns of the facts: all that is known of each, as an array of rows and a table of words."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np

from index.fact_types import Amount, Direction, Fact, Origin, Status, Time, TimePart, Words
from index.types import Aspect

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from index.types import Passage

ASPECTS, DIRECTIONS = tuple(Aspect), tuple(Direction)
ORIGINS, PARTS, STATUSES = tuple(Origin), tuple(TimePart), tuple(Status)
_WORDS = [("row", "<u4"), ("start", "<u4"), ("end", "<u4"), ("origin", "u1")]
_NUMBER = [("digits", "<i8"), ("exponent", "i1"), ("is_known", "?")]
COLUMNS = np.dtype(
    [
        ("passage", "<u4"),  # its row
        ("start", "<u4"),  # in code points of the document
        ("end", "<u4"),
        ("value", _NUMBER),
        ("high", _NUMBER),
        ("unit", "<u4"),  # the row of its word, as all words below
        ("hedge", "<u4"),
        ("measure", _WORDS),
        ("subject", _WORDS),
        ("aspect", "u1"),
        ("direction", "u1"),
        ("first", "<i2"),  # 0 for none
        ("last", "<i2"),
        ("part", "u1"),
        ("time_origin", "u1"),
        ("status", "u1"),
        ("status_origin", "u1"),
        ("is_negated", "?"),
    ]
)
_MOST_DIGITS = 18  # of a number that 64 bits hold


def row_of(fact: Fact, passage: int, row_of_word: Mapping[str, int]) -> tuple[Any, ...]:
    """A fact as a row of ``COLUMNS``; its words must have rows."""
    time = fact.time
    return (
        passage,
        fact.start,
        fact.end,
        _number(fact.amount.value),
        _number(fact.amount.high),
        row_of_word[fact.amount.unit],
        row_of_word[fact.amount.hedge],
        _words(fact.measure, row_of_word),
        _words(fact.subject, row_of_word),
        ASPECTS.index(fact.aspect),
        DIRECTIONS.index(fact.direction),
        time.first or 0,
        time.last or 0,
        PARTS.index(time.part),
        ORIGINS.index(time.origin),
        STATUSES.index(fact.status),
        ORIGINS.index(fact.status_origin),
        fact.is_negated,
    )


def words_of(fact: Fact) -> tuple[str, ...]:
    """The words that a fact's row points at."""
    return (fact.amount.unit, fact.amount.hedge, fact.measure.text, fact.subject.text)


def fact_of(row: tuple[Any, ...], passage: Passage, words: Sequence[str]) -> Fact:
    """The fact of a row.

    Raises:
        ValueError, IndexError: the row is of none.
    """
    (
        _,
        start,
        end,
        value,
        high,
        unit,
        hedge,
        measure,
        subject,
        aspect,
        direction,
        first,
        last,
        part,
        time_origin,
        status,
        status_origin,
        is_negated,
    ) = row
    if not passage.start <= start < end <= passage.end:
        raise ValueError(f"a fact at {start}..{end} stands outside of its passage")
    return Fact(
        document_id=passage.document_id,
        passage=passage.number,
        start=start,
        end=end,
        text=passage.text[start - passage.start : end - passage.start],
        amount=Amount(
            value=_decimal(value), high=_decimal(high), unit=words[unit], hedge=words[hedge]
        ),
        measure=_read_words(measure, words),
        subject=_read_words(subject, words),
        aspect=ASPECTS[aspect],
        direction=DIRECTIONS[direction],
        time=Time(
            first=first or None, last=last or None, part=PARTS[part], origin=ORIGINS[time_origin]
        ),
        status=STATUSES[status],
        status_origin=ORIGINS[status_origin],
        is_negated=bool(is_negated),
    )


def _number(number: Decimal | None) -> tuple[int, int, bool]:
    """A number's digits and its power of ten; one that is too long for them is not known."""
    if number is None:
        return 0, 0, False
    sign, digits, exponent = number.normalize().as_tuple()
    if not isinstance(exponent, int) or len(digits) > _MOST_DIGITS or not -99 <= exponent <= 99:  # noqa: PLR2004 - what a byte holds, and no figure has
        return 0, 0, False
    whole = int("".join(map(str, digits)))
    return (-whole if sign else whole), exponent, True


def _decimal(number: tuple[int, int, bool]) -> Decimal | None:
    digits, exponent, is_known = number
    return Decimal(digits).scaleb(exponent) if is_known else None


def _words(words: Words, row_of_word: Mapping[str, int]) -> tuple[int, int, int, int]:
    return row_of_word[words.text], words.start, words.end, ORIGINS.index(words.origin)


def _read_words(read: tuple[int, int, int, int], words: Sequence[str]) -> Words:
    row, start, end, origin = read
    return Words(text=words[row], start=start, end=end, origin=ORIGINS[origin])
