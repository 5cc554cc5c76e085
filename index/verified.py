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
    note, known = _noted(folder)
    found = {file.name: [file.sha256, *_state(folder / file.name)] for file in files}
    unread = [file for file in files if known.get(file.name) != found[file.name]]
    if not unread:
        return None
    with ThreadPoolExecutor() as pool:  # hashing lets other threads run
        digests = list(pool.map(lambda file: sha256(folder / file.name), unread))
    for file, digest in zip(unread, digests, strict=True):
        if digest != file.sha256:
            return file
    _save(note, folder, found)
    return None


def digest(file: Path) -> str:
    """The sha256 of a file's bytes, which are read where it is new or was touched.

    Raises:
        OSError: it cannot be read.
    """
    note, known = _noted(file)
    state = _state(file)
    noted = known.get(file.name)
    if isinstance(noted, list) and noted[1:] == state:
        return str(noted[0])
    found = sha256(file)
    _save(note, file, {file.name: [found, *state]})
    return found


def sha256(file: Path) -> str:
    """The sha256 of a file's bytes.

    Raises:
        OSError: it cannot be read.
    """
    with file.open("rb") as data:
        return hashlib.file_digest(data, "sha256").hexdigest()


def _state(path: Path) -> list[int]:
    """What is another one once a file was touched: size, time of change, place on the disk."""
    stat = path.stat()
    return [stat.st_size, stat.st_mtime_ns, stat.st_ino]


def _noted(of: Path) -> tuple[Path, dict[str, Any]]:
    """The note of a folder or a file, and what stands in it of each file by name."""
    name = hashlib.sha256(os.fsencode(of.resolve())).hexdigest()[:32]
    note = cache.folder() / "verified" / f"{name}.json"
    files = _load(note).get("files")
    return note, files if isinstance(files, dict) else {}


def _load(note: Path) -> dict[str, Any]:
    try:
        known = json.loads(note.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}  # nothing is known: all is read
    return known if isinstance(known, dict) else {}


def _save(note: Path, of: Path, states: dict[str, list[Any]]) -> None:
    """Note what was found of a folder or a file, but for what may be changed again unnoticed."""
    before = time.time_ns() - _SETTLED_NS
    settled = {name: state for name, state in states.items() if state[2] < before}
    part = note.with_suffix(f".{os.getpid()}")
    try:
        note.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps({"of": str(of.resolve()), "files": settled})
        part.write_text(text, encoding="utf-8")
        part.replace(note)
        _forget(note.parent)
    except OSError:
        with contextlib.suppress(OSError):  # the files are read again the next time
            part.unlink(missing_ok=True)


def _forget(notes: Path) -> None:
    """Remove what was noted of what is gone, as earlier generations are.

    Raises:
        OSError: a note cannot be removed.
    """
    for note in notes.glob("*.json"):
        if not Path(str(_load(note).get("of"))).exists():
            note.unlink(missing_ok=True)
