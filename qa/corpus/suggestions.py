"""Entries for the file of corrections: of each report whose head is doubtful what it is taken for."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.errors import CorpusError
from index.reading import corpus_files, corrections, readers, report
from index.reading.corrections import entries
from index.reading.corrections.lookup import Lookup
from index.reading.extract_cache import ExtractCache
from index.reading.head.correction import FIELDS, to_value

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from index.reading.head.correction import Value
    from index.reading.report import Report
    from index.types import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggested:
    """What was written: ``files`` with how many entries each got; ``failures`` are a line each."""

    files: tuple[tuple[Path, int], ...]
    failures: tuple[str, ...]


def suggest(
    paths: Sequence[Path], cache_dir: Path | None = None, *, beginning: str = ""
) -> Suggested:
    """Write an entry for each report whose head is doubtful or incomplete, and build nothing.

    An entry corrects nothing as it is written: its values are comments, so that neither a wrong one
    that nobody has looked at silences its doubt, nor a right one outlives the file that it was read
    of. Entries that are there stay as they are.

    Args:
        paths: reports, and folders of reports.
        cache_dir: stands for the user's own cache folder.
        beginning: what a file that is made for the entries begins with.

    Raises:
        CorpusError: one of the paths cannot be reached, or a file of corrections not be read or
            written.
    """
    files = corpus_files.listing(paths)
    lookup = Lookup([each.place for each in files])
    failures = list(lookup.problems())
    blocks: dict[Path, list[str]] = defaultdict(list)
    extracts = ExtractCache(cache_dir)
    seen: set[str] = set()
    for each in files:
        try:
            source = readers.read(each.file, each.name, extracts)
        except CorpusError as error:
            failures.append(str(error))
            continue
        if source.id in seen or lookup.knows(each.place):
            seen.add(source.id)
            continue
        seen.add(source.id)
        parsed = report.parse(source)
        reasons = tuple(_reasons(parsed))
        if reasons:
            name = corrections.key(each.place.below.as_posix())
            blocks[each.place.folder].append(
                entries.suggested(name, reasons, _values(parsed.document))
            )
    for folder, texts in blocks.items():
        corrections.add(folder, "\n".join(texts), beginning=beginning)
    return Suggested(
        files=tuple(
            (folder / corrections.FILE_NAME, len(texts)) for folder, texts in blocks.items()
        ),
        failures=tuple(failures),
    )


def _reasons(parsed: Report) -> Iterator[str]:
    """Why a head should be looked at, a line each."""
    yield from parsed.doubts
    if not parsed.document.title:
        yield "nothing tells its title"
    if not parsed.document.kind:
        yield "nothing tells its kind"
    if parsed.document.place and not parsed.document.level:
        yield "nothing tells its level"


def _values(document: Document) -> dict[str, Value]:
    """What a report is taken for; a fact that is not known is an empty text."""
    facts = {name: getattr(document, name) for name in FIELDS}
    return {name: to_value(fact) if fact else "" for name, fact in facts.items()}
