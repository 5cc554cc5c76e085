"""Which reports are gone from a corpus: deleted, not renamed, and not just out of reach.

Only what was read on this machine is judged (``FileNotes``). An index that was copied here, beside
whatever lies at its corpus' path, has lost nothing.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from index.platform import regular_files
from index.reading import corpus_files
from index.reading.corpus.look import look
from index.reading.corpus.notes import FileNotes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from index.reading.corpus.look import FileState, Look
    from index.reading.corpus.notes import Noted


def out_of_reach(seen: Look, notes: FileNotes) -> tuple[str, ...]:
    """The folders and files of a corpus that were read before, and cannot be reached now.

    Those are gone that the folder above lists no more. A network share that is taken away leaves a
    folder that cannot be listed, or none, or an empty one of another device.
    """
    holding = seen.has_files
    other_device = (
        folder
        for folder, device in notes.folders.items()
        if folder not in holding and seen.folders.get(folder, device) != device
    )
    unlisted = (path for path in seen.unlisted if path in notes.folders or path in notes.files)
    return tuple(sorted({*other_device, *unlisted}))


def gone(
    paths: Sequence[Path], reports: Iterable[tuple[str, str]], cache_dir: Path | None = None
) -> frozenset[str]:
    """The names of the reports that no file of a corpus holds any more.

    Args:
        paths: the corpus.
        reports: the name and the sha256 of each report's file.
        cache_dir: where it is noted what was read; the user's own cache folder by default.

    Raises:
        ShortageError: the machine lacks what it takes to look.
    """
    notes = FileNotes(paths, cache_dir)
    if not notes.files:
        return frozenset()
    seen = look(paths)
    path_of = {noted.name: path for path, noted in notes.files.items()}
    untouched = {noted.id for path, noted in notes.files.items() if path in seen.files}
    unreachable = (*out_of_reach(seen, notes), *seen.unlisted)
    roots = [Path(os.path.realpath(path)) for path in paths]
    missing: dict[str, str] = {}
    for name, identity in reports:
        path = path_of.get(name)
        places = [path] if path is not None else _places(roots, name)
        is_there = any(place in seen.files or _is_below(place, unreachable) for place in places)
        if not is_there and identity not in untouched:
            missing[name] = identity
    moved = _moved(set(missing.values()), notes.files, seen.files) if missing else set()
    return frozenset(name for name, identity in missing.items() if identity not in moved)


def _places(roots: Sequence[Path], name: str) -> list[str]:
    """Where a file of this name may have been, as ``Look`` has paths."""
    return [str(each.folder / each.below) for each in corpus_files.places(roots, name)]


def _is_below(path: str, folders: Iterable[str]) -> bool:
    return any(path == folder or path.startswith(folder + os.sep) for folder in folders)


def _moved(
    wanted: set[str], noted: Mapping[str, Noted], files: Mapping[str, FileState]
) -> set[str]:
    """Which of some sha256 are those of files that are there under names not read yet."""
    sizes = {each.state.n_bytes for each in noted.values() if each.id in wanted}
    found = set()
    for path, state in files.items():
        is_known = path in noted and noted[path].state == state
        if state.n_bytes in sizes and not is_known:
            found.add(regular_files.sha256(Path(path)))
    return found & wanted
