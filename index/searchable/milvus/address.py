"""The address of an index in Milvus, and what opens it; a secret is never part of an address."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from index.errors import SettingsError

SCHEME = "milvus"
_PORT = 19530  # of Milvus, where none is given
_NAME = re.compile(
    r"[A-Za-z_][A-Za-z0-9_]{0,63}"
)  # what Milvus allows of a collection, and shorter
_EXPECTED = "expected milvus://host:port/name, as in milvus://localhost:19530/reports"


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where an index lies: a server, and the name of the index there."""

    host: str
    port: int
    name: str

    @classmethod
    def parse(cls, uri: str) -> Address:
        """Read ``milvus://host:port/name``.

        Raises:
            SettingsError: it is none; the message holds nothing that may be a secret.
        """
        if uri.partition("://")[:2] != (SCHEME, "://"):
            raise SettingsError(f"the address of an index in Milvus is not one: {_EXPECTED}")
        try:
            parts = urlsplit(uri)
            host, port = parts.hostname, parts.port
        except ValueError as error:
            raise SettingsError(
                f"the address of an index in Milvus is not one: {_EXPECTED}"
            ) from error
        if parts.username is not None or parts.query or parts.fragment:
            raise SettingsError(
                "the address of an index in Milvus holds more than host, port and name: a token is "
                "given by WENBAO_MILVUS_TOKEN"
            )
        name = parts.path.removeprefix("/")
        if not host or not _NAME.fullmatch(name):
            raise SettingsError(
                f"the name of an index in Milvus is of letters, digits and _, 64 at most: {_EXPECTED}"
            )
        return cls(host=host, port=_PORT if port is None else port, name=name)

    @property
    def place(self) -> str:
        """Host and port, as messages name them."""
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"

    def __str__(self) -> str:
        return f"{SCHEME}://{self.place}/{self.name}"
