"""qa.keeping.changes: what was added, changed, renamed and deleted."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qa.keeping.changes import Changes

files = st.dictionaries(st.text("甲乙丙", min_size=1, max_size=2), st.sampled_from("123"))


def test_each_kind_is_told_in_one_line():
    changes = Changes.of(
        {"a.txt": "1", "b.txt": "2", "c.txt": "3", "d.txt": "4"},
        {"a.txt": "1", "b.txt": "9", "C.txt": "3", "e.txt": "5"},
    )
    assert str(changes) == (
        "1 added (e.txt), 1 changed (b.txt), 1 renamed (c.txt to C.txt), 1 deleted (d.txt)"
    )


def test_of_many_a_few_are_named():
    changes = Changes.of({}, {f"{i}.txt": str(i) for i in range(120)})
    assert str(changes) == "120 added (0.txt, 1.txt, 2.txt, …)"


def test_a_copy_is_added_and_of_two_copies_one_is_renamed():
    assert str(Changes.of({"a": "1"}, {"a": "1", "b": "1"})) == "1 added (b)"
    assert str(Changes.of({"a": "1", "b": "1"}, {"c": "1"})) == "1 renamed (a to c), 1 deleted (b)"


@given(files, files)
def test_nothing_is_told_twice_and_nothing_left_out(before: dict[str, str], now: dict[str, str]):
    changes = Changes.of(before, now)
    old, new = [a for a, _ in changes.renamed], [b for _, b in changes.renamed]
    assert sorted([*changes.added, *new]) == sorted(now.keys() - before.keys())
    assert sorted([*changes.deleted, *old]) == sorted(before.keys() - now.keys())
    assert set(changes.changed) == {n for n in now.keys() & before.keys() if now[n] != before[n]}
    assert bool(changes) == (before != now)
    assert all(before[a] == now[b] for a, b in changes.renamed)
