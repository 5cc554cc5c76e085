"""Whether answers are still as good: ``wenbao eval`` of a tree, and how far its figures fell.

Runs ``python -m qa build`` and ``eval`` in processes of their own in the tree that is measured, so
that any commit's tree can be: what one run writes, a later one of another tree is held against.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from benchmarks.quality.sampling import sample, squad
from benchmarks.records.conditions import RESULTS, ROOT, Conditions, save
from index.errors import WenbaoError
from qa.evaluation.metrics import share
from qa.evaluation.question_file import load_questions

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

TOLERANCE = 0.005
_FALLING = {"wrongly refused": -1.0}  # of these less is better


def metrics(report: Mapping[str, Any]) -> dict[str, float]:
    """All metrics of what ``wenbao eval --json`` prints, 0 to 1; those it does not tell left out."""
    overall = report["overall"]
    answering = overall["answering"]
    found = dict(overall["retrieval"] or {}) | {
        "exact": share(answering["n_exact"], answering["n_judged"]),
        "f1": answering["f1"],
        "refusal precision": answering["refusal_precision"],
        "refusal recall": answering["refusal_recall"],
        "wrongly refused": share(answering["n_answerable_refused"], answering["n_answerable"]),
    }
    return {name: value for name, value in found.items() if value is not None}


def falls(
    before: Mapping[str, float], after: Mapping[str, float], tolerance: float = TOLERANCE
) -> dict[str, float]:
    """By how much each metric got worse that did by more than the tolerance."""
    lost = {
        name: (before[name] - after[name]) * _FALLING.get(name, 1.0)
        for name in before
        if name in after
    }
    return {name: loss for name, loss in lost.items() if loss > tolerance + 1e-12}


def evaluated(file: Path, limit: int | None, seed: int, tree: Path) -> dict[str, Any]:
    """What ``wenbao eval FILE --json`` prints in a tree.

    A file that brings its contexts is asked at most ``limit`` of its answerable questions; any
    other is asked whole, of the tree's ``corpus``.
    """
    questions = load_questions(file)
    with tempfile.TemporaryDirectory(prefix="wenbao-") as name:
        if questions.contexts:
            asked = Path(name, file.name)
            asked.write_text(squad(sample(questions, limit, seed)), encoding="utf-8")
            return _json("eval", str(asked), "--json", tree=tree)
        _run("build", "corpus", "--index", name, tree=tree)
        return _json("eval", str(file.resolve()), "--index", name, "--json", tree=tree)


def _run(*arguments: str, tree: Path) -> str:
    command = [sys.executable, "-m", "qa", *arguments]
    return subprocess.run(  # noqa: S603 - our own words
        command, cwd=tree, check=True, stdout=subprocess.PIPE, encoding="utf-8"
    ).stdout


def _json(*arguments: str, tree: Path) -> dict[str, Any]:
    report: dict[str, Any] = json.loads(_run(*arguments, tree=tree))
    return report


def table(files: Mapping[str, Mapping[str, float]], before: Mapping[str, Any]) -> str:
    """Return the metrics as a Markdown table, beside those of an earlier run where there is one."""
    lines = ["| questions | metric | before | after |", "|---|---|---:|---:|"]
    for file, values in files.items():
        old = before.get(file, {})
        for name, value in values.items():
            was = f"{old[name]:.3f}" if name in old else ""
            lines.append(f"| {file} | {name} | {was} | {value:.3f} |")
    return "\n".join(lines)


def lost(
    files: Mapping[str, Mapping[str, float]], before: Mapping[str, Any], tolerance: float
) -> Sequence[str]:
    """A line for each metric that fell by more than the tolerance."""
    return [
        f"{file}: {name} is worse by {by:.4f}"
        for file, values in files.items()
        for name, by in falls(before.get(file, {}), values, tolerance).items()
    ]


@click.command()
@click.option("--questions", "paths", multiple=True, required=True, type=Path, metavar="FILE")
@click.option("--limit", type=click.IntRange(min=1), help="At most so many of a SQuAD file.")
@click.option("--seed", default=0, show_default=True, help="Of the draw that --limit makes.")
@click.option("--tree", type=Path, default=ROOT, help="What is measured; by default this tree.")
@click.option("--before", type=Path, help="The JSON of an earlier run, to hold this one against.")
@click.option("--tolerance", default=TOLERANCE, show_default=True)
@click.option("--reports", type=Path, help="Where to keep each file's whole report, as JSON.")
@click.option("--out", type=Path, default=RESULTS / "accuracy.json", help="Where the JSON goes.")
def main(  # noqa: PLR0917 - as many options
    paths: tuple[Path, ...],
    limit: int | None,
    seed: int,
    tree: Path,
    before: Path | None,
    tolerance: float,
    reports: Path | None,
    out: Path,
) -> None:
    """Measure a tree, and hold it against an earlier run: exit 1 where a metric fell.

    Example: python -m benchmarks.quality.accuracy --questions DRCD_dev.json --limit 1000 --before old.json
    """
    conditions = Conditions.now(tree)  # before the minutes in which the commit may change
    earlier = json.loads(before.read_text(encoding="utf-8")) if before else {"files": {}}
    files: dict[str, dict[str, float]] = {}
    for path in paths:
        click.echo(f"measuring {path.name} ...", err=True)
        try:
            report = evaluated(path, limit, seed, tree)
        except WenbaoError as error:
            raise click.ClickException(str(error)) from error
        except subprocess.CalledProcessError as error:
            raise click.ClickException(f"{path}: `wenbao` failed in {tree} (above)") from error
        files[path.name] = metrics(report)
        if reports:
            save(report, reports / f"{path.stem}.json")
        save(
            {
                "conditions": conditions.to_json(),
                "limit": limit,
                "seed": seed,
                "tolerance": tolerance,
                "files": files,
                "before": earlier,
            },
            out,
        )
    click.echo(table(files, earlier["files"]))
    worse = lost(files, earlier["files"], tolerance)
    if worse:
        raise click.ClickException("; ".join(worse))


if __name__ == "__main__":
    main()
