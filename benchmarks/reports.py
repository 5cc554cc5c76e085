"""Questions about reports, each asked of an index of its own report alone."""

from __future__ import annotations

import dataclasses
import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from benchmarks.conditions import RESULTS, Conditions
from index.build import build
from index.bundled import BUNDLED
from index.errors import WenbaoError
from qa.engine import Engine, load_encoder
from qa.evaluate import evaluate
from qa.question_file import load_questions

if TYPE_CHECKING:
    from index.encoder import Encoder
    from qa.figures import Outcome

SHOWN = 10  # ranks below count 0 in the mean reciprocal rank


def outcomes(questions: Path, reports: Path, encoder: Encoder) -> list[Outcome]:
    """Build an index of every report that the questions name, and ask it its questions."""
    loaded = load_questions(questions)
    found: list[Outcome] = []
    for stem in dict.fromkeys(each.document for each in loaded.questions):
        its = tuple(each for each in loaded.questions if each.document == stem)
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name, "index")
            build([reports / f"{stem}.txt"], folder, lambda: encoder)
            engine = Engine.open(folder, load=lambda _: encoder)
            found += evaluate(engine, dataclasses.replace(loaded, questions=its)).outcomes
    return found


def figures(found: list[Outcome]) -> dict[str, Any]:
    """Retrieval over the answerable questions, and who was refused."""
    ranks = [each.rank for each in found if each.retrieval]
    wrongly = [each for each in found if each.retrieval and not each.found]
    rightly = [each for each in found if not each.retrieval and not each.found]
    n = len(ranks)
    return {
        "n_answerable": n,
        "n_unanswerable": len(found) - n,
        **{
            f"hit_at_{k}": round(sum(r is not None and r <= k for r in ranks) / n, 3)
            for k in (1, 3, 5)
        },
        "mrr_at_10": round(sum(1 / r for r in ranks if r is not None and r <= SHOWN) / n, 3),
        "wrongly_refused": len(wrongly),
        "rightly_refused": len(rightly),
    }


@click.command()
@click.option("--reports", required=True, type=Path, help="Folder of the reports, as .txt.")
@click.option("--questions", "files", multiple=True, required=True, type=Path)
@click.option("--out", type=Path, default=RESULTS / "reports.json", show_default=True)
def main(reports: Path, files: tuple[Path, ...], out: Path) -> None:
    """Measure question files, whose questions each name the report they are about."""
    encoder = load_encoder(BUNDLED)
    result: dict[str, Any] = {"conditions": Conditions.now().to_json(), "files": {}}
    try:
        for file in files:
            result["files"][file.name] = figures(outcomes(file, reports, encoder))
            click.echo(f"{file.name}: {json.dumps(result['files'][file.name])}")
    except WenbaoError as error:
        raise click.ClickException(str(error)) from error
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(result, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
