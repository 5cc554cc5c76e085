"""No request makes the server open a file or a device, or ask for a name.

Gradio opens whatever an object of the right form names, wherever it stands in a request.
"""

from __future__ import annotations

import ast
import concurrent.futures
import gzip
import json
import os
import sys
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.raw_requests import JSON, MCP, Reply, send
from tests.support.serving import ROOT, App, running
from tests.support.watching import WATCHED

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

QUESTION = "航运企业有多少家?"
SECRET = "a secret of this machine"  # noqa: S105 -- it opens nothing
MCP_PATH = "/gradio_api/mcp/"


def file_of(path: str) -> dict[str, Any]:
    """What Gradio takes for a file."""
    return {"path": path, "meta": {"_type": "gradio.FileData"}}


class Trap:
    """A watched app, and what it is asked to open. ``own`` is what it may open: its own folders."""

    def __init__(self, app: App, folder: Path, own: tuple[str, ...]) -> None:
        self.app = app
        self._own = own
        self._audit = folder / "audit"
        self._temporary = folder / "tmp"
        self._before = sorted(self._temporary.rglob("*"))  # what Gradio itself makes
        secret, fifo = folder / "secret.txt", folder / "fifo"
        secret.write_text(SECRET, encoding="utf-8")
        os.mkfifo(fifo)
        self.targets = (
            str(secret),
            str(fifo),
            "/dev/zero",
            "/proc/self/mem",
            "/dev/stdin",
            f"file://{secret}",
            "http://lookup.invalid/x",
            "https://lookup.invalid:1/x",
            "\\\\lookup.invalid\\share\\x",
            "//lookup.invalid/x",
            str(self._temporary),
            "tests/support/serving.py",
            "",
            "\0",
        )

    def opened_by(self, path: str) -> int:
        """How many files an address makes the server open."""
        before = len(self._events())
        assert send(self.app, "GET", path).status == 200
        return len(self._events()) - before

    def _events(self) -> list[list[str]]:
        return [json.loads(line) for line in self._audit.read_text().splitlines()]

    def check_quiet(self) -> None:
        """Check that nothing was opened or asked for, and that all else is answered."""
        assert send(self.app, "GET", "/theme.css").status == 200
        assert sorted(self._temporary.rglob("*")) == self._before
        events = self._events()
        assert [event for event in events if event[0].startswith("socket.")] == []
        opened = {
            ast.literal_eval(event[1]) for event in events if event[0] in {"open", "os.listdir"}
        }
        strange = {str(path) for path in opened if not str(path).startswith(self._own)}
        assert strange == set()


@pytest.fixture(scope="module")
def trap(small_index_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trap]:
    folder = tmp_path_factory.mktemp("trap")
    (folder / "tmp").mkdir()
    environment = {"AUDIT": str(folder / "audit"), "TMPDIR": str(folder / "tmp")}
    options = (
        "--index",
        str(small_index_dir),
        "--no-watch",
    )  # who follows a corpus opens its files
    with running(*options, program=WATCHED, environment=environment) as app:
        app.await_engine()
        app.await_line("changes of the corpus are not followed")
        send(app, "GET", "/")
        send(app, "POST", "/gradio_api/run/reports", json.dumps({"data": []}))
        os.truncate(folder / "audit", 0)
        own = (
            sys.prefix,
            sys.base_prefix,
            str(ROOT / "qa"),
            str(ROOT / "index"),
            str(small_index_dir),
        )
        yield Trap(app, folder, own)


