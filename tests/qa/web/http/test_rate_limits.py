from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qa.web.http.rate_limits import Buckets, Rate


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_so_many_at_once_and_then_so_many_a_second():
    clock = Clock()
    buckets = Buckets(Rate(burst=3, per_second=0.5), now=clock)
    assert [buckets.take("a") for _ in range(5)] == [0, 0, 0, 2, 2]
    clock.now += 2
    assert [buckets.take("a") for _ in range(2)] == [0, 2]
    clock.now += 1000
    assert [buckets.take("a") for _ in range(4)] == [0, 0, 0, 2]


def test_each_client_has_its_own():
    buckets = Buckets(Rate(burst=1, per_second=1), now=Clock())
    assert [buckets.take(client) for client in "abab"] == [0, 0, 1, 1]


def test_a_debt_is_paid_by_waiting():
    clock = Clock()
    buckets = Buckets(Rate(burst=20, per_second=1), now=clock)
    buckets.charge("a", 28)
    assert buckets.take("a") == 9
    clock.now += 9
    assert buckets.take("a") == 0


def test_a_debt_is_never_larger_than_a_bucket():
    buckets = Buckets(Rate(burst=5, per_second=1), now=Clock())
    for _ in range(100):
        buckets.charge("a", 10)
    assert buckets.take("a") == 6


def test_only_so_many_clients_are_remembered():
    buckets = Buckets(Rate(burst=1, per_second=1), n_clients=2, now=Clock())
    assert [buckets.take(client) for client in "abc"] == [0, 0, 0]
    assert buckets.take("c") == 1
    assert buckets.take("a") == 0  # forgotten, so full again


@given(st.lists(st.floats(0, 100), min_size=1, max_size=50))
def test_never_more_than_the_rate_allows(pauses: list[float]):
    clock = Clock()
    buckets = Buckets(Rate(burst=5, per_second=2), now=clock)
    n_allowed = 0
    for pause in pauses:
        clock.now += pause
        n_allowed += buckets.take("a") == 0
    assert n_allowed <= 5 + 2 * sum(pauses) + 1e-6
