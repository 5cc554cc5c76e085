"""Questions about reports, each asked of an index of its own report alone.

A question that names no report is asked of ``corpus/``.
"""

from __future__ import annotations

import dataclasses
import functools
import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from benchmarks.conditions import RESULTS, ROOT, Conditions
from index.build import build
from index.bundled import BUNDLED
from index.errors import WenbaoError
from qa.engine import Engine, LoadReader, load_encoder, load_reader
from qa.evaluate import evaluate
from qa.figures import row
from qa.question_file import load_questions

if TYPE_CHECKING:
    from index.encoder import Encoder
    from qa.figures import Outcome


def outcomes(questions: Path, reports: Path, encoder: Encoder, read: LoadReader) -> list[Outcome]:
    """Build an index of every report that the questions name, and ask it its questions."""
    loaded = load_questions(questions)
    found: list[Outcome] = []
    for stem in dict.fromkeys(each.document for each in loaded.questions):
        its = tuple(each for each in loaded.questions if each.document == stem)
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name, "index")
            source = reports / f"{stem}.txt" if stem else ROOT / "corpus"
            build([source], folder, lambda: encoder)
            engine = Engine(folder, lambda _: encoder, None, read)
            found += evaluate(engine, dataclasses.replace(loaded, questions=its)).outcomes
    return found


@click.command()
@click.option("--reports", required=True, type=Path, help="Folder of the reports, as .txt.")
@click.option("--questions", "files", multiple=True, required=True, type=Path)
@click.option("--out", type=Path, default=RESULTS / "reports.json", show_default=True)
def main(reports: Path, files: tuple[Path, ...], out: Path) -> None:
    """Measure question files, whose questions each name the report they are about."""
    encoder, read = load_encoder(BUNDLED), functools.cache(load_reader)
    result: dict[str, Any] = {"conditions": Conditions.now().to_json(), "files": {}}
    try:
        for file in files:
            result["files"][file.name] = dataclasses.asdict(
                row("all", outcomes(file, reports, encoder, read))
            )
            click.echo(f"{file.name}: {json.dumps(result['files'][file.name])}")
    except WenbaoError as error:
        raise click.ClickException(str(error)) from error
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(result, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
