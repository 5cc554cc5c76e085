"""Whether an index is what its corpus holds now: told by the sha256 of files, of which few are read."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.errors import CorpusError
from index.reading import corpus_files, readers
from index.reading.corpus.notes import FileNotes
from index.reading.extract_cache import ExtractCache

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from index.types import Manifest


def corpus_hash(sources: Iterable[tuple[str, str]]) -> str:
    """sha256 over the paths and ids of files: equal for equal corpora."""
    lines = sorted(f"{path}\t{identity}\n" for path, identity in sources)
    return hashlib.sha256("".join(lines).encode()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """The sha256 of each file that can be read, by its name; a line for each that cannot."""

    ids: Mapping[str, str]
    failures: tuple[str, ...]


def survey(paths: Sequence[Path], cache_dir: Path | None = None) -> Survey:
    """Tell what the files of a corpus hold; only what was touched since it was read is read for it.

    Raises:
        CorpusError: a path does not exist, or nothing is there to read.
    """
    extracts = ExtractCache(cache_dir)
    notes = FileNotes(paths, cache_dir)
    ids = {}
    failures = []
    for file, name in corpus_files.find(paths):
        try:
            ids[name] = _id_of(file, name, extracts, notes)
        except CorpusError as error:
            failures.append(str(error))
    notes.save()
    return Survey(ids=ids, failures=tuple(failures))


def is_current(manifest: Manifest, paths: Sequence[Path], cache_dir: Path | None = None) -> bool:
    """Whether an index is what a build of these paths would publish now, models aside.

    Every file counts but those of the same bytes as another: which of several copies is kept
    depends on all of them.
    """
    return is_of(manifest, survey(paths, cache_dir).ids)


def is_of(manifest: Manifest, ids: Mapping[str, str]) -> bool:
    """Whether an index was built of files of these sha256, given by their names in order."""
    first: dict[str, str] = {}
    for name, identity in ids.items():
        first.setdefault(identity, name)
    return corpus_hash((name, each) for each, name in first.items()) == manifest.corpus_hash


def _id_of(file: Path, name: str, extracts: ExtractCache, notes: FileNotes) -> str:
    try:
        noted = notes.of(file, file.stat())
    except OSError:
        noted = None
    if noted is not None:
        return noted.id
    return readers.read(file, name, extracts, notes).id
