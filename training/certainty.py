"""Fits how sure an answer is: ``qa/certainty.json``, the calibrated chances of ``qa/answering/certainty.py``.

Each question of ``training/questions/train`` is asked of its own report, with a second reader that was not
fitted to it, for a reader is surer of what it has seen: those of each half of the reports
(``question_file.FIRST_HALF``) with one that was fitted to the other half, ``reader/HALF_half.safetensors``. Two logistic regressions for
each form of evidence then tell how often what was chosen answers, and how often its sentence tells.
Each form's weights are held near those in the file, by a Gaussian prior, so that a second run moves them a
little further: the readers of the halves read worse than the one that ships, and what is fitted to them alone
trusts a reading too little. A form or a feature that the file lacks stays near what all forms together say.

The questions about reports of ``benchmarks/questions`` are fitted as well, each as four: they are plain,
as most of what is asked, and few.

It is to run after every change of what is chosen or how that is weighed: ``python -m training.certainty
--reports FOLDER --write``. Questions of dev are asked to tell what the fit is worth, never fitted.
"""

from __future__ import annotations

import dataclasses
import functools
import json
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import click
import numpy as np
from scipy.optimize import minimize

from benchmarks.quality import levels
from benchmarks.records import judging
from benchmarks.records.conditions import ROOT
from qa.answering import certainty
from qa.answering.forms.forms import FIXED, Form
from qa.answering.reader import Reader
from training.questions.question_file import FIRST_HALF, FOLDER
from training.reader import ship

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

FILE = ROOT / "qa" / "certainty.json"
TARGETS = {"answer": "is_right", "sentence": "is_useful"}
HALVES = {half: ROOT / f"training/reader/{half}_half.safetensors" for half in ("first", "second")}
# How firmly weights are held: those of all forms near 0, those of a form near the file's, or near those of all.
ALL_FIRMNESS, FILE_FIRMNESS, FORM_FIRMNESS = 0.5, 200.0, 1.0
PLAIN = ("provinces-dev", "answers-dev", "seed-dev")  # of benchmarks/questions
N_PLAIN = 4  # how often each of these counts
UNREAD = 0.1  # as how much of an example each counts once more, as if there were no second reader

# Of which the weights in the file stay. Figures: fitted anew they answer 280 of questions/figures/dev, .929
# of them right, where the older ones answer 267, .951 of them right, and are as likely on train.
KEPT = frozenset({Form.FIGURE})

Weights = dict[str, float]


def fit(
    rows: NDArray[np.float64],
    labels: NDArray[np.bool_],
    counts: NDArray[np.float64],
    before: NDArray[np.float64],
    firmness: float | NDArray[np.float64],
) -> NDArray[np.float64]:
    """Logistic regression, with a Gaussian prior around ``before`` (but for the intercept, the first).

    Args:
        rows: features, (n, m).
        labels: what is to be told, (n,).
        counts: as how many examples each counts, (n,).
        before: weights, (m,).
        firmness: how much a squared difference from them costs, of all alike or of each, (m,).
    """
    held = np.full(rows.shape[1], firmness)
    held[0] = 1e-3

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        log_odds = rows @ weights
        total = float(counts @ (np.logaddexp(0, log_odds) - log_odds * labels))
        gradient = rows.T @ (counts * (1 / (1 + np.exp(-log_odds)) - labels))
        away = weights - before
        return total + float(held @ away**2), gradient + 2 * held * away

    return np.asarray(minimize(loss, before, jac=True, method="L-BFGS-B").x)


