"""index.platform.sorted_column: rows by a value of their column."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import IndexDamagedError
from index.platform import arrays
from index.platform.sorted_column import SortedColumn, Values

if TYPE_CHECKING:
    from pathlib import Path


@given(st.lists(st.integers(0, 5), max_size=12), st.integers(-1, 6))
def test_the_rows_of_a_value(values: list[int], value: int):
    column = np.array(values, np.int32)
    found = SortedColumn.of(column)
    assert found.rows(value).tolist() == [row for row, each in enumerate(values) if each == value]
    assert list(found.values()) == sorted(set(values))
    assert found.place(value) == sum(each < value for each in values)


def test_what_is_saved_is_loaded(tmp_path: Path):
    column = np.array([b"c", b"a", b"c"], "S4")
    SortedColumn.of(column).save(tmp_path / "by.bin")
    assert SortedColumn.load(tmp_path / "by.bin", column).rows(b"c").tolist() == [0, 2]


def test_no_other_row_is_looked_at():
    class Column(list[int]):
        n_looks = 0

        def __getitem__(self, row: object) -> Any:  # as an array gives one row, or some
            if isinstance(row, np.ndarray):
                return np.array([self[each] for each in row])
            Column.n_looks += 1
            return np.int64(super().__getitem__(int(row)))  # type: ignore[call-overload] # as above

    looks = []
    for n in (1024, 2048, 4096):
        rows = SortedColumn(Column(range(n)), np.arange(n, dtype=np.uint32))  # type: ignore[arg-type] # looked at alike
        Column.n_looks = 0
        assert rows.rows(n // 3).tolist() == [n // 3]
        looks.append(Column.n_looks)
    assert looks[0] <= looks[1] <= looks[0] + 2
    assert looks[1] <= looks[2] <= looks[1] + 2


def test_values_are_a_set():
    values = Values({1, 2}.__contains__, lambda: iter((1, 2)))
    assert values == {1, 2}
    assert (len(values), 1 in values, 3 in values, values & {2, 3}) == (2, True, False, {2})


@pytest.mark.parametrize("order", [[0, 0, 2], [2, 1, 0], [0, 1, 9], [0, 2**32 - 1, 2]])
def test_a_small_order_that_was_changed_is_not_loaded(tmp_path: Path, order: list[int]):
    arrays.save(tmp_path / "by.bin", np.array(order, np.uint32))
    with pytest.raises(IndexDamagedError, match=r"by\.bin of the index cannot be read"):
        SortedColumn.load(tmp_path / "by.bin", np.array([3, 5, 7]))


@pytest.mark.parametrize("order", [[0, 1, 9], [0, 2**32 - 1, 2]])
def test_a_row_beyond_a_large_column_is_told_where_it_is_read(order: list[int]):
    rows = SortedColumn(np.array([3, 5, 7]), np.array(order, np.uint32))
    with pytest.raises(IndexDamagedError):
        list(rows.values())
