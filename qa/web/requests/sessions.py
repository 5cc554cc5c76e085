"""Who waits in Gradio's queue, how much of it is kept, and the stream on which answers come.

Gradio keeps the answers of a session until somebody collects them, for up to 2,000 sessions and
any number of answers, and the ids of what was asked for ever; and of two streams of a session one
fails when the other ends. Here each is bounded, and what nobody comes for is dropped.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gradio.server_messages import (
    CloseStreamMessage,
    HeartbeatMessage,
    ProcessCompletedMessage,
    UnexpectedErrorMessage,
)

from qa.web.http.refusals import RefusedRequestError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterable

    from qa.web.requests.bodies import Event

_HEARTBEAT_S = 15
_TOO_MANY = 429
_NOT_FOUND = 404


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much is kept: sessions, and answers that are not collected yet.

    A session without a stream is forgotten after ``kept_s`` seconds. Gradio keeps 2,000 sessions;
    past that it fails by forgetting one that waits.
    """

    n_sessions: int = 1024
    n_waiting: int = 256
    n_waiting_of_session: int = 16
    n_waiting_of_client: int = 64
    kept_s: float = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seat:
    """Of a session: whose it is, and when it asked last."""

    client: str
    since: float


class Sessions:
    """The sessions of Gradio's queue.

    Args:
        queue: the queue, of which the dictionaries by session are kept small.
        limits: how small.
        now: tells the time, in seconds.
    """

    def __init__(
        self,
        queue: Any,
        limits: Limits | None = None,
        *,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._queue = queue
        self._limits = limits or Limits()
        self._now = now
        self._seats: dict[str, _Seat] = {}  # the one that asked longest ago first
        self._n_streams: Counter[str] = Counter()

    async def admit(self, session: str, client: str) -> None:
        """Take down that a session is about to ask something, and make room for the answer.

        Raises:
            RefusedRequestError: too much of the session, or of the client, is uncollected.
        """
        await self._forget_old()
        waiting = self._waiting()
        if waiting[session] >= self._limits.n_waiting_of_session:
            raise RefusedRequestError(_TOO_MANY, "collect the answers to your questions first")
        of_client = sum(
            waiting[each] for each, seat in self._seats.items() if seat.client == client
        )
        if of_client >= self._limits.n_waiting_of_client:
            raise RefusedRequestError(_TOO_MANY, "too many of your questions are waiting")
        self._seats.pop(session, None)
        self._seats[session] = _Seat(client=client, since=self._now())
        await self._make_room(session)

    def check_event(self, event: Event) -> None:
        """Check that an event waits or runs, in its session where it names one.

        Raises:
            RefusedRequestError: there is no such event.
        """
        waiting = self._queue.event_ids_to_events.get(event.name)
        if waiting is None or event.session not in {None, waiting.session_hash}:
            raise RefusedRequestError(_NOT_FOUND, "there is no such event")

    def check_session(self, session: str) -> None:
        """Check that a session has asked something of which the answer is not collected.

        Raises:
            RefusedRequestError: it has not.
        """
        if session not in self._queue.pending_messages_per_session:
            raise RefusedRequestError(_NOT_FOUND, "this session has asked nothing: join the queue")

    async def stream(self, session: str) -> AsyncIterator[bytes]:
        """What a session is told, as server-sent events, until all its questions are answered."""
        kept = self._queue.pending_messages_per_session
        while session in kept:
            if self._queue.stopped:
                yield _event(
                    UnexpectedErrorMessage(message="Server stopped unexpectedly.", success=False)
                )
                return
            try:
                message = await asyncio.wait_for(kept[session].get(), _HEARTBEAT_S)
            except TimeoutError:
                message = HeartbeatMessage()
            yield _event(message)
            if isinstance(message, ProcessCompletedMessage):
                asked = self._queue.pending_event_ids_session.get(session, set())
                asked.discard(message.event_id)
                if not asked:
                    yield _event(CloseStreamMessage())
                    return

    def opened(self, session: str) -> None:
        """Take down that a stream of a session was opened."""
        self._n_streams[session] += 1

    async def closed(self, session: str, *, is_drained: bool) -> None:
        """Forget a session whose last stream broke off: nobody is there to be answered.

        One whose stream came to its end stays for a while: it may open another one before it asks
        again, or have asked something since then.
        """
        self._n_streams[session] -= 1
        if self._n_streams[session] > 0:
            return
        del self._n_streams[session]
        if not is_drained:
            await self._forget(session)
        elif session in self._seats:
            self._seats[session] = _Seat(client=self._seats[session].client, since=self._now())

    async def _forget_old(self) -> None:
        oldest = self._now() - self._limits.kept_s
        for session in self._known():
            seat = self._seats.setdefault(session, _Seat(client="", since=self._now()))
            if seat.since < oldest and session not in self._n_streams:
                await self._forget(session)

    async def _make_room(self, session: str) -> None:
        """Forget those that asked longest ago, first of those that do not listen."""
        others = [each for each in self._seats if each != session]
        others.sort(key=lambda each: each in self._n_streams)
        for other in others:
            is_full = len(self._seats) > self._limits.n_sessions
            if not is_full and sum(self._waiting().values()) < self._limits.n_waiting:
                return
            await self._forget(other)

    async def _forget(self, session: str) -> None:
        """Drop all that is kept of a session, and what it still waits for."""
        queue = self._queue
        await queue.clean_events(session_hash=session)
        if session in queue.pending_messages_per_session:
            del queue.pending_messages_per_session[session]
        queue.pending_event_ids_session.pop(session, None)
        self._seats.pop(session, None)

    def _waiting(self) -> Counter[str]:
        """How many answers each session has not collected."""
        asked = self._queue.pending_event_ids_session
        return Counter({session: len(ids) for session, ids in asked.items()})

    def _known(self) -> Iterable[str]:
        queue = self._queue
        return {
            *self._seats,
            *queue.pending_event_ids_session,
            *queue.pending_messages_per_session,
        }


def _event(message: Any) -> bytes:
    return f"data: {json.dumps(message.model_dump(), default=str)}\n\n".encode()
