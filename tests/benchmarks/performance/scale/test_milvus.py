"""benchmarks.performance.scale.milvus: how often calls of an engine are waited for."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from benchmarks.performance.scale.milvus import Waits


class Pooled:
    """Makes calls beside each other, as ``Holdings`` does."""

    def __init__(self, waits: Waits) -> None:
        self._waits = waits
        self._pool = ThreadPoolExecutor(2, thread_name_prefix="Milvus")

    def together(self, n: int) -> None:
        """So many calls at once."""
        list(self._pool.map(lambda _: self._waits.note(), range(n)))


def test_a_call_alone_is_a_wait():
    waits = Waits()
    waits.note()
    waits.note()
    assert (waits.n_calls, waits.n_waits) == (2, 2)
    waits.reset()
    assert (waits.n_calls, waits.n_waits) == (0, 0)


def test_calls_beside_each_other_are_one_wait_and_none_is_none():
    waits = Waits()
    pooled = Pooled(waits)
    waits.watch(pooled, "together")
    pooled.together(4)
    pooled.together(0)
    assert (waits.n_calls, waits.n_waits) == (4, 1)
