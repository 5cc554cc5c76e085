from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from index.build import build
from qa.cli.printing.streams import json_line
from qa.engine import Engine
from qa.evaluation.question_file import load_questions
from qa.understanding.question import QuestionError, checked
from tests.support.folders import ROOT
from tests.support.hash_encoder import HashEncoder
from tests.support.serving import running

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.support.serving import App

PROGRAM = f"""
import sys
sys.path[:0] = [{str(ROOT)!r}]
from tests.support.hash_encoder import HashEncoder
from index.errors import ModelError
from qa import engine
from qa.cli.main import main
def no_reader(encoder, cache):
    raise ModelError("no reader here")
engine.load_encoder = lambda model, cache: HashEncoder()
engine.load_reader = no_reader
main(prog_name="wenbao")
"""
REPORT = (
    "2024年甲县政府工作报告\n各位代表：\n全县共有渔船383艘，同比增长5%。\n𠀀村“龘”字号渔船3艘。😀\n"
)
# As a shell hands them over: what is set stands for the whole locale.
LOCALE = ("LC_ALL", "LC_CTYPE", "LANG", "PYTHONIOENCODING", "PYTHONUTF8", "PYTHONCOERCECLOCALE")
UNSET = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("locales")
    (folder / "甲县.txt").write_text(REPORT, encoding="utf-8")
    build([folder / "甲县.txt"], folder / "index", HashEncoder)
    return folder / "index"


@pytest.fixture(scope="module")
def served(index: Path) -> Iterator[App]:
    with running("--index", str(index)) as app:
        yield app.await_engine()


def run(index: Path, *arguments: str | bytes, **locale: str) -> subprocess.CompletedProcess[bytes]:
    kept = {name: value for name, value in os.environ.items() if name not in LOCALE}
    return subprocess.run(
        [sys.executable, "-c", PROGRAM, *arguments],
        env=kept | {"WENBAO_INDEX": str(index)} | (locale or {"LC_ALL": "C.UTF-8"}),
        cwd=index.parent,
        capture_output=True,
        check=False,
    )


@pytest.mark.parametrize(
    "locale",
    [
        {"LC_ALL": "C"},
        {"LC_ALL": "POSIX"},
        {"LANG": "C"},
        {"LANG": "zh_CN.GBK"},  # which is not there on most machines
        {"LC_ALL": "C.UTF-8", "PYTHONUTF8": "0"},
        {"LC_ALL": "C", "PYTHONUTF8": "1"},
        {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0"},
    ],
)
def test_an_answer_is_chinese_in_any_locale_that_python_reads_utf_8_in(
    index: Path, locale: dict[str, str]
):
    done = run(index, "ask", "全县共有渔船多少艘?", **locale)
    assert done.returncode == 0
    assert "383艘" in done.stdout.decode("utf-8").splitlines()[0]
    assert "𠀀村" in done.stdout.decode("utf-8")


@pytest.mark.parametrize("locale", [UNSET, UNSET | {"LC_ALL": "POSIX"}])
def test_without_any_encoding_what_is_printed_is_utf_8(index: Path, locale: dict[str, str]):
    done = run(index, "info", "--passages", **locale)
    assert done.returncode == 0
    assert "全县共有渔船383艘" in done.stdout.decode("utf-8")
    gone = run(index, "info", "--index", "没有", **locale)
    assert gone.returncode == 1
    assert b"\\u" not in gone.stderr


@pytest.mark.parametrize(
    ("encoding", "shown"),
    [
        ("gbk", "<U+20000>村“龘”字号渔船3艘。<U+1F600>"),
        ("gb18030", "𠀀村“龘”字号渔船3艘。😀"),
        ("gb2312", "<U+20000>村“<U+9F98>”字号渔船3艘。<U+1F600>"),
        ("utf-8", "𠀀村“龘”字号渔船3艘。😀"),
        ("utf-16", "𠀀村“龘”字号渔船3艘。😀"),
        ("latin-1", "<U+20000><U+6751><U+201C>"),
        ("gbk:strict", "<U+20000>村"),
        ("gbk:replace", "<U+20000>村"),
    ],
)
def test_a_stream_shows_what_its_encoding_holds(index: Path, encoding: str, shown: str):
    done = run(index, "info", "--passages", LC_ALL="C.UTF-8", PYTHONIOENCODING=encoding)
    assert done.returncode == 0
    assert shown in done.stdout.decode(encoding.partition(":")[0])


@pytest.fixture(scope="module")
def usual(index: Path) -> dict[str, list[str]]:
    """The lines of JSON of some commands in UTF-8, by the name of the command."""
    return {
        command: run(index, command, *arguments, "--json").stdout.decode().splitlines()
        for command, arguments in JSON_COMMANDS.items()
    }


JSON_COMMANDS = {"ask": ["渔船有多少艘?"], "search": ["渔船"], "info": ["--passages"]}


@pytest.mark.parametrize("encoding", ["gbk", "gb2312", "ascii", "latin-1"])
@pytest.mark.parametrize("command", JSON_COMMANDS)
def test_json_is_whole_on_every_stream(
    index: Path, usual: dict[str, list[str]], command: str, encoding: str
):
    arguments = [command, *JSON_COMMANDS[command], "--json"]
    done = run(index, *arguments, LC_ALL="C.UTF-8", PYTHONIOENCODING=encoding)
    assert done.returncode == 0
    lines = done.stdout.decode("utf-8" if encoding == "ascii" else encoding).splitlines()
    assert [*map(json.loads, lines)] == [*map(json.loads, usual[command])]
    assert ("渔船" in done.stdout.decode(encoding, "replace")) is encoding.startswith("gb")


NO_TEXT = {
    "GBK in UTF-8": "地区生产总值是多少?".encode("gbk"),
    "Big5 in UTF-8": "地區生產總值是多少?".encode("big5"),
    "UTF-16": "渔船多".encode("utf-16-be"),
    "half a character": "渔船多少艘?".encode()[:-3] + b"\xe8\x89",
    "a single byte": b"\xff",
    "a surrogate": b"\xed\xa0\x80?",
    "too long a form": b"\xc0\xaf?",
    "beyond Unicode": b"\xf5\x80\x80\x80",
}


@pytest.mark.parametrize(
    ("arguments", "question"),
    [
        *((["ask"], question) for question in NO_TEXT.values()),
        (["search"], b"\xff"),
        (["ask", "--json"], b"\xff"),
        (["ask", "渔船有多少艘?", "--after"], b"\xff"),
    ],
)
def test_a_question_that_is_no_text_is_wrong_usage(
    index: Path, arguments: list[str], question: bytes
):
    done = run(index, *arguments, question)
    assert (done.returncode, done.stdout) == (2, b"")
    errors = [line for line in done.stderr.splitlines() if line.startswith(b"Error: ")]
    assert len(errors) == 1
    assert b"is not valid text: U+DC" in errors[0]
    assert b"Traceback" not in done.stderr


def test_a_question_that_the_locale_cannot_read_is_wrong_usage(index: Path):
    done = run(index, "ask", "渔船有多少艘?".encode(), **UNSET)
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"LANG" in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["info", "--index", b"\xb5\xd8"],
        ["ask", "?", "--index", b"\xb5\xd8"],
        ["build", b"\xb5\xd8.txt"],
        ["eval", b"\xb5\xd8.jsonl"],
        ["eval", "--compare", b"\xb5\xd8.json", "x.jsonl"],
        ["export", b"\xb5\xd8/x.wenbao"],
        [b"\xb5\xd8"],
    ],
)
def test_a_path_that_is_no_text_is_told_in_a_line(index: Path, arguments: list[str | bytes]):
    done = run(index, *arguments)
    assert done.returncode in {1, 2}
    errors = [line for line in done.stderr.splitlines() if line.startswith(b"Error: ")]
    assert len(errors) == 1, done.stderr
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("text", ["\ud800", "渔船\udce6?", "渔\udfff", "渔船\0?"])
def test_no_question_of_a_program_is_half_a_character(index: Path, text: str):
    engine = Engine.open(index, load=lambda _: HashEncoder())
    with pytest.raises(QuestionError, match="is not valid text: U\\+"):
        checked(text)
    with pytest.raises(ValueError, match="is not valid text"):
        engine.ask(text)
    with pytest.raises(ValueError, match="is not valid text"):
        engine.search(text)
    with pytest.raises(ValueError, match="is not valid text"):
        engine.ask("去年呢?", history=["渔船有多少艘?", text])


