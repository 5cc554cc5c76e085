"""The connections of the web chat: strict HTTP/1.1, and nobody is waited for without an end.

uvicorn has a limit for idle connections only, and takes any number of silent ones. Its h11
protocol is used whatever else is installed, so that all machines read a request in the same way.
"""

from __future__ import annotations

import asyncio
import dataclasses
import functools
import json
import logging
import math
import socket
import struct
import sys
from typing import TYPE_CHECKING, Any

import h11
import uvicorn
from uvicorn.protocols.http.h11_impl import STATUS_PHRASES, H11Protocol

from qa.web.http import headers
from qa.web.http.crowd import Crowd, Limits
from qa.web.http.proxies import Proxies
from qa.web.http.rate_limits import client_of
from qa.web.http.strict_http import StrictConnection

if sys.platform != "win32":
    import resource

if TYPE_CHECKING:
    from starlette.types import ASGIApp

_STOP_S = 1  # for answers that are on their way; streams to open pages never end
_N_QUEUED = 1024  # by the system, until they are accepted
_ACCEPTED_SHARE = 4  # of as many as there may be, one in so many at a time
_N_OTHER_FILES = 128  # an index, a model, the page's own
_N_LEAST = 16
_STRETCH_BYTES = 512 << 10  # of a body: the next one has as much time again
_PILE_BYTES = 16_384  # of an answer: who takes them in is not late
_LINGER = "hh" if sys.platform == "win32" else "ii"
_UNAVAILABLE = 503
_log = logging.getLogger(__name__)


class Connection(H11Protocol):
    """A connection that is strict, waits for its client for a limited time, and has its place.

    Args:
        crowd: all connections.
        proxies: servers before this one, each of which may have any number of them.
        given: what uvicorn gives to every connection.
    """

    def __init__(self, crowd: Crowd, proxies: Proxies, **given: Any) -> None:
        super().__init__(**given)
        self.conn: StrictConnection = StrictConnection()
        self.peer = ""
        self.waiting_since: float | None = None
        self.due = math.inf
        self._crowd = crowd
        self._proxies = proxies
        self._n_answered = 0
        self._has_begun = True  # whoever connects has something to ask
        self._wait: tuple[str, int] | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        """Take a place, or refuse where there is none."""
        super().connection_made(transport)
        address = self.client[0] if self.client else ""
        self.peer = "" if address in self._proxies else client_of(address)
        if self._crowd.admit(self):
            self.look()
        else:
            self._answer(_UNAVAILABLE, "too many connections are open: try again in a minute")

    def connection_lost(self, exc: Exception | None) -> None:
        """Give the place up."""
        self._crowd.leave(self)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take in what came."""
        self._has_begun = True
        super().data_received(data)
        self.look()

    def on_response_complete(self) -> None:
        """Wait for the next request, or the rest of this one."""
        self._n_answered += 1
        self._has_begun = False
        super().on_response_complete()
        self.look()

    def pause_writing(self) -> None:
        """Wait until the client takes in what it asked for."""
        super().pause_writing()
        self.look()

    def resume_writing(self) -> None:
        """Go on."""
        super().resume_writing()
        self.look()

    def send_400_response(self, msg: str) -> None:
        """Refuse what is no request as this server reads them."""
        del msg
        if self.conn.our_state in {h11.IDLE, h11.SEND_RESPONSE}:
            self._answer(self.conn.status, "this is not HTTP as it is spoken here")
        else:  # an answer has begun: nothing can be told any more
            self.transport.close()
        if self.cycle is not None and not self.cycle.response_complete:
            self.cycle.disconnected = True
            self.cycle.message_event.set()

    def shutdown(self) -> None:
        """End after the answer that is on its way."""
        if not self.transport.is_closing():
            super().shutdown()

    def drop(self) -> None:
        """End at once; an answer that nobody reads is not left to the system either."""
        if self.transport.get_write_buffer_size():
            reset = struct.pack(_LINGER, 1, 0)
            self.transport.get_extra_info("socket").setsockopt(
                socket.SOL_SOCKET, socket.SO_LINGER, reset
            )
        self.transport.abort()

    def look(self) -> None:
        """Find out what the client is waited for; a wait for something else begins anew."""
        wait = self._waited()
        if wait == self._wait:
            return
        self._wait = wait
        if wait is None:
            self.waiting_since, self.due = None, math.inf
        else:
            self.waiting_since = self.loop.time()
            self.due = self.waiting_since + getattr(self._crowd.limits, wait[0])

    def _waited(self) -> tuple[str, int] | None:
        """The limit that holds for what is waited for, and which of its kind that is."""
        n_piled = self.transport.get_write_buffer_size()
        is_answering = self.cycle is not None and not self.cycle.response_complete
        if self.flow.write_paused or (n_piled and not is_answering):
            return "read_s", n_piled // _PILE_BYTES
        if self.transport.is_closing():
            return "end_s", 0
        if self.conn.their_state is h11.SEND_BODY:
            n_stretches = self.conn.n_body_bytes // _STRETCH_BYTES  # what goes on may take its time
            return ("body_s", n_stretches) if is_answering else ("end_s", self._n_answered)
        if is_answering:
            return None
        return ("head_s" if self._has_begun else "idle_s"), self._n_answered

    def _answer(self, status: int, line: str) -> None:
        """Answer without the app, and end."""
        body = json.dumps({"error": line}).encode()
        fields = headers.security() | {
            "Content-Type": "application/json",
            "Content-Length": str(len(body)),
            "Connection": "close",
        }
        head = [f"HTTP/1.1 {status} {STATUS_PHRASES[status].decode()}"]
        head += [f"{name}: {value}" for name, value in fields.items()]
        self.transport.write("\r\n".join((*head, "", "")).encode() + body)
        self.transport.close()


class Server(uvicorn.Server):
    """A server that tells in a line where the system has no more files for it."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin."""
        asyncio.get_running_loop().set_exception_handler(_tell)
        await super().startup(sockets=sockets)
        for listener in sockets or ():  # uvicorn accepts as many at once as it lets wait
            listener.listen(_N_QUEUED)


