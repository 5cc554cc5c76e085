"""Generations of an index on disk: written aside, checked, then published in one step.

::

    <index>/CURRENT                     name of the published generation
    <index>/build.lock                  held by the one build that runs
    <index>/generations/<name>/         manifest.json and the files that it lists
    <index>/generations/.staging/       what a build is writing; left over only by a killed one

A generation's name is the beginning of its manifest's sha256, and the manifest holds the sha256
of every other file: a changed byte anywhere is found on opening.
"""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import json
import os
import re
import shutil
from typing import TYPE_CHECKING, Any

import filelock

from index.errors import (
    IndexBusyError,
    IndexDamagedError,
    IndexMismatchError,
    IndexMissingError,
    IndexWriteError,
    WenbaoError,
)
from index.types import Manifest, PublishedFile

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FORMAT_VERSION = 2

_NAME = re.compile(r"[0-9a-f]{16}\n")
_CHUNK_BYTES = 1 << 20
_REMEDY = "run `wenbao build` to make the index anew"


class Store:
    """The folder that an index is published in."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._current = folder / "CURRENT"
        self._generations = folder / "generations"
        self._staging = self._generations / ".staging"

    @contextlib.contextmanager
    def lock(self, *, wait: bool) -> Iterator[None]:
        """Hold the right to build here; the system gives it back when a process dies.

        Raises:
            IndexBusyError: another build holds it, and ``wait`` is false.
            IndexWriteError: nothing can be written here.
        """
        lock = filelock.FileLock(self.folder / "build.lock")
        try:
            self._generations.mkdir(parents=True, exist_ok=True)
            lock.acquire(timeout=-1 if wait else 0)
        except filelock.Timeout as error:
            raise IndexBusyError(
                f"another build is writing the index in {self.folder}: wait until it is done, "
                "or give this one another --index"
            ) from error
        except OSError as error:
            raise self._unwritable(error) from error
        try:
            yield
        finally:
            lock.release()

    @contextlib.contextmanager
    def stage(self) -> Iterator[Path]:
        """An empty folder to write a generation into, gone afterwards unless published.

        Raises:
            IndexWriteError: what is done in the context could not be written.
        """
        shutil.rmtree(self._staging, ignore_errors=True)
        try:
            self._staging.mkdir(parents=True)
            yield self._staging
        except OSError as error:
            raise self._unwritable(error) from error
        finally:
            shutil.rmtree(self._staging, ignore_errors=True)

    def publish(self, manifest: Manifest) -> str:
        """Make the staged files the published generation, and return its name.

        ``manifest`` comes without its files; they are listed here. Until the last step, the
        replacement of CURRENT, whoever opens the index gets the one before.
        """
        files = tuple(
            PublishedFile(
                name=file.relative_to(self._staging).as_posix(),
                n_bytes=file.stat().st_size,
                sha256=_sha256(file),
            )
            for file in sorted(self._staging.rglob("*"))
            if file.is_file()
        )
        complete = dataclasses.replace(manifest, files=files)
        data = json.dumps(dataclasses.asdict(complete), ensure_ascii=False, indent=1).encode()
        name = hashlib.sha256(data).hexdigest()[:16]
        _write(self._staging / "manifest.json", data)
        _sync_folders(self._staging)
        target = self._generations / name
        before = self._name_if_published()
        if not self._is_whole(target):  # else the same was published already, and may be in use
            shutil.rmtree(target, ignore_errors=True)
            self._staging.rename(target)
            _sync_folder(self._generations)
        _write(self.folder / "CURRENT.new", f"{name}\n".encode())
        (self.folder / "CURRENT.new").replace(self._current)
        _sync_folder(self.folder)
        self._prune({name, before})
        return name

    def signature(self) -> tuple[int, ...]:
        """Changes whenever another generation is published; cheap enough for each question.

        Raises:
            IndexMissingError: nothing has been published.
        """
        try:
            stat = self._current.stat()
        except (FileNotFoundError, NotADirectoryError) as error:
            raise self._missing() from error
        except OSError as error:
            raise self._unreadable() from error
        return stat.st_mtime_ns, stat.st_ino, stat.st_size

    def current(self) -> tuple[Path, Manifest]:
        """The published generation's folder and manifest, with every file checked.

        Raises:
            IndexMissingError: nothing has been published.
            IndexDamagedError: a file is missing, or is not what the manifest says.
            IndexMismatchError: the index is of another format.
        """
        while True:
            signature = self.signature()
            try:
                return self._open(self._generations / self._current_name())
            except IndexDamagedError:
                if self.signature() == signature:
                    raise
                # A newer generation was published, and this one removed, while it was read.

    def last_manifest(self) -> Manifest | None:
        """The published manifest as far as it can be read, whatever became of the other files.

        What an index was made of is known from it, to make it anew.
        """
        try:
            generation = self._generations / self._current_name()
            return _manifest(json.loads((generation / "manifest.json").read_bytes()), generation)
        except (WenbaoError, OSError, ValueError):
            return None

    def _current_name(self) -> str:
        try:
            text = self._current.read_text(encoding="ascii")
        except (FileNotFoundError, NotADirectoryError) as error:
            raise self._missing() from error
        except (OSError, UnicodeDecodeError) as error:
            raise self._unreadable() from error
        if not _NAME.fullmatch(text):
            raise IndexDamagedError(f"{self._current} names no generation; {_REMEDY}")
        return text.strip()

    def _open(self, generation: Path) -> tuple[Path, Manifest]:
        try:
            data = (generation / "manifest.json").read_bytes()
        except OSError as error:
            raise IndexDamagedError(f"{generation} has no manifest; {_REMEDY}") from error
        if hashlib.sha256(data).hexdigest()[:16] != generation.name:
            raise IndexDamagedError(f"manifest.json in {generation} was changed; {_REMEDY}")
        manifest = _manifest(json.loads(data), generation)
        for file in manifest.files:
            path = generation / file.name
            try:
                found = _sha256(path)
            except OSError as error:
                raise IndexDamagedError(
                    f"{file.name} is missing in {generation}; {_REMEDY}"
                ) from error
            if found != file.sha256:
                raise IndexDamagedError(f"{file.name} in {generation} was changed; {_REMEDY}")
        return generation, manifest

    def _name_if_published(self) -> str | None:
        try:
            return self._current_name()
        except WenbaoError:
            return None

    def _is_whole(self, generation: Path) -> bool:
        try:
            self._open(generation)
        except WenbaoError:
            return False
        return True

    def _missing(self) -> IndexMissingError:
        return IndexMissingError(f"there is no index in {self.folder}; run `wenbao build`")

    def _unreadable(self) -> IndexDamagedError:
        return IndexDamagedError(f"{self._current} cannot be read; {_REMEDY}")

    def _unwritable(self, error: OSError) -> IndexWriteError:
        return IndexWriteError(
            f"the index cannot be written in {self.folder} ({error.strerror or error}): "
            "make room there, or choose another folder with --index"
        )

    def _prune(self, kept: set[str | None]) -> None:
        """Remove all other generations; one that will not go is tried again next time.

        The one that was published before is kept, for those who are just opening it.
        """
        for folder in self._generations.iterdir():
            if folder.name not in kept and folder != self._staging:
                shutil.rmtree(folder, ignore_errors=True)


def _manifest(fields: Any, generation: Path) -> Manifest:
    version = fields.get("format_version") if isinstance(fields, dict) else None
    if version != FORMAT_VERSION:
        raise IndexMismatchError(
            f"the index in {generation.parent.parent} is of format {version}, this wenbao reads "
            f"{FORMAT_VERSION}; {_REMEDY}"
        )
    try:
        return _manifest_of(fields)
    except (KeyError, TypeError) as error:
        raise IndexDamagedError(f"manifest.json in {generation} is malformed; {_REMEDY}") from error


def _manifest_of(fields: dict[str, Any]) -> Manifest:
    files = fields.pop("files")
    corpus = fields.pop("corpus")
    if not isinstance(corpus, list):
        raise TypeError("the corpus is no list")
    return Manifest(
        **fields,
        corpus=tuple(corpus),
        files=tuple(PublishedFile(**file) for file in files),
    )


def _sha256(file: Path) -> str:
    digest = hashlib.sha256()
    with file.open("rb") as data:
        while chunk := data.read(_CHUNK_BYTES):
            digest.update(chunk)
    return digest.hexdigest()


def _write(file: Path, data: bytes) -> None:
    with file.open("wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())


def _sync_folders(root: Path) -> None:
    for folder in (*(path for path in root.rglob("*") if path.is_dir()), root):
        _sync_folder(folder)


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # Windows opens no folders, and keeps its own order of such writes
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
