"""``wenbao watch`` as a process: it builds, follows, and ends in order."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import pytest

from index.storage.store import Store
from qa import Engine
from tests.support.hash_encoder import HashEncoder
from tests.support.serving import ROOT, START_S

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PROGRAM = str(ROOT / "tests" / "support" / "serving.py")


class Watch:
    """A command that watches: what it says, and how it ends."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.said: list[str] = []

    def await_line(self, part: str) -> str:
        """Read what it says on, up to a line that holds ``part``."""
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self.said.append(line.rstrip("\n"))
            if part in line:
                return self.said[-1]
        raise AssertionError(f"it ended without saying {part!r}: {self.said}")

    def end(self, with_signal: int) -> int:
        self.process.send_signal(with_signal)
        assert self.process.stderr is not None
        self.said += self.process.stderr.read().splitlines()
        return self.process.wait()


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    (tmp_path / "报告").mkdir()
    (tmp_path / "报告" / "甲.txt").write_text("全县种茶三千亩。", encoding="utf-8")
    return tmp_path / "报告"


@contextlib.contextmanager
def watching(corpus: Path, **environment: str) -> Iterator[Watch]:
    folder = corpus.parent
    cache = {"WENBAO_CACHE": str(folder / "cache"), "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    with subprocess.Popen(
        [sys.executable, PROGRAM, "watch", str(corpus), "--index", str(folder / "index")],
        stderr=subprocess.PIPE,
        env=os.environ | cache | environment,
        encoding="utf-8",
    ) as process:
        limit = threading.Timer(START_S, process.kill)
        limit.start()
        try:
            yield Watch(process)
        finally:
            limit.cancel()
            process.kill()


def answer(corpus: Path) -> str:
    folder = corpus.parent
    engine = Engine(folder / "index", lambda _: HashEncoder(), cache=folder / "cache")
    (hit,) = engine.search("全县种茶多少亩?", top_k=1)
    return hit.passage.text


@pytest.mark.parametrize("with_signal", [signal.SIGINT, signal.SIGTERM])
def test_it_builds_and_follows_until_it_is_told_to_end(corpus: Path, with_signal: int):
    with watching(corpus) as watch:
        watch.await_line("the corpus has changed: 1 added (甲.txt)")
        watch.await_line("indexed 1 report")
        assert answer(corpus) == "全县种茶三千亩。"
        (corpus / "甲.txt").write_text("全县种茶五千亩。", encoding="utf-8")
        watch.await_line("the corpus has changed: 1 changed (甲.txt)")
        watch.await_line("indexed 1 report")
        assert answer(corpus) == "全县种茶五千亩。"
        assert watch.end(with_signal) == 0
        assert watch.said[-1] == "no longer watching"
        assert "Traceback" not in "".join(watch.said)


@pytest.mark.parametrize("with_signal", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_in_order_also_while_it_builds(corpus: Path, with_signal: int):
    os.mkfifo(corpus.parent / "gate")
    with watching(corpus, GATE=str(corpus.parent / "gate")) as watch:
        watch.await_line("indexing ")
        assert watch.end(with_signal) == 0
        assert watch.said[-1] == "no longer watching"
        assert "Traceback" not in "".join(watch.said)
        assert Store(corpus.parent / "index").last_manifest() is None
        with Store(corpus.parent / "index").lock(wait=False):
            pass


def test_it_waits_for_another_build(corpus: Path):
    lock = Store(corpus.parent / "index").lock(wait=False)
    with lock, watching(corpus) as watch:
        watch.await_line("the corpus has changed")
        assert watch.end(signal.SIGTERM) == 0


def test_a_corpus_that_is_not_there_is_waited_for(corpus: Path):
    elsewhere = corpus.parent / "elsewhere"
    corpus.rename(elsewhere)
    with watching(corpus) as watch:
        watch.await_line("does not exist: give a report, or a folder of reports")
        elsewhere.rename(corpus)
        watch.await_line("indexed 1 report")
        assert watch.end(signal.SIGTERM) == 0
