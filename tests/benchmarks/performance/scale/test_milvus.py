"""benchmarks.performance.scale.milvus: what counts as a round."""

from __future__ import annotations

from benchmarks.performance.scale.milvus import rounds


def test_calls_that_run_beside_each_other_are_one_round():
    assert rounds([]) == 0
    assert rounds([(0, 1)]) == 1
    assert rounds([(0, 3), (1, 2), (2, 4)]) == 1
    assert rounds([(5, 6), (0, 1), (0, 2), (3, 4)]) == 3