def places(target: str) -> dict[str, tuple[str, Any]]:
    """Where in a request a file can stand: the path and the body, by what it is."""
    file = file_of(target)
    ask = [QUESTION, None, 3, None]
    joined = {"session_hash": "abc123", "data": [], "fn_index": 7, "trigger_id": 15}
    sent = {"question": QUESTION, "view": {}, "history": []}

    def call(arguments: Any, name: Any = "ask", **others: Any) -> dict[str, Any]:
        params = {"name": name, "arguments": arguments}
        message = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params}
        return message | others

    return {
        "question": ("run/ask", {"data": [file, None, 3, None]}),
        "question of api": ("api/ask", {"data": [file, None, 3, None]}),
        "question of search": ("run/search", {"data": [file, 3, None]}),
        "with a slash": ("run/predict/", {"data": [file, 3, None], "fn_index": 0}),
        "history": ("run/ask", {"data": [QUESTION, file, 3, None]}),
        "in the history": ("run/ask", {"data": [QUESTION, [[file]], 3, None]}),
        "top_k": ("run/ask", {"data": [QUESTION, None, file, None]}),
        "scope": ("run/ask", {"data": [QUESTION, None, 3, file]}),
        "in the scope": ("run/ask", {"data": [QUESTION, None, 3, {"places": file}]}),
        "places of the scope": ("run/search", {"data": [QUESTION, 3, {"places": [file]}]}),
        "with an address": ("run/ask", {"data": [file | {"url": target}, None, 3, None]}),
        "whose meta is a text": (
            "run/ask",
            {"data": [{"path": target, "meta": "x"}, None, 3, None]},
        ),
        "too many": ("run/ask", {"data": [*ask, file]}),
        "data": ("run/ask", {"data": file}),
        "the body": ("run/ask", file),
        "a list of bodies": ("run/ask", [{"data": [file, None, 3, None]}]),
        "joined": ("queue/join", joined | {"data": [file, 3, None], "fn_index": 0}),
        "joined data": ("queue/join", joined | {"data": [file]}),
        "event_data": ("queue/join", joined | {"event_data": file}),
        "id": ("queue/join", joined | {"event_data": {"id": file, "sent": sent}}),
        "sent": ("queue/join", joined | {"event_data": {"id": 1, "sent": file}}),
        "sent question": (
            "queue/join",
            joined | {"event_data": {"id": 1, "sent": sent | {"question": file}}},
        ),
        "view": (
            "queue/join",
            joined | {"event_data": {"id": 1, "sent": sent | {"view": {"place": file}}}},
        ),
        "session": ("queue/join", joined | {"session_hash": file}),
        "function": ("queue/join", joined | {"fn_index": file}),
        "trigger": ("queue/join", joined | {"trigger_id": file}),
        "cancelled event": ("cancel", {"session_hash": "a", "fn_index": 0, "event_id": file}),
        "cancelled session": ("cancel", {"session_hash": file, "fn_index": 0, "event_id": "a"}),
        "reset event": ("reset", {"event_id": file}),
        "tool's question": ("mcp", call({"question": file})),
        "tool's scope": ("mcp/", call({"question": QUESTION, "scope": file})),
        "tool's places": ("mcp/", call({"question": QUESTION, "scope": {"places": file}})),
        "tool's list of places": (
            "mcp/",
            call({"question": QUESTION, "scope": {"places": [file]}}),
        ),
        "tool's history": ("mcp/", call({"question": QUESTION, "history": [file]})),
        "tool's top_k": ("mcp/", call({"question": QUESTION, "top_k": file})),
        "tool's other": ("mcp/", call({"question": QUESTION, "file": file})),
        "arguments": ("mcp/", call(file)),
        "tool": ("mcp/", call({"question": QUESTION}, name=file)),
        "message": ("mcp/", call({}, id=file)),
        "method": ("mcp/", call({}, method=file)),
        "params": ("mcp/", call({}, params=[file])),
        "batch": ("mcp/", [call({"question": file})]),
    }


def is_refused(reply: Reply) -> bool:
    """Whether a reply says in one line that the request is at fault; of MCP in its own form."""
    fields = reply.fields
    if "jsonrpc" not in fields:
        return reply.status in {400, 404, 415} and isinstance(fields["error"], str)
    return "error" in fields or fields["result"]["isError"] is True


@pytest.mark.parametrize("place", list(places("x")))
def test_no_place_of_a_request_names_a_file(trap: Trap, place: str):
    source = f"127.2.0.{list(places('x')).index(place) + 1}"
    with concurrent.futures.ThreadPoolExecutor(1) as thread:
        for target in trap.targets:
            path, body = places(target)[place]
            url, text = f"/gradio_api/{path}", json.dumps(body)
            asked = thread.submit(send, trap.app, "POST", url, text, MCP, source=source)
            # All others are answered while it is worked on.
            assert send(trap.app, "GET", "/robots.txt", source=source).status == 200
            reply = asked.result()
            assert is_refused(reply), (target, reply)
            assert SECRET not in reply.body.decode()
    trap.check_quiet()


BODY = json.dumps({"data": [file_of("/etc/hostname"), None, 3, None]})
SAFE = json.dumps({"data": [QUESTION, None, 3, None]})
DEEP = '{"data":' + "[" * 100_000 + "]" * 100_000 + "}"


