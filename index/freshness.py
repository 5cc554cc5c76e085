"""Whether an index is what its corpus holds now: told by the sha256 of files, of which few are read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.errors import CorpusError
from index.reading import corpus_files, readers
from index.reading.corpus.notes import FileNotes, numbers_of
from index.reading.corrections.lookup import Lookup
from index.reading.extract_cache import ExtractCache
from index.reading.formats.recognition import process
from index.reading.sources import hash_of, known_as

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from index.reading.head.correction import Correction
    from index.types import Manifest


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """What the files of a corpus hold: of each that can be read, by its name, in their order.

    ``ids`` are what they count as (``sources.known_as``), ``corrections`` what is corrected of them; ``failures`` a line for each
    that cannot be read.
    """

    ids: Mapping[str, str]
    corrections: Mapping[str, Correction]
    failures: tuple[str, ...]


def survey(paths: Sequence[Path], cache_dir: Path | None = None) -> Survey:
    """Tell what the files of a corpus hold; only what was touched since it was read is read for it.

    Raises:
        CorpusError: a path does not exist, or nothing is there to read.
    """
    extracts = ExtractCache(cache_dir)
    notes = FileNotes(paths, cache_dir)
    ids = {}
    corrections = {}
    failures = []
    files = corpus_files.listing(paths)
    lookup = Lookup([each.place for each in files])
    for each in files:
        try:
            ids[each.name] = _id_of(each.file, each.name, extracts, notes)
        except CorpusError as error:
            failures.append(str(error))
            continue
        corrections[each.name] = lookup.of(each.place)
    notes.save()
    return Survey(ids=ids, corrections=corrections, failures=(*failures, *lookup.problems()))


def is_current(manifest: Manifest, paths: Sequence[Path], cache_dir: Path | None = None) -> bool:
    """Whether an index is what a build of these paths would publish now, models aside.

    Every file counts but those of the same bytes as another: which of several copies is kept
    depends on all of them.
    """
    return is_of(manifest, survey(paths, cache_dir))


def is_of(manifest: Manifest, found: Survey) -> bool:
    """Whether an index was built of these files, with these corrections."""
    return hash_of(found.ids, found.corrections) == manifest.corpus_hash


def _id_of(file: Path, name: str, extracts: ExtractCache, notes: FileNotes) -> str:
    """What a file counts as; nothing is read by machine for it."""
    try:
        noted = notes.of(file, file.stat())
    except OSError:
        noted = None
    if noted is not None:
        return known_as(noted.id, "" if process.is_installed() else noted.unread)
    source = readers.read(file, name, extracts, notes, is_checked_only=True)
    return known_as(source.id, numbers_of(source.unread))
