"""Pipes, sockets, devices, folders and dangling links in place of files: a line, and no waiting."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from index.errors import IndexDamagedError
from index.platform import durable, regular_files, verified_files
from index.storage import archive
from index.storage.store import Store
from index.types import PublishedFile
from qa.cli.main import main
from tests.support.folders import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable

LIMIT_S = 120  # a busy machine is no error; what waits for the other end of a pipe waits for ever
QUESTION = "新建绿道多少公里?"


def pipe(path: Path) -> None:
    os.mkfifo(path)


def listening(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(os.path.relpath(path))  # a socket's path is short


def device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def folder(path: Path) -> None:
    path.mkdir()


def dangling(path: Path) -> None:
    path.symlink_to("nowhere")


KINDS: tuple[Callable[[Path], None], ...] = (pipe, listening, device, folder, dangling)
kinds = pytest.mark.parametrize("kind", KINDS, ids=[kind.__name__ for kind in KINDS])


def replace(path: Path, kind: Callable[[Path], None]) -> None:
    path.unlink(missing_ok=True)
    kind(path)


def wenbao(*options: object, **environment: object) -> subprocess.CompletedProcess[str]:
    """A command in a process of its own, which is ended where it waits."""
    return subprocess.run(
        [sys.executable, "-m", "qa", *map(str, options)],
        cwd=ROOT,
        env=os.environ
        | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
        | {name: str(value) for name, value in environment.items()},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=LIMIT_S,
    )


def one_line(done: subprocess.CompletedProcess[str]) -> str:
    assert done.returncode == 1, (done.stdout, done.stderr)
    (line,) = done.stderr.splitlines()
    assert line.startswith("Error: ")
    return line


def told(*options: object, **environment: object) -> str:
    """The error of a command in this process; it starts quicker, and would wait here for ever."""
    variables = {name: str(value) for name, value in environment.items()}
    done = CliRunner(env=variables).invoke(main, [*map(str, options)])
    assert done.exit_code == 1, done.output
    (line,) = done.stderr.splitlines()
    return line


@pytest.fixture
def index(carrying: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An index that was opened before."""
    monkeypatch.chdir(tmp_path)
    copy = shutil.copytree(carrying, tmp_path / "index")
    Store(copy).current()
    return copy


class TestAnIndex:
    @kinds
    def test_each_of_its_files(self, index: Path, kind: Callable[[Path], None]):
        files = sorted(path for path in index.rglob("*") if path.is_file())
        assert len(files) > 30
        for file in files:
            if file.name in {"CURRENT", "build.lock"}:
                continue
            aside = file.with_name("aside")
            file.rename(aside)
            kind(file)
            with pytest.raises(IndexDamagedError, match="run `wenbao build`") as caught:
                Store(index).current()
            assert "\n" not in str(caught.value)
            file.rmdir() if file.is_dir() and not file.is_symlink() else file.unlink()
            aside.rename(file)
        Store(index).current()

    @kinds
    def test_current(self, index: Path, kind: Callable[[Path], None]):
        replace(index / "CURRENT", kind)
        line = told("ask", QUESTION, "--index", index)
        assert "run `wenbao build`" in line

    def test_is_asked_in_a_line(self, index: Path):
        (file,) = index.rglob("graph.onnx")
        replace(file, pipe)
        line = one_line(wenbao("ask", QUESTION, "--index", index))
        assert "graph.onnx is missing or unreadable (it is a named pipe, not a file)" in line

    def test_is_checked_in_a_line_each(self, index: Path):
        for name in ("graph.onnx", "texts.txt"):
            (file,) = index.rglob(name)
            replace(file, pipe)
        done = wenbao("info", "--verify", "--index", index)
        assert done.returncode == 1
        lines = done.stdout.splitlines()
        assert [line.count("it is a named pipe, not a file") for line in lines] == [1, 1, 0]

    def test_is_published_over_them(self, tmp_path: Path):
        for name in ("CURRENT", "CURRENT.new"):
            pipe(tmp_path / name)
        durable.replace(tmp_path / "CURRENT", b"new")
        assert (tmp_path / "CURRENT").read_bytes() == b"new"


