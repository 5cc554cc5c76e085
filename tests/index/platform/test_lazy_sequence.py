"""index.platform.lazy_sequence: items made when they are asked for, kept, and told where damaged."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import IndexDamagedError
from index.platform.lazy_sequence import UNREADABLE, LazySequence


class Squares(LazySequence[int]):
    """The squares of the first n numbers; the last one cannot be read, where there is an error."""

    def __init__(self, n: int, error: Exception | None = None) -> None:
        super().__init__(2, "square")
        self.n = n
        self.error = error
        self.made: list[int] = []

    def __len__(self) -> int:
        return self.n

    def _read(self, row: int) -> int:
        if self.error is not None and row == self.n - 1:
            raise self.error
        self.made.append(row)
        return row * row


@given(st.integers(0, 6), st.integers(-8, 8), st.integers(-8, 8), st.sampled_from([1, 2, -1, -3]))
def test_it_is_sliced_as_a_tuple_is(n: int, start: int, stop: int, step: int):
    assert Squares(n)[start:stop:step] == tuple(i * i for i in range(n))[start:stop:step]


def test_rows_count_from_either_end():
    squares = Squares(4)
    assert [squares[row] for row in range(-4, 4)] == [0, 1, 4, 9] * 2
    for row in (4, -5):
        with pytest.raises(IndexError, match=f"row {row} of 4"):
            squares[row]


def test_the_last_items_are_not_made_again():
    squares = Squares(4)
    assert [squares[row] for row in (0, 1, 1, 0, 2, 0)] == [0, 1, 1, 0, 4, 0]
    assert squares.made == [0, 1, 2]
    assert squares[1] == 1
    assert squares.made == [0, 1, 2, 1]  # two are kept, and it was asked for before these


@pytest.mark.parametrize("error", UNREADABLE)
def test_bytes_that_make_no_item_are_told_as_damage(error: type[Exception]):
    with pytest.raises(
        IndexDamagedError, match=r"^square 3 of the index cannot be read.*`wenbao build`"
    ):
        Squares(4, error("x"))[-1]


def test_mistakes_of_the_program_stay_what_they_are():
    with pytest.raises(ZeroDivisionError):
        Squares(4, ZeroDivisionError())[3]
