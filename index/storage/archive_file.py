"""The file of a bundle, a zip: what its manifest lists, and each of its members."""

from __future__ import annotations

import hashlib
import zipfile
import zlib
from typing import IO, TYPE_CHECKING

from index.errors import BundleError, IndexDamagedError
from index.platform import regular_files, shortage
from index.storage import layout
from index.storage import manifest as manifests

if TYPE_CHECKING:
    from pathlib import Path

    from index.types import Manifest, PublishedFile

CHUNK_BYTES = 1 << 20
_MOST_BYTES = 1 << 24  # of what is read before it is known what is listed
_OURS = (zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED)
DAMAGE = (  # what says of a bundle, or of its zip, that it is not what `export` wrote
    *(zipfile.BadZipFile, zlib.error, EOFError, KeyError, ValueError, RuntimeError),
    *(FileExistsError, IsADirectoryError, NotADirectoryError, IndexDamagedError),
)


def contents(
    archive: zipfile.ZipFile, where: str
) -> tuple[str, bytes, list[tuple[str, tuple[PublishedFile, ...]]]]:
    """The name of the generation, the bytes of its manifest, and the files by their folders."""
    name = _read(archive, layout.POINTER).decode("ascii").strip()
    data = _read(archive, f"{layout.GENERATIONS}/{name}/{manifests.FILE}")
    return name, data, listed(manifests.read(data, name, where=where), name)


def member(archive: zipfile.ZipFile, name: str) -> IO[bytes]:
    """A member, to be read.

    Raises:
        KeyError, ValueError: there is none, or it was not packed by ``export``.
    """
    if archive.getinfo(name).compress_type not in _OURS:
        raise ValueError(f"{name} is packed in another way")
    return archive.open(name)


def damages(file: Path) -> tuple[int, int, tuple[str, ...]]:
    """Read all that is packed in a bundle, and compare it with what was packed.

    Returns:
        How many files and bytes are listed, and what is wrong, a line each.

    Raises:
        BundleError: it cannot be told what is packed.
    """
    try:
        with regular_files.opened(file) as data, zipfile.ZipFile(data) as archive:
            _, _, folders = contents(archive, str(file))
            members = [
                (f"{folder}/{each.name}", each) for folder, files in folders for each in files
            ]
            wrong = tuple(name for name, each in members if not _is_as_listed(archive, name, each))
    except (*DAMAGE, OSError) as error:
        shortage.check(error, file)
        raise damaged(file, error) from error
    n_bytes = sum(each.n_bytes for _, each in members)
    return len(members), n_bytes, tuple(f"{name} in {file} was changed" for name in wrong)


def _is_as_listed(archive: zipfile.ZipFile, name: str, listed: PublishedFile) -> bool:
    try:
        with member(archive, name) as source:
            return _digest(source, listed.n_bytes) == listed.sha256 and not source.read(1)
    except DAMAGE:
        return False


def _digest(source: IO[bytes], n_bytes: int) -> str:
    """The sha256 of the first bytes of a member."""
    digest = hashlib.sha256()
    while n_bytes and (chunk := source.read(min(n_bytes, CHUNK_BYTES))):
        digest.update(chunk)
        n_bytes -= len(chunk)
    return digest.hexdigest()


def _read(archive: zipfile.ZipFile, name: str) -> bytes:
    """A small member as a whole, whatever size it claims to be of."""
    with member(archive, name) as source:
        data = source.read(_MOST_BYTES + 1)
    if len(data) > _MOST_BYTES:
        raise ValueError(f"{name} has more than {_MOST_BYTES} bytes")
    return data


def damaged(file: Path, error: Exception) -> BundleError:
    """The error of a file that is no whole bundle."""
    return BundleError(
        f"{file} is no bundle, or is damaged ({error}): make it anew with `wenbao export`"
    )


def listed(manifest: Manifest, generation: str) -> list[tuple[str, tuple[PublishedFile, ...]]]:
    """The files of a bundle by their folders."""
    if manifest.encoder is None:
        raise ValueError("it has no encoder")
    return [
        (f"{layout.GENERATIONS}/{generation}", manifest.files),
        (f"{layout.ENCODERS}/{manifest.encoder.name}", manifest.encoder.files),
    ]
