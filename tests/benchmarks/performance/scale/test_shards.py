from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from benchmarks.performance.scale.shards import Shards, simulated

IDLE = Shards(n_shards=1, service_ms=20, spread=0.0, straggling=0.0, per_second=0.5)


def test_without_stragglers_and_waiting_it_takes_what_a_request_takes():
    took = simulated(IDLE, n_questions=200)
    assert (took.p50_ms, took.p99_ms, took.extra) == (pytest.approx(20), pytest.approx(20), 0)


def test_the_slowest_of_many_shards_tells():
    """1 % of the requests straggle: of 100 shards one does in 1 - .99¹⁰⁰ = 63 % of the questions."""
    many = dataclasses.replace(IDLE, n_shards=100, straggling=0.01)
    assert pytest.approx(0.634, abs=0.001) == 1 - 0.99**100
    assert simulated(many, n_questions=400).p50_ms == pytest.approx(200)
    assert simulated(dataclasses.replace(many, n_shards=10), n_questions=400).p50_ms == 20


def test_what_is_sent_again_waits_for_no_straggler():
    shards = dataclasses.replace(IDLE, n_shards=20, straggling=0.02)
    hedged = simulated(dataclasses.replace(shards, hedge_ms=40), n_questions=500)
    assert simulated(shards, n_questions=500).p95_ms == pytest.approx(200)
    assert hedged.p95_ms == pytest.approx(40 + 20)
    assert hedged.extra == pytest.approx(0.02, abs=0.005)


def test_one_core_is_a_line_as_queueing_theory_has_it():
    """M/D/1: at a load l of requests that take s, the mean wait is l s / 2(1 - l)."""
    line = dataclasses.replace(IDLE, n_replicas=1, n_cores=1, per_second=25)
    assert line.load == pytest.approx(0.5)
    took = simulated(line, n_questions=40_000)
    assert took.mean_ms == pytest.approx(20 + 0.5 * 20 / (2 * (1 - 0.5)), rel=0.05)


def test_a_seed_tells_the_same_again():
    shards = Shards(n_shards=4, service_ms=20)
    first, again = (simulated(shards, n_questions=300, seed=7) for _ in range(2))
    assert first == again != simulated(shards, n_questions=300, seed=8)
    assert np.isfinite(first.p99_ms)
