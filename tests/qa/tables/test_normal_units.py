"""qa.tables.normal_units: amounts that can be compared, exactly."""

from __future__ import annotations

from decimal import Decimal

import pytest

from index.fact_types import Amount
from qa.tables.normal_units import normal


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [(Decimal("5.6e8"), "斤", Decimal(280_000)), (Decimal(3000), "公斤", Decimal(3))],
)
def test_masses_become_tonnes(value: Decimal, unit: str, expected: Decimal):
    amount = normal(Amount(value=value, high=value * 2, unit=unit))
    assert (amount.value, amount.high, amount.unit) == (expected, expected * 2, "吨")


def test_others_stay_as_they_are():
    amount = Amount(value=Decimal(5), unit="%")
    assert normal(amount) is amount
