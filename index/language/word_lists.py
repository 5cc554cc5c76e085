"""Lists that come with the packages: an entry a line, ``#`` begins a line of comment."""

from __future__ import annotations

import hashlib
from importlib import resources


def read(package: str, name: str) -> tuple[str, ...]:
    """The entries of a packaged list, in their order."""
    text = _data(package, name).decode("utf-8")
    return tuple(line.strip() for line in text.splitlines() if line and not line.startswith("#"))


def members(package: str, name: str) -> dict[str, tuple[str, ...]]:
    """The entries of a packaged list of ``name: member member``, in their order."""
    lines = (line.partition(":") for line in read(package, name))
    return {head: tuple(named.split()) for head, _, named in lines}


def digest(package: str, name: str) -> str:
    """sha256 of a packaged list, comments and all, in hexadecimal digits."""
    return hashlib.sha256(_data(package, name)).hexdigest()


def _data(package: str, name: str) -> bytes:
    return resources.files(package).joinpath(name).read_bytes()
