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
from index.language.quantities import quantities
from index.language.units import unit_pattern

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
    BETWEEN = "in"  # from a bound up to another, these too


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """What a figure has to meet: ``text`` as it was asked, ``bound`` in ``unit``, multiplied out.

    ``unit`` is empty where the bound is one in any: 0, above which is what rose, and 10万亿, of what is
    measured. ``said`` is what a report has to say beside the figure, as it stands: 连续36年. ``upper`` is the
    other end of what a figure has to be in (在5%到6%之间), else ``None``; ``without_low`` and ``without_upper`` tell
    which of the two is none that it may be itself: 超过5%低于6%.
    """

    relation: Relation
    bound: Decimal
    unit: str
    text: str
    said: str = ""
    upper: Decimal | None = None
    without_low: bool = False
    without_upper: bool = False


_OPPOSITE = {
    Relation.ABOVE: Relation.BELOW,
    Relation.AT_LEAST: Relation.AT_MOST,
    Relation.BELOW: Relation.ABOVE,
    Relation.AT_MOST: Relation.AT_LEAST,
    Relation.EQUAL: Relation.EQUAL,
    Relation.UNEQUAL: Relation.UNEQUAL,
    Relation.BETWEEN: Relation.BETWEEN,
}


def mirrored(condition: Condition | None) -> Condition | None:
    """A bound of falls as one of changes: to fall by more than 3% is to change by less than -3%."""
    if condition is None:
        return None
    relation = _OPPOSITE[condition.relation]
    if condition.upper is not None:
        return dataclasses.replace(
            condition,
            relation=relation,
            bound=-condition.upper,
            upper=-condition.bound,
            without_low=condition.without_upper,
            without_upper=condition.without_low,
        )
    return dataclasses.replace(condition, relation=relation, bound=-condition.bound)


_BEFORE = (
    (rf"(?:{alternation('more_or_equal')})", Relation.AT_LEAST),
    (rf"(?:{alternation('less_or_equal')})", Relation.AT_MOST),
    (rf"(?:{alternation('more_than')}|[超>破过])", Relation.ABOVE),
    (rf"(?:{alternation('less_than')}|<)", Relation.BELOW),
    (r"(?:不(?:[是为]|等[于])|[≠非])", Relation.UNEQUAL),
    (r"(?:达到?|[是为=]|等[于]|定[在为])", Relation.EQUAL),
)
_BOUNDS = _BEFORE[:4]  # what is above or below a number, and not what merely is one
_AFTER = ((r"[及或]?以[上]", Relation.AT_LEAST), (r"[及或]?以[下内]", Relation.AT_MOST))


_SCALE = re.compile(rf"(?:{numerals.SCALE})(?:[及或]?以[上下内])?$")
# 目标6%的省, 6%的有哪些: a figure that whoever has it is asked for.
_OF_WHOM = re.compile("的(?:[省市县区州](?!会)|地[区方]|有[哪几])")
_HAS_SCALE = re.compile(rf"\d(?:{numerals.SCALE})|(?:{numerals.SCALE})$")
_NUMBER = r"\d+(?:\.\d+)?"
_ANY_UNIT = r"(?:[^\W\d_到至和与之以的]{0,4}|[%％])"
_FROM = rf"(?P<low>{_NUMBER})(?P<unit>{_ANY_UNIT})"
_UP_TO = rf"(?P<high>{_NUMBER}{_ANY_UNIT})"
_MEANWHILE = "[,、且但又并而同时]{0,3}"
_ABOVE = rf"(?:(?P<least>{alternation('more_or_equal')})|{alternation('more_than')}|[超>过])"
_BELOW = rf"(?:(?P<most>{alternation('less_or_equal')})|{alternation('less_than')}|<)"
# From the first number, whose unit may be that of the second, up to this: 在5%到5.5%之间, 5%以上6%以下, 超过5%低于6%.
_BETWEEN = (
    re.compile(rf"(?:介[于]|处[于]|在)?{_FROM}(?:到|至|和|与|-|—|–|~)+{_UP_TO}之[间]"),
    re.compile(rf"在?{_FROM}[及或]?以[上]{_MEANWHILE}{_UP_TO}[及或]?以[下内]"),
    re.compile(
        rf"{_ABOVE}了?{_FROM}{_MEANWHILE}{_BELOW}"
        rf"(?P<high>{_NUMBER}(?:{numerals.SCALE})*(?:{unit_pattern()})?)"
    ),
    re.compile(
        rf"{_BELOW}(?P<high>{_NUMBER}(?:{numerals.SCALE})*(?:{unit_pattern()})?){_MEANWHILE}{_ABOVE}"
        rf"(?P<low>{_NUMBER})(?P<unit>(?:{numerals.SCALE})*(?:{unit_pattern()})?)"
    ),
)
# 低于30, 超万亿: a number at the end that has no unit, of what is measured.
_UNITLESS = re.compile(rf"(?P<number>{_NUMBER})?(?P<scale>(?:{numerals.SCALE})+)?(?=的|[?。!\s]*$)")
_ORDERS = frozenset("前后第数")  # 倒数三名的省


