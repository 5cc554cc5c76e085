"""Output to a reader that has gone away, or never was there: no traceback, a sensible status."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import httpx
import pytest

from index.build import build
from index.storage.store import Store
from qa.cli.printing.pipes import READER_GONE
from tests.support.folders import ROOT
from tests.support.hash_encoder import HashEncoder
from tests.support.serving import START_S

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# `wenbao`, with the small encoder in the place of the model.
WENBAO = """
import logging
import sys
sys.path[:0] = ["."]
from tests.support.hash_encoder import HashEncoder
from index.errors import ModelError
from index.model import encoder_choice
from qa import engine
from qa.cli.main import main
def no_reader(*args, **options):
    raise ModelError("no reader here")
encoder_choice.load = lambda *args, **options: HashEncoder()
engine.load_encoder = lambda *args, **options: HashEncoder()
engine.load_reader = no_reader
logging.disable()
main(sys.argv[1:], prog_name="wenbao")
"""
QUESTION = "全县种茶多少亩?"
RESULTS = {  # commands that print results
    "help": ("--help",),
    "version": ("--version",),
    "help of a command": ("search", "--help"),
    "search": ("search", QUESTION),
    "search as JSON": ("search", QUESTION, "--json"),
    "ask": ("ask", QUESTION, "--explain"),
    "ask as JSON": ("ask", QUESTION, "--json"),
    "info": ("info",),
    "info as JSON": ("info", "--json"),
    "passages": ("info", "--passages"),
    "eval": ("eval", "QUESTIONS"),
    "eval as JSON": ("eval", "QUESTIONS", "--json"),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus, its index, and a question of it."""
    root = tmp_path_factory.mktemp("pipes")
    (root / "报告").mkdir()
    (root / "报告" / "甲.txt").write_text("全县种茶三千亩。\n全县养鱼九百吨。", encoding="utf-8")
    build([root / "报告"], root / "index", HashEncoder)
    fields = {"type": "quantity", "answers": ["三千亩"], "evidence": ["全县种茶三千亩"]}
    asked = {"id": "一", "question": QUESTION, **fields}
    (root / "questions.jsonl").write_text(json.dumps(asked), encoding="utf-8")
    return root


@contextlib.contextmanager
def gone() -> Iterator[int]:
    """The end to write to of a pipe that nobody reads."""
    reading, writing = os.pipe()
    os.close(reading)
    try:
        yield writing
    finally:
        os.close(writing)


def command(folder: Path, *arguments: str, redirection: str = "") -> list[str]:
    """A command of the folder's index; the shell's redirections come before it is run."""
    given = [str(folder / "questions.jsonl") if each == "QUESTIONS" else each for each in arguments]
    if arguments[0] in {"search", "ask", "info", "eval", "export", "build"} and (
        "--help" not in arguments
    ):
        given += ["--index", str(folder / "index")]
    return ["sh", "-c", f'exec "$@" {redirection}', "sh", sys.executable, "-c", WENBAO, *given]


def run(
    folder: Path,
    *arguments: str,
    stdout: int = subprocess.PIPE,
    stderr: int = subprocess.PIPE,
    redirection: str = "",
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(folder, *arguments, redirection=redirection),
        stdout=stdout,
        stderr=stderr,
        cwd=ROOT,
        env=os.environ | {"PYTHONUTF8": "1"},
        encoding="utf-8",
        timeout=START_S,
        check=False,
    )


@pytest.mark.parametrize("name", RESULTS)
def test_results_that_nobody_reads(folder: Path, name: str):
    with gone() as pipe:
        done = run(folder, *RESULTS[name], stdout=pipe)
    assert done.returncode == READER_GONE
    assert done.stderr == ""


@pytest.mark.parametrize("name", ["help", "passages"])
def test_neither_results_nor_errors_are_read(folder: Path, name: str):
    with gone() as pipe:
        assert run(folder, *RESULTS[name], stdout=pipe, stderr=pipe).returncode == READER_GONE


