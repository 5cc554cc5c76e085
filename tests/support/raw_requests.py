"""Requests as no well-behaved client writes them, from any address of this machine."""

from __future__ import annotations

import http.client
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.support.serving import App

JSON = {"Content-Type": "application/json"}
MCP = JSON | {"Accept": "application/json, text/event-stream"}
LIMIT_S = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What came back."""

    status: int
    headers: Mapping[str, str] = field(repr=False)
    body: bytes

    @property
    def fields(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)


def send(
    app: App,
    method: str,
    path: str,
    body: bytes | str = b"",
    headers: Mapping[str, str] = JSON,
    *,
    source: str = "127.0.0.1",
) -> Reply:
    """Send a request as it is, from an address; each address is a client of its own."""
    connection = http.client.HTTPConnection(
        app.address.removeprefix("http://"), timeout=LIMIT_S, source_address=(source, 0)
    )
    connection._validate_path = lambda _: None  # type: ignore[attr-defined]  # noqa: SLF001 -- as it is
    try:
        connection.request(method, path, body, dict(headers))
        response = connection.getresponse()
        given = {name.lower(): value for name, value in response.getheaders()}
        return Reply(status=response.status, headers=given, body=response.read())
    finally:
        connection.close()


def post(app: App, path: str, fields: Any, *, source: str = "127.0.0.1") -> Reply:
    """Send JSON."""
    return send(app, "POST", f"/gradio_api/{path}", json.dumps(fields), source=source)


def open_stream(app: App, path: str, *, source: str = "127.0.0.1") -> http.client.HTTPConnection:
    """Open a stream, of which only the head is read."""
    connection = http.client.HTTPConnection(
        app.address.removeprefix("http://"), timeout=LIMIT_S, source_address=(source, 0)
    )
    connection.request("GET", path)
    connection.getresponse()
    return connection


def sources(n_each: int) -> Any:
    """Addresses of this machine, each as often as ``n_each``, one after the other."""
    number = 0
    while True:
        number += 1
        for _ in range(n_each):
            yield f"127.{number // 65536 + 1}.{number // 256 % 256}.{number % 256 or 254}"
