"""Reading a file of the corpus, whatever its format."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import TYPE_CHECKING

from index.errors import CorpusError
from index.platform import shortage
from index.reading.corpus.look import FileState
from index.reading.corpus.notes import Noted, numbers_of
from index.reading.corpus_files import check_place
from index.reading.extract_cache import ExtractCache
from index.reading.formats import registry
from index.reading.formats.recognition import process
from index.reading.formats.recognition.process import PendingError, Scans
from index.types import Source

if TYPE_CHECKING:
    from pathlib import Path

    from index.reading.corpus.notes import Notes
    from index.reading.formats.extract import Extract
    from index.reading.formats.recognition.process import PageProgress

MAX_BYTES = 256 << 20  # of a file


def read(
    file: Path,
    name: str,
    extracts: ExtractCache | None = None,
    notes: Notes | None = None,
    *,
    progress: PageProgress | None = None,
    is_checked_only: bool = False,
) -> Source:
    """Read one file.

    Args:
        file: the file.
        name: the path to show for it.
        extracts: what was read of files before, and is not read again; pages that a machine read are
            kept in the user's own cache where it is left out.
        notes: what the files were then; by them a file that was not touched is not even opened.
        progress: is told of each page that is to be read by machine.
        is_checked_only: only its identity is wanted: of a file with pages that would have to be read by
            machine first, the text is left empty.

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
        scans = Scans(
            progress=progress,
            cache=(ExtractCache() if extracts is None else extracts).pages,
            only_known=is_checked_only,
        )
        try:
            extract, warning = _extract(data, identity, name, extracts, scans)
        except PendingError:
            return Source(id=identity, path=name, text="")
        noted = Noted(name, FileState.of(status), identity, warning)
    unread = () if process.is_installed() else extract.pictures
    if notes is not None:
        notes.note(file, noted._replace(name=name, unread=numbers_of(unread)))
    return Source(
        id=noted.id,
        path=name,
        text=extract.text,
        headings=extract.headings,
        tables=extract.tables,
        pages=extract.pages,
        dropped=extract.dropped,
        title=extract.title,
        recognised=extract.recognised,
        doubtful=extract.doubtful,
        unread=unread,
        warnings=(
            *((noted.warning,) if noted.warning else ()),
            *(f"{name}: {warning}" for warning in extract.warnings),
        ),
        saved=dt.datetime.fromtimestamp(status.st_mtime, dt.UTC).date(),
    )


def _extract(
    data: bytes, identity: str, name: str, extracts: ExtractCache | None, scans: Scans
) -> tuple[Extract, str]:
    """What a file holds, and what its name says of it that is not so.

    Raises:
        PendingError: a machine would have to read pages of it, and is not to.
    """
    module, other_format = registry.module_of(data, name)
    if module in registry.TEXTS.values():
        extracts = None  # read as quickly as what would be kept of it
    extract = extracts.get(identity) if extracts is not None else None
    if extract is None:
        extract = registry.read(module, data, name, scans)
        if extracts is not None:
            extracts.put(identity, extract)
    if not extract.text.strip():  # Markdown of nothing but marks
        raise CorpusError(f"{name} is empty: delete it, or save the report into it again")
    return extract, other_format or ""


def _unreadable(name: str, error: OSError) -> CorpusError:
    return CorpusError(f"{name} cannot be read: {error.strerror or error}")
