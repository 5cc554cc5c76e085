from __future__ import annotations

from benchmarks.records.timing import Spread, turns


def test_percentiles_are_interpolated():
    spread = Spread.of([float(value) for value in range(101)])  # 0 to 100
    assert spread == Spread(n=101, p50=50.0, p95=95.0, p99=99.0)
    assert Spread.of([1.0, 2.0]).p50 == (1 + 2) / 2


def test_everyone_does_everything_as_often():
    taken = list(turns(["a", "b"], [1, 2, 3], repeats=4))
    assert len(taken) == 2 * 3 * 4
    assert all(taken.count((who, what)) == 4 for who in "ab" for what in (1, 2, 3))


def test_the_same_thing_is_done_by_all_before_the_next():
    taken = list(turns(["a", "b"], [1, 2, 3], repeats=2))
    for first, second in zip(taken[::2], taken[1::2], strict=True):
        assert first[1] == second[1]
        assert {first[0], second[0]} == {"a", "b"}


def test_a_seed_gives_the_same_order():
    assert list(turns("ab", "xyz", 3)) == list(turns("ab", "xyz", 3))
