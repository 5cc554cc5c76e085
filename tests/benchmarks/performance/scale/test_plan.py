from __future__ import annotations

import json

import pytest

from benchmarks.performance.scale.constants import PARTS, Constants
from benchmarks.performance.scale.plan import Growth, Needs, table_of_needs
from benchmarks.records.conditions import RESULTS

CONSTANTS = Constants(
    n_passages=10,
    sentences=5.0,
    passages_a_report=50.0,
    bytes_of=dict.fromkeys(PARTS, 1024.0),
    encoding_cpu_s=0.1,
    question_cpu_ms=20.0,
    question_ms=(10.0, 20.0, 30.0),
)
GROWTH = Growth(reading_cpu_s=0.02, private_bytes=512.0, private_mib=128.0)


def test_needs_are_reckoned_by_hand():
    needs = Needs.of(2**20, CONSTANTS, GROWTH)
    assert needs.n_reports == round(2**20 / 50)
    assert needs.disk_gib == pytest.approx((2 * 0.5 + 5) * 2**20 * 1024 / 2**30)
    assert needs.private_gib == pytest.approx(128 / 1024 + 0.5)
    assert needs.build_cpu_h == pytest.approx(2**20 * 0.12 / 3600)
    assert needs.engine_gib == pytest.approx((2 * 0.25 + 2) * 2**20 * 1024 / 2**30)
    assert needs.nodes == 1


def test_a_small_index_keeps_its_vectors_whole():
    assert Needs.of(1024, CONSTANTS, GROWTH).disk_gib == pytest.approx(7 * 2**20 / 2**30)


def test_growth_is_a_line_through_its_rows():
    rows = [
        {
            "n_passages": n,
            "build_without_encoding_s": 0.01 * n,
            "memory_after_questions": {"anonymous_mib": 100 + n / 1024},
        }
        for n in (1024, 2048, 4096)
    ]
    grown = Growth.of(rows)
    assert grown.reading_cpu_s == pytest.approx(0.01)
    assert (grown.private_bytes, grown.private_mib) == pytest.approx((1024, 100))


def test_the_plan_told_is_of_the_index_that_growth_built():
    """The largest index that was ever built here, and what the constants make of it."""
    kept = json.loads((RESULTS / "scale.json").read_text(encoding="utf-8"))
    built = json.loads((RESULTS / "growth.json").read_text(encoding="utf-8"))["rows"][-1]
    constants = Constants(**kept["constants"])
    needs = Needs.of(built["n_passages"], constants, Growth(**kept["growth"]))
    assert needs.disk_gib * 1024 == pytest.approx(built["index_mib"], rel=0.15)


def test_the_table():
    (line,) = table_of_needs([Needs.of(10**4, CONSTANTS, GROWTH)]).splitlines()[2:]
    assert line.startswith("| 10,000 | 200 | ")
