"""Files that were read byte by byte before, and have not been touched since.

A question should not wait until a gigabyte has been read for it. So each file of an index is read
whole when it is first opened here, and again whenever its size, its time of change or its place on
the disk is another one. A disk that rots changes none of the three: the small files are read each
time, since that costs next to nothing, and all of them where ``thorough`` asks for it.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import secrets
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.errors import SettingsError
from index.platform import cache, regular_files

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.types import PublishedFile

# A file that was changed within this time may be changed again without a later time of change.
_SETTLED_NS = 2_000_000_000
# Of a folder, smallest files first, how much is read each time: two milliseconds.
ALWAYS_BYTES = 1_500_000
_WORTH_THREADS = 8_000_000  # bytes


def changed(
    folder: Path,
    files: Sequence[PublishedFile],
    cache_dir: Path | None = None,
    *,
    thorough: bool = False,
) -> PublishedFile | None:
    """The first of the files in a folder that is not what was published; none if all are.

    Args:
        folder: where they lie.
        files: what was published.
        cache_dir: where it is noted what was read; the user's own cache folder by default.
        thorough: read all of them, whatever is noted.

    Raises:
        OSError: a file cannot be read, or is no regular one; ``filename`` is its path.
    """
    states = {file.name: [file.sha256, *_state(folder / file.name)] for file in files}
    note, known = _noted(folder, cache_dir)
    new = [file for file in files if known.get(file.name) != states[file.name]]
    unread = files if thorough else [*new, *_small(file for file in files if file not in new)]
    for file, digest in zip(unread, _digests(folder, unread), strict=True):
        if digest != file.sha256:
            return file
    if new:
        _save(note, folder, states)
    return None


def digest(file: Path, cache_dir: Path | None = None) -> str:
    """The sha256 of a file's bytes, which are read where it is new or was touched.

    Raises:
        OSError: it cannot be read.
    """
    state = _state(file)
    note, known = _noted(file, cache_dir)
    noted = known.get(file.name)
    if isinstance(noted, list) and noted[1:] == state:
        return str(noted[0])
    read = sha256(file)
    _save(note, file, {file.name: [read, *state]})
    return read


def forget(of: Path, cache_dir: Path | None = None) -> None:
    """Have a folder or a file read again by whoever opens it next."""
    note, _ = _noted(of, cache_dir)
    if note is not None:
        with contextlib.suppress(OSError):  # where nothing can be removed, nothing was noted
            note.unlink(missing_ok=True)


def sha256(file: Path) -> str:
    """The sha256 of a file's bytes.

    Raises:
        OSError: it cannot be read.
    """
    with regular_files.opened(file) as data:
        return hashlib.file_digest(data, "sha256").hexdigest()


def _digests(folder: Path, files: Sequence[PublishedFile]) -> Iterator[str]:
    paths = [folder / file.name for file in files]
    if sum(file.n_bytes for file in files) < _WORTH_THREADS:
        yield from map(sha256, paths)
        return
    with ThreadPoolExecutor() as pool:  # hashing lets other threads run
        yield from list(pool.map(sha256, paths))


def _small(files: Iterator[PublishedFile]) -> Iterator[PublishedFile]:
    left = ALWAYS_BYTES
    for file in sorted(files, key=lambda file: file.n_bytes):
        left -= file.n_bytes
        if left < 0:
            return
        yield file


def _state(path: Path) -> list[int]:
    """What is another one once a file was touched: size, time of change, place on the disk."""
    stat = path.stat()
    regular_files.check(path, stat.st_mode)
    return [stat.st_size, stat.st_mtime_ns, stat.st_ino]


def _noted(of: Path, cache_dir: Path | None) -> tuple[Path | None, dict[str, Any]]:
    """The note of a folder or a file, where there can be one; what it says of each file by name."""
    name = hashlib.sha256(os.fsencode(of.resolve())).hexdigest()[:32]
    try:
        note = cache.folder(cache_dir) / "verified" / f"{name}.json"
    except SettingsError:  # no home folder, and none is named: all is read each time
        return None, {}
    files = _load(note).get("files")
    return note, files if isinstance(files, dict) else {}


def _load(note: Path) -> dict[str, Any]:
    try:
        known = json.loads(regular_files.read_text(note))
    except (OSError, ValueError, RecursionError):
        return {}  # nothing is known: all is read
    return known if isinstance(known, dict) else {}


def _save(note: Path | None, of: Path, states: dict[str, list[Any]]) -> None:
    """Note what was found of a folder or a file, but for what may be changed again unnoticed."""
    if note is None:
        return
    before = time.time_ns() - _SETTLED_NS
    settled = {name: state for name, state in states.items() if state[2] < before}
    part = note.with_suffix(f".{secrets.token_hex(8)}")  # two threads do not share it
    try:
        note.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps({"of": str(of.resolve()), "files": settled})
        part.write_text(text, encoding="utf-8")
        part.replace(note)
        _forget_gone(note.parent)
    except OSError:
        with contextlib.suppress(OSError):  # the files are read again the next time
            part.unlink(missing_ok=True)


def _forget_gone(notes: Path) -> None:
    """Remove what was noted of what is gone, as earlier generations are.

    Raises:
        OSError: a note cannot be removed.
    """
    for note in notes.glob("*.json"):
        if not Path(str(_load(note).get("of"))).exists():
            note.unlink(missing_ok=True)
