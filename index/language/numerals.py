"""Numbers in Chinese characters: what they are written with, and their values."""

from __future__ import annotations

import re
from decimal import Decimal

from index.language import lexicon

# Each is what stands between the brackets of a regular expression's set.
ONES = "一二三四五六七八九"
TENS = f"{ONES}十"  # how chapters, members and meetings are numbered
FROM_TWO = f"{TENS[1:]}两"  # of which there can be several
ZEROED = f"零〇{ONES}"  # what follows 点
OF_YEARS = f"〇○零{ONES}"  # 二○二四
# What people type for 〇 in a year: 0, and the letters O of three alphabets and two widths (二O二四).
ZERO_LOOKALIKES = "0\uff10Oo\uff2f\uff4f\u041e\u043e\u039f\u03bf\u25ef"
POWERS = "十百千万亿"
ALL = f"{ZEROED}{POWERS}两"

SCALE = lexicon.alternation("scale")  # between a number and its unit

_DIGITS = {c: i for i, c in enumerate(f"零{ONES}")} | {"两": 2, "〇": 0, "○": 0}
_DIGITS |= dict.fromkeys(ZERO_LOOKALIKES, 0)
_EXPONENTS = dict(zip(POWERS, (1, 2, 3, 4, 8), strict=True))
_ONLY_ORDER = re.compile(f"[数几上]|[{ONES}两]{{2}}")  # 数十, 三四家


def value(numeral: str) -> Decimal | None:
    """The value of a Chinese numeral (二百三十, 一万二千, 三点五); ``None`` for a mere order (数十).

    Raises:
        KeyError: a character is of no numeral.
    """
    whole, _, fraction = numeral.partition("点")
    if _ONLY_ORDER.search(whole):
        return None
    total = section = digit = 0
    largest = 1
    for c in whole:
        if c in _DIGITS:
            digit = _DIGITS[c]
        elif c in "十百千":
            section, digit = section + (digit or 1) * 10 ** _EXPONENTS[c], 0
        elif 10 ** _EXPONENTS[c] > largest:  # 三万亿: all that stands before it
            largest = 10 ** _EXPONENTS[c]
            total, section, digit = (total + section + digit or 1) * largest, 0, 0
        else:  # 五亿三万: what stands since the 亿
            total, section, digit = total + (section + digit or 1) * 10 ** _EXPONENTS[c], 0, 0
    number = Decimal(total + section + digit)
    if fraction:
        number += Decimal("0." + digits(fraction))
    return number


def count(written: str) -> int:
    """A whole number in digits or as a Chinese numeral; 1 for a mere order.

    Raises:
        KeyError: a character is of no numeral.
    """
    return int(written) if written.isdecimal() else int(value(written) or 1)


def digits(numeral: str) -> str:
    """A numeral read digit by digit (二〇二四), in ASCII digits.

    Raises:
        KeyError: a character is of no digit.
    """
    return "".join(str(_DIGITS[c]) for c in numeral)


def scaled(number: Decimal, scales: str) -> Decimal:
    """A number with the powers of ten that follow it (3 and 万亿) multiplied out."""
    for c in scales:
        number = number.scaleb(_EXPONENTS[c])
    return number.normalize()
