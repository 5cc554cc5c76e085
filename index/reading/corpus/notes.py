"""Notes of a corpus, kept beside it: what each file was when it was read.

A file that was not touched since need not be read to tell what it holds. What was changed so shortly
before that another change might leave its times as they are is read again (as git does with files
that are "racily clean").
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import secrets
import time
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from index.errors import SettingsError
from index.platform import cache, regular_files
from index.reading.corpus.look import FileState

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from index.reading.corpus.look import Look

_VERSION = 2


class Noted(NamedTuple):
    """What a file was."""

    name: str  # the path to show
    state: FileState
    id: str  # the sha256 of its bytes
    warning: str = ""  # what its name says of it, and is not so
    unread: str = ""  # the pages of it that were pictures, and nothing was there to read them


class Notes(Protocol):
    """What is noted of files: of many, or of one."""

    def of(self, file: Path, status: os.stat_result) -> Noted | None:
        """What is noted of a file, if it was not touched since."""
        ...

    def note(self, file: Path, noted: Noted) -> None:
        """Note a file, as it was before it was read."""
        ...


class OneNote:
    """What is noted of the one file that a process of its own reads; ``made`` is what is new of it.

    Args:
        noted: what was noted before.
    """

    def __init__(self, noted: Noted | None) -> None:
        self._noted = noted
        self.made: Noted | None = None

    def of(self, file: Path, status: os.stat_result) -> Noted | None:  # noqa: ARG002 - it is the one
        """As ``Notes.of``."""
        noted = self._noted
        return noted if noted is not None and noted.state == FileState.of(status) else None

    def note(self, file: Path, noted: Noted) -> None:  # noqa: ARG002 - as above
        """As ``Notes.note``."""
        self.made = noted


class FileNotes:
    """The notes of one corpus.

    Args:
        paths: its files and folders.
        cache_dir: where they are kept; the user's own cache folder by default. Where there is none,
            nothing is noted.
    """

    def __init__(self, paths: Sequence[Path], cache_dir: Path | None = None) -> None:
        self._file: Path | None
        roots = "\n".join(sorted(os.path.realpath(path) for path in paths))
        digest = hashlib.sha256(roots.encode(errors="surrogateescape")).hexdigest()
        try:
            self._file = cache.folder(cache_dir) / "corpora" / f"{digest[:32]}.json"
        except SettingsError:
            self._file = None
        self._files, self.folders = self._load()
        self._began_ns = time.time_ns()
        self._is_new = False
        self._seen: set[str] = set()

    @property
    def files(self) -> Mapping[str, Noted]:
        """What is noted of each file, by its path; empty where the corpus was never read here."""
        return self._files

    def of(self, file: Path, status: os.stat_result) -> Noted | None:
        """What is noted of a file, if it was not touched since."""
        noted = self._files.get(str(file))
        self._seen.add(str(file))
        return noted if noted is not None and noted.state == FileState.of(status) else None

    def note(self, file: Path, noted: Noted) -> None:
        """Note a file, as it was before it was read."""
        if not noted.state.is_settled(self._began_ns):
            noted = noted._replace(state=noted.state._replace(inode=-1))  # like no state there is
        self._seen.add(str(file))
        if self._files.get(str(file)) != noted:
            self._files[str(file)] = noted
            self._is_new = True

    def save(self, whole: Look | None = None) -> None:
        """Keep the notes.

        Args:
            whole: the corpus as it was when all of it was read into an index: what is not noted of
                it is forgotten. By default what is gone stays noted.
        """
        if whole is not None:
            self._files = {path: each for path, each in self._files.items() if path in self._seen}
            self.folders = whole.folders
            self._is_new = True
        if self._file is None or not self._is_new:
            return
        part = self._file.with_suffix(f".{secrets.token_hex(8)}")  # of no other process
        text = json.dumps({"version": _VERSION, "files": self._files, "folders": self.folders})
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            part.write_text(text, encoding="ascii")
            part.replace(self._file)
        except OSError:  # the files are read again the next time
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)
        self._is_new = False

    def _load(self) -> tuple[dict[str, Noted], dict[str, int]]:
        if self._file is None:
            return {}, {}
        try:
            known = json.loads(regular_files.read_text(self._file))
            if known["version"] != _VERSION:
                return {}, {}
            files = {path: _noted(*each) for path, each in known["files"].items()}
            return files, {str(path): int(device) for path, device in known["folders"].items()}
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return {}, {}  # nothing is known: all is read


def numbers_of(pages: Sequence[int]) -> str:
    """The numbers of pages, as they are noted."""
    return " ".join(map(str, pages))


def _noted(name: str, state: list[Any], identity: str, warning: str, unread: str) -> Noted:
    if not all(isinstance(text, str) for text in (name, identity, warning, unread)):
        raise TypeError(name)
    return Noted(name, FileState(*map(int, state)), identity, warning, unread)
