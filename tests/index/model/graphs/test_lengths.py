"""index.model.graphs.lengths: polynomials of a text's length, each as one number."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.model.graphs.lengths import (
    LENGTH,
    MOST,
    coefficients,
    is_known,
    is_never_negative,
    largest,
)

small = st.integers(-(2**31), 2**31)


@given(st.lists(small, max_size=4))
def test_what_was_put_together_is_read_off_again(numbers: list[int]):
    whole = sum(each * LENGTH**power for power, each in enumerate(numbers))
    while numbers and numbers[-1] == 0:
        numbers.pop()
    assert list(coefficients(whole)) == numbers


@given(small, small, small, small, st.integers(1, 1000))
def test_products_are_those_of_polynomials(a: int, b: int, c: int, d: int, n: int):
    product = (a + b * LENGTH) * (c + d * LENGTH)
    value = sum(each * n**power for power, each in enumerate(coefficients(product)))
    assert value == (a + b * n) * (c + d * n)


@given(small, small, st.integers(1, 500), st.integers(1, 500))
def test_the_largest_is_no_smaller_than_any(a: int, b: int, n: int, more: int):
    assert largest(a + b * LENGTH, n + more) >= abs(a + b * n)


@pytest.mark.parametrize(
    ("number", "n_tokens", "is_so"),
    [
        (0, 512, True),
        (-1, 512, False),
        (LENGTH - 1, 512, True),
        (LENGTH - 2, 512, False),  # for one token
        (512 - LENGTH, 512, True),
        (512 - LENGTH, 513, False),
        (LENGTH**2 - LENGTH, 512, False),  # so, but not seen
        (LENGTH**2 + LENGTH, 512, True),
    ],
)
def test_below_nothing(number: int, n_tokens: int, is_so: bool):  # noqa: FBT001 - what is expected
    assert is_never_negative(number, n_tokens) is is_so


def test_what_is_too_large_is_not_known():
    assert is_known(MOST - 1)
    assert is_known((MOST - 1) * LENGTH + 5)
    assert not is_known(MOST)
    assert not is_known(MOST * LENGTH)
    assert not is_known(LENGTH // 2)
