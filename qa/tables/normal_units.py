"""Amounts in the unit that all figures of their kind can be compared in, exactly."""

from __future__ import annotations

import dataclasses
import functools
from decimal import Decimal
from typing import TYPE_CHECKING

from index.language import word_lists

if TYPE_CHECKING:
    from collections.abc import Mapping

    from index.fact_types import Amount


def normal(amount: Amount) -> Amount:
    """An amount in the unit of its kind; unchanged where it is the only one.

    1斤 is 0.0005吨 by definition: no figure is reckoned of others.
    """
    unit, factor = factor_of(amount.unit)
    if unit == amount.unit:
        return amount
    value = None if amount.value is None else (amount.value * factor).normalize()
    high = None if amount.high is None else (amount.high * factor).normalize()
    return dataclasses.replace(amount, value=value, high=high, unit=unit)


def factor_of(unit: str) -> tuple[str, Decimal]:
    """The unit that a unit is brought to, and how many of that it is."""
    return _factors().get(unit, (unit, Decimal(1)))


@functools.cache
def _factors() -> Mapping[str, tuple[str, Decimal]]:
    factors: dict[str, tuple[str, Decimal]] = {}
    for line in word_lists.read("qa.tables", "comparable_units.txt"):
        unit, factor, *others = line.split()
        factors |= dict.fromkeys(others, (unit, Decimal(factor)))
    return factors
