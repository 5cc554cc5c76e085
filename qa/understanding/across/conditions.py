"""Bounds that a question holds figures against: 超过5%, 50万人以上."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from index.language import numerals
from index.language.lexicon import alternation

if TYPE_CHECKING:
    from index.language.quantities import Quantity


class Relation(StrEnum):
    """How a figure has to be to a bound."""

    ABOVE = ">"
    AT_LEAST = ">="
    BELOW = "<"
    AT_MOST = "<="
    EQUAL = "="
    UNEQUAL = "!="


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """What a figure has to meet: ``text`` as it was asked, ``bound`` in ``unit``, multiplied out.

    ``unit`` is empty where the bound is one in any: 0, above which is what rose, and 10万亿, of what is
    measured. ``said`` is what a report has to say beside the figure, as it stands: 连续36年.
    """

    relation: Relation
    bound: Decimal
    unit: str
    text: str
    said: str = ""


_OPPOSITE = {
    Relation.ABOVE: Relation.BELOW,
    Relation.AT_LEAST: Relation.AT_MOST,
    Relation.BELOW: Relation.ABOVE,
    Relation.AT_MOST: Relation.AT_LEAST,
    Relation.EQUAL: Relation.EQUAL,
    Relation.UNEQUAL: Relation.UNEQUAL,
}


def mirrored(condition: Condition | None) -> Condition | None:
    """A bound of falls as one of changes: to fall by more than 3% is to change by less than -3%."""
    if condition is None:
        return None
    relation = _OPPOSITE[condition.relation]
    return dataclasses.replace(condition, relation=relation, bound=-condition.bound)


_BEFORE = (
    (rf"(?:{alternation('more_or_equal')})", Relation.AT_LEAST),
    (rf"(?:{alternation('less_or_equal')})", Relation.AT_MOST),
    (rf"(?:{alternation('more_than')}|[超>破过])", Relation.ABOVE),
    (rf"(?:{alternation('less_than')}|<)", Relation.BELOW),
    (r"(?:不(?:[是为]|等[于])|[≠非])", Relation.UNEQUAL),
    (r"(?:达到?|[是为=]|等[于]|定[在为])", Relation.EQUAL),
)
_AFTER = ((r"[及或]?以[上]", Relation.AT_LEAST), (r"[及或]?以[下内]", Relation.AT_MOST))


_SCALE = re.compile(rf"(?:{numerals.SCALE})$")


def has_scale(quantity: Quantity) -> bool:
    """Whether a number without a unit is one of something all the same: 10万亿."""
    return _SCALE.search(quantity.text) is not None


def condition_of(text: str, quantity: Quantity) -> tuple[Condition, int, int] | None:
    """What a figure of a question bounds, and where that stands; ``None`` where it bounds nothing."""
    start, end = quantity.start, quantity.end
    said = text[start:end]
    digits = re.search(rf"[-\d{numerals.ALL}]", said)
    inside = said[: digits.start()] if digits else ""
    magnitude = quantity.magnitude
    for pattern, relation in _AFTER:
        after = re.match(pattern, text[end:]) or re.search(rf"{pattern}$", said)
        if after:
            stop = end + (after.end() if after.re.pattern == pattern else 0)
            return _bound(relation, quantity, text, start, stop), start, stop
    for pattern, relation in _BEFORE:
        before = re.search(rf"{pattern}[了在]?$", text[:start])
        if before or re.match(pattern, inside):
            begin = before.start() if before else start
            if magnitude is not None:
                return _bound(relation, quantity, text, begin, end), begin, end
    return None


_WENT = (
    (re.compile(rf"(?:{alternation('went_down')})了?(?=的?[?。!]*\s*$)"), Relation.BELOW),
    (re.compile(rf"(?:{alternation('went_up')})(?=的?[?。!]*\s*$)"), Relation.ABOVE),
)


def direction_of(text: str) -> Condition | None:
    """What a question ends with that asks whose figure became less, or more: 负增长."""
    for pattern, relation in _WENT:
        found = pattern.search(text)
        if found is not None:
            return Condition(relation=relation, bound=Decimal(0), unit="", text=found[0])
    return None


def _bound(relation: Relation, quantity: Quantity, text: str, start: int, end: int) -> Condition:
    bound = quantity.magnitude
    if bound is None:
        raise ValueError("a bound is a number")
    return Condition(relation=relation, bound=bound, unit=quantity.unit, text=text[start:end])