@pytest.mark.parametrize("field", ["question", "history", "answers", "evidence"])
def test_no_question_file_holds_half_a_character(index: Path, tmp_path: Path, field: str):
    fields = {"id": "1", "type": "x", "question": "问", "answers": ["答"], "evidence": ["据"]}
    odd: str | list[str] = "\udce6" if field == "question" else ["\udce6"]
    file = tmp_path / "questions.jsonl"
    file.write_text(json.dumps(fields | {field: odd}) + "\n", encoding="utf-8")
    done = run(index, "eval", str(file))
    assert (done.returncode, done.stdout) == (1, b"")
    assert b"questions.jsonl, line 1: a text is not valid text: U+DCE6" in done.stderr
    file.write_text(json_line(fields), encoding="utf-8")
    assert load_questions(file).questions[0].question == "问"


def test_files_are_utf_8_whatever_the_locale_is(index: Path, tmp_path: Path):
    report = tmp_path / "乙县.txt"
    report.write_text(REPORT, encoding="utf-8")
    done = run(tmp_path / "index", "build", os.fsencode(report), **UNSET)
    assert done.returncode in {0, 1}
    usual = run(index, "info", "--json", LC_ALL="C.UTF-8", PYTHONIOENCODING="gbk")
    assert json.loads(usual.stdout.decode("gbk"))["documents"][0]["path"] == "甲县.txt"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("ask", r'["\ud800", null, 3, null]'),
        ("ask", r'["\udce6\udcb8", null, 3, null]'),
        ("ask", r'["\u0000", null, 3, null]'),
        ("ask", r'["去年呢?", ["渔船\ud83d"], 3, null]'),
        ("search", r'["渔船\udfff", 3, null]'),
    ],
)
def test_no_request_asks_half_a_character(served: App, name: str, data: str):
    response = served.http.post(
        f"/gradio_api/run/{name}",
        content=f'{{"data": {data}}}'.encode(),
        headers={"Content-Type": "application/json"},
    )
    assert response.status_code == 400
    assert "is not valid text: U+" in response.json()["error"]
    assert served.ask("search", "渔船", 1, None).status_code == 200


def test_no_tool_call_asks_half_a_character(served: App):
    call = r'{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"ask","arguments":{"question":"\ud800"}}}'
    response = served.http.post(
        "/gradio_api/mcp/",
        content=call.encode(),
        headers={
            "Content-Type": "application/json",
            "Accept": "application/json, text/event-stream",
        },
    )
    assert response.status_code in {200, 400}
    assert "383" not in response.text
    assert served.ask("search", "渔船", 1, None).status_code == 200
