"""The file of weights beside a graph, and what two machines have in common that make it.

Each machine makes this file for itself, of the same model. Another release of torch or numpy may
move the last bit of a scale, and a graph that was made elsewhere works with either. What such a
graph does depend on is the layout: which tensors there are, of which of the model's own matrices
each is a form, and where in the file it lies.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

# To be raised whenever the same model would be exported otherwise: also what a graph that was made
# elsewhere (``qa.answering.reader``) has to know of the weights that it is run with.
EXPORTER_VERSION = 5

_HEAD_BYTES = 8  # the length of the header, little-endian
_MAX_HEADER_BYTES = 1 << 20  # a few hundred tensors take 50 kB


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where in the file a tensor lies, and as what; ``start`` counts from the file's first byte."""

    kind: str
    shape: tuple[int, ...]
    start: int
    n_bytes: int


def places(file: Path) -> dict[str, Place]:
    """Read where each tensor of a safetensors file lies; the tensors are not read.

    Raises:
        OSError: the file cannot be read.
        ValueError: it is no such file.
    """
    with file.open("rb") as data:
        n_bytes = int.from_bytes(data.read(_HEAD_BYTES), "little")
        if n_bytes > _MAX_HEADER_BYTES:
            raise ValueError(f"'{file}' has a header of {n_bytes} bytes")
        header = json.loads(data.read(n_bytes))
    if not isinstance(header, dict):
        raise ValueError(f"'{file}' has no header")  # noqa: TRY004 - a damaged file is no wrong type
    origin = _HEAD_BYTES + n_bytes
    try:
        return {
            name: _place(entry, origin) for name, entry in header.items() if name != "__metadata__"
        }
    except (KeyError, TypeError) as error:
        raise ValueError(f"the header of '{file}' is malformed ({error})") from error


def layout(found: Mapping[str, Place]) -> str:
    """One name for the rules of the export, and all tensors with their kinds, shapes and places.

    The tensors are named after the model's own matrices, so that it changes with the model, and
    not with what rounding did to them.

    Returns:
        ``VERSION:SHA256``; ``version_of`` gives the first part back.
    """
    lines = sorted(
        f"{name} {place.kind} {place.shape} {place.start} {place.n_bytes}\n"
        for name, place in found.items()
    )
    return f"{EXPORTER_VERSION}:{hashlib.sha256(''.join(lines).encode()).hexdigest()}"


def version_of(name: str) -> int | None:
    """The version of the rules in a layout's name; ``None`` where it was made before they had one."""
    version, mark, _ = name.partition(":")
    return int(version) if mark and version.isascii() and version.isdigit() else None


def _place(entry: dict[str, Any], origin: int) -> Place:
    start, end = entry["data_offsets"]
    return Place(
        kind=entry["dtype"],
        shape=tuple(entry["shape"]),
        start=origin + start,
        n_bytes=end - start,
    )
