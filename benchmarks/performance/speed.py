"""How fast and how light wenbao is, beside its peers: same machine, same weights, one run.

All take turns, run by run. A peer finds a paragraph; wenbao answers with the figure or sentence
in it. Nothing else should run on the machine meanwhile.
"""

from __future__ import annotations

import dataclasses
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from benchmarks.peers.peer import PEERS, PLAIN, TXTAI
from benchmarks.performance import races
from benchmarks.performance.contenders import WENBAO
from benchmarks.records.conditions import RESULTS, Conditions, save
from benchmarks.records.plots import PLOTS, bars
from benchmarks.records.tables import Goal, figure, goals, markdown
from index.errors import WenbaoError
from qa.evaluation.question_file import load_questions

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

QUESTIONS = Path(__file__).parents[1] / "questions" / "seed-dev.jsonl"
# What is looked up for the rows of the table and the panels of the plot.
_ROWS: dict[str, Callable[[Mapping[str, Any], str], float | None]] = {
    "cold question, s": lambda r, name: r["cold"][name]["seconds"]["p50"],
    "its peak memory, MiB": lambda r, name: r["cold"][name]["peak_mib"]["p50"],
    "installed for it, MiB": lambda r, name: r["weight"][name]["total_mib"],
    "warm question p50, ms": lambda r, name: r["warm"][name]["ask_ms"]["p50"],
    "p95, ms": lambda r, name: r["warm"][name]["ask_ms"]["p95"],
    "p99, ms": lambda r, name: r["warm"][name]["ask_ms"]["p99"],
    f"{races.N_AT_ONCE} at once, ms": lambda r, name: r["at_once"][name]["all_ms"]["p50"],
    "build, new process, s": lambda r, name: r["build"][name]["seconds"]["p50"],
    "its peak memory when building, MiB": lambda r, name: r["build"][name]["peak_mib"]["p50"],
    "build, model loaded, s": lambda r, name: r["loaded_build"][name]["seconds"]["p50"],
}
_PLOTTED = (
    "cold question, s",
    "its peak memory, MiB",
    "warm question p50, ms",
    "build, new process, s",
)


PARTS = ("cold", "warm", "build", "weight", "rebuild")  # in the order they are measured


def race(
    questions: Sequence[str], peers_python: str, repeats: int, parts: Collection[str] = PARTS
) -> Iterator[tuple[str, Any]]:
    """What is measured, and by whom, one after the other, each with its name.

    Args:
        questions: what is asked.
        peers_python: the interpreter that has the peers.
        repeats: how often each thing is done.
        parts: what to measure.
    """
    with tempfile.TemporaryDirectory(prefix="wenbao-") as name:
        field = races.gather(Path(name), list(PEERS), peers_python)
        if "cold" in parts:
            yield "cold", races.cold(field, questions[0], repeats)
        if "warm" in parts:
            yield from _with_models_loaded(field, questions, repeats)
        if "build" in parts:
            yield "build", races.builds(field, repeats)
        if "weight" in parts:
            yield "weight", races.weights(field, questions[0])
        if "rebuild" in parts:
            yield "rebuild", races.rebuilds(field, repeats)
            yield "first_build_seconds", races.first_build(field)


def _with_models_loaded(
    field: races.Field, questions: Sequence[str], repeats: int
) -> Iterator[tuple[str, Any]]:
    workers = {each.name: each.worker() for each in field.contenders}
    try:
        for worker in workers.values():
            worker.tell("open")
        yield "warm", races.warm(workers, questions, repeats)
        yield "at_once", races.at_once(workers, questions, repeats)
        memory = {name: dict(worker.tell("memory")) for name, worker in workers.items()}
        yield "memory_when_serving", memory
        yield "loaded_build", races.loaded_builds(workers, field, repeats)
    finally:
        for worker in workers.values():
            worker.close()


def value(found: Mapping[str, Any], row: str, name: str) -> float | None:
    """A contender's figure in a row; none where that part was not measured."""
    try:
        return _ROWS[row](found, name)
    except KeyError:
        return None


def contenders(found: Mapping[str, Any]) -> list[str]:
    """Who was measured."""
    return list(found.get("cold") or found.get("warm") or found["build"])


