"""Generations of an index on disk: written aside, checked, then published in one step.

::

    <index>/CURRENT                     name of the published generation
    <index>/build.lock                  held by the one build that runs
    <index>/encoders/<name>/            what encodes the questions, for all generations alike
    <index>/generations/<name>/         manifest.json and the files that it lists
    <index>/generations/.staging/       what a build is writing; left over only by a killed one

A generation's name is the beginning of its manifest's sha256, and the manifest holds the sha256
of every other file, the encoder's too. A file is read whole and compared when it is first opened
by a user here, and again once its size, its time of change or its inode is another one: a changed
byte is found on opening unless it left all three as they were (``verified``). Nothing leads out of
the folder, so that it can be copied to another machine as it is.
"""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import re
import shutil
from typing import TYPE_CHECKING

import filelock

from index import disk, shortage, verified
from index import manifest as manifests
from index.errors import (
    IndexBusyError,
    IndexDamagedError,
    IndexMissingError,
    IndexWriteError,
    ShortageError,
    WenbaoError,
)
from index.manifest import REMEDY
from index.types import PublishedEncoder, PublishedFile

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from index.types import Manifest

_NAME = re.compile(r"[0-9a-f]{16}\n")


class Store:
    """The folder that an index is published in."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._current = folder / "CURRENT"
        self._generations = folder / "generations"
        self._staging = self._generations / ".staging"
        self._encoders = folder / "encoders"

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
        except BaseException:
            with contextlib.suppress(OSError, WenbaoError):  # what went wrong matters more
                self._forget_encoders()
            raise
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

    def adopt(self, encoder: Path) -> PublishedEncoder:
        """Copy an exported encoder's folder, and return what a manifest has to say of it.

        Args:
            encoder: the folder.

        Raises:
            IndexWriteError: it cannot be written here.
        """
        files = _listed(encoder)
        digest = hashlib.sha256(repr([(file.name, file.sha256) for file in files]).encode())
        published = PublishedEncoder(name=digest.hexdigest()[:16], files=files)
        target = self.encoder_folder(published)
        part = self._encoders / ".staging"
        try:
            if not _is_whole(target, files):
                for leftover in (part, target):
                    if leftover.exists():
                        shutil.rmtree(leftover)
                # As readable as the rest of the index, whoever made the encoder for himself alone.
                shutil.copytree(encoder, part, copy_function=shutil.copyfile)
                for file in files:
                    disk.sync_file(part / file.name)
                disk.sync_folders(part)
                part.rename(target)
                disk.sync_folder(self._encoders)
        except OSError as error:
            raise self._unwritable(error) from error
        finally:
            shutil.rmtree(part, ignore_errors=True)
        return published

    def encoder_folder(self, encoder: PublishedEncoder) -> Path:
        """Where an adopted encoder lies."""
        return self._encoders / encoder.name

    def publish(self, manifest: Manifest) -> str:
        """Make the staged files the published generation, and return its name.

        ``manifest`` comes without its files; they are listed here. Until the last step, the
        replacement of CURRENT, whoever opens the index gets the one before.
        """
        complete = dataclasses.replace(manifest, files=_listed(self._staging))
        name, data = manifests.write(complete)
        disk.write(self._staging / manifests.FILE, data)
        disk.sync_folders(self._staging)
        target = self._generations / name
        before = self._name_if_published()
        if not self._is_whole(target):  # else the same was published already, and may be in use
            shutil.rmtree(target, ignore_errors=True)
            self._staging.rename(target)
            disk.sync_folder(self._generations)
        disk.replace(self._current, f"{name}\n".encode())
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
            shortage.check(error, self._current)
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
        name = self._name_if_published()
        return _manifest_if_readable(self._generations / name) if name else None

    def _current_name(self) -> str:
        try:
            text = self._current.read_text(encoding="ascii")
        except (FileNotFoundError, NotADirectoryError) as error:
            raise self._missing() from error
        except (OSError, UnicodeDecodeError) as error:
            shortage.check(error, self._current)
            raise self._unreadable() from error
        if not _NAME.fullmatch(text):
            raise IndexDamagedError(f"{self._current} names no generation; {REMEDY}")
        return text.strip()

    def _open(self, generation: Path) -> tuple[Path, Manifest]:
        try:
            data = (generation / manifests.FILE).read_bytes()
        except OSError as error:
            shortage.check(error, generation)
            raise IndexDamagedError(f"{generation} has no manifest; {REMEDY}") from error
        manifest = manifests.read(data, generation.name, where=str(generation))
        folders = [(generation, manifest.files)]
        if manifest.encoder is not None:
            folders.append((self.encoder_folder(manifest.encoder), manifest.encoder.files))
        for folder, files in folders:
            _check(folder, files)
        return generation, manifest

    def _name_if_published(self) -> str | None:
        try:
            return self._current_name()
        except ShortageError:
            raise  # which tells nothing of what is there
        except WenbaoError:
            return None

    def _is_whole(self, generation: Path) -> bool:
        try:
            self._open(generation)
        except ShortageError:
            raise
        except WenbaoError:
            return False
        return True

    def _missing(self) -> IndexMissingError:
        return IndexMissingError(f"there is no index in {self.folder}; run `wenbao build`")

    def _unreadable(self) -> IndexDamagedError:
        return IndexDamagedError(f"{self._current} cannot be read; {REMEDY}")

    def _unwritable(self, error: OSError) -> WenbaoError:
        return shortage.of(error, self.folder) or IndexWriteError(
            f"the index cannot be written in {self.folder} ({error.strerror or error}): "
            "make room there, or choose another folder with --index"
        )

    def _prune(self, kept: set[str | None]) -> None:
        """Remove all other generations; one that will not go is tried again next time.

        The one that was published before is kept, for those who are just opening it. So are the
        encoders of both.
        """
        for folder in self._generations.iterdir():
            if folder.name not in kept and folder != self._staging:
                shutil.rmtree(folder, ignore_errors=True)
        with contextlib.suppress(OSError, ShortageError):  # likewise
            self._forget_encoders()

    def _forget_encoders(self) -> None:
        """Remove the encoders of no generation.

        Raises:
            OSError, ShortageError: it cannot be known which these are; none was removed.
        """
        manifests_left = map(_manifest_if_readable, self._generations.iterdir())
        encoders = {each.encoder.name for each in manifests_left if each and each.encoder}
        for folder in self._encoders.iterdir() if self._encoders.is_dir() else ():
            if folder.name not in encoders:
                shutil.rmtree(folder, ignore_errors=True)


def _manifest_if_readable(generation: Path) -> Manifest | None:
    try:
        return manifests.load(generation)
    except (WenbaoError, OSError) as error:
        shortage.check(error, generation)
        return None


def _listed(folder: Path) -> tuple[PublishedFile, ...]:
    return tuple(
        PublishedFile(
            name=file.relative_to(folder).as_posix(),
            n_bytes=file.stat().st_size,
            sha256=verified.sha256(file),
        )
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    )


def _is_whole(folder: Path, files: Sequence[PublishedFile]) -> bool:
    try:
        _check(folder, files)
    except IndexDamagedError:
        return False
    return True


def _check(folder: Path, files: Sequence[PublishedFile]) -> None:
    try:
        changed = verified.changed(folder, files)
    except OSError as error:
        shortage.check(error, folder)
        raise IndexDamagedError(f"{error.filename} is missing or unreadable; {REMEDY}") from error
    if changed is not None:
        raise IndexDamagedError(f"{changed.name} in {folder} was changed; {REMEDY}")
