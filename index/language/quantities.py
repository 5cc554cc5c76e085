"""The figures of a text: whole as written, with their number, unit and dimension."""

from __future__ import annotations

import dataclasses
import functools
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from index.language import figure_forms, lexicon, numerals
from index.language.text import fold
from index.language.units import Dimension, dimension_of

if TYPE_CHECKING:
    from index.language.text import Folded


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A figure at ``text[start:end]`` of the text it was found in, modifiers and unit included.

    ``magnitude`` is the number with its 万 and 亿 multiplied out, ``None`` for a range, a ratio and
    for what only says its order (数十); ``unit`` is the folded unit without those, and without
    a time (``元`` of ``亿元`` and of ``元/月``), ``written_unit`` the unit with them, as it stands.
    ``is_written_out`` tells Chinese numerals (三个) from digits.
    """

    start: int
    end: int
    text: str
    magnitude: Decimal | None
    unit: str
    written_unit: str
    dimension: Dimension
    is_written_out: bool


_PER = {"百": "%", "千": "‰", "万": "‱"}
_NO_NUMERALS = frozenset("一万亿百千零")  # alone they are parts of words: 一家人, 万家灯火, 零距离
# … save with these: 增长一倍, 提高一个百分点.
_OF_ONE = frozenset({Dimension.MULTIPLE, Dimension.POINTS})
# No figure without one of these; looked for before the text is folded, so in all its forms.
_ANY = re.compile(rf"[\d{numerals.ALL}半首榜萬億兩]")


def is_figure(text: str) -> bool:
    """Whether a text is a figure and nothing else."""
    found = quantities(text)
    return len(found) == 1 and (found[0].start, found[0].end) == (0, len(text))


def quantities(text: str) -> tuple[Quantity, ...]:
    """All figures of a text, in the order they stand in; no two of them overlap."""
    return _found(text) if may_hold_any(text) else ()


@functools.lru_cache(maxsize=4096)  # the same candidates are asked again and again
def _found(text: str) -> tuple[Quantity, ...]:
    return _in_folded(text, fold(text))


def may_hold_any(text: str) -> bool:
    """Whether a text can hold a figure at all: cheap, for the many sentences that hold none."""
    return _ANY.search(text) is not None


def _in_folded(text: str, folded: Folded) -> tuple[Quantity, ...]:
    """All figures of a text that has been folded already."""
    found: list[Quantity] = []
    for match in figure_forms.pattern().finditer(folded.text):
        if match.lastgroup == "none":
            continue
        quantity = _of(match, text, folded)
        if quantity is None:
            continue
        if found:
            if found[-1].end > quantity.start:  # one character can fold to several: ㍘
                continue
            between = text[found[-1].end : quantity.start]
            if _is_range(text, found[-1], between, quantity):
                quantity = _range(text, found.pop(), quantity)
        found.append(quantity)
    _share_units(text, found)
    return tuple(found)


_JOINS = frozenset("、和与及")
_RANGE = re.compile(r"\s*[-—–~～至到]{1,2}\s*")
_FROM = re.compile(r"[从由][^,，。;；、]{0,16}$")
_FROM_CHARS = 20  # before a figure, in which 从 is looked for


def is_from(text: str, start: int) -> bool:
    """Whether the figure that begins at a place is where a change began: 从5%到6%."""
    return _FROM.search(text, max(0, start - _FROM_CHARS), start) is not None


def _is_range(text: str, low: Quantity, between: str, high: Quantity) -> bool:
    """Whether two figures with a unit each are one range (5%-6%), and no change (从5%到6%)."""
    return (
        bool(low.unit)
        and low.unit == high.unit
        and _RANGE.fullmatch(between) is not None
        and not is_from(text, low.start)
    )


def _range(text: str, low: Quantity, high: Quantity) -> Quantity:
    return dataclasses.replace(
        high, start=low.start, text=text[low.start : high.end], magnitude=None
    )


def _share_units(text: str, found: list[Quantity]) -> None:
    """Give a figure that leaves its unit to the next that one's: 11.1、11.2个百分点."""
    for i in range(len(found) - 2, -1, -1):
        this, following = found[i], found[i + 1]
        if (
            this.dimension is Dimension.NONE
            and following.written_unit
            and text[this.end : following.start].strip() in _JOINS
            and fold(following.written_unit).text == following.unit  # not 3、5万人: 3 or 30,000?
        ):
            found[i] = dataclasses.replace(
                this,
                unit=following.unit,
                written_unit=following.written_unit,
                dimension=following.dimension,
            )