def wanted(found: Mapping[str, Any]) -> list[Goal]:
    """The goals, against the peers that took part."""

    def faster(name: str, times: float, row: str, peer: str) -> list[Goal]:
        theirs, ours = value(found, row, peer), value(found, row, WENBAO)
        if theirs is None or ours is None:
            return []
        return [Goal(name=f"{name}: times faster than {peer}", wanted=times, found=theirs / ours)]

    made = []
    for peer in contenders(found):
        if peer != WENBAO:
            made += faster("cold", 5, "cold question, s", peer)
    peak = value(found, "its peak memory, MiB", WENBAO)
    if peak is not None:
        made.append(Goal(name="cold: peak memory, MiB", wanted=450, found=peak, at_most=True))
    made += faster("warm, p50", 3, "warm question p50, ms", TXTAI)
    made += faster("build, new process", 2, "build, new process, s", PLAIN)
    return made + faster("build, model loaded", 2, "build, model loaded, s", PLAIN)


def table(found: Mapping[str, Any]) -> str:
    """The medians, a column for each contender."""
    names = contenders(found)
    return markdown(
        ["", *names],
        [[row, *(figure(value(found, row, name)) for name in names)] for row in _ROWS],
    )


def notes(found: Mapping[str, Any]) -> str:
    """What only wenbao has: search alone, doubt, rebuilding, the first start."""
    told = []
    if "warm" in found:
        ours = found["warm"][WENBAO]
        names = {
            "search alone": "search_ms",
            "questions not in doubt": "ask_not_in_doubt_ms",
            "questions in doubt, which are read again": "ask_in_doubt_ms",
        }
        rows = [
            [name, str(ours[key]["n"]), *(figure(ours[key][p]) for p in ("p50", "p95", "p99"))]
            for name, key in names.items()
            if ours[key]
        ]
        told.append(markdown(("wenbao, ms", "n", "p50", "p95", "p99"), rows))
    if "rebuild" in found:
        rebuild = found["rebuild"]
        first, again = (rebuild[f"{which}_seconds"]["p50"] for which in ("first", "again"))
        told.append(
            f"{rebuild['n_reports']} reports: {figure(first)} s; again after one changed: "
            f"{figure(again)} s. First build on a machine, its model made ready before, once: "
            f"{figure(found['first_build_seconds'])} s."
        )
    return "\n\n".join(told)


def plot(found: Mapping[str, Any], out: Path) -> None:
    """Bars of the medians."""
    bars(
        {
            row: {each: value(found, row, each) or 0.0 for each in contenders(found)}
            for row in _PLOTTED
        },
        WENBAO,
        out,
    )


@click.command()
@click.option("--questions", "path", type=Path, default=QUESTIONS, metavar="FILE")
@click.option("--repeats", type=click.IntRange(min=1), default=5, show_default=True)
@click.option("--peers-python", default=sys.executable, help="Interpreter that has the peers.")
@click.option("--part", "parts", multiple=True, type=click.Choice(PARTS), default=PARTS)
@click.option("--out", type=Path, default=RESULTS / "speed.json", help="Where the JSON goes.")
@click.option("--plot", "plot_out", type=Path, default=PLOTS / "speed.svg", help="And the plot.")
def main(  # noqa: PLR0917 - as many options
    path: Path, repeats: int, peers_python: str, parts: tuple[str, ...], out: Path, plot_out: Path
) -> None:
    """Time wenbao and its peers on the report in corpus/; each PART is kept once it is measured.

    Example: python -m benchmarks.performance.speed --peers-python ../peers/bin/python
    """
    conditions = Conditions.now()
    found: dict[str, Any] = {}
    try:
        questions = [question.question for question in load_questions(path).questions]
        for name, figures in race(questions, peers_python, repeats, parts):
            found[name] = figures
            click.echo(f"measured: {name}", err=True)
            _save(found, {"conditions": conditions.to_json(), "questions": path.name}, repeats, out)
    except WenbaoError as error:
        raise click.ClickException(str(error)) from error
    except subprocess.CalledProcessError as error:
        raise click.ClickException(f"{' '.join(error.cmd)}: {error.stderr}") from error
    reached = wanted(found)
    plot(found, plot_out)
    click.echo(f"{table(found)}\n\n{notes(found)}\n\n{goals(reached)}")


def _save(found: dict[str, Any], about: dict[str, Any], repeats: int, out: Path) -> None:
    reached = [dataclasses.asdict(goal) | {"met": goal.met} for goal in wanted(found)]
    save({**about, "repeats": repeats, **found, "goals": reached}, out)


if __name__ == "__main__":
    main()
