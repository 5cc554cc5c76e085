"""What each chance from which on wenbao answers costs and saves: its curve on question files."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from unittest import mock

import click

from benchmarks.quality.reports import opened
from benchmarks.records.conditions import RESULTS, Conditions, save
from qa.answering import answer
from qa.evaluation.agreement import exact

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.engine import Engine
    from qa.evaluation.question_file import JudgedQuestion

THRESHOLDS = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that was answered whatever the evidence; ``exact`` is ``None`` if not judged."""

    answerable: bool
    exact: bool | None
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """What a threshold does: counts of questions."""

    threshold: float
    n_answerable_refused: int
    n_exact: int
    n_wrong: int  # judged, answered, and not one of the expected answers
    n_unanswerable_refused: int


def ask(engine: Engine, question: JudgedQuestion) -> Asked:
    """The best answer to a question, and how sure of it wenbao is."""
    given = engine.ask(question.question, history=question.history)
    judged = bool(question.answers)
    return Asked(
        bool(question.evidence),
        exact(given.text, question.answers) if judged else None,
        given.confidence,
    )


def point(asked: Sequence[Asked], threshold: float) -> Point:
    """The counts at a threshold."""
    kept = [each for each in asked if each.confidence >= threshold]
    return Point(
        threshold=threshold,
        n_answerable_refused=sum(e.answerable and e.confidence < threshold for e in asked),
        n_exact=sum(each.exact is True for each in kept),
        n_wrong=sum(each.exact is False for each in kept),
        n_unanswerable_refused=sum(not e.answerable and e.confidence < threshold for e in asked),
    )


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--reports", required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--out", type=Path, default=RESULTS / "thresholds.json", show_default=True)
def main(files: tuple[Path, ...], reports: Path, out: Path) -> None:
    """Ask the question FILES, each question of its own report, and count at each threshold."""
    with opened(files, reports) as (sets, made), mock.patch.object(answer, "ANSWERED", -1.0):
        asked = [ask(made[q.document], q) for each in sets for q in each.questions]
    n_no = sum(not each.answerable for each in asked)
    n_judged = sum(each.exact is not None for each in asked)
    click.echo("| threshold | exact | wrong | answerable refused | others refused |")
    click.echo("|---:|---:|---:|---:|---:|")
    points = [point(asked, threshold) for threshold in THRESHOLDS]
    for each in points:
        click.echo(
            f"| {each.threshold} | {each.n_exact}/{n_judged} | {each.n_wrong}/{n_judged} "
            f"| {each.n_answerable_refused}/{len(asked) - n_no} "
            f"| {each.n_unanswerable_refused}/{n_no} |"
        )
    result = {
        "conditions": Conditions.now().to_json(),
        "files": [file.name for file in files],
        "points": [asdict(each) for each in points],
    }
    save(result, out)


if __name__ == "__main__":
    main()
