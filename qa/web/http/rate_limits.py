"""How much one client may ask: a bucket of tokens for each address."""

from __future__ import annotations

import ipaddress
import math
import time
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import Scope


USER = "wenbao.user"  # of a scope: whom a server before this one has named
_V6_PREFIX = 64  # bits of a network


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """How many requests at once, and how many a second for long."""

    burst: int
    per_second: float


class Buckets:
    """One bucket for each client, full at first; a request that finds too little in it is early.

    Only so many clients are remembered: the one that asked longest ago is forgotten first.
    """

    def __init__(
        self, rate: Rate, *, n_clients: int = 4096, now: Callable[[], float] = time.monotonic
    ) -> None:
        self._rate = rate
        self._n_clients = n_clients
        self._now = now
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, client: str) -> int:
        """Take a token for a request.

        Returns:
            0, or in how many whole seconds there will be one.
        """
        lacking = 1 - self._filled(client)
        if lacking > 0:
            return math.ceil(lacking / self._rate.per_second)
        self.charge(client, 1)
        return 0

    def charge(self, client: str, tokens: int) -> None:
        """Take tokens whether they are there or not: a debt is paid by waiting.

        It is never larger than a bucket: who shares an address is not locked out for hours.
        """
        left = max(self._filled(client) - tokens, -self._rate.burst)
        self._left[client] = (left, self._now())
        self._left.move_to_end(client)
        if len(self._left) > self._n_clients:
            self._left.popitem(last=False)

    def _filled(self, client: str) -> float:
        full = float(self._rate.burst)
        left, at = self._left.get(client, (full, 0.0))
        return min(full, left + (self._now() - at) * self._rate.per_second)


def who_asks(scope: Scope) -> str:
    """Who pays for a request: the user whom a trusted server names, or else the address."""
    user = scope.get(USER)
    if user:
        return f"user {user}"  # which no address is
    return client_of(str((scope.get("client") or ("",))[0]))


def client_of(address: str) -> str:
    """Whom an address stands for: itself; of IPv6 its network, as one visitor has it whole."""
    try:
        v6 = ipaddress.IPv6Address(address)
    except ValueError:
        return address
    return str(v6.ipv4_mapped or ipaddress.IPv6Network((int(v6), _V6_PREFIX), strict=False))
