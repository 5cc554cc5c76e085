"""index.language.numerals: the values of Chinese numerals."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.language import numerals

POWERS = ((10**8, "亿"), (10**4, "万"), (10**3, "千"), (10**2, "百"), (10, "十"))


def written(n: int) -> str:
    """A number in Chinese characters, with a 零 where a power of ten is skipped."""
    for power, name in POWERS:
        if n >= power:
            high, low = divmod(n, power)
            zero = "零" if 0 < low < power // 10 else ""
            return f"{written(high)}{name}{zero}{written(low) if low else ''}"
    return f"零{numerals.ONES}"[n]


@given(st.integers(0, 10**12 - 1))
def test_a_number_that_is_written_out_is_read_back(n: int):
    assert numerals.value(written(n)) == n


@given(st.integers(0, 10**6), st.lists(st.integers(0, 9), min_size=1, max_size=8))
def test_digits_after_the_point_are_read_one_by_one(whole: int, digits: list[int]):
    fraction = "".join(f"零{numerals.ONES}"[digit] for digit in digits)
    told = Decimal(f"{whole}.{''.join(map(str, digits))}")
    assert numerals.value(f"{written(whole)}点{fraction}") == told


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("十", 10),
        ("十二", 10 + 2),
        ("两百", 2 * 100),
        ("一百二十", 100 + 2 * 10),
        ("三万亿", 3 * 10**4 * 10**8),
        ("五亿三万", 5 * 10**8 + 3 * 10**4),
        ("百万", 100 * 10**4),
        ("一万零五", 10**4 + 5),
    ],
)
def test_value(numeral: str, value: int):
    assert numerals.value(numeral) == value


@pytest.mark.parametrize("numeral", ["数十", "几百", "上千", "三四", "两三百"])
def test_what_says_its_order_only_has_no_value(numeral: str):
    assert numerals.value(numeral) is None


@given(st.integers(1000, 2999), st.sampled_from("零〇○"))
def test_a_year_is_read_digit_by_digit(year: int, zero: str):
    numeral = "".join(f"{zero}{numerals.ONES}"[int(digit)] for digit in str(year))
    assert numerals.digits(numeral) == str(year)
    assert set(numeral) <= set(numerals.OF_YEARS)


@pytest.mark.parametrize(
    ("number", "scales", "value"),
    [("3", "万亿", 3 * 10**12), ("1.5", "万", 15_000), ("2", "", 2), ("0.10", "", Decimal("0.1"))],
)
def test_scaled(number: str, scales: str, value: Decimal):
    assert numerals.scaled(Decimal(number), scales) == value
