"""Fits the weights of ``qa/rank.py``, and measures what the threshold of ``qa/answer.py`` does.

Each question gives an example of the passage that comes first, right or wrong, and, with its
right passages taken away, one of the best wrong passage. Questions of one set asked of a report
of another subject are examples of what has no answer at all.
"""

from __future__ import annotations

import dataclasses
import json
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import numpy as np
from sklearn.linear_model import LogisticRegression

from benchmarks.conditions import RESULTS, ROOT, Conditions
from benchmarks.retrieval import sample
from index.build import build, build_from_contexts
from index.bundled import BUNDLED
from index.errors import WenbaoError
from index.published import PublishedIndex
from index.store import Store
from qa import question as questions_of
from qa import rank
from qa.engine import load_encoder
from qa.evaluate import load_questions
from qa.retrieve import Leg, Retriever

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from index.encoder import Encoder
    from qa.evaluate import QuestionSet

ANSWERABLE_ODDS = 9.0  # what users ask is answered by the reports nine times of ten
ROUNDS = 3  # the passage that comes first depends on the weights that are being fitted
REPORT_SHARE = 2.0  # how much a question on a report counts beside one of an encyclopaedia
THRESHOLDS = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question's n candidates.

    ``strengths`` is (legs, n); ``penalties`` what each loses for its period; ``right`` which are
    right; ``weight`` how much the question counts in the fit.
    """

    strengths: NDArray[np.float32]
    penalties: NDArray[np.float64]
    right: NDArray[np.bool_]
    weight: float

    def first(self, weights: NDArray[np.float64], *, wrong: bool = False) -> int | None:
        """The candidate that comes first; among the wrong ones only, if so asked."""
        scores = weights @ self.strengths - self.penalties
        if wrong:
            scores = np.where(self.right, -np.inf, scores)
        best = int(np.argmax(scores))
        return best if np.isfinite(scores[best]) else None


def ask(
    folder: Path, asked: QuestionSet, encoder: Encoder, weight: float, *, foreign: bool = False
) -> list[Asked]:
    """Ask all questions of a set of a published index; ``foreign`` ones have no right passage."""
    generation, manifest = Store(folder).current()
    published = PublishedIndex.load(generation)
    retriever = Retriever(published, manifest)
    years = {document.year for document in published.documents if document.year}
    year_of = {document.id: document.year for document in published.documents}
    vectors = encoder.encode_questions([question.question for question in asked.questions])
    found = []
    for question, vector in zip(asked.questions, vectors, strict=True):
        parsed = questions_of.parse(question.question, years)
        candidates = retriever.candidates(vector, parsed.terms)
        passages = [published.passages[row] for row in candidates.rows]
        periods = [parsed.period_in(year_of[passage.document_id]) for passage in passages]
        stated = [passage.period for passage in passages]
        right = [
            not foreign and any(evidence in passage.text for evidence in question.evidence)
            for passage in passages
        ]
        strengths = np.stack([candidates.strengths[leg] for leg in Leg])
        penalties = rank.period_penalties(periods, stated)
        found.append(Asked(strengths, penalties, np.array(right), weight))
    return found


def fit(examples: Sequence[Asked]) -> tuple[NDArray[np.float64], float]:
    """Weights (legs,) and intercept of the log-odds that the passage that comes first is right."""
    weights = np.array([rank.WEIGHTS[leg] for leg in Leg])
    intercept = 0.0
    for _ in range(ROUNDS):
        rows: list[tuple[NDArray[np.float32], bool, float]] = []
        for asked in examples:
            i, j = asked.first(weights), asked.first(weights, wrong=True)
            if i is not None:
                rows.append((asked.strengths[:, i], bool(asked.right[i]), asked.weight))
            if j is not None and asked.right.any():
                rows.append((asked.strengths[:, j], False, asked.weight / 2))
        features, labels, counts = (np.array(column) for column in zip(*rows, strict=True))
        model = LogisticRegression(C=10, max_iter=3000)
        model.fit(features, labels, sample_weight=counts)
        weights, intercept = model.coef_[0], float(model.intercept_[0])
        odds = counts[labels].sum() / counts[~labels].sum()
    return weights, float(intercept + np.log(ANSWERABLE_ODDS / odds))


def curve(answerable: Iterable[Asked], other: Iterable[Asked]) -> list[dict[str, float]]:
    """For each threshold, the shares of answerable questions kept and of others refused."""
    weights = np.array([rank.WEIGHTS[leg] for leg in Leg])

    def chances(examples: Iterable[Asked]) -> NDArray[np.float64]:
        totals = [(weights @ each.strengths - each.penalties).max() for each in examples]
        return np.array([rank.chance(total + rank.INTERCEPT) for total in totals])

    kept, refused = chances(answerable), chances(other)
    return [
        {
            "threshold": threshold,
            "answerable_kept": float((kept >= threshold).mean()) if len(kept) else float("nan"),
            "others_refused": float((refused < threshold).mean()) if len(refused) else float("nan"),
        }
        for threshold in THRESHOLDS
    ]


@click.command()
@click.option("--squad", multiple=True, type=Path, help="Files in SQuAD form to fit on.")
@click.option("--reports", type=Path, help="Folder of reports as .txt, for --questions.")
@click.option("--questions", type=Path, help="Questions with the document each is asked of.")
@click.option("--limit", default=1000, show_default=True, help="Questions of each SQuAD file.")
@click.option("--output", type=Path, default=RESULTS / "ranking.json", show_default=True)
def main(
    squad: tuple[Path, ...], reports: Path | None, questions: Path | None, limit: int, output: Path
) -> None:
    """Fit the weights, and print them with the curve of the threshold now in use."""
    try:
        result = measure(squad, reports, questions, limit)
    except WenbaoError as error:
        raise click.ClickException(str(error)) from error
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_text(json.dumps(result, ensure_ascii=False, indent=2), encoding="utf-8")
    click.echo(json.dumps({key: result[key] for key in ("fitted", "in_use")}, indent=2))
    for name, rows in result["curves"].items():
        click.echo(f"\n{name}: threshold, answerable kept, others refused")
        for row in rows:
            click.echo(
                "  {threshold:.1f}  {answerable_kept:.3f}  {others_refused:.3f}".format(**row)
            )


def measure(
    squad: Sequence[Path], reports: Path | None, questions: Path | None, limit: int
) -> dict[str, Any]:
    """All figures of one run."""
    encoder = load_encoder(BUNDLED)
    public: list[Asked] = []
    foreign: list[Asked] = []
    on_reports: list[Asked] = []
    with tempfile.TemporaryDirectory() as name:
        seed = Path(name, "seed")
        build([ROOT / "corpus"], seed, lambda: encoder)
        for file in squad:
            loaded = load_questions(file)
            folder = Path(name, file.stem)
            build_from_contexts(loaded.contexts, folder, encoder)
            some = sample(loaded, limit, seed=1)
            public += ask(folder, some, encoder, 1.0)
            foreign += ask(seed, sample(some, limit // 3, seed=2), encoder, 1.0, foreign=True)
        if reports and questions:
            for folder, asked in _by_document(questions, reports, Path(name), encoder):
                on_reports += ask(folder, asked, encoder, REPORT_SHARE)
    weights, intercept = fit([*public, *foreign, *on_reports])
    fitted = dict(zip(Leg, weights.round(2).tolist(), strict=True))
    answerable = [each for each in on_reports if each.right.any()]
    near = [each for each in on_reports if not each.right.any()]
    return {
        "conditions": Conditions.now().to_json(),
        "n_examples": {
            "public": len(public),
            "off topic": len(foreign),
            "reports": len(on_reports),
        },
        "fitted": {**fitted, "intercept": round(intercept, 2)},
        "in_use": {**{str(leg): rank.WEIGHTS[leg] for leg in Leg}, "intercept": rank.INTERCEPT},
        "curves": {
            "public questions; off topic": curve(public, foreign),
            "questions on reports; the report does not say": curve(answerable, near),
        },
    }


def _by_document(
    questions: Path, reports: Path, folder: Path, encoder: Encoder
) -> Iterable[tuple[Path, QuestionSet]]:
    """An index of each report that questions name, with its questions."""
    loaded = load_questions(questions)
    for name in dict.fromkeys(question.document for question in loaded.questions):
        target = folder / name
        build([reports / f"{name}.txt"], target, lambda: encoder)
        its = tuple(question for question in loaded.questions if question.document == name)
        yield target, dataclasses.replace(loaded, questions=its)


if __name__ == "__main__":
    main()
