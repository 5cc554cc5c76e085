"""Questions put to an index in its folder and to the same in Milvus: whether alike, and how long each takes.

``python -m benchmarks.performance.scale.milvus --index INDEX --target TARGET QUESTIONS…``: TARGET is what
pymilvus connects to, the file of Milvus Lite or ``http://host:port``; QUESTIONS are JSON lines with a
``question``. It needs pymilvus, and writes a group of collections that it drops at the end.
"""

from __future__ import annotations

import dataclasses
import functools
import itertools
import json
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import numpy as np

from benchmarks.records.tables import markdown
from index.published.contents import PublishedIndex
from index.searchable.milvus.asked import MilvusIndex
from index.searchable.milvus.connection import Connection
from index.searchable.milvus.kept import Kept
from index.searchable.milvus.layout import Group
from index.searchable.milvus.writing import loading
from index.storage.store import Store
from qa.engine import Engine
from qa.retrieval.retriever import Retriever
from qa.retrieval.scope import EVERYTHING, Scope

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from index.types import Document
    from qa.snapshot import Snapshot

_MS = 1000
_GOAL = 3  # rounds
_TIMEOUT_S = 120
_MOST_PLACES = 256  # whose names are alike, that a name may mean


class Waits:
    """Counts calls of an engine, and the waits for them: several that run beside each other are one.

    The threads that make calls beside each other are those of the pools of ``Holdings``.
    """

    def __init__(self) -> None:
        self.n_calls = self.n_waits = 0

    def reset(self) -> None:
        """Count from 0."""
        self.n_calls = self.n_waits = 0

    def note(self) -> None:
        """Count a call."""
        self.n_calls += 1
        self.n_waits += not _is_pooled()

    def watch(self, owner: object, *names: str) -> None:
        """Count what a method has the pools ask as one wait of whoever calls it."""
        for name in names:
            method = getattr(owner, name)
            setattr(owner, name, functools.partial(self._watched, method))

    def _watched(self, method: Callable[..., Any], *arguments: Any, **options: Any) -> Any:
        if _is_pooled():
            return method(*arguments, **options)
        before, waited = self.n_calls, self.n_waits
        found = method(*arguments, **options)
        self.n_waits += self.n_calls > before and self.n_waits == waited
        return found


def _is_pooled() -> bool:
    return threading.current_thread().name.startswith("Milvus")


class Counted(Connection):
    """A connection whose questions to collections are counted."""

    def __init__(self, target: str) -> None:
        self.waits = Waits()
        super().__init__(target, place=target, timeout_s=_TIMEOUT_S)

    def _asked(self, collection: str, call: Callable[[], Any]) -> Any:
        self.waits.note()
        return super()._asked(collection, call)


def forget(index: MilvusIndex) -> None:
    """Forget what was read of a generation, but not what is read once when it is opened."""
    for each in (*vars(index).values(), *vars(index.holdings).values()):
        if isinstance(each, Kept):
            each.clear()
    index.holdings.count.cache_clear()


def through(snapshot: Snapshot, index: MilvusIndex) -> Snapshot:
    """A snapshot that asks another index, which holds the same."""
    before = snapshot.generation
    known = dataclasses.replace(
        before.reports,
        years=frozenset(index.years),
        places=index.place_names,
        places_holding=functools.partial(index.places_holding, n=_MOST_PLACES),
        held=index.held_terms,
    )
    generation = dataclasses.replace(
        before, index=index, retriever=Retriever(index, before.manifest), reports=known
    )
    return dataclasses.replace(snapshot, generation=generation)


def _seen(snapshot: Snapshot, text: str, scope: Scope) -> tuple[object, float]:
    begin = time.perf_counter()
    answer = snapshot.ask(text, scope=scope)
    took_ms = _MS * (time.perf_counter() - begin)
    hits = [(hit.passage.document_id, hit.passage.number) for hit in answer.hits]
    return (answer.text, answer.kind, answer.level, hits), took_ms


def _asked(
    own: Snapshot,
    there: Snapshot,
    counted: Counted,
    texts: Sequence[str],
    scopes: Iterator[Scope],
    *,
    is_cold: bool,
) -> list[str]:
    """Cells of a row: questions, answered alike, medians of both in ms, rounds, and calls."""
    n_alike, ours, theirs, n_rounds, n_calls = 0, [], [], [], []
    for text, scope in zip(texts, scopes, strict=False):
        expected, own_ms = _seen(own, text, scope)
        if is_cold and isinstance(there.index, MilvusIndex):
            forget(there.index)
        counted.waits.reset()
        answer, there_ms = _seen(there, text, scope)
        n_alike += answer == expected
        if answer != expected:
            click.echo(f"not alike: {text}", err=True)
        ours.append(own_ms)
        theirs.append(there_ms)
        n_rounds.append(counted.waits.n_waits)
        n_calls.append(counted.waits.n_calls)
    medians = [f"{float(np.median(each)):.0f}" for each in (ours, theirs, n_rounds)]
    few = sum(n <= _GOAL for n in n_rounds) / max(1, len(n_rounds))
    most = [f"{few:.0%}", str(max(n_rounds, default=0)), f"{float(np.median(n_calls)):.0f}"]
    return [str(len(texts)), str(n_alike), *medians, *most]


def _scopes(documents: Sequence[Document]) -> dict[str, Iterator[Scope]]:
    each = itertools.cycle(documents)
    places = itertools.cycle(sorted({document.place for document in documents}))
    return {
        "all reports": itertools.repeat(EVERYTHING),
        "one report": (Scope(documents=(document.id,)) for document in each),
        "one place": (Scope(places=(place,)) for place in places),
    }


@click.command()
@click.option("--index", type=Path, required=True, help="Folder of an index.")
@click.option("--target", required=True, help="What pymilvus connects to.")
@click.option("--most", default=10_000, help="How many questions.")
@click.option("--cold", "is_cold", is_flag=True, help="Forget what was read before each question.")
@click.argument("files", nargs=-1, type=Path, required=True)
def main(index: Path, target: str, most: int, *, is_cold: bool, files: tuple[Path, ...]) -> None:
    """Ask both, and print a table."""
    lines = [line for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    texts = list(dict.fromkeys(json.loads(line)["question"] for line in lines))[:most]
    folder, manifest = Store(index).current()
    published, counted = PublishedIndex.load(folder), Counted(target)
    begin = time.perf_counter()
    described = loading.load(counted, Group.new("benchmark"), published, manifest)
    click.echo(f"loaded in {time.perf_counter() - begin:.1f} s", err=True)
    own = Engine.open(index).snapshot()
    loaded = MilvusIndex(counted, described)
    counted.waits.watch(loaded.holdings, "together", "_rows")
    other = through(own, loaded)
    head = (
        *("of", "questions", "alike", "embedded, ms", "Milvus, ms"),
        *("rounds", f"≤ {_GOAL} rounds", "at most", "calls"),
    )
    rows = [
        [name, *_asked(own, other, counted, texts, scopes, is_cold=is_cold)]
        for name, scopes in _scopes(list(published.documents)).items()
    ]
    click.echo(markdown(head, rows))
    loading.drop(counted, described.group)


if __name__ == "__main__":
    main()
