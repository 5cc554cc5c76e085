"""What names an index: a path on this machine, or the address of an engine that holds it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

# The engines, by the schemes of their addresses: the module whose ``source`` opens an index there, as
# ``index.searchable.opening`` says. An engine more is a line here; its module is read when it is named.
ENGINES: Mapping[str, str] = MappingProxyType({"milvus": "index.searchable.milvus.source"})

_ADDRESS = re.compile(r"(?P<scheme>[a-zA-Z][a-zA-Z0-9+.-]+)://(?P<rest>.*)", re.DOTALL)


class AddressError(ValueError):
    """An address of no engine that is known; the message says what would be right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """What opens a server.

    Attributes:
        token: ``user:password``, or an API key; never shown.
        is_tls: whether to speak TLS.
        ca: the certificates that are trusted; those of the system by default.
        timeout_s: how long a call may take.
    """

    token: str = field(default="", repr=False)
    is_tls: bool = False
    ca: Path | None = None
    timeout_s: float = 30.0


@dataclass(frozen=True, slots=True)
class EngineAddress:
    """Where an engine holds an index: ``scheme://host:port/name``.

    ``uri`` is as it was given and may hold a password: shown is the address without it. ``access`` is
    what opens the server, where more than its address does.
    """

    uri: str = field(repr=False)
    access: Access = Access()

    @property
    def scheme(self) -> str:
        """Which engine it is."""
        return self.uri.partition("://")[0].lower()

    def __str__(self) -> str:
        scheme, _, rest = self.uri.partition("://")
        place, slash, name = rest.partition("/")
        return f"{scheme}://{place.rpartition('@')[2]}{slash}{re.split('[?#]', name)[0]}"


def parse(text: str, engines: Mapping[str, str] = ENGINES) -> Path | EngineAddress:
    """The path or the address that a text is.

    Args:
        text: the text.
        engines: the engines that are known.

    Raises:
        AddressError: it is the address of no engine that is known.
    """
    found = _ADDRESS.fullmatch(text)
    if found is None:
        return Path(text)
    if found["scheme"].lower() not in engines:
        known = [f"{scheme}://…" for scheme in engines]
        ways = ", or ".join(["a folder, or a file that `wenbao export` wrote", *known])
        raise AddressError(f"there is no engine {found['scheme']!r}: name {ways}")
    return EngineAddress(text)
