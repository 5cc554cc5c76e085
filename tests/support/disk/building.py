"""Builds in processes of their own, stopped at a named point: to be killed there, or let go on."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.build import build
from index.errors import WenbaoError
from index.language import tokens
from index.published.contents import PublishedIndex
from index.published.terms import TermIndex
from index.published.vectors import VectorIndex
from index.storage.store import Store
from tests.support.hash_encoder import HashEncoder

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

# Where a build stops: before or after the first call of a method.
STOPS: dict[str, tuple[type, str, str]] = {
    "nothing staged": (Store, "stage", "before"),
    "an empty folder staged": (PublishedIndex, "save", "before"),
    "some files written": (VectorIndex, "save", "before"),
    "more files written": (TermIndex, "save", "after"),
    "all files written": (Store, "publish", "before"),
    "manifest written": (Path, "rename", "before"),
    "renamed": (Path, "rename", "after"),
    "about to replace CURRENT": (Path, "replace", "before"),
    "CURRENT replaced": (Path, "replace", "after"),
}
PUBLISHED = "CURRENT replaced"

tokens.terms("")  # read jieba's dictionary once, before any process is forked off


class _Teller:
    """Tells each state once; a process that has stopped goes on when it is told to."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe
        self._told: set[str] = set()

    def __call__(self, state: str) -> None:
        if state not in self._told:
            self._told.add(state)
            self._pipe.send(state)
            if state == "stopped":
                self._pipe.recv()


def run(pipe: Connection, corpus: Path, folder: Path, stop: str | None, *, wait: bool) -> None:
    """Build, and tell over the pipe where it stands: stopped, waiting, done, or the error."""
    tell = _Teller(pipe)
    if stop is not None:
        _stop_at(stop, tell)
    if wait:
        _tell_of_waiting(tell)
    try:
        build([corpus], folder, HashEncoder, wait=wait)
    except WenbaoError as error:
        tell(str(error))
    else:
        tell("done")


def _stop_at(stop: str, tell: _Teller) -> None:
    owner, name, moment = STOPS[stop]
    original = getattr(owner, name)

    def stopping(*args: Any, **options: Any) -> Any:
        if name == "replace" and args[1].name != "CURRENT":  # a note of what was verified
            return original(*args, **options)
        if moment == "before":
            tell("stopped")
        result = original(*args, **options)
        if moment == "after":
            tell("stopped")
        return result

    setattr(owner, name, stopping)


def _tell_of_waiting(tell: _Teller) -> None:
    """The lock is asked for again and again, with naps in between."""
    nap = time.sleep

    def napping(seconds: float) -> None:
        tell("waiting")
        nap(seconds)

    time.sleep = napping  # type: ignore[assignment]  # which takes whatever is a number, too
