"""Reading a file of the corpus, whatever its format."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import TYPE_CHECKING

from index.errors import CorpusError
from index.platform import shortage
from index.reading.corpus.look import FileState
from index.reading.corpus.notes import Noted
from index.reading.corpus_files import check_place
from index.reading.formats import registry
from index.types import Source

if TYPE_CHECKING:
    from pathlib import Path

    from index.reading.corpus.notes import FileNotes
    from index.reading.extract_cache import ExtractCache
    from index.reading.formats.extract import Extract

MAX_BYTES = 256 << 20  # of a file


def read(
    file: Path,
    name: str,
    extracts: ExtractCache | None = None,
    notes: FileNotes | None = None,
) -> Source:
    """Read one file.

    Args:
        file: the file.
        name: the path to show for it.
        extracts: what was read of files before, and is not read again.
        notes: what the files were then; by them a file that was not touched is not even opened.

    Raises:
        CorpusError: the file cannot be read, decoded, or is of no known type; what ``find`` listed
            is a link that leads to no file, or a folder that cannot be listed.
    """
    try:
        check_place(file, name)
    except OSError as error:
        raise _unreadable(name, error) from error
    try:
        status = file.stat()
        if status.st_size > MAX_BYTES:
            raise CorpusError(f"{name} is larger than {MAX_BYTES >> 20} MiB: split it")
        noted = notes.of(file, status) if notes is not None else None
        if noted is not None and noted.name != name:
            noted = None  # named from another folder: its warning names it
        extract = extracts.get(noted.id) if noted is not None and extracts is not None else None
        data = file.read_bytes() if extract is None else b""
    except OSError as error:
        shortage.check(error, file)
        raise _unreadable(name, error) from error
    if noted is None or extract is None:
        identity = hashlib.sha256(data).hexdigest()
        extract, warning = _extract(data, identity, name, extracts)
        noted = Noted(name, FileState.of(status), identity, warning)
    if notes is not None:
        notes.note(file, noted._replace(name=name))
    return Source(
        id=noted.id,
        path=name,
        text=extract.text,
        headings=extract.headings,
        tables=extract.tables,
        pages=extract.pages,
        dropped=extract.dropped,
        title=extract.title,
        warnings=(
            *((noted.warning,) if noted.warning else ()),
            *(f"{name}: {warning}" for warning in extract.warnings),
        ),
        saved=dt.datetime.fromtimestamp(status.st_mtime, dt.UTC).date(),
    )


def _extract(
    data: bytes, identity: str, name: str, extracts: ExtractCache | None
) -> tuple[Extract, str]:
    """What a file holds, and what its name says of it that is not so."""
    module, other_format = registry.module_of(data, name)
    if module in registry.TEXTS.values():
        extracts = None  # read as quickly as what would be kept of it
    extract = extracts.get(identity) if extracts is not None else None
    if extract is None:
        extract = registry.read(module, data, name)
        if extracts is not None:
            extracts.put(identity, extract)
    if not extract.text.strip():  # Markdown of nothing but marks
        raise CorpusError(f"{name} is empty: delete it, or save the report into it again")
    return extract, other_format or ""


def _unreadable(name: str, error: OSError) -> CorpusError:
    return CorpusError(f"{name} cannot be read: {error.strerror or error}")
