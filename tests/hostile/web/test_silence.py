"""Clients that say nothing, or next to nothing, for as long as they can: others are answered."""

from __future__ import annotations

import asyncio
import concurrent.futures
import contextlib
import http.client
import json
import resource
import select
import socket
import threading
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from qa.public_address import networks
from qa.web.http import connections
from qa.web.http.crowd import Limits
from qa.web.http.proxies import Proxies
from tests.support import serving
from tests.support.browsing import ask, visit
from tests.support.serving import App, running

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser
    from starlette.types import Receive, Scope, Send

QUESTION = "航运企业有多少家?"
PATIENCE_S = 60  # a busy machine is no error
HEAD = b"GET /config HTTP/1.1\r\nHost: localhost\r\n"
POST = b"POST /gradio_api/run/ask HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"


@pytest.fixture(scope="module")
def app(small_index_dir: Path) -> Iterator[App]:
    """The app as it is, whose limits are those of everybody."""
    with running("--index", str(small_index_dir), limit_s=900) as app:
        yield app.await_engine()


def port_of(address: str) -> int:
    return int(address.rpartition(":")[2])


@contextlib.contextmanager
def many(
    port: int, n: int, first: bytes = b"", source: str = "127.0.0.1"
) -> Iterator[list[socket.socket]]:
    """Connections that send something at most, and then nothing."""
    with contextlib.ExitStack() as stack:
        held = []
        for _ in range(n):
            client = socket.create_connection(
                ("127.0.0.1", port), PATIENCE_S, source_address=(source, 0)
            )
            held.append(stack.enter_context(client))
            with contextlib.suppress(OSError):  # it may have been dropped for another already
                client.sendall(first)
        yield held


def is_open(client: socket.socket) -> bool:
    """Whether the other end is there, as far as this one knows by now."""
    client.settimeout(0)
    try:
        return client.recv(1, socket.MSG_PEEK) != b""
    except BlockingIOError:
        return True
    except ConnectionError:
        return False


def answers(app: App) -> bool:
    """Whether a new client gets an answer, by a connection of its own."""
    connection = http.client.HTTPConnection("127.0.0.1", port_of(app.address), timeout=PATIENCE_S)
    body = json.dumps({"data": [QUESTION, 1, None]})
    try:
        kind = {"Content-Type": "application/json"}
        connection.request("POST", "/gradio_api/run/search", body, kind)
        return connection.getresponse().status == 200
    finally:
        connection.close()


@pytest.mark.parametrize(
    "first",
    [
        b"",
        b"G",
        HEAD,
        HEAD + b"X: " + b"a" * 20_000,
        b"\x16\x03\x01",
        POST,
        POST + b"5\r\nab",
        POST + b"0\r\nX: y\r\n",
        HEAD + b"\r\n",
    ],
    ids=[
        "nothing",
        "a letter",
        "half a head",
        "a long line",
        "TLS",
        "no body",
        "half a chunk",
        "trailers",
        "a request",
    ],
)
def test_600_who_fall_silent_lock_nobody_out(app: App, first: bytes):
    with contextlib.ExitStack() as stack:
        for i in range(5):  # of which each may ask only so much
            held = many(port_of(app.address), 120, first, source=f"127.0.0.{10 + i}")
            stack.enter_context(held)
        assert answers(app)


def test_600_of_the_same_address_lock_nobody_out(app: App):
    with many(port_of(app.address), 600, HEAD):
        assert answers(app)


@pytest.mark.browser
def test_an_open_page_goes_on_while_silent_ones_come_and_go(app: App, chromium: Browser):
    with visit(chromium, app.address) as page, many(port_of(app.address), 600):
        turn = ask(page, QUESTION)
        expect(turn.locator(".asked")).to_contain_text(QUESTION)


def test_one_mebibyte_in_one_byte_chunks_holds_up_nobody(app: App):
    def send() -> int:
        """How many bytes it got rid of, 64 KiB of them at a time."""
        n_sent, piece = 0, b"1\r\n \r\n" * 10_923
        with (
            socket.create_connection(("127.0.0.1", port_of(app.address)), PATIENCE_S) as client,
            contextlib.suppress(ConnectionError),
        ):
            client.sendall(POST)
            for _ in range(96):
                client.sendall(piece)
                n_sent += len(piece)
        return n_sent

    with concurrent.futures.ThreadPoolExecutor(4) as threads:
        senders = [threads.submit(send) for _ in range(4)]
        assert all(answers(app) for _ in range(5))
        assert all(sender.result() < 6 << 20 for sender in senders)
    assert answers(app)


