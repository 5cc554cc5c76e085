"""How much of Gradio's queue is kept, with a real queue; the running app is in tests/hostile."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest
from gradio.queueing import Queue

from qa.web.http.refusals import RefusedRequestError
from qa.web.requests.bodies import Event
from qa.web.requests.sessions import Limits, Sessions

if TYPE_CHECKING:
    from collections.abc import Coroutine

LIMITS = Limits(n_sessions=4, n_waiting=6, n_waiting_of_session=2, n_waiting_of_client=4, kept_s=60)


class Room:
    """A queue, its sessions, and a clock that is put forward by hand; made where a loop runs."""

    def __init__(self) -> None:
        self.queue: Any = Queue(
            live_updates=False,
            concurrency_count=1,
            update_intervals=1,
            max_size=None,
            blocks=None,  # type: ignore[arg-type]  # nothing is run
        )
        self.seconds = 0.0
        self.sessions = Sessions(self.queue, LIMITS, now=lambda: self.seconds)

    async def join(self, session: str, client: str = "a") -> None:
        """Ask something, as far as Gradio's queue keeps it."""
        await self.sessions.admit(session, client)
        self.queue.pending_messages_per_session.setdefault(session, asyncio.Queue())
        asked = self.queue.pending_event_ids_session.setdefault(session, set())
        asked.add(f"{session}-{len(asked)}")

    @property
    def kept(self) -> list[str]:
        assert self.queue.pending_messages_per_session.keys() == set(
            self.queue.pending_event_ids_session
        )
        return sorted(self.queue.pending_event_ids_session)


def run(coroutine: Coroutine[Any, Any, None]) -> None:
    """Run it; not in this thread: Playwright keeps a loop running in it."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, coroutine).result()


def test_one_session_and_one_client_have_their_share():
    async def check() -> None:
        room = Room()
        for session in ("a", "a", "b", "b"):
            await room.join(session)
        with pytest.raises(RefusedRequestError, match="collect the answers"):
            await room.join("a")
        with pytest.raises(RefusedRequestError, match="too many of your questions"):
            await room.join("c")
        await room.join("c", "another")
        assert room.kept == ["a", "b", "c"]

    run(check())


def test_those_that_asked_longest_ago_make_room_and_those_that_listen_last():
    async def check() -> None:
        room = Room()
        for number, session in enumerate("abcd"):
            await room.join(session, str(number))
        room.sessions.opened("a")
        await room.join("e", "5")
        assert room.kept == ["a", "c", "d", "e"]
        for session in ("c", "d", "e"):
            await room.join(session, session)
        assert sum(map(len, room.queue.pending_event_ids_session.values())) <= LIMITS.n_waiting
        assert "a" in room.kept

    run(check())


def test_who_never_listens_is_forgotten_in_time():
    async def check() -> None:
        room = Room()
        await room.join("a")
        await room.join("b")
        room.sessions.opened("b")
        room.seconds = LIMITS.kept_s + 1
        await room.join("c", "another")
        assert room.kept == ["b", "c"]

    run(check())


def test_a_stream_that_breaks_off_takes_its_session_along():
    async def check() -> None:
        room = Room()
        await room.join("a")
        for _ in range(2):
            room.sessions.opened("a")
        await room.sessions.closed("a", is_drained=False)
        assert room.kept == ["a"]  # another stream of it is open
        await room.sessions.closed("a", is_drained=True)
        assert room.kept == ["a"]  # something has been asked since the end of the stream
        room.sessions.opened("a")
        await room.sessions.closed("a", is_drained=False)
        assert room.kept == []

    run(check())


def test_what_is_not_there_is_told():
    async def check() -> None:
        room = Room()
        with pytest.raises(RefusedRequestError, match="no such event"):
            room.sessions.check_event(Event(name="a"))
        with pytest.raises(RefusedRequestError, match="has asked nothing"):
            room.sessions.check_session("a")

    run(check())
