"""A request at fault gets its status and one line of JSON, and the log nothing; a fault of the
server gets a traceback in the log, at most once a second for each client."""

from __future__ import annotations

import itertools
import json
import re
import signal
import time
import unicodedata
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.raw_requests import JSON, MCP, Reply, open_stream, post, send, sources
from tests.support.serving import App, running
from tests.support.watching import FAULT, WATCHED

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

QUESTION = "航运企业有多少家?"
MCP_PATH = "/gradio_api/mcp/"
LONG = "甲\x1b[31m\u202e" * 20_000
WAKE = {"data": [], "event_data": {"id": 1, "sent": {}}, "session_hash": "abc"}


@pytest.fixture(scope="module")
def app(small_index_dir: Path) -> Iterator[App]:
    with running("--index", str(small_index_dir)) as app:
        app.await_line("the corpus is followed")
        n_said = len(app.said)
        yield app
        app.stop(signal.SIGTERM)
        # Whatever the tests here have sent, none of it was worth a word in the log.
        assert app.said[n_said:] == []


def check_line(reply: Reply) -> str:
    """The line that a refusal tells, which is all of it."""
    assert reply.headers["content-type"] == "application/json"
    assert list(reply.fields) == ["error"]
    line: str = reply.fields["error"]
    assert 0 < len(line) <= 501
    assert not [each for each in line if unicodedata.category(each) in {"Cc", "Cf", "Zl", "Zp"}]
    return line


AT_FAULT: list[tuple[str, Any, int, str]] = [
    ("run/ask", {}, 400, "data is the list of the values, not None"),
    ("run/ask", {"data": None}, 400, "data is the list of the values"),
    ("run/ask", {"data": {"question": QUESTION}}, 400, "data is the list of the values"),
    ("run/ask", {"data": QUESTION}, 400, "data is the list of the values"),
    ("run/ask", {"data": []}, 400, "data lacks question"),
    ("run/ask", [], 400, "the body is a JSON object"),
    ("run/ask", {"data": [QUESTION, None, 3, None, 5]}, 400, "data holds 5 values"),
    ("run/reports", {"data": [0, 1, 2]}, 400, "data holds 3 values"),
    ("run/ask", {"data": [LONG]}, 400, "characters, 1,000 are allowed"),
    ("run/ask", {"data": [QUESTION, LONG]}, 400, "history is a list of at most 32 questions"),
    ("run/ask", {"data": [QUESTION, None, LONG]}, 400, "top_k is a whole number"),
    ("run/ask", {"data": [QUESTION, None, 3, LONG]}, 400, "scope is an object of"),
    ("run/ask", {"data": [QUESTION, None, 3, {LONG: 1}]}, 400, "scope is an object of"),
    ("run/ask", {"data": [QUESTION, None, 3, {"places": [LONG]}]}, 400, "there is no"),
    ("run/ask", {"data": [QUESTION], "fn_index": 0}, 400, "fn_index is not the number of ask"),
    ("run/ask", {"data": [QUESTION], "fn_index": LONG}, 400, "fn_index is not the number of ask"),
    ("run/predict", {"data": []}, 400, "fn_index is a whole number, not None"),
    ("run/predict", {"data": [], "fn_index": "0"}, 400, "fn_index is a whole number, not '0'"),
    ("run/predict", {"data": [], "fn_index": True}, 400, "fn_index is a whole number"),
    ("run/predict", {"data": [], "fn_index": 999}, 404, "there is no function 999"),
    ("run/predict", {"data": [], "fn_index": -1}, 404, "there is no function -1"),
    ("run/predict", {"data": [], "fn_index": 6}, 404, "there is no function 6"),
    ("run/predict", {"data": [], "fn_index": 5}, 404, "asked through the queue"),
    ("run/greet", {"data": []}, 404, "there is nothing here"),
    ("api/answer", {"data": []}, 404, "there is nothing here"),
    ("queue/join", {}, 400, "fn_index is a whole number"),
    ("queue/join", WAKE | {"fn_index": 999}, 404, "there is no function 999"),
    ("queue/join", WAKE | {"fn_index": 6}, 404, "there is no function 6"),
    ("queue/join", WAKE | {"fn_index": 13, "session_hash": None}, 400, "session_hash is 1 to 64"),
    ("queue/join", WAKE | {"fn_index": 13, "trigger_id": 999}, 400, "trigger_id 999"),
    ("queue/join", WAKE | {"fn_index": 13, "trigger_id": LONG}, 400, "trigger_id"),
    ("queue/join", WAKE | {"fn_index": 13, "event_data": LONG}, 400, "event_data is an object"),
    ("queue/join", WAKE | {"fn_index": 13, "event_data": None}, 400, "event_data is an object"),
    ("queue/join", WAKE | {"fn_index": 13, "data": [LONG]}, 400, "data holds 1 values"),
    ("cancel", {}, 400, "event_id is 1 to 64"),
    ("cancel", {"session_hash": "a", "fn_index": 13, "event_id": "b"}, 404, "no such event"),
    ("cancel", {"session_hash": "a", "fn_index": "13", "event_id": "b"}, 400, "fn_index"),
    ("reset", {}, 400, "event_id is 1 to 64"),
    ("reset", {"event_id": LONG}, 400, "event_id is 1 to 64"),
    ("reset", {"event_id": "b"}, 404, "no such event"),
]


