"""What a passage and a question cost, measured on an index: bytes, processor time, memory."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from index.storage.store import Store
from qa.engine import Engine

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

_MS = 1000
_N_ENCODED = 150  # passages, spread over the index
_VECTORS = ("passage_vectors", "sentence_vectors")
PARTS = (*_VECTORS, "passage_terms", "sentence_terms", "documents", "passages", "facts")


@dataclass(frozen=True, slots=True, kw_only=True)
class Constants:
    """What was measured; bytes and seconds are of a passage with all its sentences.

    Attributes:
        n_passages: of the index that was measured.
        sentences: of a passage.
        passages_a_report: of a report.
        bytes_of: each part of an index, the vectors as float32.
        encoding_cpu_s: encoding, of all cores together.
        question_cpu_ms: a question, of all cores together; the median.
        question_ms: the same by the clock: median, 95th and 99th percentile.
    """

    n_passages: int
    sentences: float
    passages_a_report: float
    bytes_of: Mapping[str, float]
    encoding_cpu_s: float
    question_cpu_ms: float
    question_ms: tuple[float, float, float]


def measured(index: Path, questions: Sequence[str], *, repeats: int = 3) -> Constants:
    """Measure an index that was built by the bundled model, of at most 20,000 texts."""
    engine = Engine.open(index)
    folder, manifest = Store(index).current()
    n = manifest.n_passages
    cpu_ms, wall_ms = _asked(engine, questions, repeats)
    p50, p95, p99 = (float(each) for each in np.percentile(wall_ms, (50, 95, 99)))
    return Constants(
        n_passages=n,
        sentences=manifest.n_sentences / n,
        passages_a_report=n / manifest.n_documents,
        bytes_of={part: _size(folder, part) / n for part in PARTS},
        encoding_cpu_s=_encoding(engine),
        question_cpu_ms=float(np.median(cpu_ms)),
        question_ms=(p50, p95, p99),
    )


def _asked(
    engine: Engine, questions: Sequence[str], repeats: int
) -> tuple[list[float], list[float]]:
    """What questions take of the processor and by the clock; the first round is not told."""
    cpu_ms, wall_ms = [], []
    for number in range(repeats + 1):
        for question in questions:
            cpu, wall = time.process_time(), time.perf_counter()
            engine.ask(question)
            if number:
                cpu_ms.append(_MS * (time.process_time() - cpu))
                wall_ms.append(_MS * (time.perf_counter() - wall))
    return cpu_ms, wall_ms


def _encoding(engine: Engine) -> float:
    """The processor's seconds for a passage and its sentences, as a build encodes them today."""
    snapshot = engine.snapshot()
    passages: Any = snapshot.passages
    rows = range(0, len(passages), max(1, len(passages) // _N_ENCODED))
    texts = []
    for row in rows:
        passage = passages[row]
        texts.append(passage.text)
        texts += [each.text for each in passage.sentences]
    before = time.process_time()
    snapshot.generation.encoder.encode_passages(texts)
    return (time.process_time() - before) / len(rows)


def _size(folder: Path, part: str) -> int:
    """The bytes of a folder, or of the files of that name."""
    return sum(
        each.stat().st_size for each in (*folder.glob(f"{part}.*"), *(folder / part).rglob("*"))
    )
