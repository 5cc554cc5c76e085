"""Of which of several years a value is that are told: of the last, of each, or of all together."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from index.fact_types import Direction, Origin, Time, TimePart
from index.facts import frames
from index.facts.pieces import Part
from index.language.lexicon import alternation, word_set
from index.language.units import Dimension
from index.types import Aspect

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.facts.claims import Claim
    from index.facts.phrases import Around
    from index.facts.pieces import Piece

_FROM = frozenset("由从")
_MOVE = re.compile(rf"(?:{alternation('asks_change')})$")
_THINGS = frozenset({Dimension.COUNT, Dimension.PERSON, Dimension.LENGTH, Dimension.AREA})
_PER_YEAR = {"年": 1, "月": 12, "度": 4}  # of months, and of quarters of a year


def is_reached(own: Claim) -> bool:
    """Whether a value is what something came to, and not what was done or how it moved."""
    if own.aspect in (Aspect.SHARE, Aspect.RANK):
        return not _MOVE.search(own.words)  # 增速居全省第3位: of the years together
    if own.aspect is Aspect.CHANGE:
        return own.direction is Direction.NONE
    last = own.said[-1] if own.said else ""
    if own.aspect is Aspect.TOTAL and not own.sums:
        return last in word_set("says_reached")
    if own.aspect is not Aspect.LEVEL or _is_work(own, last):
        return False
    if own.direction is not Direction.NONE:  # 从3万吨增长到4万吨
        return True
    return not last or last in word_set("says_reached", "stands_at")


def _is_work(own: Claim, last: str) -> bool:
    """Whether things are counted that something was done to: 完成改造30户, 9个县摘帽."""
    if own.figure.dimension is Dimension.MONEY:
        return own.words in word_set("puts_in") and last not in word_set("reaches")
    if own.figure.dimension not in _THINGS:
        return False
    if last:
        return last in word_set("carries_out", "moves_level")
    return own.named_after or own.words.endswith(_undertaken())


@functools.cache
def _undertaken() -> tuple[str, ...]:
    return tuple(word_set("undertaken"))


def is_kept(own: Claim) -> bool:
    """Whether a value was the same in each of some years: 产量保持在3万吨."""
    kept = word_set("keeps", "in_a_row")
    return own.aspect is not Aspect.CHANGE and any(word in kept for word in own.said)


def in_a_row(own: Claim, told: frames.Told) -> Time:
    """The years that 连续3年 is of, counted back from the one that the report tells of."""
    value, per_year = own.figure.amount.value, _PER_YEAR.get(own.figure.amount.unit[-1:])
    if value is None or per_year is None or told.last is None:
        return Time(origin=Origin.UNKNOWN)
    n_years = -(-int(value) // per_year)
    return Time(
        first=told.last - n_years + 1, last=told.last, part=TimePart.YEAR, origin=Origin.CLAUSE
    )


def is_own_only(part: TimePart | None) -> bool:
    """Whether a time is of the value after it only, and not of those that follow in its clause."""
    return part in (TimePart.AVERAGE, TimePart.CUMULATIVE)


def goes_on_with(own: Claim, beside: Around, before: frames.Told) -> bool:
    """Whether a value is told of each of the years that the one before it is told of.

    年均减煤3万吨、减碳9万吨; 年均增长5%，高于全国1个百分点，居全省第3位.
    """
    if before.part is not TimePart.AVERAGE:
        return False
    last = own.said[-1] if own.said else ""
    if not own.measure and (own.aspect is Aspect.RANK or last in word_set("beyond")):
        return True
    return beside.goes_on and last not in word_set("says_reached")


def is_start(beside: Around) -> bool:
    """Whether a value is where a change began: 由3万吨 of 由3万吨增加到4万吨."""
    return any(piece.part is Part.PREDICATE and piece.text in _FROM for piece in beside.pieces)


def told_before(pieces: Sequence[Piece], floor: int, from_floor: int) -> frames.Told:
    """The time that the pieces before a value tell of it, the nearest first.

    ``floor`` is where what is told of this value alone begins, ``from_floor`` where all is.
    """
    times = [
        each.time
        for k, each in enumerate(pieces)
        if each.time is not None
        and k >= from_floor
        and (k >= floor or not is_own_only(each.time.part))
    ]
    return frames.told(times, Origin.CLAUSE)


def ranks_sum(own: Claim, before: frames.Told) -> bool:
    """Whether a rank follows a sum: 累计14个、总数全省第一 is of the year that is told of."""
    return own.aspect is Aspect.RANK and before.part is TimePart.CUMULATIVE
