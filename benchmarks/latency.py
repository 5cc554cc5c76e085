"""How long wenbao takes to build, to start and to answer, beside a plain script's times."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click
import numpy as np
from sentence_transformers import SentenceTransformer

from benchmarks.conditions import RESULTS, ROOT, Conditions
from benchmarks.plain import Plain
from index import bundled
from index.build import build
from index.encoder import SentenceTransformerEncoder
from index.errors import WenbaoError
from qa.engine import Engine
from qa.evaluate import load_questions

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_IMPORT = "import qa"
_ANSWER = "import sys, pathlib, qa; qa.Engine.open(pathlib.Path(sys.argv[1])).ask(sys.argv[2])"


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """One thing that was timed ``n`` times; ``p50`` and ``p95`` in milliseconds."""

    name: str
    n: int
    p50: float
    p95: float

    @classmethod
    def of(cls, name: str, runs: Sequence[Callable[[], object]]) -> Timing:
        """Run all, each once, and time them."""
        times_ms = []
        for run in runs:
            start = time.perf_counter()
            run()
            times_ms.append((time.perf_counter() - start) * 1000)
        p50, p95 = np.percentile(times_ms, [50, 95]).round(2).tolist()
        return cls(name=name, n=len(times_ms), p50=p50, p95=p95)


def time_all(questions: Sequence[str], model_folder: str, repeats: int) -> list[Timing]:
    """Build corpus/, start and ask, in both ways; a repeat of each part in turn.

    The model is converted and both libraries are imported before; the first question of each
    process that answers many is not timed.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        converted = Timing.of(
            "convert the bundled model, once",
            [lambda: bundled.resolve(bundled.BUNDLED, cache_dir=folder / "cache")],
        )
        encoder = SentenceTransformerEncoder(model_folder, name=bundled.BUNDLED)
        model = SentenceTransformer(model_folder, device="cpu")
        corpus = [ROOT / "corpus"]
        built = Timing.of(
            "build corpus/, model loaded",
            [lambda: build(corpus, folder, lambda: encoder)] * repeats,
        )
        engine = Engine.open(folder, load=lambda _: encoder)
        texts = [passage.text for passage in engine.passages]
        plain_built = Timing.of(
            "plain: build the same paragraphs, model loaded",
            [lambda: Plain.build(model, texts, folder)] * repeats,
        )
        plain = Plain.open(model, folder)
        engine.ask(questions[0])
        plain.search(questions[0])
        return [
            converted,
            built,
            plain_built,
            Timing.of("search, warm", [partial(engine.search, q) for q in questions]),
            Timing.of("ask, warm", [partial(engine.ask, q) for q in questions]),
            Timing.of("plain: search, warm", [partial(plain.search, q) for q in questions]),
            Timing.of("import qa, new process", [_process("-c", _IMPORT)] * repeats),
            Timing.of(
                "first answer, new process",
                [_process("-c", _ANSWER, str(folder), questions[0])] * repeats,
            ),
            Timing.of(
                "plain: first answer, new process",
                [_process("-m", "benchmarks.plain", model_folder, str(folder), questions[0])]
                * repeats,
            ),
        ]


def _process(*arguments: str) -> Callable[[], object]:
    command = [sys.executable, *arguments]
    return lambda: subprocess.run(command, cwd=ROOT, check=True, capture_output=True)  # noqa: S603 - our own words


def ratios(timings: Sequence[Timing]) -> dict[str, float]:
    """Return wenbao's medians over the plain script's: below 1, wenbao is faster."""
    p50 = {timing.name: timing.p50 for timing in timings}
    pairs = {
        "build": ("build corpus/, model loaded", "plain: build the same paragraphs, model loaded"),
        "search": ("search, warm", "plain: search, warm"),
        "ask": ("ask, warm", "plain: search, warm"),
        "first answer": ("first answer, new process", "plain: first answer, new process"),
    }
    return {name: round(p50[ours] / p50[plain], 2) for name, (ours, plain) in pairs.items()}


@click.command()
@click.option("--questions", "path", required=True, type=Path, metavar="FILE")
@click.option("--repeats", type=click.IntRange(min=1), default=3, show_default=True)
@click.option("--out", type=Path, default=RESULTS / "latency.json", help="Where the JSON goes.")
def main(path: Path, repeats: int, out: Path) -> None:
    """Time builds, starts and questions.

    Example: python -m benchmarks.latency --questions ../shared/eval/report-dev.jsonl
    """
    conditions = Conditions.now()
    try:
        questions = [question.question for question in load_questions(path).questions]
        timings = time_all(questions, bundled.resolve(bundled.BUNDLED), repeats)
    except WenbaoError as error:
        raise click.ClickException(str(error)) from error
    to_plain = ratios(timings)
    result = {
        "conditions": conditions.to_json(),
        "questions": path.name,
        "milliseconds": [asdict(timing) for timing in timings],
        "ratios_to_plain": to_plain,
    }
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(result, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    click.echo("| what | n | p50 ms | p95 ms |\n|---|---:|---:|---:|")
    for timing in timings:
        click.echo(f"| {timing.name} | {timing.n} | {timing.p50:.1f} | {timing.p95:.1f} |")
    for name, ratio in to_plain.items():
        click.echo(f"{name}: {ratio} times the plain script's median", err=True)


if __name__ == "__main__":
    main()
