"""Builders and the engine are killed while a reader asks: no wrong answer, no lost report."""

from __future__ import annotations

import contextlib
import os
import random
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING

import pytest

from index.errors import EngineError
from index.searchable.milvus.asked import MilvusIndex
from tests.support.folders import ROOT
from tests.support.milvus import building
from tests.support.milvus.building import answer, append, built, catalogue, corpus, replace
from tests.support.milvus.engines import serving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from index.searchable.milvus.writing.publishing import Catalogue
    from tests.support.milvus.engines import Server

RIGHT = "云溪建成绿道1公里。"
N_KILLS = 6
SOON_S = 60  # a busy machine is no error


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A server of this test's own, to be killed."""
    (tmp_path / "data").mkdir()
    with serving(tmp_path / "data") as own:
        yield own


@pytest.fixture
def index(server: Server, tmp_path: Path) -> Catalogue:
    """An index of one report."""
    there = catalogue(server.target, "reports")
    replace(there, built(corpus(tmp_path / "first", 云溪="1"), tmp_path / "first.index"))
    return there


class Reader:
    """Asks all the time, as a server does; keeps what it was told, and what was refused."""

    def __init__(self, server: Server) -> None:
        self.answers: set[str] = set()
        self.refusals: set[str] = set()
        self.n_answers = 0
        self._follower = building.Reader(server.target, "reports")
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._ask)

    def _ask(self) -> None:
        while not self._ended.is_set():
            try:
                self.answers.add(answer(self._follower.index(), "云溪"))
                self.n_answers += 1
            except EngineError as error:
                self.refusals.add(str(error))
            time.sleep(0.01)

    @contextlib.contextmanager
    def asking(self) -> Iterator[Reader]:
        self._thread.start()
        try:
            yield self
        finally:
            self._ended.set()
            self._thread.join()

    def await_more(self) -> None:
        """Wait until it was answered again."""
        before = self.n_answers
        wait(lambda: self.n_answers > before + 2)


def wait(condition: Callable[[], bool]) -> None:
    until = time.monotonic() + SOON_S
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.05)


@contextlib.contextmanager
def adding(server: Server, reports: Path) -> Iterator[None]:
    """A builder in a process of its own, once it has begun to load; killed at the end."""
    command = [sys.executable, building.__file__, server.target, "reports", str(reports)]
    environ = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        command, env=environ, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8"
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "built\n"
        yield
        process.kill()


def towns_of(index: Catalogue, *towns: str) -> list[str]:
    there = MilvusIndex(index.connection, index.current())
    return [answer(there, town) for town in towns]


def test_builders_are_killed_at_any_point(index: Catalogue, server: Server, tmp_path: Path):
    chance = random.Random(0)  # noqa: S311 - when to kill
    with Reader(server).asking() as reader:
        for n in range(N_KILLS):
            with adding(server, corpus(tmp_path / f"killed{n}", 松岭="2")):
                time.sleep(chance.uniform(0, 1.2))
        assert towns_of(index, "云溪") == [RIGHT]
        append(index, built(corpus(tmp_path / "last", 茶山="3"), tmp_path / "last.index"))
        append(index, built(corpus(tmp_path / "again", 松岭="2"), tmp_path / "again.index"))
        reader.await_more()
    assert towns_of(index, "云溪", "松岭", "茶山") == [
        RIGHT,
        "松岭建成绿道2公里。",
        "茶山建成绿道3公里。",
    ]
    assert index.current().manifest.n_documents == 3
    assert reader.answers == {RIGHT}
    assert not reader.refusals


def test_what_was_noted_is_taken_in_though_its_builder_is_dead(
    index: Catalogue, server: Server, tmp_path: Path
):
    reports = corpus(tmp_path / "killed", 松岭="2")
    with building.right(index).held(), adding(server, reports):  # so that nobody takes anything in
        wait(lambda: bool(index.pending(index.current())))
    append(index, built(corpus(tmp_path / "last", 茶山="3"), tmp_path / "last.index"))
    assert towns_of(index, "松岭", "茶山") == ["松岭建成绿道2公里。", "茶山建成绿道3公里。"]


def test_the_engine_is_killed_while_it_is_asked_and_written(
    index: Catalogue, server: Server, tmp_path: Path
):
    chance = random.Random(1)  # noqa: S311 - when to kill
    with Reader(server).asking() as reader:
        for _ in range(N_KILLS // 2):
            with adding(server, corpus(tmp_path / "more", 松岭="2")):
                time.sleep(chance.uniform(0.1, 1.0))
                server.kill()
                time.sleep(0.3)
                server.start()
                reader.await_more()
        append(index, built(corpus(tmp_path / "more", 松岭="2"), tmp_path / "more.index"))
        reader.await_more()
    assert towns_of(index, "云溪", "松岭") == [RIGHT, "松岭建成绿道2公里。"]
    assert index.current().manifest.n_documents == 2
    assert reader.answers == {RIGHT}
    assert all("cannot be reached" in line or "did not answer" in line for line in reader.refusals)
    assert reader.refusals