@pytest.mark.parametrize(("path", "fields", "status", "line"), AT_FAULT)
def test_a_request_at_fault_is_told_so(app: App, path: str, fields: Any, status: int, line: str):
    reply = post(app, path, fields)
    assert (reply.status, line in check_line(reply)) == (status, True), reply


@pytest.mark.parametrize(
    ("method", "path", "headers", "body", "status"),
    [
        ("GET", "/nowhere", {}, b"", 404),
        ("GET", "/static/none.js", {}, b"", 404),
        ("GET", "/assets/none.js", {}, b"", 404),
        ("GET", "/gradio_api/queue/data", {}, b"", 400),
        ("GET", "/gradio_api/queue/data?session_hash=nobody", {}, b"", 404),
        ("GET", "/gradio_api/queue/data?session_hash=a&session_hash=b", {}, b"", 400),
        ("GET", f"/gradio_api/queue/data?session_hash={'a' * 9000}", {}, b"", 400),
        ("GET", "/gradio_api/queue/data?session_hash=%00%1b%5b", {}, b"", 400),
        ("GET", "/gradio_api/queue/data?session_hash=%ff", {}, b"", 400),
        ("GET", "/gradio_api/run/ask", {}, b"", 405),
        ("GET", "/gradio_api/mcp/", {}, b"", 405),
        ("POST", "/", JSON, b"{}", 405),
        ("POST", "/config", JSON, b"{}", 405),
        ("PUT", "/gradio_api/run/ask", JSON, b"{}", 405),
        ("DELETE", "/gradio_api/mcp/", {}, b"", 405),
        ("BREW", "/", {}, b"", 405),
        ("POST", "/gradio_api/run/ask", {}, b"{}", 415),
        ("POST", "/gradio_api/run/ask", JSON, b"{", 400),
        ("POST", "/gradio_api/run/ask", JSON, b"\xff", 400),
        ("POST", "/gradio_api/run/ask", JSON, b"", 400),
        ("POST", "/gradio_api/run/ask", JSON, b" " * (1 << 21), 413),
        ("GET", "/", {"Host": "elsewhere.test"}, b"", 421),
        ("GET", "/", {"Origin": "http://elsewhere.test"}, b"", 403),
    ],
)
def test_every_refusal_has_one_form(
    app: App, method: str, path: str, headers: dict[str, str], body: bytes, status: int
):
    reply = send(app, method, path, body, headers, source="127.5.0.1")
    assert reply.status == status
    check_line(reply)


def test_what_is_left_out_at_the_end_has_its_default(app: App):
    short = post(app, "run/ask", {"data": [QUESTION]})
    assert short.status == 200
    whole = post(app, "run/ask", {"data": [QUESTION, None, 5, None]})
    assert short.fields["data"] == whole.fields["data"]
    assert len(post(app, "run/search", {"data": [QUESTION, 2]}).fields["data"][0]["hits"]) == 2


def test_unknown_fields_of_a_body_do_not_matter(app: App):
    fields = {"data": [], "session_hash": 5, "batched": "x", "event_id": [], "oauth_token": {}}
    assert post(app, "run/reports", fields | {"simple_format": 7}).status == 200


def test_too_many_requests_are_told_in_the_same_form(app: App):
    replies = [send(app, "GET", "/nowhere", source="127.5.0.2") for _ in range(400)]
    refused = next(reply for reply in replies if reply.status == 429)
    assert "slow down" in check_line(refused)
    assert int(refused.headers["retry-after"]) >= 1


def rpc(app: App, message: Any, headers: dict[str, str] = MCP) -> Reply:
    body = message if isinstance(message, bytes) else json.dumps(message).encode()
    return send(app, "POST", MCP_PATH, body, headers, source="127.5.0.3")


def call(params: Any, **others: Any) -> dict[str, Any]:
    return {"jsonrpc": "2.0", "id": 7, "method": "tools/call", "params": params} | others


