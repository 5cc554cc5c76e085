"""What every request passes before Gradio sees it, and every response before it is sent."""

from __future__ import annotations

import asyncio
import base64
import binascii
import hashlib
import hmac
import ipaddress
import logging
from typing import TYPE_CHECKING

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.responses import PlainTextResponse

from qa.web import headers as policy
from qa.web import routes, unscripted, verdict
from qa.web.limits import Buckets, Rate

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

MAX_BODY_BYTES = 1 << 20
# A page takes some ten requests to open and two to answer a question; offices share an address.
RATE = Rate(burst=300, per_second=30)

_RETRY_S = "5"
_BODY_TIMEOUT_S = 30
_WRONG_PASSWORD_TOKENS = 10
_V6_PREFIX = 64  # bits of a network
_INTERNAL_ERROR = 500
_log = logging.getLogger(__name__)


class Guard:
    """An ASGI application around another one.

    It refuses requests that are for another host than this machine (a site elsewhere whose name
    was bound to this address), come from a page of another origin, come too fast, lack the
    password, are for nothing that is served, or are too large; and it sets the security headers.

    Args:
        app: whom to guard; kept as ``app``.
        names: the only hosts, in lower case, that it is asked for; any where there are none.
        login: ``user:password`` that each request has to bring (RFC 7617). Gradio's own login
            guards some of its routes only, and no MCP.
        scripts: sources of inline scripts that the page adds by itself.
        buckets: how much each client may ask.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        names: Collection[str] = (),
        login: str | None = None,
        scripts: Iterable[str] = (),
        buckets: Buckets | None = None,
    ) -> None:
        self.app = app
        self._names = frozenset(names)
        self._login = None if login is None else _fingerprint(login.encode())
        self._scripts = tuple(scripts)
        self._buckets = buckets or Buckets(RATE)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        response = _Response(scope, send, self._scripts)
        try:
            passed = self._refusal(scope) or await _read(scope, receive)
            if isinstance(passed, PlainTextResponse):
                await passed(scope, receive, response.send)
            else:
                await self.app(scope, passed, response.send)
        except ClientDisconnect:
            pass  # nobody is there to be answered
        except Exception:  # noqa: BLE001 -- whatever it is, it is logged and not told
            _log.exception("a request failed")
            if not response.has_begun:
                failed = _refused(_INTERNAL_ERROR, "the server failed to answer")
                await failed(scope, receive, response.send)

    def _refusal(self, scope: Scope) -> PlainTextResponse | None:
        given = Headers(scope=scope)
        authorization = given.get("authorization", "")
        return (
            self._foreign(given)
            or self._early(scope, authorization)
            or self._unknown(scope, authorization)
            or _missing(scope["method"], scope["path"])
        )

    def _foreign(self, given: Headers) -> PlainTextResponse | None:
        host, origin = given.get("host", ""), given.get("origin")
        if self._names and _hostname(host) not in self._names:
            return _refused(421, "this server answers on this machine only: open it by localhost")
        if origin is not None and origin not in {f"http://{host}", f"https://{host}"}:
            return _refused(403, "pages of other origins cannot ask this server")
        return None

    def _early(self, scope: Scope, authorization: str) -> PlainTextResponse | None:
        is_static = routes.is_static(scope["method"], scope["path"])
        if is_static and self._knows(authorization):  # passwords are guessed by any path
            return None
        wait_s = self._buckets.take(_client(scope))
        if not wait_s:
            return None
        return _refused(429, "too many requests: slow down", {"Retry-After": str(wait_s)})

    def _unknown(self, scope: Scope, authorization: str) -> PlainTextResponse | None:
        if self._knows(authorization):
            return None
        if authorization:
            self._buckets.charge(_client(scope), _WRONG_PASSWORD_TOKENS)
        challenge = 'Basic realm="wenbao", charset="UTF-8"'
        return _refused(401, "user and password, please", {"WWW-Authenticate": challenge})

    def _knows(self, authorization: str) -> bool:
        if self._login is None:
            return True
        scheme, _, encoded = authorization.partition(" ")
        if scheme.lower() != "basic":
            return False
        try:
            given = base64.b64decode(encoded.strip(), validate=True)
        except (binascii.Error, ValueError):
            return False
        return hmac.compare_digest(_fingerprint(given), self._login)


class _Response:
    """Sends a response with the security headers, and the page with its scripts allowed."""

    def __init__(self, scope: Scope, send: Send, scripts: tuple[str, ...]) -> None:
        self._send = send
        self._scripts = scripts
        self._verdict = verdict.begin()
        self._held: Message | None = None
        self._page = b""
        self._is_page = scope["path"] == "/"
        if self._is_page:  # whose text is needed, not its compressed form
            scope["headers"] = [
                (name, value) for name, value in scope["headers"] if name != b"accept-encoding"
            ]
        self.has_begun = False

    async def send(self, message: Message) -> None:
        """Pass a message on; those of the page once it is whole."""
        if message["type"] == "http.response.start":
            self.has_begun = True
            if message["status"] == _INTERNAL_ERROR and self._verdict.status is not None:
                message["status"] = self._verdict.status
                if self._verdict.status == verdict.UNAVAILABLE:
                    MutableHeaders(scope=message)["Retry-After"] = _RETRY_S
            if self._is_page:
                self._held = message
                return
            self._set_headers(message, self._scripts)
        elif self._held is not None:
            self._page += message.get("body", b"")
            if message.get("more_body"):
                return
            page, nonce = policy.with_nonce(unscripted.with_notice(self._page))
            self._set_headers(self._held, (nonce, *self._scripts))
            if page:  # the answer to HEAD has none
                MutableHeaders(scope=self._held)["content-length"] = str(len(page))
            await self._send(self._held)
            message = {"type": "http.response.body", "body": page}
        await self._send(message)

    @staticmethod
    def _set_headers(start: Message, scripts: tuple[str, ...]) -> None:
        given = MutableHeaders(scope=start)
        for name, value in policy.security(*scripts).items():
            given[name] = value


async def _read(scope: Scope, receive: Receive) -> Receive | PlainTextResponse:
    """Read the body, which is small, so that its size is known before anybody works on it."""
    if scope["method"] != "POST":
        return receive
    too_large = _refused(413, f"a request has at most {MAX_BODY_BYTES:,} bytes")
    length = Headers(scope=scope).get("content-length", "0")
    if not (length.isascii() and length.isdecimal()) or int(length) > MAX_BODY_BYTES:
        return too_large
    body, more = b"", True
    try:
        async with asyncio.timeout(_BODY_TIMEOUT_S):
            while more:
                message = await receive()
                if message["type"] == "http.disconnect":
                    raise ClientDisconnect
                body += message.get("body", b"")
                more = message.get("more_body", False)
                if len(body) > MAX_BODY_BYTES:
                    return too_large
    except TimeoutError:
        return _refused(408, "the request did not come to its end")
    return _replaying(body, receive)


def _missing(method: str, path: str) -> PlainTextResponse | None:
    if routes.is_served(method, path):
        return None
    if routes.is_known(path):
        return _refused(405, "not by this method")
    return _refused(404, "there is nothing here")


def _refused(status: int, line: str, headers: dict[str, str] | None = None) -> PlainTextResponse:
    return PlainTextResponse(f"{line}\n", status, headers)


def _fingerprint(login: bytes) -> bytes:
    return hashlib.sha256(login).digest()


def _client(scope: Scope) -> str:
    """Whose bucket a request is paid from: an address; of IPv6 a network, as one visitor has it."""
    address = str(scope["client"][0]) if scope.get("client") else ""
    try:
        v6 = ipaddress.IPv6Address(address)
    except ValueError:
        return address
    return str(v6.ipv4_mapped or ipaddress.IPv6Network((int(v6), _V6_PREFIX), strict=False))


def _hostname(host: str) -> str:
    """The name in a Host header, without its port."""
    name, colon, port = host.rpartition(":")
    if not colon or not port.isdecimal():
        name = host
    return name.removeprefix("[").removesuffix("]").lower()


def _replaying(body: bytes, receive: Receive) -> Receive:
    """What gives a body that was read, then whatever comes after it."""
    unread: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def replay() -> Message:
        return unread.pop() if unread else await receive()

    return replay
