"""The figures of a sentence, whole as written, each with what it amounts to."""

from __future__ import annotations

import dataclasses
import functools
import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from index.fact_types import Amount
from index.language import figure_forms, lexicon, numerals, word_lists
from index.language.quantities import quantities
from index.language.units import Dimension

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.facts.mended import Mended
    from index.language.quantities import Quantity

_PLACES = Decimal("0.0001")  # of a fraction that has no end


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A value at ``start`` to ``end`` of the mended text.

    ``is_worded`` tells one that is told in words only.
    """

    start: int
    end: int
    amount: Amount
    dimension: Dimension
    is_worded: bool = False
    is_written_out: bool = False
    scope: int = 0  # how many of its first characters say among whom
    moves: str = ""  # of a worded one: "up", "down", "flat"; else what its sign tells


_HEDGE_BEFORE = re.compile(figure_forms.HEDGE_BEFORE)
_HEDGE_AFTER = re.compile(rf"(?:{figure_forms.HEDGE_AFTER}|[余多来])$")
_MORE = re.compile(rf"(?<=[\d{numerals.POWERS}])[余多来](?!\d)")
_END = re.compile(
    rf"(\d[\d,]*(?:\.\d+)?|[{numerals.ALL}]+(?:点[{numerals.ZEROED}]+)?)\s*"
    rf"({numerals.SCALE})?([万亿])?"
)
_PER_HUNDRED = re.compile(rf"[百千万]{figure_forms.OF}")
_OF = re.compile(rf"([{numerals.ALL}]+){figure_forms.OF}([{numerals.ALL}]+)|(\d+)/(\d+)")
_BETWEEN = re.compile(r"\s*(?:-|—|–|~|至|到)+\s*")
_SEVERAL = re.compile(
    rf"([{numerals.ONES}两])([{numerals.ONES}])(?=[{numerals.POWERS}]|[^{numerals.ALL}]|$)"
)
_PLACE = re.compile(rf"(?:第|前)(\d+|[{numerals.ALL}]+)")
_FIRST = re.compile(figure_forms.FIRST_PLACE)
_HALF = re.compile("半")
_PEOPLE = re.compile(rf"(?:{lexicon.alternation('heads', 'people')}|人)$")
_HOUSEHOLDS = re.compile(rf"(?:{lexicon.alternation('households')})$")
_DOLLAR, _EURO, _POUND = (lexicon.words(name)[0] for name in ("dollar", "euro", "pound"))
_CURRENCIES = {"$": _DOLLAR, "€": _EURO, "£": _POUND, "¥": "元", "￥": "元"}
_LATIN_CURRENCY = re.compile(r"^(rmb|usd|us\$)")


def figures(sentence: Mended) -> tuple[Figure, ...]:
    """All figures of a sentence in their order; those that are written as one are one."""
    found = list(_joined(quantities(sentence.text)))
    return tuple(_figure(each, sentence) for each in found)


def _joined(found: tuple[Quantity, ...]) -> Iterator[Quantity]:
    """The figures, with those that go on in a smaller power of ten put together: 3亿5000万元."""
    held: Quantity | None = None
    for each in found:
        if held is not None and _goes_on(held, each):
            total = (held.magnitude or Decimal(0)) + (each.magnitude or Decimal(0))
            held = dataclasses.replace(
                each, start=held.start, text=held.text + each.text, magnitude=total
            )
            continue
        if held is not None:
            yield held
        held = each
    if held is not None:
        yield held


def _goes_on(before: Quantity, after: Quantity) -> bool:
    return (
        before.end == after.start
        and not before.unit
        and before.magnitude is not None
        and after.magnitude is not None
        and 0 < after.magnitude < before.magnitude
        and before.text[-1] in numerals.POWERS[-2:]
    )


def _figure(quantity: Quantity, sentence: Mended) -> Figure:
    text = quantity.text
    before = _HEDGE_BEFORE.match(text)
    after = _HEDGE_AFTER.search(text)
    more = _MORE.search(text)
    hedge = "".join(dict.fromkeys(match[0] for match in (before, more, after) if match is not None))
    core = text[before.end() if before else 0 : after.start() if after else len(text)]
    unit, factor = _canonical(quantity.unit)
    low, high = _ends(core, quantity)
    dimension = quantity.dimension
    raw = sentence.raw[sentence.original(quantity.start, quantity.end)[0] :]
    currency = _currency(raw)
    if currency and dimension in (Dimension.NONE, Dimension.MONEY):
        unit, dimension = currency, Dimension.MONEY
    if "万" in hedge:
        hedge = hedge.replace("万", "")
    return Figure(
        start=quantity.start,
        end=quantity.end,
        amount=Amount(value=_times(low, factor), high=_times(high, factor), unit=unit, hedge=hedge),
        dimension=dimension,
        is_written_out=quantity.is_written_out,
        moves="down" if low is not None and low < 0 else "",
    )


def _currency(raw: str) -> str:
    match = _LATIN_CURRENCY.match(raw.lower())
    if match:
        return "元" if match[0] == "rmb" else _CURRENCIES["$"]
    return _CURRENCIES.get(raw[:1], "") if raw else ""


def _ends(core: str, quantity: Quantity) -> tuple[Decimal | None, Decimal | None]:
    """The lower and the upper end of a figure; the upper one only of a range."""
    if quantity.dimension is Dimension.RANK:
        return _rank(core, quantity), None
    if quantity.magnitude is not None:
        return quantity.magnitude, None
    return _part(core, quantity) or _both_ends(core)


def _part(core: str, quantity: Quantity) -> tuple[Decimal | None, None] | None:
    """The share that a fraction tells (三分之二, 半数)."""
    if (match := _OF.search(core)) and not _PER_HUNDRED.search(core):
        return _share(match), None
    if _HALF.search(core) and quantity.dimension is Dimension.SHARE:
        return Decimal(50), None
    return None


def _both_ends(core: str) -> tuple[Decimal | None, Decimal | None]:
    parts = _BETWEEN.split(_PER_HUNDRED.sub("", core).strip())
    if len(parts) == 2:  # noqa: PLR2004 - both ends of a range
        return _range(parts[0], parts[1])
    if match := _SEVERAL.search(core):  # 两三千: what stands around the pair is of both
        ends = (core[: match.start()] + match[i] + core[match.end() :] for i in (1, 2))
        low, high = (_number(_END.search(each), "") for each in ends)
        return low, high
    return None, None


def _range(low_text: str, high_text: str) -> tuple[Decimal | None, Decimal | None]:
    high_match, low_match = _END.search(high_text), _END.search(low_text)
    if high_match is None or low_match is None:
        return None, None
    scales = (high_match[2] or "") + (high_match[3] or "")
    own = (low_match[2] or "") + (low_match[3] or "")
    low, high = _number(low_match, "" if own else scales), _number(high_match, "")
    return low, high


def _number(match: re.Match[str] | None, scales: str) -> Decimal | None:
    if match is None:
        return None
    try:
        number = (
            Decimal(match[1].replace(",", ""))
            if match[1][0].isdigit()
            else numerals.value(match[1])
        )
    except (InvalidOperation, KeyError):
        return None
    if number is None:
        return None
    return numerals.scaled(number, scales or (match[2] or "") + (match[3] or ""))


def _rank(core: str, quantity: Quantity) -> Decimal | None:
    if quantity.magnitude is not None:
        return quantity.magnitude
    match = _PLACE.search(core)
    if match:
        number = match[1]
        return Decimal(number) if number.isdecimal() else numerals.value(number)
    return Decimal(1) if _FIRST.search(core) else None


def _share(match: re.Match[str]) -> Decimal | None:
    if match[3]:
        part, whole = Decimal(match[3]), Decimal(match[4])
    else:
        whole, part = (numerals.value(each) or Decimal(0) for each in match.groups()[:2])
    return (part / whole * 100).quantize(_PLACES).normalize() if whole else None


def _times(number: Decimal | None, factor: Decimal) -> Decimal | None:
    return None if number is None else (number * factor).normalize() + 0


def _canonical(unit: str) -> tuple[str, Decimal]:
    head, slash, per = unit.partition("/")
    if unit in _units():
        return _units()[unit]
    own, factor = _units().get(head, (head, Decimal(1)))
    return own + slash + per, factor


@functools.cache
def _units() -> dict[str, tuple[str, Decimal]]:
    """For each unit that has another name the one that it is brought to, and how many of it."""
    table: dict[str, tuple[str, Decimal]] = {}
    for line in word_lists.read("index.facts", "canonical_units.txt"):
        own, factor, *others = line.split()
        table |= dict.fromkeys(others, (own, Decimal(factor)))
    return table


def counted(amount: Amount, measure: str) -> Amount:
    """An amount with the unit that its words tell where it is written without: 旅居人数达389万."""
    if amount.unit or amount.value is None:
        return amount
    if _HOUSEHOLDS.search(measure):
        return dataclasses.replace(amount, unit="户")
    return dataclasses.replace(amount, unit="人") if _PEOPLE.search(measure) else amount
