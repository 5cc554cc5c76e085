"""The file that a report was read from, found again: by its name, and known by its bytes.

Names come from an index, which may be somebody else's: a name leads to nothing that a build would
not have read, and whatever it leads to, nothing is opened whose bytes are not the report's.
"""

from __future__ import annotations

import hashlib
import os
import threading
import time
import unicodedata
from collections import OrderedDict
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import CorpusError
from index.platform import regular_files
from index.reading import corpus_files, readers
from index.reading.corpus.look import FileState

if TYPE_CHECKING:
    import io
    from collections.abc import Iterator, Sequence

    from index.reading.corrections.lookup import Place

_KEPT = 1024  # files whose bytes are known
_SPELLED = "<U+"  # a character that cannot be shown, as ``corpus_files.shown`` writes it

_State = tuple[int, FileState]  # of a file on a device
_digests: OrderedDict[_State, str] = OrderedDict()
_lock = threading.Lock()


def find(paths: Sequence[Path], name: str, identity: str) -> Path:
    """The file of a report.

    Args:
        paths: reports and folders of reports, as they were built from.
        name: the name shown for it, which is its path below one of them.
        identity: the report's id, which is the sha256 of its bytes.

    Raises:
        CorpusError: it is not there any more, or was changed.
    """
    with opened(paths, name, identity) as data:
        return Path(data.name)


def opened(paths: Sequence[Path], name: str, identity: str) -> io.BufferedReader:
    """The file of a report, to be read from its beginning; what is opened is what was compared.

    Args:
        paths: as ``find``'s.
        name: the same.
        identity: the same.

    Raises:
        CorpusError: it is not there any more, or was changed.
    """
    is_there = False
    for file in _files(paths, name):
        try:
            data = regular_files.opened(file)
        except OSError:
            continue
        is_there = True
        try:
            if os.fstat(data.fileno()).st_size <= readers.MAX_BYTES and _digest(data) == identity:
                data.seek(0)
                return data
        except OSError:
            is_there = False
        data.close()
    what = "changed" if is_there else "been moved, or cannot be read,"
    raise CorpusError(f"the file {name} has {what} since the index was built: run `wenbao build`")


def listed(paths: Sequence[Path], name: str) -> Path | None:
    """The file that has a report's name, whatever is in it now; ``None`` where there is none."""
    return next(_files(paths, name), None)


def _files(paths: Sequence[Path], name: str) -> Iterator[Path]:
    """The files of a name: where it says, or, of names that are shown otherwise, wherever listed.

    Those are names with characters that cannot be shown, and whole paths.
    """
    for written in dict.fromkeys((name, unicodedata.normalize("NFD", name))):
        if corpus_files.shown(Path(written)) == name:
            places = corpus_files.places(paths, written)
            yield from (each.folder / each.below for each in places if _is_listed(each))
    if _SPELLED in name or Path(name).is_absolute():
        yield from _searched(paths, name)


def _is_listed(place: Place) -> bool:
    """Whether a file lies at a place, and a build would list it there."""
    parts = place.below.parts
    file = place.folder / place.below
    is_below = place.is_alone or (
        bool(parts)
        and not place.below.is_absolute()
        and not any(part.startswith(".") for part in parts)
        and os.path.realpath(file.parent) == str(Path(os.path.realpath(place.folder), *parts[:-1]))
    )
    return is_below and os.path.isfile(file)  # noqa: PTH113 -- takes a name with a NUL for no file's


def _searched(paths: Sequence[Path], name: str) -> Iterator[Path]:
    try:
        found = corpus_files.find([path for path in paths if path.exists()])
    except CorpusError:
        return
    yield from (file for file, shown in found if shown == name)


def _digest(data: io.BufferedReader) -> str:
    """The sha256 of an opened file, which is read where it is new or was touched."""
    state = _state(data)
    with _lock:
        known = _digests.get(state)
    if known is not None:
        return known
    digest = hashlib.file_digest(data, "sha256").hexdigest()
    if state[1].is_settled(time.time_ns()) and _state(data) == state:
        with _lock:
            _digests[state] = digest
            while len(_digests) > _KEPT:
                _digests.popitem(last=False)
    return digest


def _state(data: io.BufferedReader) -> _State:
    stat = os.fstat(data.fileno())
    return stat.st_dev, FileState.of(stat)
