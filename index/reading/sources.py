"""The sources of a corpus: what its files hold, what is corrected of them, what cannot be read."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.errors import CorpusError
from index.reading import copies, corpus_files, readers
from index.reading.corpus.notes import OneNote, numbers_of
from index.reading.corrections.lookup import Lookup
from index.reading.extract_cache import ExtractCache
from index.reading.head.correction import NOTHING, Correction, to_values

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from index.platform.processes.workers import Tell, Workers
    from index.reading.corpus.notes import FileNotes, Noted, Notes
    from index.reading.corpus_files import Listed
    from index.reading.formats.recognition.process import PageProgress
    from index.types import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """What the files below some paths hold; of those of the same bytes one.

    ``corrections`` are by the sources' ids. All else is a line each: ``failures`` of files that
    could not be read, ``misread`` of corrections that could not, ``duplicates`` of files left out.
    """

    of_files: tuple[Source, ...]
    corrections: Mapping[str, Correction]
    hash: str  # over the paths, the ids and the corrections of the files
    failures: tuple[str, ...]
    misread: tuple[str, ...]
    duplicates: tuple[str, ...]
    warnings: tuple[str, ...]

    def correction(self, source: Source) -> Correction:
        """What is corrected of a source."""
        return self.corrections.get(source.id, NOTHING)


def corpus_hash(sources: Iterable[tuple[str, ...]]) -> str:
    """sha256 over what tells files apart, paths and ids first: equal for equal corpora."""
    lines = sorted("\t".join(each) + "\n" for each in sources)
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def known_as(identity: str, unread: str) -> str:
    """What a file counts as: another one once there is what reads its pages that are pictures."""
    return f"{identity} {unread}" if unread else identity


def hash_of(ids: Mapping[str, str], given: Mapping[str, Correction]) -> str:
    """sha256 over a corpus, of whose files those of the same bytes count once.

    Args:
        ids: what each file that can be read counts as, by its name to show, in their order.
        given: what is corrected of each, by its name.
    """
    of_each, _ = _by_id(ids, given)
    first: dict[str, str] = {}
    for name, identity in ids.items():
        first.setdefault(identity, name)
    return corpus_hash(
        (name, identity, *_told(of_each.get(identity, NOTHING))) for identity, name in first.items()
    )


def read(
    paths: Sequence[Path],
    cache_dir: Path | None = None,
    notes: FileNotes | None = None,
    page_progress: PageProgress | None = None,
    workers: Workers | None = None,
) -> Sources:
    """Read the files below some paths.

    Args:
        paths: reports, and folders of reports.
        cache_dir: stands for the user's own cache folder.
        notes: what the files were when they were read before.
        page_progress: is told of each page that is to be read by machine.
        workers: who reads them; this process where there are none.

    Raises:
        CorpusError: one of the paths cannot be reached or holds no report, or a file of corrections
            cannot be read as a whole.
    """
    files = corpus_files.listing(paths)
    lookup = Lookup([each.place for each in files])
    sources: list[Source] = []
    failures: list[str] = []
    given: dict[str, Correction] = {}
    extracts = ExtractCache(cache_dir)
    found = (
        _shared_out(files, cache_dir, notes, page_progress, workers)
        if workers is not None
        else (_source(each, extracts, notes, page_progress) for each in files)
    )
    for each, source in zip(files, found, strict=True):
        if isinstance(source, str):
            failures.append(source)
            continue
        sources.append(source)
        given[each.name] = lookup.of(each.place)
    extracts.prune()
    if failures:
        corpus_files.listing(paths)  # a share that went away meanwhile is no folder of broken files
    kept, duplicates = copies.distinct_files(sources)
    of_each, contradictions = _by_id({each.path: each.id for each in sources}, given)
    counted = {each.path: known_as(each.id, numbers_of(each.unread)) for each in sources}
    return Sources(
        of_files=tuple(kept),
        corrections=of_each,
        hash=hash_of(counted, given),
        failures=tuple(failures),
        misread=lookup.problems(),
        duplicates=tuple(duplicates),
        warnings=(
            *lookup.unused(),
            *contradictions,
            *(warning for source in kept for warning in source.warnings),
        ),
    )


def _source(
    each: Listed,
    extracts: ExtractCache,
    notes: Notes | None,
    page_progress: PageProgress | None,
) -> Source | str:
    """What a file holds, or why it cannot be read."""
    try:
        return readers.read(each.file, each.name, extracts, notes, progress=page_progress)
    except CorpusError as error:
        return str(error)


def _shared_out(
    files: Sequence[Listed],
    cache_dir: Path | None,
    notes: FileNotes | None,
    page_progress: PageProgress | None,
    workers: Workers,
) -> Iterator[Source | str]:
    """What each file holds, or why it cannot be read; read by workers."""
    known = {} if notes is None else notes.files
    parts = [(each, known.get(str(each.file))) for each in files]
    found = workers.map(_Reading(cache_dir=cache_dir), parts, page_progress or _nothing)
    for each, (source, noted) in zip(files, found, strict=True):
        if notes is not None and noted is not None:
            notes.note(each.file, noted)
        yield source


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """Reads a file of which something may be noted; gives what is to be noted beside it."""

    cache_dir: Path | None

    def __call__(
        self, part: tuple[Listed, Noted | None], tell: Tell
    ) -> tuple[Source | str, Noted | None]:
        each, noted = part
        note = OneNote(noted)
        source = _source(each, ExtractCache(self.cache_dir), note, tell)
        return source, note.made


def _nothing(*_values: object) -> None:
    return None


def _by_id(
    ids: Mapping[str, str], given: Mapping[str, Correction]
) -> tuple[dict[str, Correction], list[str]]:
    """The correction of each file by its id, and a line for each that contradicts another's.

    A file may lie in a corpus under two names, and only one of them be corrected.
    """
    first: dict[str, str] = {}
    lines = []
    for name, identity in ids.items():
        if not given[name]:
            continue
        other = first.setdefault(identity, name)
        if given[other] != given[name]:
            lines.append(
                f"{name} is the same file as {other}, and corrected otherwise: "
                "its own correction is left out"
            )
    return {identity: given[name] for identity, name in first.items()}, lines


def _told(correction: Correction) -> tuple[str, ...]:
    """A correction as a part of a line; nothing for one of nothing."""
    if not correction:
        return ()
    return (json.dumps(to_values(correction), default=str, ensure_ascii=False, sort_keys=True),)
