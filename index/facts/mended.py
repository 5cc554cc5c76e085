"""A sentence whose figures are written as one expects, with the way back to how they stand.

Files break figures apart (5. 1%, 22.7 亿元, 12 345人), and reports write them in ways that are rare
(伍仟万元, 九成五, 百余个, 千亿大关). Here they are put into the common form before they are looked for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from index.language import numerals
from index.language.figure_forms import OR_MORE
from index.language.lexicon import alternation
from index.language.text import fold
from index.language.units import unit_pattern

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_LARGE = numerals.POWERS[-2:]
_S = r"[ \t\u3000\xa0\u2002-\u200a\u202f]"
_ONES = f"{numerals.ONES}两"
_UNIT = unit_pattern()

# 壹亿贰仟万元: only where one of them is a power, or stands before one (大陆, 队伍)
_FORMAL = dict(zip("壹贰叁肆伍陆柒捌玖拾佰仟", numerals.TENS + numerals.POWERS[1:3], strict=True))
_FORMALS = "".join(_FORMAL)
_FORMAL_NUMBER = re.compile(
    rf"[{_FORMALS}]*[拾佰仟][{_FORMALS}{_LARGE}]*|[{_FORMALS}]+(?=[{_LARGE}])[{_FORMALS}{_LARGE}]*"
)
_IN_ONE = {"廿": "二十", "卅": "三十"}
_TENS_IN_ONE = re.compile(rf"[廿卅](?=[{numerals.ONES}]?(?:{_UNIT}))")
_ZEROED = re.compile(
    rf"(?<![{numerals.ALL}○])[{numerals.ONES}][{numerals.OF_YEARS}]*[〇○零][{numerals.OF_YEARS}]*"
    rf"(?=[{_LARGE}]|(?!年|月|日){_UNIT})"
)
_SUPERSCRIPTS = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹", range(0xE000, 0xE00A), strict=True))  # folding keeps these
_RAISED = re.compile(f"(?<=[×xX*]10)[{''.join(_SUPERSCRIPTS)}]+")
_POWER = re.compile(r"(\d+(?:\.\d+)?)[×x*]10(?:\^(\d{1,2})|([\ue000-\ue009]{1,2}))")
_TENTHS = re.compile(rf"([{numerals.ONES}])成([{numerals.ONES}半])(?![{numerals.POWERS}])")
_ROUND = re.compile(
    rf"(?<=近|超|逾|约)[百千万](?={_UNIT})|(?<![数几上成两{numerals.ONES}\d])[百千万](?=[余多](?:{_UNIT}))"
)
_ROUND_SUM = re.compile(
    rf"(?<=[破超过上近达])(?:[百千万]?亿|[{_ONES}][{numerals.ALL}]*[{_LARGE}])"
    rf"(?=元|{alternation('round_mark')}|[,。;、]|$)"
)
_OF_SUM = re.compile(rf"(\d+(?:\.\d+)?|[{numerals.ALL}]+)个(?=亿(?!元?(?:{OR_MORE}|级)))")
_SHORT = re.compile(
    rf"[{_ONES}][万千][{numerals.ONES}](?![{numerals.POWERS}点]|{_UNIT})(?=[,。;、]|$)"
)
_HALVED = alternation("half_of")
_AND_HALF = re.compile(rf"([{_ONES}])个半(?={_HALVED})")
_HALF = re.compile(
    rf"(?<![{_ONES}上下大多过前后\w个])半(?={_HALVED})(?!年来)"
    rf"|(?:(?<={alternation('shortened')})|(?<=(?:{alternation('shortened')})[到至为]))半(?={_HALVED})"
)
_TOP = re.compile(rf"前(?:[{_ONES}十]|\d{{1,3}})(?=[,。;、)]|$)")

_RULES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (re.compile(rf"(?<=\d){_S}+(?=\.{_S}*\d)"), lambda _: ""),
    (re.compile(rf"(?<=\d\.){_S}+(?=\d+{_S}*(?:[%{_LARGE}\u2030]|{_UNIT}))"), lambda _: ""),
    (
        re.compile(rf"(?<!\d)\d{{1,3}}(?:{_S}\d{{3}})+(?!\d)"),
        lambda match: re.sub(_S, "", match[0]),
    ),
    (re.compile(rf"(?<=\d,){_S}+(?=\d{{3}}(?!\d))|(?<=\d)'(?=\d{{3}}(?!\d))"), lambda _: ""),
    (re.compile(rf"(?<=\d){_S}+(?=[{_LARGE}]|{_UNIT})"), lambda _: ""),
    (
        re.compile(
            rf"(?<=\d[{_LARGE}]){_S}+(?={_UNIT})|(?<=\d个){_S}+(?={alternation('percentage_point')})"
        ),
        lambda _: "",
    ),
    (re.compile(r"(?:rmb|usd|us\$|[$¥€£])(\d)"), lambda match: match[1]),
    (_POWER, lambda match: _plain(Decimal(match[1]).scaleb(_exponent(match)))),
    (_FORMAL_NUMBER, lambda match: "".join(_FORMAL.get(c, c) for c in match[0])),
    (_TENS_IN_ONE, lambda match: _IN_ONE[match[0]]),
    (_ZEROED, lambda match: numerals.digits(match[0])),
    (_TENTHS, lambda match: f"{_digit(match[1])}{'5' if match[2] == '半' else _digit(match[2])}%"),
    (_ROUND, lambda match: _plain(numerals.scaled(Decimal(1), match[0]))),
    (_ROUND_SUM, lambda match: _in_hundred_millions(match[0])),
    (_OF_SUM, lambda match: _number(match[1])),
    (_SHORT, lambda match: _short(match[0])),
    (_AND_HALF, lambda match: f"{_digit(match[1])}.5"),
    (_HALF, lambda _: "0.5"),
    (_TOP, lambda match: f"{match[0]}位"),
)
_ODD = re.compile(
    rf"[\d.．,，个]{_S}|\d[{_LARGE}]{_S}|{_S}[.．]\d|\d'|[$¥￥€£\uff04]|[rR][mM][bB]|[uU][sS]|×10|10\^|"
    rf"[〇○零廿卅半前{_FORMALS}]|[百千万][余多]|[近超逾约破过上达][百千{_LARGE}{_ONES}]|个亿|成[{numerals.ONES}半]|[{_ONES}][万千][{numerals.ONES}]"
)


@dataclass(frozen=True, slots=True)
class Mended:
    """``text`` is folded; its character i stands for ``raw[starts[i]:ends[i]]``."""

    raw: str
    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The span of the raw text that a span of the mended one stands for."""
        if start >= end:
            at = self.starts[start] if start < len(self.starts) else len(self.raw)
            return at, at
        return self.starts[start], self.ends[end - 1]


