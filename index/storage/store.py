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
byte is found on opening unless it left all three as they were (``verified``), and then where it is
read (``Store.check``). Nothing leads out of the folder, so that it can be copied to another
machine as it is.
"""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import shutil
from typing import TYPE_CHECKING, TypeVar

import filelock

from index.errors import (
    IndexBusyError,
    IndexDamagedError,
    IndexWriteError,
    ShortageError,
    WenbaoError,
)
from index.platform import durable, shortage, staging
from index.storage import checksums, generations, layout
from index.storage import manifest as manifests
from index.storage.pointer import Pointer
from index.types import PublishedEncoder, PublishedFile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from index.types import Manifest

T = TypeVar("T")


class Store:
    """The folder that an index is published in.

    Args:
        folder: the folder.
        cache_dir: where it is noted which files were read; the user's own cache folder by default.
    """

    def __init__(self, folder: Path, cache_dir: Path | None = None) -> None:
        self.folder = folder
        self.cache_dir = cache_dir
        self._pointer = Pointer(folder)
        self._generations = folder / layout.GENERATIONS
        self._staging = self._generations / ".staging"
        self._encoders = folder / layout.ENCODERS

    @contextlib.contextmanager
    def lock(self, *, wait: bool) -> Iterator[None]:
        """Hold the right to build here; the system gives it back when a process dies.

        Raises:
            IndexBusyError: another build holds it, and ``wait`` is false.
            IndexWriteError: nothing can be written here.
        """
        lock = filelock.FileLock(self.folder / layout.LOCK)
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
                generations.forget_encoders(self._generations, self._encoders)
            raise
        finally:
            lock.release()

    @contextlib.contextmanager
    def stage(self) -> Iterator[Path]:
        """An empty folder to write a generation into, gone afterwards unless published.

        Raises:
            IndexWriteError: what is done in the context could not be written.
        """
        try:
            with staging.aside(self._staging):
                self._staging.mkdir(parents=True)
                yield self._staging
        except OSError as error:
            raise self._unwritable(error) from error

    def adopt(self, encoder: Path) -> PublishedEncoder:
        """Copy an exported encoder's folder, and return what a manifest has to say of it.

        Args:
            encoder: the folder.

        Raises:
            IndexWriteError: it cannot be written here.
        """
        files = checksums.listed(encoder)
        digest = hashlib.sha256(repr([(file.name, file.sha256) for file in files]).encode())
        published = PublishedEncoder(name=digest.hexdigest()[:16], files=files)
        target = self.encoder_folder(published)
        try:
            if not checksums.are_whole(target, files, self.cache_dir):
                with staging.replacing(target, self._encoders / ".staging") as part:
                    # As readable as the rest of the index, whoever made the encoder for himself.
                    shutil.copytree(encoder, part, copy_function=shutil.copyfile)
        except OSError as error:
            raise self._unwritable(error) from error
        return published

    def encoder_folder(self, encoder: PublishedEncoder) -> Path:
        """Where an adopted encoder lies."""
        return self._encoders / encoder.name

    def publish(self, manifest: Manifest) -> str:
        """Make the staged files the published generation, and return its name.

        ``manifest`` comes without its files; they are listed here. Until the last step, the
        replacement of CURRENT, whoever opens the index gets the one before.
        """
        complete = dataclasses.replace(manifest, files=checksums.listed(self._staging))
        name, data = manifests.write(complete)
        durable.write(self._staging / manifests.FILE, data)
        durable.sync_folders(self._staging)
        target = self._generations / name
        before = self._pointer.name_if_published()
        if not self._is_whole(target):  # else the same was published already, and may be in use
            shutil.rmtree(target, ignore_errors=True)
            self._staging.rename(target)
            durable.sync_folder(self._generations)
        self._pointer.point_to(name)
        generations.prune(
            self._generations, self._encoders, kept={name, before, self._staging.name}
        )
        return name

    def signature(self) -> tuple[int, ...]:
        """Changes whenever another generation is published; cheap enough for each question.

        Raises:
            IndexMissingError: nothing has been published.
        """
        return self._pointer.signature()

    def current(self, *, thorough: bool = False) -> tuple[Path, Manifest]:
        """The published generation's folder and manifest, with every file checked.

        Args:
            thorough: read every file, also those that were read before and seem to be untouched.

        Raises:
            IndexMissingError: nothing has been published.
            IndexDamagedError: a file is missing, or is not what the manifest says.
            IndexMismatchError: the index is of another format.
        """
        while True:
            signature = self.signature()
            try:
                return self._open(self._named(), thorough=thorough)
            except IndexDamagedError:
                if self.signature() == signature:
                    raise
                # A newer generation was published, and this one removed, while it was read.

    def listed(self) -> tuple[Path, Manifest]:
        """The published generation's folder and manifest; the other files are not looked at.

        Raises:
            WenbaoError: as ``current``.
        """
        generation = self._named()
        return generation, generations.manifest(generation)

    def check(self, generation: Path, manifest: Manifest) -> None:
        """Read every file of a generation and of its encoder, and compare it.

        Raises:
            IndexDamagedError: one is missing or changed, which whoever opens it next finds too.
        """
        for folder, files in self.folders(generation, manifest):
            checksums.check(folder, files, self.cache_dir, thorough=True)

    def folders(
        self, generation: Path, manifest: Manifest
    ) -> Iterator[tuple[Path, tuple[PublishedFile, ...]]]:
        """The folders of a generation and of its encoder, and the files that are listed of each."""
        yield generation, manifest.files
        if manifest.encoder is not None:
            yield self.encoder_folder(manifest.encoder), manifest.encoder.files

    def read(self, read: Callable[[Path, Manifest], T]) -> T:
        """What is read of the published generation: of one that is there to the end of it.

        Args:
            read: reads its folder and its manifest; called again where a newer generation was
                published and it failed, for this one may have been removed meanwhile.

        Raises:
            WenbaoError: as ``current``, and what ``read`` raises of a generation that stays.
        """
        while True:
            signature = self.signature()
            generation, manifest = self.current()
            try:
                return read(generation, manifest)
            except WenbaoError:
                if self.signature() == signature:
                    raise

    def last_manifest(self) -> Manifest | None:
        """The published manifest as far as it can be read, whatever became of the other files.

        What an index was made of is known from it, to make it anew.
        """
        while True:
            name = self._pointer.name_if_published()
            manifest = generations.manifest_if_readable(self._generations / name) if name else None
            if manifest is not None or name == self._pointer.name_if_published():
                return manifest
            # A newer one was published, and this one removed, before it was read.

    def _named(self) -> Path:
        return self._generations / self._pointer.name()

    def _open(self, generation: Path, *, thorough: bool) -> tuple[Path, Manifest]:
        manifest = generations.manifest(generation)
        for folder, files in self.folders(generation, manifest):
            checksums.check(folder, files, self.cache_dir, thorough=thorough)
        return generation, manifest

    def _is_whole(self, generation: Path) -> bool:
        try:
            self._open(generation, thorough=True)
        except ShortageError:
            raise
        except WenbaoError:
            return False
        return True

    def _unwritable(self, error: OSError) -> WenbaoError:
        return shortage.of(error, self.folder) or IndexWriteError(
            f"the index cannot be written in {self.folder} ({error.strerror or error}): "
            "make room there, or choose another folder with --index"
        )
