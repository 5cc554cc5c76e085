"""index.platform.string_table and index.platform.lazy_sequence: texts by row number."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import IndexDamagedError
from index.platform.string_table import SortedStringTable, StringTable

if TYPE_CHECKING:
    from pathlib import Path

TEXTS = ("茶树", "", "\n", "𠮷 and more", "茶")

texts = st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=4), max_size=8)


@given(texts)
def test_rows_are_the_texts(given_texts: list[str]):
    assert list(StringTable.of(given_texts)) == given_texts


@given(texts, st.text(st.characters(exclude_categories=["Cs"]), max_size=2))
def test_a_text_is_found_among_ordered_ones(given_texts: list[str], other: str):
    ordered = sorted(set(given_texts))
    found = SortedStringTable.of(ordered)
    assert all(text in found for text in ordered)
    assert (other in found) is (other in ordered)
    assert 3 not in found
    assert [found.find(text) for text in ordered] == list(range(len(ordered)))
    assert found.find(other) == (ordered.index(other) if other in ordered else None)


@given(st.sets(st.text("市县甲乙a😀", min_size=1, max_size=4)), st.text("市县甲乙a😀", max_size=6))
def test_the_longest_that_a_text_begins_with(names: set[str], text: str):
    lengths = [len(name) for name in names if text.startswith(name)]
    assert SortedStringTable.of(sorted(names)).longest_at_start(text) == max(lengths, default=0)


def test_it_is_a_sequence():
    found = StringTable.of(TEXTS)
    assert (len(found), found[0], found[-1], found[1:4:2]) == (5, "茶树", "茶", ("", "𠮷 and more"))
    for row in (5, -6):
        with pytest.raises(IndexError, match=f"row {row} of 5"):
            found[row]


def test_stretches_of_all_bytes():
    found = StringTable.of(TEXTS)
    assert [found.start(row) for row in range(5)] == [0, 6, 6, 7, 20]
    assert found.between(3, 7) == "树\n"


@pytest.mark.parametrize("given_texts", [(), ("",), TEXTS])
def test_what_is_saved_is_loaded(tmp_path: Path, given_texts: tuple[str, ...]):
    StringTable.of(given_texts).save(tmp_path / "问.txt")
    assert tuple(StringTable.load(tmp_path / "问.txt")) == given_texts
    assert (tmp_path / "问.txt").read_bytes() == "".join(given_texts).encode()


@pytest.mark.parametrize("name", ["x.txt", "x.starts"])
@pytest.mark.parametrize("data", [b"", b"?", b"?" * 48])
def test_a_damaged_file_is_told(tmp_path: Path, name: str, data: bytes):
    StringTable.of(TEXTS).save(tmp_path / "x.txt")
    (tmp_path / name).write_bytes(data)
    with pytest.raises(IndexDamagedError, match="of the index cannot be read; run `wenbao build`"):
        StringTable.load(tmp_path / "x.txt")


@given(texts, st.text(max_size=2), st.integers(0, 5))
def test_those_that_hold_some_characters(given_texts: list[str], part: str, n: int):
    table = StringTable.of(given_texts)
    holding = [row for row, text in enumerate(given_texts) if part and part in text]
    assert table.holding(part, n) == holding[:n]


def test_none_holds_what_goes_on_in_the_next():
    table = StringTable.of(["ab", "cab", "", "bc"])
    assert table.holding("bc", 9) == [3]
    assert table.holding("ab", 9) == [0, 1]
