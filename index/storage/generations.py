"""The folders of generations: what can be read of one, and which of them are removed."""

from __future__ import annotations

import contextlib
import shutil
from typing import TYPE_CHECKING

from index.errors import IndexDamagedError, ShortageError, WenbaoError
from index.platform import regular_files, shortage
from index.storage import manifest as manifests

if TYPE_CHECKING:
    from pathlib import Path

    from index.types import Manifest


def manifest(generation: Path) -> Manifest:
    """The manifest in a folder, which is named after it.

    Raises:
        IndexDamagedError: it is gone, or is another one.
        IndexMismatchError: the index is of another format.
    """
    try:
        data = regular_files.read_bytes(generation / manifests.FILE)
    except OSError as error:
        shortage.check(error, generation)
        raise IndexDamagedError(
            f"{generation} has no manifest ({error.strerror or error}); {manifests.REMEDY}"
        ) from error
    return manifests.read(data, generation.name, where=str(generation))


def manifest_if_readable(generation: Path) -> Manifest | None:
    """The manifest in a folder, whatever became of the other files; ``None`` if it is damaged."""
    try:
        return manifests.load(generation)
    except (WenbaoError, OSError) as error:
        shortage.check(error, generation)
        return None


def prune(folder: Path, encoders: Path, *, kept: set[str | None]) -> None:
    """Remove generations; one that will not go is tried again next time.

    The one that was published before is kept, for those who are just opening it. So are the
    encoders of both.

    Args:
        folder: where the generations lie.
        encoders: where the encoders lie.
        kept: the names of what is not removed.
    """
    for generation in folder.iterdir():
        if generation.name not in kept:
            shutil.rmtree(generation, ignore_errors=True)
    with contextlib.suppress(OSError, ShortageError):  # likewise
        forget_encoders(folder, encoders)


def forget_encoders(folder: Path, encoders: Path) -> None:
    """Remove the encoders of no generation.

    Args:
        folder: where the generations lie.
        encoders: where the encoders lie.

    Raises:
        OSError, ShortageError: it cannot be known which these are; none was removed.
    """
    manifests_left = map(manifest_if_readable, folder.iterdir())
    names = {about.encoder.name for about in manifests_left if about and about.encoder}
    for encoder in encoders.iterdir() if encoders.is_dir() else ():
        if encoder.name not in names:
            shutil.rmtree(encoder, ignore_errors=True)
