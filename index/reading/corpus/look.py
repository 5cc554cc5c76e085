"""A look at a corpus: which files are there, of what size and time; not a byte of them is read.

It tells whether anything can have changed, on any disk: a network share tells of no changes.
"""

from __future__ import annotations

import functools
import os
import stat
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from index.platform import shortage
from index.storage.walk import is_folder, walk

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


_SETTLED_NS = 2_000_000_000  # what was changed within may be changed again at the same times


class FileState(NamedTuple):
    """What is another one once a file was touched; times in nanoseconds."""

    n_bytes: int
    modified_ns: int
    changed_ns: int  # of the file's own entry: also where the other time was set back
    inode: int

    @classmethod
    def of(cls, status: os.stat_result) -> FileState:
        """That of a file."""
        return cls(status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)

    def is_settled(self, at_ns: int) -> bool:
        """Whether another change than those before could not leave it the same, seen at a time."""
        return max(self.modified_ns, self.changed_ns) <= at_ns - _SETTLED_NS


@dataclass(frozen=True, slots=True)
class Look:
    """What was seen; two of them are equal where nothing was touched.

    Attributes:
        files: the state of each file, hidden ones aside, by its path; by its target's of a link.
        folders: the device of each folder, by its path.
        unlisted: why a folder could not be listed, by its path.
    """

    files: dict[str, FileState] = field(default_factory=dict)
    folders: dict[str, int] = field(default_factory=dict)
    unlisted: dict[str, str] = field(default_factory=dict)

    @property
    def has_files(self) -> frozenset[str]:
        """The folders that hold a file, at any depth."""
        holding: set[str] = set()
        for path in self.files:
            parent = os.path.dirname(path)  # noqa: PTH120 - of ten thousand paths, each second
            while parent not in holding and parent in self.folders:
                holding.add(parent)
                parent = os.path.dirname(parent)  # noqa: PTH120 - as above
        return frozenset(holding)


def look(paths: Sequence[Path]) -> Look:
    """See what lies below some paths, as ``corpus_files.find`` lists it.

    Raises:
        ShortageError: the machine lacks what it takes to look.
    """
    seen = Look()
    for root in {os.path.realpath(path): None for path in paths}:
        try:
            status = os.stat(root)  # noqa: PTH116 - as above
        except OSError as error:
            _note(seen, root, error)
            continue
        if stat.S_ISDIR(status.st_mode):
            _list(seen, root, status.st_dev)
        else:
            seen.files[root] = FileState.of(status)
    return seen


def _list(seen: Look, root: str, device: int) -> None:
    devices = {root: device}
    for folder, entries in walk(root, functools.partial(_note, seen)):
        if folder not in devices:  # removed after it was listed
            continue
        seen.folders[folder] = devices[folder]
        for entry in entries:
            below = _see(seen, entry)
            if below is not None:
                devices[entry.path] = below


def _see(seen: Look, entry: os.DirEntry[str]) -> int | None:
    """Note a file; the device of a folder, which is listed next."""
    try:
        if is_folder(entry):
            return entry.stat(follow_symlinks=False).st_dev
        try:
            status = entry.stat()
        except OSError:  # a link to nowhere
            status = entry.stat(follow_symlinks=False)
    except FileNotFoundError:  # removed after it was listed
        return None
    except OSError as error:
        _note(seen, entry.path, error)
        return None
    is_linked_file = stat.S_ISREG(status.st_mode) and entry.is_symlink()
    seen.files[os.path.realpath(entry.path) if is_linked_file else entry.path] = FileState.of(
        status
    )
    return None


def _note(seen: Look, path: str, error: OSError) -> None:
    shortage.check(error)
    seen.unlisted[path] = error.strerror or str(error)