def _of(match: re.Match[str], text: str, folded: Folded) -> Quantity | None:
    """The figure of a match; ``None`` where the number is part of a name."""
    start, end = folded.original(*match.span())
    written_unit, magnitude = "", None
    if match.lastgroup == "figure":
        if not _measures_something(match):
            return None
        unit = match["unit"] or ""
        dimension = dimension_of(unit)
        written_unit = _written_unit(match, text, folded)
        if match["upper"] is None and match["times"] is None:
            scales = (match["scale"] or "") + (match["scale2"] or "")
            magnitude = _magnitude(match["digits"] or match["han"], scales)
            if match["sign"] and magnitude is not None:
                magnitude = -magnitude
    else:
        unit, dimension = _OTHER_FORMS[match.lastgroup or ""]
        if match["per"]:
            unit = _PER[match["per"]]
            magnitude = _magnitude(match["parts"], "")
    return Quantity(
        start=start,
        end=end,
        text=text[start:end],
        magnitude=magnitude,
        unit=unit,
        written_unit=written_unit,
        dimension=dimension,
        is_written_out=not any(c.isdigit() for c in match.group()),
    )


_OTHER_FORMS = {
    "medals": ("金", Dimension.COUNT),
    "ratio": ("", Dimension.MULTIPLE),
    "fraction": ("%", Dimension.SHARE),
    "rank": ("位", Dimension.RANK),
}


def _measures_something(match: re.Match[str]) -> bool:
    """Whether a number, with or without a unit, is a figure and no part of a name."""
    return _is_counted(match) if match["han"] else bool(match["unit"]) or _stands_alone(match)


def _is_counted(match: re.Match[str]) -> bool:
    """Whether a Chinese numeral counts something."""
    han, unit = match["han"], match["unit"]
    if not unit or unit in lexicon.word_set("unit_of_names"):
        return False
    if han in _NO_NUMERALS:
        return han == "一" and dimension_of(unit) in _OF_ONE
    following = _following(match)
    # 百万人才 and 千万千瓦级 are names; 5万人才 is a figure.
    return following != "级" and not (unit == "人" and following == "才")


def _stands_alone(match: re.Match[str]) -> bool:
    """Whether a number without a unit has nothing beside it that makes it part of a name."""
    if match["sign"] or match["times"] or _is_year(match.group()):
        return False
    if match.start("digits") == match.start():  # GDP超过10万亿: a hedge is between
        before = match.string[match.start() - 1 : match.start()]
        if (before.isascii() and before.isalnum()) or before in _PART_OF_NAME:
            return False
    following = _following(match)
    return bool(match["scale"] or match["scale2"]) or not (following.isalnum() or following == "/")


_PART_OF_NAME = frozenset({"-", "_", "/", "·", "第", "+", "×"})


def _following(match: re.Match[str]) -> str:
    return match.string[match.end() : match.end() + 1]


def _is_year(number: str) -> bool:
    return len(number) == len("2024") and number.isdigit() and number[:2] in ("19", "20")


def _written_unit(match: re.Match[str], text: str, folded: Folded) -> str:
    """The unit with its 万 and 亿, as the text has it."""
    if not match["unit"]:
        return ""
    scales = ("scale3", "scale2") if match["upper"] else ("scale", "scale2")
    start = min(match.start(name) for name in (*scales, "unit") if match[name])
    first, last = folded.original(start, match.end("each" if match["each"] else "unit"))
    return text[first:last]


def _magnitude(number: str, scales: str) -> Decimal | None:
    value = Decimal(number.replace(",", "")) if number[0].isdigit() else numerals.value(number)
    return None if value is None else numerals.scaled(value, scales)
