"""What each part of ranking and answering adds: everything, and everything but one part."""

from __future__ import annotations

import contextlib
import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest import mock

import click

from benchmarks.quality.reports import opened, outcomes
from benchmarks.records.conditions import RESULTS, Conditions, save
from qa import kinds, weights
from qa.answering import second_opinion
from qa.evaluation.metrics import row
from qa.retrieval.legs import LEGS
from qa.understanding.synonyms import Synonyms

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from qa.evaluation.metrics import Row
    from qa.kinds import Handling, Kind

TIME = ("other period", "other year", "plan unasked")


def _without(*names: str) -> Callable[[], contextlib.AbstractContextManager[Any]]:
    """Passages are ranked without some of the features."""
    left = {name: 0.0 if name in names else weight for name, weight in weights.PASSAGE.items()}
    return lambda: mock.patch.object(weights, "PASSAGE", left)


def _figures_without(name: str) -> Callable[[], contextlib.AbstractContextManager[Any]]:
    """Figures are chosen without the features whose names end with a word."""
    left: Mapping[str, float] = {
        key: 0.0 if key.endswith(name) else weight for key, weight in weights.FIGURE.items()
    }
    return lambda: mock.patch.object(weights, "FIGURE", left)


def _nothing_compared() -> Mapping[Kind, Handling]:
    """The kinds of answer, of which none is chosen among all that the passages hold."""
    return {
        kind: dataclasses.replace(
            handling, chooser=None, section="", has_own_odds=False, sentence_may_answer=False
        )
        if handling.has_own_odds
        else handling
        for kind, handling in kinds.HANDLING.items()
    }


# Each of them takes something away.
PARTS: dict[str, Callable[[], contextlib.AbstractContextManager[Any]]] = {
    "everything": contextlib.nullcontext,
    **{f"without {leg.name}": _without(leg.name) for leg in LEGS},
    "without time (period, year)": _without(*TIME),
    "without place": _without("other place"),
    "without units of figures": _figures_without("unit"),
    "without aspects of figures": _figures_without("aspect"),
    "without choosing figures and names": lambda: mock.patch.object(
        kinds, "HANDLING", _nothing_compared()
    ),
    "without a second opinion": lambda: mock.patch.object(
        second_opinion, "is_in_doubt", return_value=False
    ),
    "without synonyms": lambda: mock.patch.object(Synonyms, "matches", return_value=()),
}


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--reports", required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--out", type=Path, default=RESULTS / "ablations.json", show_default=True)
def main(files: tuple[Path, ...], reports: Path, out: Path) -> None:
    """Measure the question FILES without one part at a time."""
    result: dict[str, Any] = {"conditions": Conditions.now().to_json(), "rows": {}}
    click.echo(
        "| | Hit@1 | MRR@10 | exact | refused | wrongly refused |\n|---|---:|---:|---:|---:|---:|"
    )
    with opened(files, reports) as (sets, made):
        for name, taken_away in PARTS.items():
            with taken_away():
                found = row("all", [o for each in sets for o in outcomes(made, each)])
            result["rows"][name] = dataclasses.asdict(found)
            click.echo(_line(name, found))
    save(result, out)


def _line(name: str, found: Row) -> str:
    retrieval, answering = found.retrieval, found.answering
    if retrieval is None or answering is None:
        return f"| {name} | | | | | |"
    return (
        f"| {name} | {retrieval.hit_at_1:.3f} | {retrieval.mrr_at_10:.3f} "
        f"| {answering.n_exact}/{answering.n_judged} "
        f"| {answering.n_unanswerable_refused}/{answering.n_unanswerable} "
        f"| {answering.n_answerable_refused}/{answering.n_answerable} |"
    )


if __name__ == "__main__":
    main()