@pytest.mark.parametrize("n_files", [160, 300])
def test_few_files_are_enough(tmp_path: Path, small_index_dir: Path, n_files: int):
    script = tmp_path / "limited.py"
    script.write_text(
        "import resource, runpy, sys\n"
        f"resource.setrlimit(resource.RLIMIT_NOFILE, ({n_files}, {n_files}))\n"
        f"sys.path.insert(0, {str(serving.ROOT)!r})\n"
        f"runpy.run_path({serving.__file__!r}, run_name='__main__')\n",
        encoding="utf-8",
    )
    with running("--index", str(small_index_dir), program=script) as app:
        app.await_engine()
        with many(port_of(app.address), 600):
            assert answers(app)
        assert answers(app)
        app.stop(15)
        assert "Traceback" not in "".join(app.said)


def test_a_limit_of_files_that_can_be_raised_is(monkeypatch: pytest.MonkeyPatch):
    asked: list[tuple[int, int]] = []
    monkeypatch.setattr(resource, "getrlimit", lambda _: (256, 4096))
    monkeypatch.setattr(resource, "setrlimit", lambda _, limits: asked.append(limits))
    assert connections.fitting(Limits()) == Limits()
    assert asked == [(768, 4096)]


# What follows has limits of its own, short ones, and an app of a few lines.

SHORT = Limits(n_in_all=12, n_each=6, head_s=0.4, idle_s=0.4, body_s=0.4, read_s=0.4, end_s=0.4)


class Small:
    """A server in a thread: ``/`` answers, ``/whole`` reads the body, ``/large`` and ``/stream``."""

    def __init__(self, limits: Limits, proxies: Proxies) -> None:
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.server = connections.Server(
            connections.configured(self, limits=limits, proxies=proxies)
        )
        self.thread = threading.Thread(
            target=lambda: self.server.run(sockets=[self.listener]), daemon=True
        )
        self.is_over = threading.Event()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            assert (await receive())["type"] == "lifespan.startup"
            await send({"type": "lifespan.startup.complete"})
            await receive()
            await send({"type": "lifespan.shutdown.complete"})
            return
        while scope["path"] == "/whole" and (await receive()).get("more_body"):
            pass
        size = 8 << 20 if scope["path"] == "/large" else 2
        is_stream = scope["path"] == "/stream"
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"o" * size, "more_body": is_stream})
        if is_stream:
            await asyncio.to_thread(self.is_over.wait, PATIENCE_S)
            await send({"type": "http.response.body", "body": b"end"})

    def connect(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), PATIENCE_S)


@contextlib.contextmanager
def small(limits: Limits = SHORT, proxies: Proxies | None = None) -> Iterator[Small]:
    server = Small(limits, proxies or Proxies())
    server.thread.start()
    try:
        yield server
    finally:
        server.is_over.set()
        server.server.should_exit = True
        server.thread.join(PATIENCE_S)
        server.listener.close()


def ends(client: socket.socket, trickle: bytes = b"") -> bool:
    """Whether the server ends it, while bytes come one by one; whatever it answers is read."""
    left = iter(trickle)
    client.settimeout(0)
    arrivals = select.poll()  # unlike select, of any number of open files
    arrivals.register(client, select.POLLIN)
    for _ in range(20 * PATIENCE_S):
        try:
            if arrivals.poll(50) and not client.recv(65_536):
                return True
            byte = next(left, None)
            if byte is not None:
                client.send(bytes([byte]))
        except ConnectionError:
            return True
    return False


GET = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"
CHUNKED = b"POST /whole HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
SIZED = b"POST /whole HTTP/1.1\r\nHost: x\r\nContent-Length: 9999\r\n\r\n"


