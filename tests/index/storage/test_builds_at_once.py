"""index.storage.store: builds that are killed, and several at once; readers never fail meanwhile."""

from __future__ import annotations

import contextlib
import itertools
import multiprocessing
import os
import signal
import sys
import threading
from multiprocessing import forkserver
from typing import TYPE_CHECKING, Any

import pytest

from index.errors import (
    IndexBusyError,
    IndexMissingError,
    WenbaoError,
)
from index.storage.store import Store
from tests.support.disk import building
from tests.support.folders import ROOT
from tests.support.publishing import answer, contents, corpus_saying, generations, publish

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from multiprocessing.context import ForkServerContext, ForkServerProcess
    from pathlib import Path


PATIENCE_S = 60  # for another process to say something; no test waits that long when all is well


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return corpus_saying(tmp_path / "old", "31公里")


@pytest.fixture
def new(tmp_path: Path) -> Path:
    return corpus_saying(tmp_path / "new", "48公里")


class Builder:
    """Another process that builds, up to a stop."""

    def __init__(
        self,
        context: ForkServerContext,
        corpus: Path,
        folder: Path,
        stop: str | None,
        *,
        wait: bool = False,
    ) -> None:
        self._pipe, theirs = context.Pipe()
        self.process: ForkServerProcess = context.Process(
            target=building.run,
            args=(theirs, corpus, folder, stop),
            kwargs={"wait": wait},
            daemon=True,
        )
        self.process.start()
        theirs.close()

    def next_state(self) -> str:
        assert self._pipe.poll(PATIENCE_S), "the other process says nothing"
        return self._pipe.recv()

    def go_on(self) -> None:
        self._pipe.send("go on")

    def kill(self) -> None:
        self.process.kill()
        self.process.join(PATIENCE_S)
        assert self.process.exitcode == -signal.SIGKILL

    def end(self) -> None:
        self.process.join(PATIENCE_S)
        assert self.process.exitcode == 0

    def close(self) -> None:
        self.process.kill()
        self.process.join()
        self.process.close()
        self._pipe.close()


@pytest.fixture(scope="module")
def context() -> ForkServerContext:
    """Forks processes off one that has imported everything and opened nothing."""
    context = multiprocessing.get_context("forkserver")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", os.pathsep.join((str(ROOT), *sys.path)))
        context.set_forkserver_preload([building.__name__])
        forkserver.ensure_running()
    return context


@pytest.fixture
def start(context: ForkServerContext) -> Iterator[Callable[..., Builder]]:
    with contextlib.ExitStack() as stack:

        def start(*args: Any, **options: Any) -> Builder:
            builder = Builder(context, *args, **options)
            stack.callback(builder.close)
            return builder

        yield start


class TestAKilledBuild:
    @pytest.mark.parametrize(
        "stop", [stop for stop in building.STOPS if stop != building.PUBLISHED]
    )
    def test_leaves_the_old_index_answering_and_the_next_build_clears_up(
        self, start: Callable[..., Builder], old: Path, new: Path, tmp_path: Path, stop: str
    ):
        folder = tmp_path / "index"
        publish(old, folder)
        generation, _ = Store(folder).current()
        before = contents(generation)
        builder = start(new, folder, stop)
        assert builder.next_state() == "stopped"
        builder.kill()

        assert answer(folder) == "建成绿道31公里。"
        assert contents(generation) == before

        publish(new, folder)
        assert answer(folder) == "建成绿道48公里。"
        assert generations(folder) == {generation.name, Store(folder).current()[0].name}
        assert {path.name for path in folder.iterdir()} == {"CURRENT", "build.lock", "generations"}

    def test_once_published_is_published(
        self, start: Callable[..., Builder], old: Path, new: Path, tmp_path: Path
    ):
        folder = tmp_path / "index"
        publish(old, folder)
        builder = start(new, folder, building.PUBLISHED)
        assert builder.next_state() == "stopped"
        builder.kill()
        assert answer(folder) == "建成绿道48公里。"

    @pytest.mark.parametrize("stop", ["some files written", "renamed", "about to replace CURRENT"])
    def test_the_first_of_all_leaves_no_index_and_nothing_in_the_way(
        self, start: Callable[..., Builder], new: Path, tmp_path: Path, stop: str
    ):
        folder = tmp_path / "index"
        builder = start(new, folder, stop)
        assert builder.next_state() == "stopped"
        builder.kill()
        with pytest.raises(IndexMissingError, match="run `wenbao build`"):
            Store(folder).current()
        publish(new, folder)
        assert answer(folder) == "建成绿道48公里。"
        assert generations(folder) == {Store(folder).current()[0].name}


