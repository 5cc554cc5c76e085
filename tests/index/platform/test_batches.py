"""index.platform.batches: all items, in their order, so many together."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from index.platform.batches import batches


@given(st.lists(st.integers()), st.integers(1, 9))
def test_all_are_there_and_none_is_too_long(items: list[int], n: int):
    found = [*batches(items, n)]
    assert [*itertools.chain.from_iterable(found)] == items
    assert all(len(each) == n for each in found[:-1])
    assert all(0 < len(each) <= n for each in found)


def test_a_part_of_a_range_is_a_range():
    assert [*batches(range(5), 2)] == [range(2), range(2, 4), range(4, 5)]