@pytest.mark.parametrize(
    ("message", "status", "code", "line"),
    [
        (b"{", 400, -32700, "not JSON"),
        (b"\xff", 400, -32700, "not UTF-8"),
        ({}, 400, -32600, "JSON-RPC 2.0"),
        ([], 400, -32600, "JSON-RPC 2.0"),
        ([call({})], 400, -32600, "JSON-RPC 2.0"),
        (call({}, jsonrpc="1.0"), 400, -32600, "JSON-RPC 2.0"),
        (call({}, id=None), 400, -32600, "an id is"),
        (call({}, id=1.5), 400, -32600, "an id is"),
        (call({}, id=LONG), 400, -32600, "an id is"),
        (call({}, method="tools/none"), 200, -32601, "no method 'tools/none'"),
        (call({}, method=LONG), 200, -32601, "no method"),
        (call({}, method=5), 200, -32601, "no method 5"),
        (call([]), 200, -32602, "params is an object"),
        (
            call({}),
            200,
            -32602,
            "there is no tool None; there are search, ask, mentions, table, reports",
        ),
        (call({"name": LONG}), 200, -32602, "there is no tool"),
        (call({"name": "ask", "arguments": LONG}), 200, -32602, "arguments is an object"),
    ],
)
def test_a_message_at_fault_is_told_so_in_json_rpc(
    app: App, message: Any, status: int, code: int, line: str
):
    reply = rpc(app, message)
    error = reply.fields["error"]
    assert (reply.status, error["code"], line in error["message"]) == (status, code, True), error
    assert len(error["message"]) <= 501
    assert reply.fields["jsonrpc"] == "2.0"


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        ({}, "ask lacks question"),
        ({"question": 5}, "question is not of its type: 5"),
        ({"question": QUESTION, "top_k": LONG}, "top_k is not of its type: '甲"),
        ({"question": QUESTION, "top_k": True}, "top_k is not of its type: True"),
        ({"question": QUESTION, "history": [1]}, "history is not of its type: [1]"),
        ({"question": QUESTION, "scope": {"year": [1]}}, "scope is an object of documents"),
        ({"question": QUESTION, LONG: 1}, "ask takes question, history, top_k, scope, and no"),
    ],
)
def test_a_tool_tells_a_model_what_it_does_not_take(app: App, arguments: dict[str, Any], line: str):
    result = rpc(app, call({"name": "ask", "arguments": arguments})).fields["result"]
    assert result["isError"] is True
    assert line in result["content"][0]["text"]
    assert len(result["content"][0]["text"]) <= 501


def test_what_wants_no_answer_gets_none(app: App):
    for message in (
        {"jsonrpc": "2.0", "method": "notifications/initialized"},
        {"jsonrpc": "2.0", "method": LONG, "params": [LONG]},
        {"jsonrpc": "2.0", "id": LONG, "result": {}},
    ):
        reply = rpc(app, message)
        assert (reply.status, reply.body) == (202, b"")


def test_streams_of_one_session_do_not_disturb_each_other(app: App):
    assert post(app, "queue/join", WAKE | {"fn_index": 13, "session_hash": "twice"}).status == 200
    path = "/gradio_api/queue/data?session_hash=twice"
    streams = [open_stream(app, path) for _ in range(3)]
    for stream in streams:
        stream.close()
    assert send(app, "GET", "/theme.css").status == 200


def test_faults_of_the_server_are_logged_sparingly(small_index_dir: Path):
    reason = "broken\x1b[31m\u202e" + "x" * 5000
    n_clients, n_requests = 3, 60
    with running(
        "--index", str(small_index_dir), program=WATCHED, environment={"BROKEN": reason}
    ) as app:
        n_said = len(app.await_engine().said)
        begun = time.monotonic()
        for source in itertools.islice(sources(n_requests), n_clients * n_requests):
            reply = post(app, "run/ask", {"data": [FAULT]}, source=source)
            assert reply.status == 500
            assert check_line(reply) == "the server failed to answer: its log says why"
        seconds = time.monotonic() - begun
        app.stop(signal.SIGTERM)
    said = app.said[n_said:]
    n_logged = len([line for line in said if line.startswith("ERROR qa.web")])
    n_left_out = sum(map(int, re.findall(r"\((\d+) more were left out\)", "\n".join(said))))
    assert n_clients <= n_logged <= n_clients * (seconds + 1)
    assert n_logged + n_left_out <= n_clients * n_requests
    assert any("RuntimeError: broken<U+001B>[31m<U+202E>x" in line for line in said)
    assert max(map(len, said)) <= 301
    assert len(said) <= 61 * n_logged


def test_faults_behind_the_queue_are_logged_as_well(small_index_dir: Path):
    with running(
        "--index", str(small_index_dir), program=WATCHED, environment={"BROKEN": "broken"}
    ) as app:
        n_said = len(app.await_engine().said)
        config = send(app, "GET", "/config").fields["dependencies"]
        (number,) = (
            each["id"] for each in config if ["ask"] in [each[1:] for each in each["targets"]]
        )
        asked = {"id": 1, "sent": {"question": FAULT, "view": {}, "history": []}}
        assert (
            post(app, "queue/join", WAKE | {"fn_index": number, "event_data": asked}).status == 200
        )
        told = send(app, "GET", "/gradio_api/queue/data?session_hash=abc").body.decode()
        assert '"success": false' in told
        assert "broken" not in told
        app.stop(signal.SIGTERM)
    said = app.said[n_said:]
    assert next(line for line in said if line.startswith(("ERROR", "Traceback"))) == (
        "ERROR qa.web.api: a function of the page failed"
    )
    assert said.count("RuntimeError: broken") == 1
