"""A checkup of an index or a bundle: every file read and compared with what was published."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.errors import IndexDamagedError, SettingsError
from index.platform import cache, verified_files
from index.storage import archive_file, checksums
from index.storage.store import Store

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkup:
    """How much was read, and what of it is wrong, a line each."""

    n_files: int
    n_bytes: int
    damages: tuple[str, ...]


def examine(index: Path, cache_dir: Path | None = None) -> Checkup:
    """Read every file, whatever is noted to have been read before.

    Args:
        index: the folder of an index, or the file of a bundle. Of one that was unpacked here, what
            was unpacked is read too: that is what is asked.
        cache_dir: stands for the user's own cache folder.

    Raises:
        IndexMissingError, IndexMismatchError, BundleError: it cannot be told what was published.
    """
    if not index.is_file():
        return _examine_folder(Store(index, cache_dir), cache_dir)
    n_files, n_bytes, damages = archive_file.damages(index)
    packing = Checkup(n_files=n_files, n_bytes=n_bytes, damages=damages)
    try:
        unpacked = cache.folder(cache_dir) / "bundles" / verified_files.sha256(index)[:32]
    except SettingsError:
        return packing
    if not unpacked.is_dir():
        return packing
    here = _examine_folder(Store(unpacked, cache_dir), cache_dir)
    return Checkup(
        n_files=packing.n_files + here.n_files,
        n_bytes=packing.n_bytes + here.n_bytes,
        damages=packing.damages + here.damages,
    )


def _examine_folder(store: Store, cache_dir: Path | None) -> Checkup:
    try:
        generation, manifest = store.listed()
    except IndexDamagedError as error:  # CURRENT or the manifest, which say what else there is
        return Checkup(n_files=1, n_bytes=0, damages=(str(error).partition(";")[0],))
    damages: list[str] = []
    folders = dict(store.folders(generation, manifest))
    for folder, files in folders.items():
        wrong = tuple(checksums.damages(folder, files))
        if wrong:  # whoever opens it next is to find that too
            verified_files.forget(folder, cache_dir)
        damages += wrong
    listed = [file for files in folders.values() for file in files]
    return Checkup(
        n_files=len(listed), n_bytes=sum(file.n_bytes for file in listed), damages=tuple(damages)
    )
