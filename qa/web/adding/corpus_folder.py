"""The folder of the corpus that takes files in and gives them up, durably; no file is ever replaced.

A file is written below a hidden folder of this process, and gets its name once it is whole: whoever
reads the corpus passes hidden folders over. The folder is locked for as long as the process lives,
so that what a killed one left is told from what another server still writes.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import stat
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from index.errors import CorpusError
from index.platform import durable
from qa.web.adding.file_names import numbered

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_STAGING = ".wenbao-adding-"
_REMOVED = ".removed"
_LOCK = "lock"
_MAX_OF_A_NAME = 1000
_MAX_FILES = 20_000  # below the folder: more would slow down every look at it


def writable(paths: Iterable[Path]) -> Path | None:
    """The first of the corpus' paths that is a folder in which files can be made."""
    return next(
        (path for path in paths if path.is_dir() and os.access(path, os.W_OK | os.X_OK)), None
    )


class CorpusFolder:
    """Takes in files and gives them up. Share between threads.

    Args:
        path: the folder, of which there is one object in a process.
    """

    def __init__(self, path: Path) -> None:
        self.path = path.resolve()
        self._staging: Path | None = None
        self._lock: FileLock | None = None

    def part(self) -> Path:
        """A path to write a file at, which is then kept or deleted.

        Raises:
            OSError: the folder cannot be written.
        """
        if self._staging is None:
            self.sweep()
            staging = self.path / f"{_STAGING}{secrets.token_hex(8)}"
            staging.mkdir(mode=0o700)
            self._lock = FileLock(staging / _LOCK)
            self._lock.acquire(timeout=0)
            self._staging = staging
        return self._staging / secrets.token_hex(8)

    def keep(self, part: Path, name: str) -> Path:
        """Give a written file its name, or a numbered one where there is a file of that name.

        Raises:
            OSError: it cannot be renamed.
            CorpusError: there are too many files of the name.
        """
        file = _renamed(part, self.path, name)
        durable.sync_folder(self.path)
        return file

    def is_full(self) -> bool:
        """Whether the folder holds so many files that none is taken in."""
        with os.scandir(self.path) as entries:
            return sum(1 for _ in entries) >= _MAX_FILES

    def set_aside(self, file: Path) -> Path:
        """Move a file of the corpus to the hidden folder for removed ones; where it lies now.

        Raises:
            CorpusError: it is no regular file below the folder.
            OSError: it cannot be moved.
        """
        self.check(file)
        removed = self.path / _REMOVED
        removed.mkdir(exist_ok=True)
        if stat.S_ISLNK(removed.lstat().st_mode):
            raise CorpusError(f"{removed} is a link: delete it, and remove the report then")
        aside = _renamed(file, removed, file.name)
        durable.sync_folder(removed)
        durable.sync_folder(file.parent)
        return aside

    def restore(self, aside: Path, file: Path) -> Path:
        """Move a removed file back to where it lay; where it lies now.

        Raises:
            OSError: it cannot be moved.
        """
        file.parent.mkdir(parents=True, exist_ok=True)
        back = _renamed(aside, file.parent, file.name)
        durable.sync_folder(back.parent)
        return back

    def check(self, file: Path) -> None:
        """Check that a file is a regular one, below the folder by every part of its path.

        Raises:
            CorpusError: it is not.
            OSError: it cannot be looked at.
        """
        mode = file.lstat().st_mode
        if not stat.S_ISREG(mode):
            raise CorpusError(f"{file.name} is no regular file: remove it in its folder")
        if not file.resolve().is_relative_to(self.path):
            raise CorpusError(f"{file.name} lies elsewhere: remove it there")

    def sweep(self) -> None:
        """Delete what processes left that were killed while they wrote files here."""
        with contextlib.suppress(OSError):  # none of it can be reached: nor is it in the way
            for left in self.path.glob(f"{_STAGING}*"):
                if not stat.S_ISDIR(left.lstat().st_mode):
                    continue
                with contextlib.suppress(Timeout), FileLock(left / _LOCK).acquire(timeout=0):
                    shutil.rmtree(left, ignore_errors=True)

    def close(self) -> None:
        """Delete what is left of what was being written."""
        if self._staging is None or self._lock is None:
            return
        staging, self._staging = self._staging, None
        shutil.rmtree(staging, ignore_errors=True)
        self._lock.release(force=True)


def _renamed(file: Path, folder: Path, name: str) -> Path:
    """A file under a name in a folder, or the first numbered one that no file has."""
    for number in range(1, _MAX_OF_A_NAME):
        target = folder / (name if number == 1 else numbered(name, number))
        with contextlib.suppress(FileExistsError):
            _rename(file, target)
            return target
    raise CorpusError(f"there are {_MAX_OF_A_NAME} files named {name}: give it another name")


def _rename(file: Path, target: Path) -> None:
    """Rename a file, never over another one.

    Raises:
        FileExistsError: there is one.
    """
    try:
        os.link(file, target, follow_symlinks=False)
    except FileExistsError:
        raise
    except (OSError, NotImplementedError):  # a file system without links, or one that forbids them
        target.open("xb").close()  # the name is taken in the same step as it is looked for
        file.replace(target)
    else:
        file.unlink()