def configured(
    app: ASGIApp, *, limits: Limits | None = None, proxies: Proxies | None = None
) -> uvicorn.Config:
    """How an app is served.

    Args:
        app: what answers.
        limits: of connections; as many as there are files for, where none are given.
        proxies: servers before this one.
    """
    limits = limits or fitting(Limits())
    connection = functools.partial(Connection, Crowd(limits), proxies or Proxies())
    return uvicorn.Config(
        app,
        http=connection,  # type: ignore[arg-type]  # called as a class is
        loop="asyncio",
        ws="none",
        workers=1,
        log_config=None,
        log_level="critical",  # the guard logs what fails
        access_log=False,
        proxy_headers=False,
        server_header=False,
        backlog=max(1, limits.n_in_all // _ACCEPTED_SHARE),
        timeout_keep_alive=math.ceil(limits.idle_s),
        timeout_graceful_shutdown=_STOP_S,
    )


def fitting(wanted: Limits) -> Limits:
    """The limits for as many files as the system lets a process have."""
    if sys.platform == "win32":
        return wanted
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    needed = wanted.n_in_all * (_ACCEPTED_SHARE + 1) // _ACCEPTED_SHARE + _N_OTHER_FILES
    if soft == resource.RLIM_INFINITY or soft >= needed:
        return wanted
    soft = needed if hard == resource.RLIM_INFINITY else min(needed, hard)
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    n_left = (soft - _N_OTHER_FILES) * _ACCEPTED_SHARE // (_ACCEPTED_SHARE + 1)
    n_in_all = max(_N_LEAST, min(wanted.n_in_all, n_left))
    return dataclasses.replace(wanted, n_in_all=n_in_all, n_each=n_in_all // _ACCEPTED_SHARE)


def _tell(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    error = context.get("exception")
    if isinstance(error, OSError):
        _log.error("%s: %s", context.get("message"), error)
    else:
        loop.default_exception_handler(context)
