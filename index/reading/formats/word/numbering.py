"""Automatic numbers of a Word file, as the text that a person sees: 一、 （一） 1. ①."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from index.language import numerals
from index.reading.formats.word.names import attribute, child, children, value_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml import etree

_MAX_LEVELS = 9
_MAX_TEXT_CHARS = 64  # of a level: 第%1章 has 4
_HAN = f"零{numerals.ONES}"
_HAN_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_LEVEL_TEXT = re.compile(r"%([1-9])")
_BULLETS = frozenset({"bullet", "none"})  # they number nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """How a level of a list is numbered."""

    start: int = 1
    number_format: str = "decimal"
    text: str = ""  # with %1 for the number of the first level
    suffix: str = "tab"
    restarts_after: int | None = None  # the level, from 1, that begins it anew; 0: none does
    is_legal: bool = False  # all numbers are decimal


@dataclass(slots=True)
class _List:
    levels: dict[int, Level]
    counts: list[int | None] = field(default_factory=lambda: [None] * _MAX_LEVELS)


class Numbering:
    """The lists of a file, counted as its paragraphs go by.

    Args:
        root: the part ``numbering.xml``, if there is one.
    """

    def __init__(self, root: etree._Element | None) -> None:
        self._abstract: dict[str, dict[int, Level]] = {}
        self._style_of: dict[str, str] = {}  # of an abstract list that another one defines
        self._named: dict[str, str] = {}  # the abstract list that defines a style
        self._lists: dict[str, _List] = {}
        self._shared: dict[str, list[int | None]] = {}
        if root is not None:
            self._read(root)

    def _read(self, root: etree._Element) -> None:
        for abstract in children(root, "abstractNum"):
            identity = attribute(abstract, "abstractNumId")
            self._abstract[identity] = {
                _whole(attribute(level, "ilvl")): _level(level)
                for level in children(abstract, "lvl")
            }
            if link := value_of(abstract, "numStyleLink"):
                self._style_of[identity] = link
            if name := value_of(abstract, "styleLink"):
                self._named[name] = identity
        for number in children(root, "num"):
            self._add(number)

    def _add(self, number: etree._Element) -> None:
        identity = value_of(number, "abstractNumId")
        identity = self._named.get(self._style_of.get(identity, ""), identity)
        levels = dict(self._abstract.get(identity, {}))
        overrides = children(number, "lvlOverride")
        for override in overrides:
            i = _whole(attribute(override, "ilvl"))
            if (own := child(override, "lvl")) is not None:
                levels[i] = _level(own)
            if start := value_of(override, "startOverride"):
                levels[i] = replace(levels.get(i, Level()), start=_whole(start))
        new = _List(levels)
        if not overrides:  # lists of one definition count on from each other
            new.counts = self._shared.setdefault(identity, new.counts)
        self._lists[attribute(number, "numId")] = new

    def next(self, list_id: str, level: int) -> str:
        """The number of the next paragraph of a list, with what follows it; empty for bullets."""
        of = self._lists.get(list_id)
        if of is None or level not in of.levels or level >= _MAX_LEVELS:
            return ""
        own = of.levels[level]
        count = of.counts[level]
        of.counts[level] = own.start if count is None else count + 1
        for deeper in range(level + 1, _MAX_LEVELS):
            after = of.levels[deeper].restarts_after if deeper in of.levels else None
            if after is None or 0 < level + 1 <= after:
                of.counts[deeper] = None
        if own.number_format in _BULLETS:
            return ""
        text = _LEVEL_TEXT.sub(lambda match: self._number(of, int(match[1]) - 1, own), own.text)
        return text + ("" if own.suffix == "nothing" or text[-1:] in "、.．）)" else " ")

    @staticmethod
    def _number(of: _List, level: int, own: Level) -> str:
        shown = of.levels.get(level, Level())
        count = of.counts[level] if level < _MAX_LEVELS else None
        number_format = "decimal" if own.is_legal else shown.number_format
        return numeral(shown.start if count is None else count, number_format)


def _level(element: etree._Element) -> Level:
    restart = value_of(element, "lvlRestart")
    return Level(
        start=_whole(value_of(element, "start"), 1),
        number_format=value_of(element, "numFmt") or "decimal",
        text=value_of(element, "lvlText")[:_MAX_TEXT_CHARS],
        suffix=value_of(element, "suff") or "tab",
        restarts_after=_whole(restart) if restart else None,
        is_legal=child(element, "isLgl") is not None,
    )


def _whole(digits: str, default: int = 0) -> int:
    return int(digits) if digits.isdecimal() and digits.isascii() and len(digits) < 10 else default  # noqa: PLR2004 - no list is longer


def numeral(n: int, number_format: str) -> str:
    """A number as Word's number formats (ECMA-376, ST_NumberFormat) write it."""
    write = _FORMATS.get(number_format, str)
    return write(n) if n > 0 else str(n)


