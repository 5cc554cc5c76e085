"""Who may change the corpus: whoever sits at this machine, or everybody who is let in."""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING

from starlette.datastructures import Headers

from qa.public_address import split_host

if TYPE_CHECKING:
    from starlette.types import Scope

FORWARDED = "wenbao.forwarded"  # of a scope: whether a server before this one has written in it


class Permission:
    """Tells whose requests may add, correct and remove reports.

    Args:
        is_for_all: everybody may whom the guard lets in.
        is_behind_others: servers before this one ask for others, from this machine too: then
            nobody can be known to sit at it.
    """

    def __init__(self, *, is_for_all: bool = False, is_behind_others: bool = False) -> None:
        self._is_for_all = is_for_all
        self._is_behind_others = is_behind_others

    def holds(self, scope: Scope) -> bool:
        """Whether whoever sent a request may.

        Of a page elsewhere whose name was bound to this address, the host gives it away.
        """
        if self._is_for_all:
            return True
        if self._is_behind_others or scope.get(FORWARDED):
            return False
        host, _ = split_host(Headers(scope=scope).get("host", ""))
        client = str((scope.get("client") or ("",))[0])
        return _is_loopback(client) and (host == "localhost" or _is_loopback(host))


def _is_loopback(address: str) -> bool:
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return False
    mapped = parsed.ipv4_mapped if isinstance(parsed, ipaddress.IPv6Address) else None
    return (mapped or parsed).is_loopback
