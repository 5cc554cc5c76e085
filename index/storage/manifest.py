"""The manifest of a generation as the bytes of a file; the generation is named after them."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import re
from typing import TYPE_CHECKING, Any

from index.errors import IndexDamagedError, IndexMismatchError
from index.platform import regular_files
from index.types import Manifest, PublishedEncoder, PublishedFile

if TYPE_CHECKING:
    from pathlib import Path

FILE = "manifest.json"
FORMAT_VERSION = 5
REMEDY = "run `wenbao build` to make the index anew"

_FOLDER = re.compile(r"[0-9a-f]{16}")
# No part begins or ends with a dot, or is what Windows takes for a device: NUL, com1.txt.
_DEVICE = r"(?!(?i:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:[./]|\Z))"
_PART = rf"{_DEVICE}[A-Za-z0-9_]+(?:\.+[A-Za-z0-9_]+)*"
_FILE = re.compile(rf"{_PART}(?:/{_PART})*")


def write(manifest: Manifest) -> tuple[str, bytes]:
    """The name of the generation that a manifest describes, and the bytes of its file."""
    data = json.dumps(dataclasses.asdict(manifest), ensure_ascii=False, indent=1).encode()
    return _name(data), data


def read(data: bytes, name: str, *, where: str) -> Manifest:
    """The manifest of a generation from the bytes of its file.

    Args:
        data: the bytes.
        name: the generation's.
        where: what to call the place in messages.

    Raises:
        IndexDamagedError: the bytes are not those that the generation is named after.
        IndexMismatchError: the index is of another format.
    """
    if _name(data) != name:
        raise IndexDamagedError(f"{FILE} in {where} was changed; {REMEDY}")
    return parse(data, where)


def load(generation: Path) -> Manifest:
    """The manifest in a folder as far as it can be read, whatever became of the other files.

    Raises:
        OSError: there is none.
        IndexDamagedError, IndexMismatchError: as ``read``, but whatever the folder's name.
    """
    return parse(regular_files.read_bytes(generation / FILE), str(generation))


def _name(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:16]


def parse(data: bytes, where: str) -> Manifest:
    """The manifest of the bytes that ``write`` made; raises as ``read``, whatever their name."""
    try:
        fields: Any = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise _malformed(where) from error
    version = fields.get("format_version") if isinstance(fields, dict) else None
    if version != FORMAT_VERSION:
        raise IndexMismatchError(
            f"the index in {where} is of format {version}, this wenbao reads "
            f"{FORMAT_VERSION}; {REMEDY}"
        )
    try:
        return _of(fields)
    except (KeyError, TypeError, ValueError) as error:
        raise _malformed(where) from error


def _malformed(where: str) -> IndexDamagedError:
    return IndexDamagedError(f"{FILE} in {where} is malformed; {REMEDY}")


def _of(fields: dict[str, Any]) -> Manifest:
    corpus, encoder = fields.pop("corpus"), fields.pop("encoder")
    files = _files(fields.pop("files"))
    if not isinstance(corpus, list):
        raise TypeError("the corpus is no list")
    if encoder is not None:
        if not _FOLDER.fullmatch(encoder["name"]):
            raise TypeError("the encoder's name is no name")
        encoder = PublishedEncoder(name=encoder["name"], files=_files(encoder["files"]))
    return Manifest(**fields, corpus=tuple(corpus), encoder=encoder, files=files)


def _files(fields: list[dict[str, Any]]) -> tuple[PublishedFile, ...]:
    """The files that a manifest lists; each lies in its folder."""
    files = tuple(PublishedFile(**file) for file in fields)
    if not all(map(_FILE.fullmatch, (file.name for file in files))):
        raise TypeError("a file's name leads out of its folder")
    return files
