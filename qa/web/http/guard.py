"""What every request passes before Gradio sees it, and every response before it is sent."""

from __future__ import annotations

import asyncio
import base64
import binascii
import hashlib
import hmac
import logging
from typing import TYPE_CHECKING

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from qa.public_address import split_host
from qa.web.http import headers as policy
from qa.web.http import log, routes, sent_page, verdict
from qa.web.http.rate_limits import Buckets, Rate, who_asks
from qa.web.http.refusals import refused

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from starlette.responses import JSONResponse
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from qa.public_address import PublicAddress

MAX_BODY_BYTES = 1 << 20
# A page takes some ten requests to open and two to answer a question; offices share an address.
RATE = Rate(burst=300, per_second=30)

_RETRY_S = "5"
_BODY_TIMEOUT_S = 30
_WRONG_PASSWORD_TOKENS = 10
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
        public: another address at which it is asked.
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
        public: PublicAddress | None = None,
        login: str | None = None,
        scripts: Iterable[str] = (),
        buckets: Buckets | None = None,
    ) -> None:
        self.app = app
        self._names = frozenset(names)
        self._public = public
        self._login = None if login is None else _fingerprint(login.encode())
        self._scripts = tuple(scripts)
        self._buckets = buckets or Buckets(RATE)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        response = _Response(scope, send, self._scripts)
        log.client.set(who_asks(scope))
        try:
            passed = self._refusal(scope) or await _read(scope, receive)
            if isinstance(passed, Response):
                await passed(scope, receive, response.send)
            else:
                await self.app(scope, passed, response.send)
        except ClientDisconnect:
            pass  # nobody is there to be answered
        except Exception:  # noqa: BLE001 -- whatever it is, it is logged and not told
            _log.exception("a request failed")
            if not response.has_begun:
                failed = refused(_INTERNAL_ERROR, "the server failed to answer: its log says why")
                await failed(scope, receive, response.send)

    def _refusal(self, scope: Scope) -> JSONResponse | None:
        given = Headers(scope=scope)
        authorization = given.get("authorization", "")
        return (
            self._foreign(given)
            or self._early(scope, authorization)
            or self._unknown(scope, authorization)
            or _missing(scope["method"], scope["path"])
        )

    def _foreign(self, given: Headers) -> JSONResponse | None:
        host, origin = given.get("host", ""), given.get("origin")
        public = self._public
        is_public = public is not None and host == public.netloc
        if not is_public and self._names and split_host(host)[0] not in self._names:
            place = f"at {public} and on this machine" if public else "on this machine only"
            return refused(421, f"this server answers {place}: open it by localhost")
        allowed = set() if is_public else {f"http://{host}", f"https://{host}"}
        if public is not None:
            allowed.add(public.origin)
        if origin is not None and origin not in allowed:
            return refused(403, "pages of other origins cannot ask this server")
        return None

    def _early(self, scope: Scope, authorization: str) -> JSONResponse | None:
        is_static = routes.is_static(scope["method"], scope["path"])
        if is_static and self._knows(authorization):  # passwords are guessed by any path
            return None
        client = who_asks(scope)
        wait_s = self._buckets.take(client)
        if not wait_s:
            self._buckets.charge(client, routes.cost(scope["path"]) - 1)
            return None
        return refused(429, "too many requests: slow down", {"Retry-After": str(wait_s)})

    def _unknown(self, scope: Scope, authorization: str) -> JSONResponse | None:
        if self._knows(authorization):
            return None
        if authorization:
            self._buckets.charge(who_asks(scope), _WRONG_PASSWORD_TOKENS)
        challenge = 'Basic realm="wenbao", charset="UTF-8"'
        return refused(401, "user and password, please", {"WWW-Authenticate": challenge})

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
        self._is_original = routes.is_original(scope["path"])
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
            page, nonce = sent_page.finished(self._page)
            self._set_headers(self._held, (nonce, *self._scripts))
            if page:  # the answer to HEAD has none
                MutableHeaders(scope=self._held)["content-length"] = str(len(page))
            await self._send(self._held)
            message = {"type": "http.response.body", "body": page}
        await self._send(message)

    def _set_headers(self, start: Message, scripts: tuple[str, ...]) -> None:
        given = MutableHeaders(scope=start)
        fields = (
            policy.security_of_original(given.get("content-type", ""))
            if self._is_original
            else policy.security(*scripts)
        )
        for name, value in fields.items():
            given[name] = value


async def _read(scope: Scope, receive: Receive) -> Receive | JSONResponse:
    """Read the body, which is small, so that its size is known before anybody works on it."""
    if scope["method"] != "POST" or routes.is_upload(scope["method"], scope["path"]):
        return receive
    too_large = refused(413, f"a request has at most {MAX_BODY_BYTES:,} bytes")
    length = Headers(scope=scope).get("content-length", "0")
    if not (length.isascii() and length.isdecimal()) or int(length) > MAX_BODY_BYTES:
        return too_large
    pieces, n_bytes = [], 0
    try:
        async with asyncio.timeout(_BODY_TIMEOUT_S):
            async for piece in Request(scope, receive).stream():
                pieces.append(piece)
                n_bytes += len(piece)
                if n_bytes > MAX_BODY_BYTES:
                    return too_large
    except TimeoutError:
        return refused(408, "the request did not come to its end")
    return _replaying(b"".join(pieces), receive)


def _missing(method: str, path: str) -> JSONResponse | None:
    if routes.is_served(method, path):
        return None
    if routes.is_known(path):
        return refused(405, "not by this method")
    return refused(404, "there is nothing here")


def _fingerprint(login: bytes) -> bytes:
    return hashlib.sha256(login).digest()


def _replaying(body: bytes, receive: Receive) -> Receive:
    """What gives a body that was read, then whatever comes after it."""
    unread: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def replay() -> Message:
        return unread.pop() if unread else await receive()

    return replay
