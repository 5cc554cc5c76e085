"""The guard around small applications; what it does around Gradio is in tests/hostile/web."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.testclient import TestClient

from qa.web.http import verdict
from qa.web.http.guard import RATE, Guard
from qa.web.http.rate_limits import Buckets

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send


def client(app: ASGIApp) -> TestClient:
    return TestClient(Guard(app, names={"localhost"}), base_url="http://localhost")


async def never(_scope: Scope, _receive: Receive, _send: Send) -> None:
    raise AssertionError


def test_what_fails_is_logged_and_not_told(caplog: pytest.LogCaptureFixture):
    async def failing(_scope: Scope, _receive: Receive, _send: Send) -> None:
        raise ValueError("a secret")

    response = client(failing).get("/config")
    line = "the server failed to answer: its log says why"
    assert (response.status_code, response.json()) == (500, {"error": line})
    assert "content-security-policy" in response.headers
    assert "a secret" in caplog.text


def test_a_refusal_has_the_status_that_the_endpoint_gave():
    async def refusing(scope: Scope, receive: Receive, send: Send) -> None:
        verdict.refuse(verdict.UNAVAILABLE)
        await JSONResponse({"error": "later"}, 500)(scope, receive, send)

    response = client(refusing).post("/gradio_api/run/ask", json={})
    assert (response.status_code, response.json()) == (503, {"error": "later"})


def test_a_refusal_outside_of_a_request_does_nothing():
    verdict.refuse(verdict.BAD_REQUEST)


def test_the_body_arrives_as_it_was_sent():
    async def echo(scope: Scope, receive: Receive, send: Send) -> None:
        body = (await receive())["body"]
        await Response(body)(scope, receive, send)

    sent = bytes(range(256)) * 100
    assert client(echo).post("/gradio_api/run/ask", content=sent).content == sent


@pytest.mark.parametrize("length", ["-1", "1e3", "²", "99999999999999999999"])
def test_a_length_that_is_none(length: str):
    headers = {b"content-length": length.encode()}
    response = client(never).post("/gradio_api/run/ask", content=b"x", headers=headers)
    assert response.status_code == 413


def test_the_page_comes_whole_and_with_its_nonce():
    async def page(scope: Scope, receive: Receive, send: Send) -> None:
        assert b"accept-encoding" not in dict(scope["headers"])
        await HTMLResponse("<script>1</script>")(scope, receive, send)

    response = client(page).get("/")
    assert response.text.startswith('<script nonce="')
    assert response.headers["content-length"] == str(len(response.content))


def test_what_is_no_request_passes():
    seen = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        seen.append(scope["type"])
        assert (await receive())["type"] == "lifespan.startup"
        await send({"type": "lifespan.startup.complete"})
        assert (await receive())["type"] == "lifespan.shutdown"
        await send({"type": "lifespan.shutdown.complete"})

    with client(app):
        assert seen == ["lifespan"]


def test_a_body_that_breaks_off_reaches_nobody(caplog: pytest.LogCaptureFixture):
    unread: list[Message] = [
        {"type": "http.request", "body": b'{"data": ["half', "more_body": True},
        {"type": "http.disconnect"},
    ]
    sent: list[Message] = []

    async def receive() -> Message:
        return unread.pop(0)

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "POST", "path": "/gradio_api/run/ask", "headers": []}
    # Not in this thread: Playwright keeps a loop running in it.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(lambda: asyncio.run(Guard(never)(scope, receive, send))).result()
    assert sent == []
    assert caplog.records == []


@pytest.mark.parametrize(
    ("first", "second", "is_shared"),
    [
        ("2001:db8::1", "2001:db8::ffff:2", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("192.0.2.1", "192.0.2.2", False),
        ("::ffff:192.0.2.1", "::ffff:192.0.2.2", False),
    ],
)
def test_a_network_of_ipv6_is_one_client(first: str, second: str, *, is_shared: bool):
    guard = Guard(never, buckets=Buckets(RATE, now=lambda: 0.0))  # no bucket fills up again

    def found(address: str) -> int:
        visitor = TestClient(guard, client=(address, 1), base_url="http://localhost")
        return visitor.get("/nowhere").status_code

    assert 429 in [found(first) for _ in range(2 * RATE.burst)]
    assert (found(second) == 429) is is_shared
