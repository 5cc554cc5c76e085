"""How often the right passage comes first: each leg alone, and wenbao's fusion of them."""

from __future__ import annotations

import dataclasses
import json
import random
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import numpy as np

from benchmarks.conditions import RESULTS, ROOT, Conditions
from index import tokens
from index.build import build, build_from_contexts
from index.bundled import BUNDLED
from index.errors import QuestionFileError, WenbaoError
from index.published import PublishedIndex
from index.store import Store
from qa.engine import Engine, load_encoder
from qa.evaluate import DEPTH, evaluate_search
from qa.figures import Retrieval
from qa.question_file import QuestionSet, load_questions
from qa.types import Hit, Trace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from index.encoder import Encoder, Vectors
    from index.types import Document, Passage
    from index.vectors import Rows
    from qa.evaluate import Searcher

OURS = "wenbao: four legs fused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """One way to rank, over the vectors and terms that the published index stores."""

    published: PublishedIndex
    rank: Callable[[str], Rows]  # question -> rows of passages, nearest first

    @property
    def documents(self) -> tuple[Document, ...]:
        """All documents of the index."""
        return self.published.documents

    @property
    def passages(self) -> tuple[Passage, ...]:
        """All passages of the index."""
        return self.published.passages

    def search(self, question: str, *, top_k: int = 5) -> tuple[Hit, ...]:
        """Return the passages in the leg's order; their similarities are not told."""
        owners = {document.id: document for document in self.documents}
        found = [self.passages[row] for row in self.rank(question)[:top_k]]
        return tuple(
            Hit(
                rank=rank,
                document=owners[passage.document_id],
                passage=passage,
                similarity=0.0,
                highlights=(),
                trace=Trace(legs=(), matched_terms=()),
            )
            for rank, passage in enumerate(found, start=1)
        )


def legs_alone(
    published: PublishedIndex, encoder: Encoder, questions: Sequence[str]
) -> Iterator[tuple[str, Leg]]:
    """Yield the legs of a published index, each alone; the questions are encoded all at once."""
    vectors: Mapping[str, Vectors] = dict(
        zip(questions, encoder.encode_questions(questions), strict=True)
    )
    owner = published.passage_of_sentence()

    def by_passage(question: str) -> Rows:
        return published.passage_vectors.search(vectors[question], DEPTH)[0]

    def by_sentence(question: str) -> Rows:
        rows, _ = published.sentence_vectors.search(vectors[question], len(owner))
        passages = owner[rows]  # a passage is as near as its nearest sentence
        _, firsts = np.unique(passages, return_index=True)
        return passages[np.sort(firsts)]

    def by_terms(question: str) -> Rows:
        return published.passage_terms.search(tokens.terms(question), DEPTH)[0]

    yield "passage vectors alone", Leg(published=published, rank=by_passage)
    yield "BM25 alone", Leg(published=published, rank=by_terms)
    yield "sentence vectors alone", Leg(published=published, rank=by_sentence)


def sample(questions: QuestionSet, limit: int | None, seed: int) -> QuestionSet:
    """Keep the answerable questions, at most ``limit`` of them drawn at random."""
    answerable = [question for question in questions.questions if question.evidence]
    if not answerable:
        raise QuestionFileError(f"{questions.name}: none of its questions has an answer to find")
    if limit is not None and limit < len(answerable):
        answerable = random.Random(seed).sample(answerable, limit)  # noqa: S311 - no secret
    return dataclasses.replace(questions, questions=tuple(answerable))


def measure(questions: QuestionSet, encoder: Encoder, corpus: Path) -> dict[str, Any]:
    """Index a file's contexts, or ``corpus`` where it has none, and measure every way to search."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if questions.contexts:
            build_from_contexts(questions.contexts, folder, encoder)
        else:
            build([corpus], folder, lambda: encoder)
        published = PublishedIndex.load(Store(folder).current()[0])
        words = list(dict.fromkeys(question.question for question in questions.questions))
        ways: dict[str, Searcher] = dict(legs_alone(published, encoder, words))
        ways[OURS] = Engine.open(folder, load=lambda _: encoder)
        reports = {way: evaluate_search(searcher, questions) for way, searcher in ways.items()}
    ours = reports[OURS]
    if ours.n_without_passage == len(questions.questions):
        raise QuestionFileError(f"{questions.name}: no passage of {corpus} answers; see --corpus")
    return {
        "file": questions.name,
        "n_passages": len(published.passages),
        "n_questions": len(questions.questions),
        "n_questions_without_passage": ours.n_without_passage,
        "ways": {way: report.to_json()["overall"]["retrieval"] for way, report in reports.items()},
        "search_ms_median": None if ours.search_ms is None else round(ours.search_ms, 1),
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
@click.option("--limit", type=click.IntRange(min=1), help="At most so many questions a file.")
@click.option("--seed", default=0, show_default=True, help="Of the draw that --limit makes.")
@click.option("--out", type=Path, default=RESULTS / "retrieval.json", help="Where the JSON goes.")
def main(paths: tuple[Path, ...], corpus: Path, limit: int | None, seed: int, out: Path) -> None:
    """Measure retrieval over question files.

    Example: python -m benchmarks.retrieval --questions ../shared/eval/DRCD_dev.json --limit 400
    """
    conditions = Conditions.now()  # before the minutes in which the commit may change
    try:
        sets = [load_questions(path) for path in paths]  # all, before the first long build
        encoder = load_encoder(BUNDLED)
        files = []
        for loaded in sets:
            click.echo(f"measuring {loaded.name} ...", err=True)
            files.append(measure(sample(loaded, limit, seed), encoder, corpus))
    except WenbaoError as error:
        raise click.ClickException(str(error)) from error
    result = {
        "conditions": conditions.to_json(),
        "limit": limit,
        "seed": seed,
        "files": files,
    }
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(result, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    click.echo(table(files))


if __name__ == "__main__":
    main()