@pytest.mark.parametrize("name", ["help", "ask"])
@pytest.mark.parametrize("shell", [">&-", "2>&-", ">&- 2>&-", "<&- >&- 2>&-"])
def test_streams_that_are_closed(folder: Path, name: str, shell: str):
    done = run(folder, *RESULTS[name], redirection=shell)
    assert done.returncode == 0
    assert done.stderr == ""
    assert bool(done.stdout) == (shell == "2>&-")


@pytest.mark.parametrize(
    ("arguments", "status"), [(("ask", ""), 2), (("search",), 2), (("export", "/dev/null/a"), 1)]
)
@pytest.mark.parametrize("shell", ["", "2>&-"])
def test_an_error_that_nobody_reads_keeps_its_status(
    folder: Path, arguments: tuple[str, ...], status: int, shell: str
):
    with gone() as pipe:
        done = run(folder, *arguments, stderr=pipe, redirection=shell)
    assert done.returncode == status
    assert done.stdout == ""


@pytest.mark.parametrize("name", ["help", "search"])
def test_results_that_find_no_room_are_an_error_in_a_line(folder: Path, name: str):
    done = run(folder, *RESULTS[name], redirection=">/dev/full")
    assert done.returncode == 1
    assert done.stderr == "Error: the output cannot be written: No space left on device\n"


@pytest.mark.parametrize("shell", ["", "2>&-", "<&- >&- 2>&-", "2>/dev/full"])
def test_a_build_is_finished_though_nobody_follows_it(folder: Path, shell: str):
    # Of another text: two builds of one text in the same second are the same generation.
    with (folder / "报告" / "甲.txt").open("a", encoding="utf-8") as file:
        file.write(f"\n全县植树{len(shell)}万株。")
    before = Store(folder / "index").current()[0]
    with gone() as pipe:
        built = run(folder, "build", str(folder / "报告"), stderr=pipe, redirection=shell)
    assert built.returncode == 0
    generation, manifest = Store(folder / "index").current()
    assert generation != before
    assert manifest.n_documents == 1


def test_only_the_first_line_is_read(folder: Path):
    """As ``wenbao info --passages --json | head -1``: the reader goes away in the middle."""
    arguments = command(folder, "info", "--passages", "--json")
    with subprocess.Popen(
        arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert json.loads(process.stdout.readline())["kept"]
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode in {0, READER_GONE}


@pytest.mark.parametrize("closes", ["stderr", "both"])
def test_a_server_serves_on_when_nobody_follows_it(folder: Path, closes: str):
    """As ``wenbao serve 2>&1 | head -1``, which reads the address."""
    options = ("--port", "0", "--index", str(folder / "index"))
    with subprocess.Popen(
        [sys.executable, str(ROOT / "tests" / "support" / "serving.py"), *options],
        stdout=subprocess.PIPE if closes == "stderr" else subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        encoding="utf-8",
    ) as process:
        try:
            assert process.stderr is not None
            lines = iter(process.stderr)
            address = next(line for line in lines if "http://" in line).split()[-1]
            process.stderr.close()
            with httpx.Client(base_url=address, trust_env=False, timeout=START_S) as client:
                await_engine(client)
                data = [QUESTION, 1, None]
                answer = client.post("/gradio_api/run/search", json={"data": data})
            assert answer.json()["data"][0]["hits"][0]["passage"]["text"] == "全县种茶三千亩。"
            process.send_signal(signal.SIGTERM)
            assert process.wait(START_S) == 0
        finally:
            process.kill()


def await_engine(client: httpx.Client) -> None:
    """Follow what the page tells of the start to its end."""
    events = client.get("/config").json()["dependencies"]
    (event,) = (event for event in events if event["api_name"] == "told")
    session = {"session_hash": "a1", "fn_index": event["id"], "data": []}
    assert client.post("/gradio_api/queue/join", json=session).is_success
    with client.stream("GET", "/gradio_api/queue/data?session_hash=a1") as stream:
        assert any("process_completed" in line for line in stream.iter_lines())