def _counting(n: int) -> str:
    """一 二 … 十 十一 … 二十 … 一百零一, up to 9999."""
    if n >= 10_000:  # noqa: PLR2004 - no list is longer
        return str(n)
    digits = [
        (n // 10**power % 10, unit)
        for power, unit in (
            (3, numerals.POWERS[2]),
            (2, numerals.POWERS[1]),
            (1, numerals.POWERS[0]),
            (0, ""),
        )
    ]
    text = ""
    gap = False
    for digit, unit in digits:
        if digit:
            text += ("零" if gap and text else "") + _HAN[digit] + unit
            gap = False
        else:
            gap = True
    return text[1:] if text.startswith("一十") else text


def _formal(n: int) -> str:
    table = str.maketrans(_HAN[1:] + numerals.POWERS[:3], _HAN_FORMAL[1:] + "拾佰仟")
    return ("一" + _counting(n) if 10 <= n < 20 else _counting(n)).translate(table)  # noqa: PLR2004


def _digits(n: int) -> str:
    return "".join(_HAN[int(digit)] if digit != "0" else "〇" for digit in str(n))


def _letters(n: int) -> str:
    """A B … Z AA BB."""
    return chr(ord("a") + (n - 1) % 26) * min((n - 1) // 26 + 1, 30)


def _roman(n: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        while n >= value and len(text) < 30:  # noqa: PLR2004 - no list is longer
            text, n = text + letters, n - value
    return text


def _circled(n: int) -> str:
    for first, last, start in ((1, 20, 0x2460), (21, 35, 0x3251), (36, 50, 0x32B1)):
        if first <= n <= last:
            return chr(start + n - first)
    return str(n)


def _of(signs: str) -> Callable[[int], str]:
    return lambda n: signs[n - 1] if n <= len(signs) else str(n)


def _offset(first: int, last: int) -> Callable[[int], str]:
    return lambda n: chr(first + n - 1) if n <= last else str(n)


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": "{:02d}".format,
    "decimalFullWidth": lambda n: str(n).translate({ord(str(d)): 0xFF10 + d for d in range(10)}),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedParen": _offset(0x2474, 20),
    "decimalEnclosedFullstop": _offset(0x2488, 20),
    "upperLetter": lambda n: _letters(n).upper(),
    "lowerLetter": _letters,
    "upperRoman": lambda n: _roman(n).upper(),
    "lowerRoman": _roman,
    "chineseCounting": _counting,
    "chineseCountingThousand": _counting,
    "japaneseCounting": _counting,
    "taiwaneseCounting": _counting,
    "taiwaneseCountingThousand": _counting,
    "ideographDigital": _digits,
    "japaneseDigitalTenThousand": _digits,
    "taiwaneseDigital": _digits,
    "chineseLegalSimplified": _formal,
    "ideographLegalTraditional": _formal,
    "ideographTraditional": _of(_STEMS),
    "ideographZodiac": _of(_BRANCHES),
    "ideographEnclosedCircle": _offset(0x3280, 10),
    "ordinal": str,
}  # fmt: skip