def has_scale(quantity: Quantity) -> bool:
    """Whether a number without a unit is one of something all the same: 10万亿."""
    return _SCALE.search(quantity.text) is not None


def is_bare(condition: Condition) -> bool:
    """Whether a bound is a number that says nothing of its size or unit: 低于30."""
    return not condition.unit and bool(condition.bound) and not _HAS_SCALE.search(condition.text)


def find(text: str) -> tuple[Condition, int, int] | None:
    """The bound that a folded question holds figures against, and where it stands; ``None`` where it has none."""
    if (between := _between(text)) is not None:
        return between
    for each in quantities(text):
        if each.magnitude is None or not (each.unit or has_scale(each)):
            continue
        found = condition_of(text, each)
        if found is not None:
            return found
    return _unitless(text)


def _between(text: str) -> tuple[Condition, int, int] | None:
    """From one figure to another: 在5%到5.5%之间."""
    found = next(filter(None, (each.search(text) for each in _BETWEEN)), None)
    if found is None:
        return None
    upper = _told(found["high"])
    unit = found["unit"] or (upper.written_unit if upper else "")
    lower = _told(f"{found['low']}{unit}")
    if lower is None or upper is None or lower.magnitude is None or upper.magnitude is None:
        return None
    named = found.groupdict()
    is_by_words = "least" in named
    condition = Condition(
        relation=Relation.BETWEEN,
        bound=lower.magnitude,
        unit="" if _ends_in_scale(found["high"]) else upper.unit,
        text=found[0],
        upper=upper.magnitude,
        without_low=is_by_words and not named["least"],
        without_upper=is_by_words and not named["most"],
    )
    return condition, *found.span()


def _told(figure: str) -> Quantity | None:
    """A figure of a question; one that has a scale and no unit (50万) is one of anything."""
    told = quantities(f"{figure}元" if _ends_in_scale(figure) else figure)
    return told[0] if told else None


def _ends_in_scale(figure: str) -> bool:
    return re.search(rf"\d(?:{numerals.SCALE})+$", figure) is not None


def _unitless(text: str) -> tuple[Condition, int, int] | None:
    """A number that has no unit, behind what makes it a bound, at the end of a question: 低于30."""
    for pattern, relation in _BOUNDS:
        before = re.search(rf"{pattern}[了在]?(?P<rest>[^,。;]*)$", text)
        number = _UNITLESS.match(before["rest"]) if before else None
        if before is None or number is None or not number[0]:
            continue
        bound = Decimal(number["number"] or 1)
        if number["scale"]:
            told = _told(f"{bound}{number['scale']}")
            if told is None or told.magnitude is None:
                continue
            bound = told.magnitude
        start, end = before.start(), before.start("rest") + number.end()
        condition = Condition(relation=relation, bound=bound, unit="", text=text[start:end])
        return condition, start, end
    return None


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
    if (
        magnitude is not None
        and _OF_WHOM.match(text, end)
        and text[start - 1 : start] not in _ORDERS
    ):
        return _bound(Relation.EQUAL, quantity, text, start, end), start, end
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
