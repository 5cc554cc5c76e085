"""What it catches to tell of figures that are about as likely to be meant (``qa.answering.findings``)."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from unittest import mock

import click

from benchmarks.quality.reports import opened
from benchmarks.records.conditions import RESULTS, Conditions, save
from benchmarks.records.tables import markdown
from qa.answering import findings
from qa.evaluation.agreement import exact

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qa.engine import Engine
    from qa.evaluation.question_file import QuestionSet

MARGINS = (0.25, 0.5, 1.0, 2.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """What a margin does, in counts of figures that were given and could be judged.

    ``n_told`` had alternatives: of these ``n_wrong`` were wrong, and of those ``n_mended`` had the
    right figure among the alternatives. ``n_wrong_untold`` were wrong and had none.
    """

    margin: float
    n_figures: int
    n_told: int
    n_wrong: int
    n_mended: int
    n_wrong_untold: int


def point(engines_of: Mapping[str, Engine], sets: Sequence[QuestionSet], margin: float) -> Point:
    """The counts with another margin."""
    told, wrong, mended, untold, n = 0, 0, 0, 0, 0
    with mock.patch.object(findings, "EVEN", margin):
        for question in (q for each in sets for q in each.questions if q.answers):
            given = engines_of[question.document].ask(question.question, history=question.history)
            if given.value is None:
                continue
            n += 1
            is_wrong = not exact(given.text, question.answers)
            told += bool(given.alternatives)
            wrong += is_wrong and bool(given.alternatives)
            untold += is_wrong and not given.alternatives
            texts = [finding.value.text for finding in given.alternatives]
            mended += is_wrong and any(exact(text, question.answers) for text in texts)
    return Point(
        margin=margin,
        n_figures=n,
        n_told=told,
        n_wrong=wrong,
        n_mended=mended,
        n_wrong_untold=untold,
    )


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--reports", required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--out", type=Path, default=RESULTS / "alternatives.json", show_default=True)
def main(files: tuple[Path, ...], reports: Path, out: Path) -> None:
    """Ask the question FILES, each question of its own report, with several margins."""
    with opened(files, reports) as (sets, made):
        points = [point(made, sets, margin) for margin in MARGINS]
    click.echo(
        markdown(
            ("margin, log-odds", "told", "of these wrong", "right one told", "wrong, not told"),
            [
                [
                    str(each.margin),
                    f"{each.n_told}/{each.n_figures}",
                    str(each.n_wrong),
                    str(each.n_mended),
                    f"{each.n_wrong_untold}/{each.n_figures - each.n_told}",
                ]
                for each in points
            ],
        )
    )
    result = {
        "conditions": Conditions.now().to_json(),
        "files": [file.name for file in files],
        "points": [asdict(each) for each in points],
    }
    save(result, out)


if __name__ == "__main__":
    main()
