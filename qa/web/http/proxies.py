"""Servers before this one, which tell for whom they ask."""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from qa.public_address import Network

    Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_USER_CHARS = 256


class Proxies:
    """Addresses and networks of servers whose word is taken; nobody's where there are none."""

    def __init__(self, networks: Iterable[Network] = ()) -> None:
        self._networks = tuple(networks)

    def __bool__(self) -> bool:
        return bool(self._networks)

    def __contains__(self, address: str) -> bool:
        parsed = _address(address)
        return parsed is not None and self._has(parsed)

    def client(self, peer: str, forwarded: Iterable[str]) -> str:
        """For whom a peer asks: the nearest address in its chain that is no proxy.

        Each server adds at the end of the chain the address it was asked from; what stands before
        the first that is no proxy can be anybody's invention. Where an entry is no address, it is
        the proxy that wrote it.

        Args:
            peer: the address that the connection comes from.
            forwarded: the values of ``X-Forwarded-For``, in order.
        """
        client = peer
        chain = [each for value in forwarded for each in value.split(",")]
        while client in self and chain:
            before = _address(_without_port(chain.pop().strip()))
            if before is None:
                break
            client = str(before)
        return client

    def user(self, peer: str, named: Sequence[str]) -> str:
        """For which user a peer asks; empty where that is not known for sure.

        Args:
            peer: the address that the connection comes from.
            named: the values of the header that servers before this one name users by. Of two,
                one may be the visitor's own.
        """
        if peer not in self or len(named) != 1:
            return ""
        name = named[0].strip()
        return name if len(name) <= _USER_CHARS else ""

    def _has(self, address: Address) -> bool:
        return any(address in network for network in self._networks)


def _without_port(entry: str) -> str:
    if entry.startswith("["):
        return entry[1:].partition("]")[0]
    return entry.partition(":")[0] if entry.count(":") == 1 else entry


def _address(text: str) -> Address | None:
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return mapped or address
