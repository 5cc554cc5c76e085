"""One process of ``benchmarks.performance.tables.measure``: opens an index, asks for tables, tells what it took.

``python -m benchmarks.performance.tables.asking INDEX QUESTIONS...``
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.performance.worker import memory
from qa import Engine

if TYPE_CHECKING:
    from collections.abc import Sequence

_N_TIMES = 3


def measure(index: Path, questions: Sequence[str]) -> dict[str, Any]:
    """The seconds of the first table and of each question asked again, and the memory.

    Args:
        index: the folder of the index.
        questions: each asks all reports.
    """
    started = time.perf_counter()
    engine = Engine.open(index)
    opened = time.perf_counter()
    fresh = memory()
    engine.table(questions[0])
    first = time.perf_counter()
    tables = [_asked(engine, question) for question in questions]
    return {
        "open_s": opened - started,
        "first_s": first - opened,
        "tables": tables,
        "memory_opened": fresh,
        "memory_after_tables": memory(),
    }


def _asked(engine: Engine, question: str) -> dict[str, Any]:
    seconds, cpu = [], []
    for _ in range(_N_TIMES):
        began, began_cpu = time.perf_counter(), time.process_time()
        table = engine.table(question)
        seconds.append(time.perf_counter() - began)
        cpu.append(time.process_time() - began_cpu)
    return {
        "question": question,
        "n_rows": len(table.rows),
        "n_told": table.n_told(0),
        "median_s": statistics.median(seconds),
        "cpu_s": statistics.median(cpu),
    }


if __name__ == "__main__":
    print(json.dumps(measure(Path(sys.argv[1]), sys.argv[2:])))