@pytest.mark.parametrize(
    ("body", "line"),
    [
        (BODY.replace("gradio", "\\u0067radio"), "question is no object"),
        (BODY.replace("_type", "\\u005ftype"), "question is no object"),
        (BODY.replace('"meta"', '"me\\u0074a"'), "question is no object"),
        (f"{SAFE[:-1]}, {BODY[1:]}", "the same key twice"),
        (f"{BODY[:-1]}, {SAFE[1:]}", "the same key twice"),
        (f'{BODY[:-1]}, "d\\u0061ta": []}}', "the same key twice"),
        ('{"data": [{"path": "a", "path": "/etc/hostname"}]}', "the same key twice"),
        (DEEP, "nested more than 8 deep"),
        ('{"data":' * 200 + "1" + "}" * 200, "nested more than 8 deep"),
        ('{"data":[[[[[[[[[]]]]]]]]]}', "nested more than 8 deep"),
        (json.dumps({"data": [0] * 10_001}), "more than 10,000 values"),
        ('{"data": [NaN]}', "NaN"),
        ('{"data": [Infinity]}', "Infinity"),
        ('{"data": [-Infinity]}', "Infinity"),
        ('{"data": [1e999]}', "too large"),
        ('{"data": [' + "9" * 5000 + "]}", "more than 16 digits"),
        (BODY.encode("utf-16"), "not UTF-8"),
        (BODY.encode("utf-16-le"), "not JSON"),
        (BODY.encode("utf-32"), "not UTF-8"),
        (b"\xef\xbb\xbf" + BODY.encode(), "not JSON"),
        (b"\xff" + BODY.encode(), "not UTF-8"),
        (BODY[:-1], "not JSON"),
        (f"{BODY}{BODY}", "not JSON"),
        (f"/**/{BODY}", "not JSON"),
        ("", "not JSON"),
        ("null", "a JSON object"),
        (f'"{SAFE!r}"', "not JSON"),
        (json.dumps(BODY), "a JSON object"),
    ],
)
def test_json_of_more_than_one_meaning_is_refused(trap: Trap, body: str | bytes, line: str):
    reply = send(trap.app, "POST", "/gradio_api/run/ask", body)
    assert reply.status == 400
    assert line in reply.fields["error"]
    trap.check_quiet()


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ({}, BODY),
        ({"Content-Type": "text/plain"}, BODY),
        ({"Content-Type": "text/json"}, BODY),
        ({"Content-Type": "application/x-www-form-urlencoded"}, f"data={BODY}"),
        ({"Content-Type": "multipart/form-data; boundary=x"}, f"--x\r\n\r\n{BODY}\r\n--x--"),
        ({"Content-Type": "application/json; charset=utf-16"}, BODY.encode("utf-16")),
        ({"Content-Type": "application/json, text/plain"}, BODY),
        ({"Content-Type": "application/ld+json"}, BODY),
        (JSON | {"Content-Encoding": "gzip"}, gzip.compress(BODY.encode(), mtime=0)),
        (JSON | {"Content-Encoding": "br"}, BODY),
    ],
)
def test_a_body_is_json_as_it_stands(trap: Trap, headers: dict[str, str], body: str | bytes):
    for path in ("run/ask", "queue/join", "cancel", "mcp/"):
        reply = send(trap.app, "POST", f"/gradio_api/{path}", body, headers)
        assert (reply.status, list(reply.fields)) == (415, ["error"])
    trap.check_quiet()


@pytest.mark.parametrize("kind", ["application/json", "Application/JSON ; charset=UTF-8"])
def test_json_is_taken_as_clients_write_it(trap: Trap, kind: str):
    reply = send(trap.app, "POST", "/gradio_api/run/ask", SAFE, {"Content-Type": kind})
    assert reply.fields["data"][0]["text"] == "383家"


def test_a_file_in_a_text_is_a_text(trap: Trap):
    text = json.dumps(file_of("/etc/hostname"))
    reply = send(trap.app, "POST", "/gradio_api/run/search", json.dumps({"data": [text, 1, None]}))
    assert reply.status == 200
    trap.check_quiet()


@pytest.mark.parametrize(
    ("method", "params"),
    [
        ("resources/read", {"uri": "file:///etc/hostname"}),
        ("resources/read", {"uri": "http://lookup.invalid/"}),
        ("resources/subscribe", {"uri": "http://lookup.invalid/"}),
        ("prompts/get", {"name": "x"}),
        ("completion/complete", {"ref": {"type": "ref/prompt", "name": "x"}}),
        ("logging/setLevel", {"level": "debug"}),
        ("tasks/get", {"taskId": "x"}),
    ],
)
def test_mcp_leads_to_no_other_host(trap: Trap, method: str, params: dict[str, Any]):
    # Gradio answers some of these by asking the server that the request says it is.
    message = {"jsonrpc": "2.0", "id": 1, "method": method, "params": params}
    headers = MCP | {"X-Forwarded-Host": "lookup.invalid", "X-Forwarded-Proto": "http"}
    reply = send(trap.app, "POST", MCP_PATH, json.dumps(message), headers)
    assert reply.fields["error"]["code"] == -32601
    trap.check_quiet()


@pytest.mark.parametrize(
    "path",
    [
        "/?deep_link={target}",
        "/config?deep_link={target}",
        "/config?deep_link=../../../etc/hostname",
        "/gradio_api/info?serialize={target}&all_endpoints={target}",
        "/theme.css?file={target}",
        "/?page={target}&view={target}",
    ],
)
def test_no_query_names_a_file(trap: Trap, path: str):
    for target in trap.targets[:-1]:
        asked = path.format(target=target.replace("\\", "%5C").replace(" ", "%20"))
        assert send(trap.app, "GET", asked, source="127.3.0.1").status == 200
    trap.check_quiet()


def test_the_trap_works(trap: Trap):
    # What is watched for is seen where it happens: the server's own files are opened.
    assert trap.opened_by("/static/img/api-logo.svg") >= 1
