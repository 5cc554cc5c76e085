"""The files of a folder as they were published: listed, and compared with what is there now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.errors import IndexDamagedError
from index.platform import shortage, verified_files
from index.storage.manifest import REMEDY
from index.types import PublishedFile

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path


def listed(folder: Path) -> tuple[PublishedFile, ...]:
    """All files of a folder, to be published.

    Raises:
        OSError: one cannot be read.
    """
    return tuple(
        PublishedFile(
            name=file.relative_to(folder).as_posix(),
            n_bytes=file.stat().st_size,
            sha256=verified_files.sha256(file),
        )
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    )


def check(
    folder: Path, files: Sequence[PublishedFile], cache_dir: Path | None, *, thorough: bool
) -> None:
    """Compare the files of a folder with what was published.

    Args:
        folder: where they lie.
        files: what was published.
        cache_dir: where it is noted which were read; the user's own cache folder by default.
        thorough: read every file, also those that were read before and seem to be untouched. Whoever
            opens one that is damaged finds that too, from then on.

    Raises:
        IndexDamagedError: one is missing, or is another one.
    """
    try:
        changed = verified_files.changed(folder, files, cache_dir, thorough=thorough)
    except OSError as error:
        shortage.check(error, folder)
        raise _unreadable(error) from error
    if changed is not None:
        if thorough:
            verified_files.forget(folder, cache_dir)
        raise IndexDamagedError(f"{changed.name} in {folder} was changed; {REMEDY}")


def are_whole(folder: Path, files: Sequence[PublishedFile], cache_dir: Path | None) -> bool:
    """Whether the files of a folder are what was published; all are read."""
    try:
        check(folder, files, cache_dir, thorough=True)
    except IndexDamagedError:
        return False
    return True


def damages(folder: Path, files: Sequence[PublishedFile]) -> Iterator[str]:
    """What is wrong with each file of a folder that is not what was published; all are read."""
    for file in files:
        try:
            if verified_files.sha256(folder / file.name) != file.sha256:
                yield f"{file.name} in {folder} was changed"
        except OSError as error:
            shortage.check(error, folder)
            yield str(_unreadable(error)).partition(";")[0]


def _unreadable(error: OSError) -> IndexDamagedError:
    return IndexDamagedError(
        f"{error.filename} is missing or unreadable ({error.strerror or error}); {REMEDY}"
    )