@pytest.mark.parametrize(
    ("first", "trickle"),
    [
        (b"", b""),
        (b"G", b""),
        (b"", b"GET / HTTP/1.1\r\nX: " + b"a" * 9999),
        (b"GET / HTTP/1.1\r\n", b"X: y\r\n" * 999),
        (GET, b""),
        (GET, b"GET / HTTP/1.1\r\nX: " + b"a" * 9999),
        (GET + b"GET / HT", b""),
        (SIZED, b""),
        (SIZED, b"a" * 9998),
        (CHUNKED, b"1\r\na\r\n" * 999),
        (CHUNKED, b"1;x=" + b"a" * 9999),
        (CHUNKED + b"0\r\n", b"X: y\r\n" * 999),
        (SIZED.replace(b"/whole", b"/"), b"a" * 9998),  # answered before it has come
        (SIZED.replace(b"POST /whole", b"GET /stream"), b"a" * 9998),
        (GET.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n"), b""),
    ],
)
def test_nobody_is_waited_for_without_an_end(first: bytes, trickle: bytes):
    with small() as server, server.connect() as client:
        client.sendall(first)
        assert ends(client, trickle)


@pytest.mark.parametrize("version", [b"1.0", b"1.1"])
def test_an_answer_that_nobody_reads_is_given_up(version: bytes):
    with small() as server, server.connect() as client:
        client.sendall(b"GET /large HTTP/" + version + b"\r\nHost: x\r\n\r\n")
        error = select.poll()
        error.register(client, select.POLLERR | select.POLLHUP)
        assert error.poll(1000 * PATIENCE_S)  # reset: nothing was read


def test_who_reads_slowly_and_who_waits_for_a_stream_is_not_late():
    with (
        small() as server,
        server.connect() as silent,
        server.connect() as reader,
        server.connect() as waiting,
    ):
        waiting.sendall(b"GET /stream HTTP/1.0\r\nHost: x\r\n\r\n")
        reader.sendall(b"GET /large HTTP/1.0\r\nHost: x\r\n\r\n")
        n_read = 0
        while piece := reader.recv(131_072):
            n_read += len(piece)
            select.select([], [], [], 0.01)  # in 64 such steps it takes longer than allowed
        assert n_read > 8 << 20
        assert ends(silent)
        server.is_over.set()
        answer = b""
        while piece := waiting.recv(65_536):
            answer += piece
        assert answer.endswith(b"end")


def test_a_client_has_so_many_connections_and_silent_ones_make_way():
    patient = Limits(n_in_all=8, n_each=4)
    with small(patient) as server, contextlib.ExitStack() as stack:
        held = [stack.enter_context(server.connect()) for _ in range(20)]
        for client in held[:16]:
            assert ends(client)
        held[-1].sendall(GET)
        assert held[-1].recv(65_536).startswith(b"HTTP/1.1 200")


def test_who_waits_for_the_server_stays_while_silent_ones_come_and_go():
    patient = Limits(n_in_all=8, n_each=4)
    with small(patient) as server, server.connect() as page:
        page.sendall(b"GET /stream HTTP/1.1\r\nHost: x\r\n\r\n")
        assert page.recv(65_536).startswith(b"HTTP/1.1 200")
        with many(server.port, 40):
            assert is_open(page)
            page.settimeout(PATIENCE_S)
            server.is_over.set()
            answer = b""
            while not answer.endswith(b"0\r\n\r\n"):
                answer += page.recv(65_536)
            assert b"end" in answer


def test_where_all_are_busy_a_new_one_is_told_so():
    patient = Limits(n_in_all=8, n_each=4)
    with small(patient) as server, contextlib.ExitStack() as stack:
        for _ in range(4):
            client = stack.enter_context(server.connect())
            client.sendall(b"GET /stream HTTP/1.1\r\nHost: x\r\n\r\n")
            assert client.recv(65_536).startswith(b"HTTP/1.1 200")
        refused = stack.enter_context(server.connect())
        answer = refused.recv(65_536)
        head, _, body = answer.partition(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 503 ")
        assert b"Content-Security-Policy" in head
        assert json.loads(body) == {"error": "too many connections are open: try again in a minute"}
        assert ends(refused)
        with socket.create_connection(
            ("127.0.0.1", server.port), PATIENCE_S, source_address=("127.0.0.9", 0)
        ) as other:
            other.sendall(GET)
            assert other.recv(65_536).startswith(b"HTTP/1.1 200")
        server.is_over.set()


def test_a_server_before_this_one_has_as_many_as_there_are():
    patient = Limits(n_in_all=8, n_each=2)
    with (
        small(patient, Proxies(networks("127.0.0.0/8"))) as server,
        contextlib.ExitStack() as stack,
    ):
        for _ in range(8):
            client = stack.enter_context(server.connect())
            client.sendall(b"GET /stream HTTP/1.1\r\nHost: x\r\n\r\n")
            assert client.recv(65_536).startswith(b"HTTP/1.1 200")
        server.is_over.set()
