"""How long wenbao takes to build, to start and to answer, beside a plain script's times."""

from __future__ import annotations

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

from benchmarks.conditions import RESULTS, ROOT, Conditions, save
from benchmarks.plain import Plain
from index import bundled
from index.build import build
from index.bundled import BUNDLED
from index.errors import WenbaoError
from qa.engine import Engine, load_encoder
from qa.question_file import load_questions

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_ANSWER = "import sys, pathlib, qa; qa.Engine.open(pathlib.Path(sys.argv[1])).ask(sys.argv[2])"


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """One thing that was timed ``n`` times; ``p50`` and ``p95`` in milliseconds."""

    name: str
    n: int
    p50: float
    p95: float


def take_turns(**runs: Sequence[Callable[[], object]]) -> list[Timing]:
    """Time equally many runs of each name, in turn: a busy moment of the machine meets all."""
    times_ms: dict[str, list[float]] = {name: [] for name in runs}
    for turn in zip(*runs.values(), strict=True):
        for name, run in zip(runs, turn, strict=True):
            start = time.perf_counter()
            run()
            times_ms[name].append((time.perf_counter() - start) * 1000)
    return [
        Timing(
            name=name,
            n=len(taken),
            p50=round(float(np.percentile(taken, 50)), 2),
            p95=round(float(np.percentile(taken, 95)), 2),
        )
        for name, taken in times_ms.items()
    ]


def time_all(questions: Sequence[str], repeats: int) -> list[Timing]:
    """Convert the model; build corpus/, start and ask, in wenbao's way and in the plain one.

    Builds and warm questions have the model loaded and one run of each kind behind them.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        timings = take_turns(convert=[lambda: bundled.resolve(BUNDLED, cache_dir=folder / "cache")])
        encoder = load_encoder(BUNDLED)
        model_folder = bundled.resolve(BUNDLED)
        model = SentenceTransformer(model_folder, device="cpu")
        ours = partial(build, [ROOT / "corpus"], folder, lambda: encoder)
        ours()
        engine = Engine.open(folder, load=lambda _: encoder)
        texts = [passage.text for passage in engine.passages]
        theirs = partial(Plain.build, model, texts, folder)
        plain = theirs()
        timings += take_turns(build=[ours] * repeats, plain_build=[theirs] * repeats)
        for run in (engine.search, engine.ask, plain.search):
            run(questions[0])
        timings += take_turns(
            search=[partial(engine.search, question) for question in questions],
            ask=[partial(engine.ask, question) for question in questions],
            plain_search=[partial(plain.search, question) for question in questions],
        )
        ours_cold = _process("-c", _ANSWER, str(folder), questions[0])
        plain_cold = _process("-m", "benchmarks.plain", model_folder, str(folder), questions[0])
        timings += take_turns(
            import_qa=[_process("-c", "import qa")] * repeats,
            first_answer=[ours_cold] * repeats,
            plain_first_answer=[plain_cold] * repeats,
        )
    return timings


def _process(*arguments: str) -> Callable[[], object]:
    command = [sys.executable, *arguments]
    return lambda: subprocess.run(command, cwd=ROOT, check=True, capture_output=True)  # noqa: S603 - our own words


def ratios(timings: Sequence[Timing]) -> dict[str, float]:
    """Return wenbao's medians over the plain script's: below 1, wenbao is faster."""
    p50 = {timing.name: timing.p50 for timing in timings}
    plain = {"build": "plain_build", "search": "plain_search", "ask": "plain_search"}
    plain["first_answer"] = "plain_first_answer"
    return {name: round(p50[name] / p50[other], 2) for name, other in plain.items()}


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
        timings = time_all(questions, repeats)
    except WenbaoError as error:
        raise click.ClickException(str(error)) from error
    to_plain = ratios(timings)
    result = {
        "conditions": conditions.to_json(),
        "questions": path.name,
        "milliseconds": [asdict(timing) for timing in timings],
        "ratios_to_plain": to_plain,
    }
    save(result, out)
    click.echo("| what | n | p50 ms | p95 ms |\n|---|---:|---:|---:|")
    for timing in timings:
        click.echo(f"| {timing.name} | {timing.n} | {timing.p50:.1f} | {timing.p95:.1f} |")
    for name, ratio in to_plain.items():
        click.echo(f"{name}: {ratio} times the plain script's median", err=True)


if __name__ == "__main__":
    main()
