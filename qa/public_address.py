"""The address at which others reach a server, and the servers before it that are believed."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from index.errors import SettingsError

Network = ipaddress.IPv4Network | ipaddress.IPv6Network

LOOPBACK: tuple[Network, ...] = (
    ipaddress.ip_network("127.0.0.0/8"),
    ipaddress.ip_network("::1/128"),
)

_PORTS = {"http": 80, "https": 443}
_HOST = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)*")
_LISTENING = re.compile(r"[a-z0-9_.-]+|[0-9a-f:.]+")
_HEADER = re.compile(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*")
_MAX_PORT = 65535
# Headers that mean something else already.
_TAKEN = frozenset(
    {"accept-language", "authorization", "connection", "content-length", "content-type", "cookie"}
    | {"forwarded", "host", "origin", "transfer-encoding", "via", "x-forwarded-for"}
    | {"x-forwarded-host", "x-forwarded-proto", "x-real-ip"}
)
_PATH = re.compile(r"(/[A-Za-z0-9_~-][A-Za-z0-9_.~-]*)*")
# Where the page's own files are: after one of these a path could be meant either way.
_OWN = frozenset(
    {
        "assets",
        "config",
        "corpus",
        "favicon.ico",
        "gradio_api",
        "originals",
        "robots.txt",
        "static",
        "theme.css",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicAddress:
    """Where others reach the server.

    ``netloc`` is the host as browsers write it, with the port where that is not the scheme's own;
    ``prefix`` is the path without a slash at its end: ``""`` where the server has the whole host.
    """

    scheme: str
    host: str
    netloc: str
    prefix: str

    @classmethod
    def parse(cls, text: str) -> PublicAddress:
        """Read ``https://host/path``.

        Raises:
            SettingsError: it is no such address.
        """
        try:
            parts = urlsplit(text)
            host, port = _ascii(parts.hostname or ""), parts.port
        except ValueError as error:
            raise _wrong(text, str(error)) from error
        prefix = parts.path.rstrip("/")
        for is_wrong, reason in (
            (not (text.isprintable() and " " not in text), "it has blanks or hidden characters"),
            (parts.scheme not in _PORTS, "it begins with neither https:// nor http://"),
            (not host, "there is no host in it"),
            ("@" in parts.netloc, "a user and a password are set by auth"),
            (bool(parts.query or parts.fragment), "nothing comes after the path"),
            (not _PATH.fullmatch(prefix), "its path is of letters, digits, - _ . ~ and /"),
            (prefix.split("/")[1:2] and prefix.split("/")[1] in _OWN, "its path is the page's own"),
        ):
            if is_wrong:
                raise _wrong(text, reason)
        written = f"[{host}]" if ":" in host else host
        is_usual = port in {None, _PORTS[parts.scheme]}
        return cls(
            scheme=parts.scheme,
            host=host,
            netloc=written if is_usual else f"{written}:{port}",
            prefix=prefix,
        )

    @property
    def origin(self) -> str:
        """What browsers call the page's origin."""
        return f"{self.scheme}://{self.netloc}"

    def __str__(self) -> str:
        return f"{self.origin}{self.prefix}/"

    def is_asked(self, host: str) -> bool:
        """Whether a ``Host`` header names this address.

        A server before this one may leave the port out. Another port is another server's where
        the host is this machine by one of its own names.
        """
        if host.lower() == self.netloc:
            return True
        name, port = split_host(host)
        return name == self.host and (not port or not _is_local(self.host))


def split_host(host: str) -> tuple[str, str]:
    """The name in lower case, without brackets, and the port of a ``Host`` header."""
    name, separator, port = host.rpartition(":")
    if not separator or not (port.isascii() and port.isdecimal()):
        name, port = host, ""
    if name.startswith("[") and name.endswith("]"):
        name = name[1:-1]
    return name.lower(), port


def networks(text: str) -> tuple[Network, ...]:
    """Read addresses and networks, as in ``10.0.0.7, 192.168.0.0/16``.

    Raises:
        SettingsError: one of them is neither.
    """
    try:
        return tuple(ipaddress.ip_network(each.strip()) for each in text.split(","))
    except ValueError as error:
        raise SettingsError(
            f"trusted_proxies is {text!r}: {error}; expected addresses or networks with commas "
            "between them, as in 10.0.0.7, 192.168.0.0/16"
        ) from error


def check_user_header(name: str) -> None:
    """Check the name of the header in which a server before this one names who asks.

    Raises:
        SettingsError: it is none, or one that means something else.
    """
    if not _HEADER.fullmatch(name) or name.lower() in _TAKEN:
        raise SettingsError(
            f"user_header is {name!r}: expected the name of a header of its own, with letters, "
            "digits and -, as in X-Remote-User"
        )


def listening_place(text: str) -> tuple[str, int]:
    """Read ``port`` or ``host:port``, where a port alone is one of this machine's address only.

    Raises:
        SettingsError: it is neither.
    """
    host, port = split_host(text if ":" in text else f"127.0.0.1:{text}")
    if not host or not port or int(port) > _MAX_PORT or not _LISTENING.fullmatch(host):
        raise SettingsError(
            f"metrics is {text!r}: expected a port or an address with one, as in 9464 or "
            "10.0.0.8:9464"
        )
    return host, int(port)


def _ascii(host: str) -> str:
    if not host or ":" in host:
        return str(ipaddress.IPv6Address(host)) if host else ""
    written = host.encode("idna").decode()
    if not _HOST.fullmatch(written):
        raise ValueError(f"{host!r} is no name of a host")
    return written


def _is_local(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _wrong(text: str, reason: str) -> SettingsError:
    return SettingsError(
        f"public_url is {text!r}: {reason}; expected an address as in https://host/path"
    )
