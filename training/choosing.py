"""Fits how the figure or the name that answers is chosen, and when none is: ``qa/weights.json``.

Among all figures (or names, or enumerations) of the passages that a question finds, a softmax
regression learns what speaks for the right one; weights without evidence stay near what they were
(a Gaussian prior around the file's own). A logistic regression of what comes first then makes
their sum the log-odds that it is right, the unanswerable questions among its examples.

Needs question files with answers (``benchmarks/questions/*-dev.jsonl``) and the texts of the
reports that their ``document`` names; questions without one are asked of ``corpus/``.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click
import numpy as np
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression

from benchmarks.quality.reports import engines
from qa.evaluation.agreement import exact
from qa.evaluation.question_file import load_questions
from qa.kinds import HANDLING
from qa.retrieval.shortlist import SHORTLIST
from training.weights_file import ANSWERABLE_ODDS, load_weights, save_weights

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from qa.engine import Engine
    from qa.evaluation.question_file import JudgedQuestion
    from qa.kinds import Kind

FITTED = {kind: handling for kind, handling in HANDLING.items() if handling.has_own_odds}
COST = 5.0  # a wrong answer costs as much as so many refusals of what the reports do answer
# What no fit may soften, in log-odds: last year's figure for this year's, money for a percentage,
# what is new for what there is, another thing's for this one's.
FIXED = {
    "other period": -8.0,
    "other dimension": -4.0,
    "unasked addition": -1.2,
    "other measure": -8.0,
    "other time": -8.0,
    "other status": -8.0,
    "other subject": -8.0,
    "other aspect of it": -8.0,
    "unasked span": -3.0,
    "unasked plan": -1.5,
    "aspect": 0.2,
    "narrower measure": -1.0,
    "wider measure": -0.5,
    "stock beside": -3.0,
    "better named beside": -2.0,
}
_OUTSIDE = ("intercept", "none")  # not features of a candidate


@dataclass(frozen=True, slots=True)
class Asked:
    """A question's n candidates.

    ``features`` is (n, m); ``right`` tells which are right, ``elsewhere`` which stand in passages
    that do not answer, both (n,).
    """

    id: str
    features: NDArray[np.float64]
    right: NDArray[np.bool_]
    elsewhere: NDArray[np.bool_]
    answerable: bool


def gather(
    engine: Engine, question: JudgedQuestion, names: Mapping[Kind, list[str]]
) -> tuple[Kind, Asked] | None:
    """All candidates of a question, ``None`` where its kind chooses none or it has a history."""
    if question.history:
        return None
    kind, ranked = engine.explain(question.question, top_k=SHORTLIST)
    if kind not in FITTED:
        return None
    rows, right, elsewhere = [], [], []
    for each in ranked:
        if "other year" in each.parts or "other place" in each.parts:
            continue  # never an answer, whatever it says
        for evidence in each.evidence:
            features = dict(evidence.features)
            features["passage"] = each.passage_log_odds
            features["other period"] = float("other period" in each.parts)
            rows.append([features.get(name, 0.0) for name in names[kind]])
            text = each.document.text[evidence.start : evidence.end]
            elsewhere.append(not any(part in each.passage.text for part in question.evidence))
            right.append(not elsewhere[-1] and exact(text, question.answers))
    if not rows or (question.evidence and not question.answers):
        return None
    return kind, Asked(
        question.id,
        np.array(rows),
        np.array(right),
        np.array(elsewhere),
        bool(question.evidence),
    )


def fit(
    asked: Iterable[Asked], before: NDArray[np.float64], firmness: float
) -> NDArray[np.float64]:
    """Weights that make the right candidates likely: softmax, Gaussian prior around ``before``."""
    examples = [each for each in asked if each.right.any() and not each.right.all()]

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        total, gradient = 0.0, np.zeros_like(weights)
        for each in examples:
            scores = each.features @ weights
            chances = np.exp(scores - scores.max())
            chances /= chances.sum()
            mass = max(float(chances[each.right].sum()), 1e-9)
            total -= np.log(mass)
            gradient -= each.features.T @ (np.where(each.right, chances, 0) / mass - chances)
        away = weights - before
        return total + firmness * float(away @ away), gradient + 2 * firmness * away

    return np.asarray(minimize(loss, before, jac=True, method="L-BFGS-B").x)


def calibrate(
    asked: Iterable[Asked], weights: NDArray[np.float64], telling: Sequence[int]
) -> tuple[NDArray[np.float64], float]:
    """Weights and intercept that make a sum the log-odds that what comes first is right.

    What tells the right candidate of a question from the others need not tell whether there is a
    right one at all: the features of the columns ``telling`` are weighed anew for that. A question that can be answered is one that cannot, too, once its right passages are taken
    away: half an example of what has no answer.
    """
    rows, labels, counts = [], [], []
    asked = list(asked)
    n_no = sum(not each.answerable for each in asked)
    n_yes = len(asked) - n_no
    weight_of_no = COST * n_yes / ANSWERABLE_ODDS / (n_no + n_yes / 2)

    def add(each: Asked, among: NDArray[np.bool_], weight: float) -> None:
        found = np.where(among, each.features @ weights, -np.inf)
        first = int(np.argmax(found))
        rows.append([float(found[first]), *each.features[first, list(telling)]])
        labels.append(bool(each.right[first]))
        counts.append(weight)

    for each in asked:
        add(each, np.ones(len(each.right), bool), 1.0 if each.answerable else weight_of_no)
        if each.answerable and each.elsewhere.any():
            add(each, each.elsewhere, weight_of_no / 2)
    model = LogisticRegression(C=10.0).fit(rows, labels, sample_weight=counts)
    slope, *more = model.coef_[0]
    made = slope * weights
    made[list(telling)] += more
    return made, float(model.intercept_[0])


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--reports", required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--write", is_flag=True, help="Replace qa/weights.json.")
def main(files: tuple[Path, ...], reports: Path, *, write: bool) -> None:
    """Fit on the questions of FILES, asked each of its own report in the folder --reports."""
    sets = [load_questions(file) for file in files]
    table = load_weights()
    names = {
        kind: [name for name in table[handling.section] if name not in _OUTSIDE]
        for kind, handling in FITTED.items()
    }
    gathered: dict[Kind, list[Asked]] = {kind: [] for kind in FITTED}
    with tempfile.TemporaryDirectory(prefix="wenbao-") as folder:
        made = engines(sets, reports, Path(folder))
        for each in sets:
            for question in each.questions:
                found = gather(made[question.document], question, names)
                if found:
                    gathered[found[0]].append(found[1])
    for kind, handling in FITTED.items():
        section, asked = handling.section, gathered[kind]
        before = np.array([table[section][name] for name in names[kind]])
        weights = fit(asked, before, handling.firmness)
        telling = [names[kind].index(name) for name in handling.telling]
        fitted, intercept = calibrate(asked, weights, telling)
        n_right = sum(bool(a.right[np.argmax(a.features @ weights)]) for a in asked)
        n_can = sum(bool(a.right.any()) for a in asked)
        click.echo(
            f"{section}: {len(asked)} questions, right first {n_right} of {n_can} that can be; "
            f"intercept {intercept:.3f}"
        )
        none = table[section]["none"]
        table[section] = {
            name: round(float(weight), 3) for name, weight in zip(names[kind], fitted, strict=True)
        } | {"intercept": round(intercept, 3), "none": none}
        table[section] |= {name: FIXED[name] for name in FIXED if name in table[section]}
    if write:
        save_weights(table)


if __name__ == "__main__":
    main()