class TestABundle:
    @kinds
    def test_in_its_place(
        self, tmp_path: Path, kind: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch
    ):
        monkeypatch.chdir(tmp_path)
        kind(tmp_path / "x.wenbao")
        line = told("ask", QUESTION, "--index", tmp_path / "x.wenbao")
        assert str(tmp_path / "x.wenbao") in line
        assert told("info", "--verify", "--index", tmp_path / "x.wenbao")


class TestTheCache:
    def test_notes_are_made_anew(self, index: Path, tmp_path: Path):
        cache = tmp_path / "cache"
        store = Store(index, cache)
        generation, _ = store.current()
        for note in (cache / "verified").iterdir():
            replace(note, pipe)
        Store(index, cache).current()
        assert all(note.is_file() for note in (cache / "verified").iterdir())
        assert generation.is_dir()

    def test_the_words_are_kept_anew(self, index: Path, tmp_path: Path):
        cache = tmp_path / "cache"
        assert wenbao("ask", QUESTION, "--index", index, WENBAO_CACHE=cache).returncode == 0
        (words,) = (cache / "words").iterdir()
        for file in words.iterdir():
            replace(file, pipe)
        done = wenbao("ask", QUESTION, "--index", index, WENBAO_CACHE=cache)
        assert "31" in done.stdout
        assert all(file.is_file() for file in words.iterdir())

    def test_an_unpacked_bundle_is_unpacked_anew(self, index: Path, tmp_path: Path):
        file, cache = tmp_path / "x.wenbao", tmp_path / "cache"
        archive.export(index, file)
        unpacked = archive.folder_of(file, cache)
        (texts,) = unpacked.rglob("texts.txt")
        replace(texts, pipe)
        assert archive.folder_of(file, cache) == unpacked
        assert texts.is_file()


class TestWhatAUserNames:
    @kinds
    def test_settings(
        self, tmp_path: Path, kind: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch
    ):
        monkeypatch.chdir(tmp_path)
        kind(tmp_path / "wenbao.toml")
        assert "wenbao.toml cannot be read: " in told("info")

    @kinds
    def test_synonyms(self, index: Path, tmp_path: Path, kind: Callable[[Path], None]):
        kind(tmp_path / "mine.txt")
        line = told("ask", QUESTION, "--index", index, WENBAO_SYNONYMS=tmp_path / "mine.txt")
        assert f"{tmp_path / 'mine.txt'} cannot be read (" in line

    @kinds
    def test_questions(self, index: Path, tmp_path: Path, kind: Callable[[Path], None]):
        kind(tmp_path / "questions.jsonl")
        line = told("eval", tmp_path / "questions.jsonl", "--index", index)
        assert f"{tmp_path / 'questions.jsonl'}: " in line

    def test_questions_from_the_shell_are_read(self):
        """``wenbao eval <(head questions.jsonl)`` names a pipe that is held open already."""
        reading, writing = os.pipe()
        os.write(writing, "问报".encode())
        os.close(writing)
        try:
            assert regular_files.read_given_text(Path(f"/dev/fd/{reading}"), "utf-8") == "问报"
        finally:
            os.close(reading)


class TestReading:
    @kinds
    def test_says_what_it_is(
        self, tmp_path: Path, kind: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch
    ):
        monkeypatch.chdir(tmp_path)
        kind(tmp_path / "x")
        for read in (
            regular_files.read_bytes,
            regular_files.read_text,
            regular_files.read_given,
            verified_files.sha256,
        ):
            with pytest.raises(OSError, match=r".") as caught:
                read(tmp_path / "x")
            assert caught.value.filename == str(tmp_path / "x")

    def test_a_pipe_that_somebody_writes_into_is_none_either(self, tmp_path: Path):
        os.mkfifo(tmp_path / "x")
        both = os.open(tmp_path / "x", os.O_RDWR)
        try:
            os.write(both, b"?")
            file = PublishedFile(name="x", n_bytes=1, sha256="0" * 64)
            with pytest.raises(OSError, match="it is a named pipe, not a file"):
                verified_files.changed(tmp_path, [file], tmp_path / "cache")
        finally:
            os.close(both)
