"""The files of a report, which are moved aside when it is removed, so that nothing is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.errors import CorpusError
from index.platform import regular_files
from index.reading import corpus_files

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from index.types import About


def files_of(paths: Sequence[Path], document: About) -> tuple[Path, ...]:
    """The files below the corpus' paths that hold a report, byte for byte; none where it is gone.

    That of the report's own name comes first.
    """
    try:
        found = corpus_files.find(paths)
    except CorpusError:
        return ()
    named = [
        file
        for file, name in found
        if name == document.path and regular_files.sha256(file) == document.id
    ]
    if not named:
        return ()
    n_bytes = named[0].stat().st_size
    others = (file for file, _ in found if file not in named and _size(file) == n_bytes)
    return (*named, *(file for file in others if regular_files.sha256(file) == document.id))


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:  # gone since it was listed, or a link to nowhere
        return -1
