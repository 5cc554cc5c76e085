"""Files that were read byte by byte before, and have not been touched since.

A question should not wait until a gigabyte has been read for it. So each file of an index is read
whole when it is first opened here, and again whenever its size, its time of change or its place on
the disk is another one.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index import cache

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.types import PublishedFile

# A file that was changed within this time may be changed again without a later time of change.
_SETTLED_NS = 2_000_000_000


def changed(folder: Path, files: Sequence[PublishedFile]) -> PublishedFile | None:
    """The first of the files in a folder that is not what was published; none if all are.

    Raises:
        OSError: a file cannot be read; ``filename`` is its path.
    """
    note = cache.folder() / "verified" / _name(folder)
    known = _load(note).get("files")
    known = known if isinstance(known, dict) else {}
    found = {file.name: _state(folder / file.name, file) for file in files}
    unread = [file for file in files if known.get(file.name) != found[file.name]]
    if not unread:
        return None
    with ThreadPoolExecutor() as pool:  # hashing lets other threads run
        digests = list(pool.map(lambda file: sha256(folder / file.name), unread))
    for file, digest in zip(unread, digests, strict=True):
        if digest != file.sha256:
            return file
    before = time.time_ns() - _SETTLED_NS
    settled = {name: state for name, state in found.items() if state[2] < before}
    _save(note, folder.resolve(), settled)
    return None


def sha256(file: Path) -> str:
    """The sha256 of a file's bytes.

    Raises:
        OSError: it cannot be read.
    """
    with file.open("rb") as data:
        return hashlib.file_digest(data, "sha256").hexdigest()


def _state(path: Path, file: PublishedFile) -> list[Any]:
    stat = path.stat()
    return [file.sha256, stat.st_size, stat.st_mtime_ns, stat.st_ino]


def _name(folder: Path) -> str:
    path = os.fsencode(folder.resolve())
    return hashlib.sha256(path).hexdigest()[:32] + ".json"


def _load(note: Path) -> dict[str, Any]:
    try:
        known = json.loads(note.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}  # nothing is known: all is read
    return known if isinstance(known, dict) else {}


def _save(note: Path, folder: Path, states: dict[str, Any]) -> None:
    part = note.with_suffix(f".{os.getpid()}")
    try:
        note.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(json.dumps({"folder": str(folder), "files": states}), encoding="utf-8")
        part.replace(note)
        _forget(note.parent)
    except OSError:
        with contextlib.suppress(OSError):  # the files are read again the next time
            part.unlink(missing_ok=True)


def _forget(notes: Path) -> None:
    """Remove what was noted of folders that are gone, as those of earlier generations are.

    Raises:
        OSError: a note cannot be removed.
    """
    for note in notes.glob("*.json"):
        if not Path(str(_load(note).get("folder"))).is_dir():
            note.unlink(missing_ok=True)
