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

from benchmarks import races
from benchmarks.conditions import RESULTS, Conditions, save
from benchmarks.contenders import WENBAO
from benchmarks.peers.peer import PEERS, PLAIN, TXTAI
from benchmarks.plots import PLOTS, bars
from benchmarks.tables import Goal, figure, goals, markdown
from index.errors import WenbaoError
from qa.question_file import load_questions

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

QUESTIONS = Path(__file__).parent / "questions" / "seed-dev.jsonl"
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


def race(questions: Sequence[str], peers_python: str, repeats: int) -> dict[str, Any]:
    """Everything measured, by what and by whom."""
    with tempfile.TemporaryDirectory(prefix="wenbao-") as name:
        field = races.gather(Path(name), list(PEERS), peers_python)
        found: dict[str, Any] = {
            "weight": races.weights(field, questions[0]),
            "cold": races.cold(field, questions[0], repeats),
            "build": races.builds(field, repeats),
            "rebuild": races.rebuilds(field, repeats),
            "first_build_seconds": races.first_build(field),
        }
        workers = {each.name: each.worker() for each in field.contenders}
        try:
            for worker in workers.values():
                worker.tell("open")
            found["warm"] = races.warm(workers, questions, repeats)
            found["at_once"] = races.at_once(workers, questions, repeats)
            found["memory_when_serving"] = {
                name: dict(worker.tell("memory")) for name, worker in workers.items()
            }
            found["loaded_build"] = races.loaded_builds(workers, field, repeats)
        finally:
            for worker in workers.values():
                worker.close()
    return found


def wanted(found: Mapping[str, Any]) -> list[Goal]:
    """The goals, against the peers that took part."""

    def ratio(row: str, peer: str) -> float:
        theirs, ours = (_ROWS[row](found, name) or 0.0 for name in (peer, WENBAO))
        return theirs / ours

    peers = [name for name in found["cold"] if name != WENBAO]
    cold, build, warm = "cold question, s", "build, new process, s", "warm question p50, ms"
    peak = _ROWS["its peak memory, MiB"](found, WENBAO) or 0.0
    made = [
        Goal(name=f"cold: times faster than {peer}", wanted=5, found=ratio(cold, peer))
        for peer in peers
    ]
    made.append(Goal(name="cold: peak memory, MiB", wanted=450, found=peak, at_most=True))
    if TXTAI in peers:
        made.append(
            Goal(name=f"warm: p50 times faster than {TXTAI}", wanted=3, found=ratio(warm, TXTAI))
        )
    if PLAIN in peers:
        name = "times faster than sentence-transformers float32"
        made += [
            Goal(name=f"build, new process: {name}", wanted=2, found=ratio(build, PLAIN)),
            Goal(
                name=f"build, model loaded: {name}",
                wanted=2,
                found=ratio("build, model loaded, s", PLAIN),
            ),
        ]
    return made


def table(found: Mapping[str, Any]) -> str:
    """The medians, a column for each contender."""
    names = list(found["cold"])
    return markdown(
        ["", *names],
        [[row, *(figure(look(found, name)) for name in names)] for row, look in _ROWS.items()],
    )


def notes(found: Mapping[str, Any]) -> str:
    """What only wenbao has: search alone, doubt, rebuilding, the first start."""
    ours, rebuild = found["warm"][WENBAO], found["rebuild"]
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
    first, again = (rebuild[f"{which}_seconds"]["p50"] for which in ("first", "again"))
    return (
        markdown(("wenbao, ms", "n", "p50", "p95", "p99"), rows)
        + f"\n\n{rebuild['n_reports']} reports: {figure(first)} s; "
        + f"again after one changed: {figure(again)} s. First build on a machine, its model made "
        + f"ready before, once: {figure(found['first_build_seconds'])} s."
    )


def plot(found: Mapping[str, Any], out: Path) -> None:
    """Bars of the medians."""
    bars(
        {row: {name: _ROWS[row](found, name) or 0.0 for name in found["cold"]} for row in _PLOTTED},
        WENBAO,
        out,
    )


@click.command()
@click.option("--questions", "path", type=Path, default=QUESTIONS, metavar="FILE")
@click.option("--repeats", type=click.IntRange(min=1), default=5, show_default=True)
@click.option("--peers-python", default=sys.executable, help="Interpreter that has the peers.")
@click.option("--out", type=Path, default=RESULTS / "speed.json", help="Where the JSON goes.")
@click.option("--plot", "plot_out", type=Path, default=PLOTS / "speed.svg", help="And the plot.")
def main(path: Path, repeats: int, peers_python: str, out: Path, plot_out: Path) -> None:
    """Time wenbao and its peers on the report in corpus/.

    Example: python -m benchmarks.speed --peers-python ../peers/bin/python
    """
    conditions = Conditions.now()
    try:
        questions = [question.question for question in load_questions(path).questions]
        found = race(questions, peers_python, repeats)
    except WenbaoError as error:
        raise click.ClickException(str(error)) from error
    except subprocess.CalledProcessError as error:
        raise click.ClickException(f"{' '.join(error.cmd)}: {error.stderr}") from error
    reached = wanted(found)
    save(
        {
            "conditions": conditions.to_json(),
            "questions": path.name,
            "repeats": repeats,
            **found,
            "goals": [dataclasses.asdict(goal) | {"met": goal.met} for goal in reached],
        },
        out,
    )
    plot(found, plot_out)
    click.echo(f"{table(found)}\n\n{notes(found)}\n\n{goals(reached)}")


if __name__ == "__main__":
    main()
