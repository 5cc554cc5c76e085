"""What a request may hold: each body is read here once, and written anew for Gradio.

Around the application of Gradio, within the guard. A request that is at fault is refused here, so
that what fails behind it is a fault of the server.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response, StreamingResponse

from qa.web.http import log
from qa.web.http.refusals import RefusedRequestError, restated
from qa.web.requests import bodies, rpc
from qa.web.requests.functions import functions_of
from qa.web.requests.sessions import Sessions

if TYPE_CHECKING:
    import gradio as gr
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from qa.web.requests.sessions import Limits

_API = "/gradio_api/"
_MCP = f"{_API}mcp"
_STREAM = f"{_API}queue/data"
_JOIN = f"{_API}queue/join"
_CANCEL = f"{_API}cancel"
_RESET = f"{_API}reset"
_KIND = "application/json"
_FIRST_ERROR = HTTPStatus.BAD_REQUEST.value
_UNSUPPORTED = HTTPStatus.UNSUPPORTED_MEDIA_TYPE.value
N_STATES = 64  # sessions whose last values Gradio keeps; nothing here ever asks for them
N_ANALYSED = 64  # events that Gradio makes statistics of, anew after each, which nobody sees


class Admission:
    """An ASGI application around that of Gradio: lets through what its functions take.

    Args:
        app: whom to ask; kept as ``app``.
        page: what the application serves, ready.
        limits: how much is kept for sessions.
    """

    def __init__(self, app: ASGIApp, page: gr.Blocks, limits: Limits | None = None) -> None:
        self.app = app
        self._functions = functions_of(page)
        self._sessions = Sessions(page._queue, limits)  # noqa: SLF001 -- what is kept small
        page.state_holder.capacity = N_STATES
        page._queue.ANALYTICS_MAX_EVENTS = N_ANALYSED  # noqa: SLF001 -- as above

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        try:
            if scope["method"] == "POST":
                await self._post(scope, receive, send)
            elif scope["method"] == "GET" and scope["path"] == _STREAM:
                await self._stream(scope, receive, send)
            else:  # no other address has a query that means anything: Gradio's name files
                await self._ask({**scope, "query_string": b""}, receive, send)
        except RefusedRequestError as error:
            await error.response()(scope, receive, send)

    async def _post(self, scope: Scope, receive: Receive, send: Send) -> None:
        body = (await receive()).get("body", b"")  # whole, as the guard has read it
        _check_kind(Headers(scope=scope))
        taken = await self._taken(scope["path"], body)
        if isinstance(taken, Response):
            await taken(scope, receive, send)
        else:
            await self._ask(_with_length(scope, len(taken)), _giving(taken, receive), send)

    async def _taken(self, path: str, body: bytes) -> bytes | Response:
        """The body that Gradio gets, or the answer in its place."""
        if path.rstrip("/") == _MCP:
            return rpc.admitted(self._functions, body)
        fields = bodies.parsed(body)
        if path == _JOIN:
            session, taken = bodies.join(self._functions, fields)
            await self._sessions.admit(session, log.client.get())
            return taken
        if path in {_CANCEL, _RESET}:
            event = bodies.event(fields, has_session=path == _CANCEL)
            self._sessions.check_event(event)
            return event.body()
        return bodies.run(self._functions, path.rstrip("/").rpartition("/")[2], fields)

    async def _stream(self, scope: Scope, receive: Receive, send: Send) -> None:
        session = bodies.session_of_query(scope["query_string"])
        self._sessions.check_session(session)
        self._sessions.opened(session)
        events = self._sessions.stream(session)
        response = StreamingResponse(events, media_type="text/event-stream")
        watch = _Watch(send)
        try:
            await response(scope, receive, watch.send)
        finally:
            await self._sessions.closed(session, is_drained=watch.has_ended)

    async def _ask(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Ask Gradio, and tell what it refuses as everything is refused; MCP has a form of its own."""
        if scope["path"].startswith(_MCP):
            await self.app(scope, receive, send)
        else:
            await self.app(scope, receive, _Restating(send).send)


class _Watch:
    """Sends on a response, and knows whether it has come to its end."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.has_ended = False

    async def send(self, message: Message) -> None:
        await self._send(message)
        if message["type"] == "http.response.body" and not message.get("more_body"):
            self.has_ended = True


class _Restating:
    """Sends on a response; that of a request that failed once it is whole, and as one line."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._start: Message | None = None
        self._body = b""

    async def send(self, message: Message) -> None:
        """Pass a message on, or keep it."""
        if message["type"] == "http.response.start" and message["status"] >= _FIRST_ERROR:
            self._start = message
        elif self._start is None:
            await self._send(message)
        else:
            self._body += message.get("body", b"")
            if not message.get("more_body"):
                await self._tell(self._start)

    async def _tell(self, start: Message) -> None:
        if start["status"] == HTTPStatus.UNPROCESSABLE_ENTITY:
            start["status"] = HTTPStatus.BAD_REQUEST.value
        body = restated(start["status"], self._body)
        headers = MutableHeaders(scope=start)
        headers["content-type"] = _KIND
        headers["content-length"] = str(len(body))
        await self._send(start)
        await self._send({"type": "http.response.body", "body": body})


def _check_kind(given: Headers) -> None:
    """Check that a body is JSON as it stands: another reader could take another form for it."""
    kind, _, parameters = given.get("content-type", "").partition(";")
    charset = parameters.lower().replace(" ", "").replace('"', "")
    if kind.strip().lower() != _KIND or charset not in {"", "charset=utf-8"}:
        raise RefusedRequestError(_UNSUPPORTED, f"a request is sent as Content-Type: {_KIND}")
    if given.get("content-encoding", "identity").lower() != "identity":
        raise RefusedRequestError(_UNSUPPORTED, "a request is sent without a Content-Encoding")


def _with_length(scope: Scope, n_bytes: int) -> Scope:
    """A request as it is told to Gradio: with the body that was written anew, and no query."""
    told = {b"content-type": _KIND.encode(), b"content-length": str(n_bytes).encode()}
    left_out = {*told, b"content-encoding", b"transfer-encoding"}
    headers = [each for each in scope["headers"] if each[0] not in left_out]
    return {**scope, "query_string": b"", "headers": [*headers, *told.items()]}


def _giving(body: bytes, receive: Receive) -> Receive:
    """What gives a body, then whatever comes after it."""
    unread: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def give() -> Message:
        return unread.pop() if unread else await receive()

    return give
