"""How many connections there are at once, and how long each may keep the server waiting."""

from __future__ import annotations

import asyncio
import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Of connections at once, and of the seconds that the server waits for a client.

    Attributes:
        n_in_all: connections of all clients; an open page holds one or two.
        n_each: connections of one client; an office may share an address.
        head_s: from the first byte of a request, or a new connection, to the end of its head.
        idle_s: between an answer and the next request.
        body_s: for half a MiB of a body, or what is left of it; of a small one the guard answers
            before.
        read_s: until a client has taken in some of an answer that has piled up.
        end_s: for what is left once the server is done: of an answer, of a body nobody waits for.
    """

    n_in_all: int = 512
    n_each: int = 128
    head_s: float = 10
    idle_s: float = 5
    body_s: float = 35
    read_s: float = 30
    end_s: float = 5

    @property
    def round_s(self) -> float:
        """How often to look for clients that are too late."""
        return min(1.0, min(self.head_s, self.idle_s, self.body_s, self.read_s, self.end_s) / 4)


class Member(Protocol):
    """A connection, as the crowd sees it.

    Attributes:
        peer: whose it is; ``""`` where it comes for many, as a server before this one does.
        waiting_since: since when the server waits for it; ``None`` where it waits for the server.
        due: when that wait has taken too long.
    """

    peer: str
    waiting_since: float | None
    due: float

    def look(self) -> None:
        """Find out anew what is waited for."""

    def drop(self) -> None:
        """End at once."""


class Crowd:
    """All connections of a server.

    Where there are too many, the one that has kept the server waiting for longest makes way for a
    new one: who is silent locks nobody out.
    """

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._members: dict[Member, None] = {}  # the oldest first
        self._n_of = Counter[str]()
        self._round: asyncio.TimerHandle | None = None

    def admit(self, member: Member) -> bool:
        """Make room for a new connection; ``False`` where there is none."""
        peer = member.peer
        if peer and self._n_of[peer] >= self.limits.n_each:
            is_room = self._drop_one(each for each in self._members if each.peer == peer)
        elif len(self._members) >= self.limits.n_in_all:
            is_room = self._drop_one(self._members)
        else:
            is_room = True
        if is_room:
            self._members[member] = None
            self._n_of[peer] += 1
            self._round = self._round or self._next_round()
        return is_room

    def leave(self, member: Member) -> None:
        """Forget a connection that has ended, if it is still known."""
        if member not in self._members:
            return
        del self._members[member]
        self._n_of[member.peer] -= 1
        if not self._n_of[member.peer]:
            del self._n_of[member.peer]

    def _drop_one(self, members: Iterable[Member]) -> bool:
        longest = min(members, key=_since)
        if longest.waiting_since is None:
            return False
        self.leave(longest)
        longest.drop()
        return True

    def _next_round(self) -> asyncio.TimerHandle:
        return asyncio.get_running_loop().call_later(self.limits.round_s, self._drop_late)

    def _drop_late(self) -> None:
        now = asyncio.get_running_loop().time()
        for each in tuple(self._members):
            each.look()
            if each.due <= now:
                each.drop()
        self._round = self._next_round() if self._members else None


def _since(member: Member) -> float:
    return math.inf if member.waiting_since is None else member.waiting_since
