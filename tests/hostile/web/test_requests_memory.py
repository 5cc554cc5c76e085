"""What callers leave behind stays bounded: counted in the running app after n, 2n, 4n requests."""

from __future__ import annotations

import functools
import itertools
import json
from typing import TYPE_CHECKING

import pytest

from qa.web.requests.admission import N_ANALYSED, N_STATES
from qa.web.requests.sessions import Limits
from tests.support.raw_requests import MCP, Reply, open_stream, post, send, sources
from tests.support.serving import App, running
from tests.support.watching import WATCHED, counts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

QUESTION = "航运企业有多少家?"
N = 90
LIMITS = Limits()
LONG = "a" * 900_000


@pytest.fixture(scope="module")
def app(small_index_dir: Path) -> Iterator[App]:
    with running("--index", str(small_index_dir), program=WATCHED) as app:
        app.await_engine()
        assert post(app, "run/ask", {"data": [QUESTION]}).status == 200
        yield app


@functools.cache
def events(app: App) -> dict[str, dict[str, int]]:
    """Of what the page can ask: the numbers of the functions, and of the blocks that ask."""
    config = send(app, "GET", "/config", source="127.250.0.1").fields
    return {
        event: {"fn_index": dependency["id"], "trigger_id": block}
        for dependency in config["dependencies"]
        for block, event in dependency["targets"]
    }


def join(app: App, session: object, source: str, name: str = "wake") -> Reply:
    """Ask something, without collecting the answer."""
    asked = {"id": 1, "sent": {}}
    body = {"data": [], "session_hash": session, "event_data": asked} | events(app)[name]
    return post(app, "queue/join", body, source=source)


def grown(app: App, use: Callable[[int], None], n: int = N) -> list[dict[str, int]]:
    """What is kept after ``use`` was called n, 2n and 4n times."""
    kept, numbers = [], itertools.count()
    for n_more in (n, n, 2 * n):
        for number in itertools.islice(numbers, n_more):
            use(number)
        kept.append(counts(app))
    return kept


def check_kept(kept: dict[str, int]) -> None:
    assert kept["sessions"] <= LIMITS.n_sessions
    assert kept["waiting"] <= LIMITS.n_waiting
    assert kept["names"] <= LIMITS.n_sessions * 64
    assert kept["states"] <= N_STATES
    assert kept["analytics"] <= N_ANALYSED
    assert kept["iterators"] <= LIMITS.n_waiting


def test_answers_that_nobody_collects(app: App):
    address = sources(30)

    def ask(number: int) -> None:
        assert join(app, f"s{number}", next(address), "corpus").status == 200

    for kept in grown(app, ask):
        check_kept(kept)
        assert kept["messages"] <= 4 * LIMITS.n_waiting  # where it stands, start, answer


def test_answers_that_one_session_does_not_collect(app: App):
    statuses = [join(app, "one", source).status for source in itertools.islice(sources(10), 40)]
    assert statuses == [200] * LIMITS.n_waiting_of_session + [429] * 24
    check_kept(counts(app))


def test_answers_that_one_client_does_not_collect(app: App):
    statuses = [
        join(app, f"c{i}", "127.99.0.1").status for i in range(2 * LIMITS.n_waiting_of_client)
    ]
    n_taken = LIMITS.n_waiting_of_client
    assert statuses == [200] * n_taken + [429] * n_taken
    assert join(app, "another", "127.99.0.2").status == 200  # others are not locked out


@pytest.mark.parametrize(
    "name",
    [LONG, "", "a" * 65, "a b", "../x", "甲", "a\n", "a\0", 5, None, True, ["a"], {"a": 1}, 1e3],
    ids=lambda name: repr(name)[:10],
)
def test_a_session_has_a_short_name_or_none(app: App, name: object):
    before = counts(app)
    replies = [
        join(app, name, "127.98.0.3"),
        post(app, "cancel", {"session_hash": name, "fn_index": 0, "event_id": "a"}),
    ]
    if isinstance(name, str) and name != LONG:
        replies.append(send(app, "GET", "/gradio_api/queue/data", source="127.98.0.1"))
    for reply in replies:
        assert reply.status == 400
        assert "session_hash" in reply.fields["error"]
        assert len(reply.body) < 600
    after = counts(app)
    assert (after["sessions"], after["states"]) == (before["sessions"], before["states"])


def test_a_session_of_a_call_is_not_kept(app: App):
    before = counts(app)["states"]
    for number in range(5):
        fields = {"data": [QUESTION], "session_hash": f"{number}{LONG}"}
        assert post(app, "run/ask", fields).status == 200
    assert counts(app)["states"] == before


@pytest.mark.parametrize(
    "path", ["/gradio_api/heartbeat/abc", f"/gradio_api/heartbeat/{'a' * 9000}"]
)
def test_no_path_keeps_a_session(app: App, path: str):
    assert send(app, "GET", path, source="127.98.0.2").status == 404


def test_streams_that_are_dropped(app: App):
    address = sources(20)

    def drop(number: int) -> None:
        source = next(address)
        assert join(app, f"d{number}", source).status == 200
        open_stream(app, f"/gradio_api/queue/data?session_hash=d{number}", source=source).close()

    rest = counts(app)["tasks"]
    grown(app, drop, 50)
    # Each look is a round of the app's loop, in which it notices that somebody has gone.
    settled = next((kept for _ in range(200) if (kept := counts(app))["tasks"] <= rest + 2), None)
    assert settled is not None
    check_kept(settled)


def test_mcp_keeps_nothing(app: App):
    params = {"name": "ask", "arguments": {"question": QUESTION}}
    message = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params})
    address = sources(50)
    rest = counts(app)["tasks"]

    def call(_number: int) -> None:
        reply = send(app, "POST", "/gradio_api/mcp/", message, MCP, source=next(address))
        assert reply.status == 200

    grown(app, call, 25)
    assert any(counts(app)["tasks"] <= rest + 2 for _ in range(200))


def test_whoever_collects_gets_the_answer(app: App):
    source = "127.97.0.1"
    assert join(app, "collects", source).status == 200
    reply = send(app, "GET", "/gradio_api/queue/data?session_hash=collects", source=source)
    events = [json.loads(each[6:]) for each in reply.body.decode().split("\n\n") if each]
    assert [each["msg"] for each in events][-2:] == ["process_completed", "close_stream"]
    assert events[-2]["output"]["data"] == [{"id": 1}]
    # Gradio's client opens its next stream before it asks again, now and then.
    stream = open_stream(app, "/gradio_api/queue/data?session_hash=collects", source=source)
    assert join(app, "collects", source).status == 200
    told = b""
    while b"close_stream" not in told:
        told += stream.sock.recv(65_536)
    assert told.count(b"process_completed") == 1
    stream.close()
