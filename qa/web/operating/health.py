"""What a load balancer asks: ``/healthz``, whether the process lives, and ``/readyz``, whether it answers.

Both are told to whoever reaches the server, by any name and without a password, as those who ask have
neither; they hold nothing of the reports. They cost nothing, wait for no thread, and so tell the truth
also where all threads are busy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import JSONResponse

from qa.web.http import headers
from qa.web.http.refusals import refused

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from qa.web.operating.condition import Condition

_READING = frozenset({"GET", "HEAD"})
_UNAVAILABLE = 503
_RETRY_S = "2"


class Health:
    """An ASGI application around all others.

    Args:
        app: answers all other requests.
        condition: tells how the server is; at once.
        holds_back: refuse all other requests for as long as there is nothing to answer from, so that
            a server before this one asks the next.
        told: is given the status of each response but those of these two addresses.
    """

    def __init__(
        self,
        app: ASGIApp,
        condition: Callable[[], Condition],
        *,
        holds_back: bool = False,
        told: Callable[[int], None] | None = None,
    ) -> None:
        self.app = app
        self._condition = condition
        self._holds_back = holds_back
        self._told = told

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        is_reading = scope["method"] in _READING
        if is_reading and scope["path"] == "/healthz":
            await _told({"alive": True})(scope, receive, send)
        elif is_reading and scope["path"] == "/readyz":
            await self._readiness()(scope, receive, send)
        else:
            await self._other(scope, receive, _telling(send, self._told) if self._told else send)

    async def _other(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._holds_back and not self._condition().is_ready:
            await self._unready()(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    def _readiness(self) -> JSONResponse:
        found = self._condition()
        if not found.is_ready:
            return self._unready()
        return _told(
            {
                "ready": True,
                "generation": found.generation,
                "reports": found.n_reports,
                "passages": found.n_passages,
            }
        )

    def _unready(self) -> JSONResponse:
        fields = headers.security() | {"Retry-After": _RETRY_S}
        return refused(_UNAVAILABLE, self._condition().why_not, fields)


def _told(fields: dict[str, object]) -> JSONResponse:
    return JSONResponse(fields, headers=headers.security() | {"Cache-Control": "no-store"})


def _telling(send: Send, told: Callable[[int], None]) -> Send:
    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            told(message["status"])
        await send(message)

    return sent