def mended(raw: str) -> Mended:
    """Fold a sentence and put its figures into the common form."""
    is_odd = _ODD.search(raw) is not None
    kept = _RAISED.sub(_kept_raised, raw) if is_odd else raw
    folded = fold(kept)
    starts = list(folded.origins)
    whole = Mended(raw, folded.text, starts, [at + 1 for at in starts])
    if is_odd:
        for pattern, written in _RULES:
            whole = _rewritten(whole, pattern, written)
    return whole


def _kept_raised(match: re.Match[str]) -> str:
    return "".join(chr(_SUPERSCRIPTS[c]) for c in match[0])


def _rewritten(
    of: Mended, pattern: re.Pattern[str], written: Callable[[re.Match[str]], str]
) -> Mended:
    parts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for match in pattern.finditer(of.text):
        put, last = written(match), match.end() - 1
        parts += [of.text[at : match.start()], put]
        starts += of.starts[at : match.start()]
        ends += of.ends[at : match.start()]
        # The first and the last character of what is put stand for those of what stood there.
        places = [min(match.start() + i, last) for i in range(len(put))]
        starts += [of.starts[i] for i in places]
        ends += [*(of.ends[i] for i in places[:-1]), of.ends[last]] if put else []
        at = match.end()
    if not parts:
        return of
    parts.append(of.text[at:])
    return Mended(of.raw, "".join(parts), [*starts, *of.starts[at:]], [*ends, *of.ends[at:]])


def _digit(numeral: str) -> str:
    return _plain(numerals.value(numeral) or Decimal(0))


def _number(numeral: str) -> str:
    return numeral if numeral[0].isdigit() else _digit(numeral)


def _plain(number: Decimal) -> str:
    return format(number.normalize(), "f")


def _exponent(match: re.Match[str]) -> int:
    return int(match[2] or "".join(str(ord(c) - 0xE000) for c in match[3]))


def _in_hundred_millions(numeral: str) -> str:
    value = numerals.value(numeral)
    if value is None:
        return numeral
    return f"{_plain(value / 10**8)}亿" if numeral.endswith("亿") else f"{_plain(value / 10**4)}万"


def _short(numeral: str) -> str:
    """What 两万三 stands for: 23,000."""
    power = numerals.scaled(Decimal(1), numeral[1])
    high, low = (numerals.value(c) or Decimal(0) for c in (numeral[0], numeral[2]))
    return _plain(high * power + low * power / 10)
