"""Requests that two servers could read differently: one of them is refused, and nothing after it is read."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import h11
import pytest

from qa.web.http.strict_http import FREE_PIECES, MAX_FIELDS, MAX_HEAD_BYTES, StrictConnection
from tests.support.serving import App, running

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PATIENCE_S = 60
PATH = b"/gradio_api/run/reports"
BODY = b'{"data": []}'
HIDDEN = b"GET /theme.css HTTP/1.1\r\nHost: localhost\r\n\r\n"  # a second request, in the first


@pytest.fixture(scope="module")
def app(small_index_dir: Path) -> Iterator[App]:
    with running("--index", str(small_index_dir)) as app:
        app.await_line("the corpus is followed")
        yield app


def exchange(app: App, sent: bytes) -> bytes:
    """All that comes back until the server ends the connection, which it is asked to where it goes on."""
    port = int(app.address.rpartition(":")[2])
    with socket.create_connection(("127.0.0.1", port), PATIENCE_S) as client:
        client.sendall(sent)
        received = b""
        try:
            while piece := client.recv(65_536):
                received += piece
        except ConnectionError:
            pass
        return received


def statuses(answer: bytes) -> list[int]:
    return [int(each[:3]) for each in answer.split(b"HTTP/1.1 ")[1:]]


def post(*fields: bytes, body: bytes = BODY, version: bytes = b"1.1") -> bytes:
    lines = (b"POST " + PATH + b" HTTP/" + version, b"Host: localhost", *fields)
    return b"\r\n".join((*lines, b"Content-Type: application/json", b"", body))


def get(*fields: bytes, target: bytes = b"/theme.css", version: bytes = b"HTTP/1.1") -> bytes:
    return b"\r\n".join((b"GET " + target + b" " + version, *fields, b"", b""))


CHUNKS = b"c\r\n" + BODY + b"\r\n0\r\n\r\n"
CHUNKED = b"Transfer-Encoding: chunked"
HOST = b"Host: localhost"

REFUSED = {
    "both lengths": post(b"Content-Length: 12", CHUNKED, body=CHUNKS + HIDDEN),
    "both, the other first": post(CHUNKED, b"Content-Length: 4", body=CHUNKS + HIDDEN),
    "both, and HEAD": post(b"Content-Length: 4", CHUNKED, body=CHUNKS).replace(b"POST", b"HEAD"),
    "both, and GET": post(b"Content-Length: 4", CHUNKED, body=CHUNKS).replace(b"POST", b"GET"),
    "two lengths": post(b"Content-Length: 12", b"Content-Length: 5", body=BODY + HIDDEN),
    "a list of lengths": post(b"Content-Length: 12, 5", body=BODY + HIDDEN),
    "a length with a sign": post(b"Content-Length: +12", body=BODY + HIDDEN),
    "a negative length": post(b"Content-Length: -1"),
    "a length in hexadecimals": post(b"Content-Length: 0xc"),
    "a length in other digits": post("Content-Length: \uff11\uff12".encode()),
    "a length with a blank": post(b"Content-Length: 1 2"),
    "no length": post(b"Content-Length: "),
    "a blank before the colon": post(b"Content-Length : 12"),
    "a length of 30 digits": post(b"Content-Length: " + b"9" * 30),
    "another coding": post(b"Transfer-Encoding: chunked, identity", body=CHUNKS),
    "another coding first": post(b"Transfer-Encoding: gzip, chunked", body=CHUNKS),
    "identity": post(b"Transfer-Encoding: identity", b"Content-Length: 12"),
    "chunked twice": post(CHUNKED, CHUNKED, body=CHUNKS),
    "an odd blank": post(b"Transfer-Encoding: \x0bchunked", body=CHUNKS),
    "a coding on the next line": post(b"Transfer-Encoding:\r\n chunked", body=CHUNKS),
    "a folded line": post(b"Content-Length: 12", b"X: a\r\n b"),
    "a folded first line": get().replace(b"HTTP/1.1\r\n", b"HTTP/1.1\r\n X: y\r\n") + b"\r\n",
    "chunked in HTTP/1.0": post(CHUNKED, body=CHUNKS, version=b"1.0"),
    "a chunk without its end": post(CHUNKED, body=b"c\r\n" + BODY + b"XX0\r\n\r\n"),
    "a chunk's size with a sign": post(CHUNKED, body=b"+c\r\n" + BODY + b"\r\n0\r\n\r\n"),
    "a chunk's size in 0x": post(CHUNKED, body=b"0xc\r\n" + BODY + b"\r\n0\r\n\r\n"),
    "a chunk's size ends with LF": post(CHUNKED, body=b"c\n" + BODY + b"\r\n0\r\n\r\n"),
    "a chunk's extension with LF": post(CHUNKED, body=b"c;\nxx\r\n" + BODY + b"\r\n0\r\n\r\n"),
    "a trailer that is none": post(CHUNKED, body=CHUNKS[:-2] + b"no colon\r\n\r\n"),
    "lines end with LF": get(HOST).replace(b"\r\n", b"\n"),
    "one line ends with LF": get(HOST, b"X: a\nContent-Length: 5"),
    "the head ends with LF": get(HOST)[:-2] + b"\n",
    "a line ends with CR": get(HOST, b"X: a\rContent-Length: 5"),
    "NUL in a value": get(HOST, b"X: a\0b"),
    "NUL in a name": get(HOST, b"X\0: a"),
    "NUL in the path": get(HOST, target=b"/\0"),
    "no colon": get(HOST, b"X"),
    "no name": get(HOST, b": x"),
    "a name in Chinese": get(HOST, "名: x".encode()),
    "two hosts": get(HOST, b"Host: elsewhere.test"),
    "two hosts alike": get(HOST, HOST),
    "no host": get(),
    "another host in the target": get(HOST, target=b"http://elsewhere.test/"),
    "its own host in the target": get(HOST, target=b"http://localhost/theme.css"),
    "no path": get(HOST, target=b"*"),
    "a relative path": get(HOST, target=b"theme.css"),
    "a path with blanks": get(HOST, target=b"/a b"),
    "a path in Chinese": get(HOST, target="/问".encode()),
    "a tunnel": b"CONNECT elsewhere.test:443 HTTP/1.1\r\nHost: elsewhere.test\r\n\r\n",
    "HTTP/0.9": b"GET /\r\n\r\n",
    "HTTP/2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "HTTP/1.2": get(HOST, version=b"HTTP/1.2"),
    "HTTP/9.9": get(HOST, version=b"HTTP/9.9"),
    "http/1.1": get(HOST, version=b"http/1.1"),
    "no version": get(HOST, version=b""),
    "TLS": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 40,
    "blank lines first": b"\r\n" + get(HOST),
    "a large field": get(HOST, b"X: " + b"a" * MAX_HEAD_BYTES),
    "a large path": get(HOST, target=b"/" + b"a" * MAX_HEAD_BYTES),
    "many fields": get(HOST, *[b"X: y"] * MAX_FIELDS),
    "many small chunks": post(CHUNKED, body=b"1\r\n \r\n" * 9999),
}


@pytest.mark.parametrize("sent", REFUSED.values(), ids=REFUSED)
def test_what_could_be_read_in_two_ways_is_refused(app: App, sent: bytes):
    answer = exchange(app, sent)
    (status,) = statuses(answer)
    assert status in {400, 431, 505}
    head, _, body = answer.partition(b"\r\n\r\n")
    assert b"\r\nConnection: close" in head
    assert b"\r\nContent-Security-Policy: " in head
    assert body == b'{"error": "this is not HTTP as it is spoken here"}'


CLOSE = b"Connection: close"


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        (post(b"Content-Length: 12", CLOSE), [200]),
        (post(b"Content-Length:12\t", CLOSE), [200]),
        (post(b"content-length: 0012", CLOSE), [200]),
        (post(CHUNKED, CLOSE, body=CHUNKS), [200]),
        (post(b"TRANSFER-ENCODING:Chunked ", CLOSE, body=CHUNKS), [200]),
        (post(CHUNKED, CLOSE, body=b"c;a=b\r\n" + BODY + b"\r\n0\r\nX: y\r\n\r\n"), [200]),
        (post(CHUNKED, CLOSE, body=b"6\r\n{\r\n\r\n\n\r\n6\r\n\n }   \r\n0\r\n\r\n"), [400]),
        (post(b"Content-Length: 12", version=b"1.0"), [200]),
        (get(HOST, version=b"HTTP/1.0"), [200]),
        (get(HOST, CLOSE, target=b"//elsewhere.test/"), [404]),
        (get(HOST, CLOSE, b"X: y", *[b"X: y"] * 50), [200]),
        (get(HOST) + get(HOST, target=b"/nowhere") + get(HOST, CLOSE), [200, 404, 200]),
        (post(b"Content-Length: 12") + post(CHUNKED, CLOSE, body=CHUNKS), [200, 200]),
        (get(HOST) + REFUSED["both lengths"], [200, 400]),
        (get(HOST) + REFUSED["lines end with LF"], [200, 400]),
        (post(CHUNKED, body=CHUNKS) + REFUSED["a folded line"], [200, 400]),
        (get(HOST, b"Content-Length: 5") + b"hello" + REFUSED["one line ends with LF"], [200, 400]),
    ],
)
def test_what_can_be_read_in_one_way_only_is_answered(app: App, sent: bytes, expected: list[int]):
    assert statuses(exchange(app, sent)) == expected


def test_the_log_tells_nothing_of_it(app: App):
    for sent in (
        # What comes after an answer has begun cannot be answered any more.
        get(HOST, CLOSE) + b"\0\0\0",
        get(HOST, CHUNKED, target=b"/gradio_api/queue/data?session_hash=a1") + b"zz\r\n",
        post(CHUNKED, body=b"zz\r\n").replace(PATH, b"/nowhere"),
        REFUSED["both, and HEAD"],
    ):
        exchange(app, sent)
    app.stop(15)
    assert app.said[-1].startswith("the corpus is followed")


@pytest.mark.parametrize("cut", range(1, 40))
def test_it_does_not_depend_on_how_the_bytes_arrive(cut: int):
    def fed(sent: bytes) -> bool:
        connection = StrictConnection()
        for i in range(0, len(sent), cut):
            connection.receive_data(sent[i : i + cut])
            try:
                while isinstance(connection.next_event(), h11.Event):
                    pass
            except h11.RemoteProtocolError:
                return False
        return connection.their_state is h11.DONE

    assert fed(post(b"Content-Length: 12"))
    assert fed(post(CHUNKED, body=CHUNKS))
    assert fed(post(b"Content-Length: 12", body=b"\n\r\r\n\n \0\0\n\t \r"))  # it is the body's
    for name in ("both lengths", "one line ends with LF", "a line ends with CR", "a folded line"):
        assert not fed(REFUSED[name]), name


@pytest.mark.parametrize("times", [1, 2, 4])
def test_small_pieces_are_refused_after_the_same_work_however_many_come(times: int):
    connection, n_events = StrictConnection(), 0
    connection.receive_data(post(CHUNKED, body=b"1\r\n \r\n" * (2 * FREE_PIECES * times)))

    def read_all() -> None:
        nonlocal n_events
        while connection.next_event() is not h11.NEED_DATA:
            n_events += 1

    with pytest.raises(h11.RemoteProtocolError, match="too small pieces"):
        read_all()
    assert FREE_PIECES < n_events < 1.1 * FREE_PIECES


def test_pieces_of_a_usual_size_are_never_too_many():
    connection, n_bytes = StrictConnection(), 0
    connection.receive_data(post(b"Content-Length: 1048576", body=b""))
    for _ in range(8192):
        connection.receive_data(b"x" * 128)
        while isinstance(event := connection.next_event(), h11.Request | h11.Data):
            n_bytes += len(event.data) if isinstance(event, h11.Data) else 0
    assert n_bytes == 1 << 20
    assert connection.their_state is h11.DONE