class TestTwoBuildsAtOnce:
    def test_the_second_says_that_the_first_is_running(
        self, start: Callable[..., Builder], old: Path, new: Path, tmp_path: Path
    ):
        folder = tmp_path / "index"
        first = start(old, folder, "some files written")
        assert first.next_state() == "stopped"
        with pytest.raises(
            IndexBusyError,
            match=r"^another build is writing the index in .*index: wait until it is done, or give "
            r"this one another --index$",
        ):
            publish(new, folder)
        first.go_on()
        assert first.next_state() == "done"
        first.end()
        assert answer(folder) == "建成绿道31公里。"

    def test_the_second_waits_if_it_is_to_and_both_succeed(
        self, start: Callable[..., Builder], old: Path, new: Path, tmp_path: Path
    ):
        folder = tmp_path / "index"
        first = start(old, folder, "some files written")
        assert first.next_state() == "stopped"
        second = start(new, folder, None, wait=True)
        assert second.next_state() == "waiting"
        with pytest.raises(IndexMissingError):
            Store(folder).current()
        first.go_on()
        assert first.next_state() == "done"
        assert second.next_state() == "done"
        first.end()
        second.end()
        assert answer(folder) == "建成绿道48公里。"
        assert len(generations(folder)) == 2

    def test_the_lock_of_a_killed_build_is_free(
        self, start: Callable[..., Builder], old: Path, tmp_path: Path
    ):
        first = start(old, tmp_path / "index", "nothing staged")
        assert first.next_state() == "stopped"
        first.kill()
        with Store(tmp_path / "index").lock(wait=False):
            pass

    def test_the_lock_is_given_back_after_an_error(self, tmp_path: Path):
        store = Store(tmp_path / "index")
        with pytest.raises(KeyError), store.lock(wait=False):
            raise KeyError
        with store.lock(wait=False), pytest.raises(IndexBusyError), store.lock(wait=False):
            pass

    def test_indexes_in_other_folders_are_built_at_the_same_time(
        self, start: Callable[..., Builder], old: Path, new: Path, tmp_path: Path
    ):
        first = start(old, tmp_path / "one", "some files written")
        assert first.next_state() == "stopped"
        publish(new, tmp_path / "two")
        assert answer(tmp_path / "two") == "建成绿道48公里。"


def test_reading_never_fails_while_builds_publish_and_prune(tmp_path: Path):
    folder = tmp_path / "index"
    corpora = [corpus_saying(tmp_path / f"corpus {i}", f"{i}公里") for i in range(3)]
    publish(corpora[0], folder)
    done = threading.Event()
    read: list[str] = []
    failures: list[WenbaoError | OSError] = []

    def keep_reading() -> None:
        while not done.is_set():
            try:
                read.append(answer(folder))
            except (WenbaoError, OSError) as error:
                failures.append(error)
                return

    readers = [threading.Thread(target=keep_reading) for _ in range(2)]
    for reader in readers:
        reader.start()
    try:
        for i in itertools.count():
            publish(corpora[i % 3], folder)
            if failures or (i > 9 and len(set(read)) == 3):
                break
    finally:
        done.set()
        for reader in readers:
            reader.join()
    assert failures == []
    assert set(read) == {f"建成绿道{i}公里。" for i in range(3)}