def fitted(asked: Sequence[levels.Weighed]) -> dict[str, dict[str, Weights]]:
    """The weights of each form of evidence, for each target."""
    asked = [each for each in asked if each.form and each.form not in FIXED]
    counts = np.array([1.0] * len(asked) + [UNREAD] * len(asked))
    asked += [_unread(each) for each in asked]
    known = {name for each in asked for name in each.features}
    names = ["intercept", *sorted(known - {"intercept"})]
    rows = np.array([[each.features.get(name, 0.0) for name in names] for each in asked])
    spread = rows.std(axis=0)
    spread[spread == 0] = 1.0
    scaled = rows / spread  # so that a prior holds all features alike
    forms = np.array([each.form for each in asked])
    table: defaultdict[str, dict[str, Weights]] = defaultdict(dict)
    for target, label in TARGETS.items():
        labels = np.array([getattr(each, label) for each in asked])
        near_none = np.zeros(len(names))
        of_all = fit(_as_alike(scaled, forms), labels, counts, near_none, ALL_FIRMNESS)
        for form in Form:
            if form in FIXED:
                continue
            if form in KEPT:
                kept = certainty.WEIGHTS[form][target]
                table[form.value][target] = {name: kept.get(name, 0.0) for name in names}
                continue
            among = forms == form.value
            own = certainty.WEIGHTS.get(form, {}).get(target, {})
            is_known = np.array([name in own for name in names])
            before = np.where(is_known, spread * [own.get(name, 0.0) for name in names], of_all)
            firmness = np.where(is_known, FILE_FIRMNESS, FORM_FIRMNESS)
            weights = fit(scaled[among], labels[among], counts[among], before, firmness)
            weights /= spread
            table[form.value][target] = {
                name: round(float(weight), 4) for name, weight in zip(names, weights, strict=True)
            }
    return dict(table)


def _as_alike(rows: NDArray[np.float64], forms: NDArray[np.str_]) -> NDArray[np.float64]:
    """What all forms are fitted together on: of figures that fit nothing what those that fit have."""
    figures, unfit = (forms == each.value for each in (Form.FIGURE, Form.UNFIT))
    alike = rows.copy()
    alike[np.ix_(unfit, ~rows[figures].any(axis=0))] = 0.0
    return alike


def _unread(asked: levels.Weighed) -> levels.Weighed:
    """The same where there is no second reader; a figure that fits is the same with one."""
    features = {n: v for n, v in asked.features.items() if n not in {"reading", "agrees"}}
    if not asked.is_figure or asked.form == Form.UNFIT:
        features["unread"] = 1.0
    return dataclasses.replace(asked, features=features)


def weighed_train(
    index: Path, questions: Sequence[judging.Noted], folder: Path
) -> Iterator[levels.Weighed]:
    """Ask each question of train with a reader that was not fitted to it.

    Args:
        index: the index.
        questions: those of train.
        folder: where to put the readers of the halves.
    """
    for half, fitted_to in HALVES.items():
        graph = folder / f"{half}.onnx"
        ship.make(fitted_to, graph)
        unseen = [
            each
            for each in questions
            if (each.file_sha256[:8] in FIRST_HALF) is not (half == "first")
        ]
        yield from levels.weighed(index, unseen, functools.partial(_load, graph))


def _load(graph: Path, encoder: Path | None) -> Reader:
    if encoder is None:
        raise click.ClickException("the index carries no encoder")
    return Reader.load(encoder, graph)


def save(table: Mapping[str, Mapping[str, Weights]]) -> None:
    """Replace ``qa/certainty.json``."""
    FILE.write_text(json.dumps(table, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


@click.command()
@click.option("--reports", type=click.Path(exists=True, path_type=Path), multiple=True)
@click.option("--index", type=click.Path(path_type=Path), help="Ask this one; built where absent.")
@click.option("--write", is_flag=True, help="Replace qa/certainty.json.")
def main(reports: tuple[Path, ...], index: Path | None, *, write: bool) -> None:
    """Fit on the questions of train, and print what becomes of those of dev.

    Example: python -m training.certainty --reports REPORTS --write
    """
    with tempfile.TemporaryDirectory(prefix="wenbao-") as folder:
        made = levels.made(index, [*reports, ROOT / "corpus"], Path(folder))
        train = list(weighed_train(made, judging.load(FOLDER / "train"), Path(folder)))
        plain = list(levels.weighed(made, judging.load_words(ROOT / "benchmarks/questions", PLAIN)))
        dev = list(levels.weighed(made, judging.load(FOLDER / "dev")))
    table = fitted([*train, *(N_PLAIN * plain)])
    for name, asked in (("train", train), ("dev", dev)):
        again = [levels.with_weights(each, table) for each in asked]
        click.echo(f"{name}\n\n{levels.table(again)}\n\n{levels.curve_table(again)}\n")
    if write:
        save(table)


if __name__ == "__main__":
    main()
