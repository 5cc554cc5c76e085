"""Whole numbers that depend on how long a text is, as one whole number each.

``3 * L + 2`` for texts of L tokens is ``3 * LENGTH + 2`` with a LENGTH so large that no number of
tokens, rows or columns comes near it: what is added, multiplied and divided exactly stays the right
polynomial (Kronecker's substitution), and is read off again digit by digit.
"""

from __future__ import annotations

import functools

_BITS = 128
LENGTH = 1 << _BITS
_HALF = LENGTH >> 1
MOST = 1 << 40  # what a number may count; two of them multiplied are far below LENGTH


@functools.lru_cache(maxsize=1024)
def coefficients(number: int) -> tuple[int, ...]:
    """Of 1, L, L² …; none for 0."""
    powers = []
    while number:
        lowest = (number + _HALF) % LENGTH - _HALF
        powers.append(lowest)
        number = (number - lowest) >> _BITS
    return tuple(powers)


def is_known(number: int) -> bool:
    """Whether a number is as small as what is counted, so that it can be reckoned with on."""
    if -MOST < number < MOST:
        return True
    return all(-MOST < each < MOST for each in coefficients(number))


def largest(number: int, n_tokens: int) -> int:
    """What a number is at most in size for a text of so many tokens, or of fewer."""
    if -MOST < number < MOST:
        return abs(number)
    return sum(abs(each) * n_tokens**power for power, each in enumerate(coefficients(number)))


def is_never_negative(number: int, n_tokens: int) -> bool:
    """Whether a number is 0 or more for each text of 1 to so many tokens; ``False`` in doubt."""
    powers = coefficients(number)
    if len(powers) <= 2:  # noqa: PLR2004 - a line: its ends tell
        at_one, at_most = sum(powers), sum(each * int(n_tokens**i) for i, each in enumerate(powers))
        return min(at_one, at_most) >= 0
    return min(powers) >= 0
