"""Which reports of a generation are still in its corpus: a deleted one answers no question more.

A build may take minutes; until its end, reports whose files are gone are left out of what is asked.
A corpus may lie on a share that answers late or never: no question waits long for it.
"""

from __future__ import annotations

import logging
import os
import threading
import time
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import WenbaoError
from index.reading import corpus_files
from index.reading.corpus import absence

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from index.published.documents import DocumentTable

PATIENCE_S = 2  # that a question waits for a disk
_JUDGED_FOR_S = 1  # a file that was found to be moved is not looked for again
_MOST_GONE = 64  # of which it is looked whether they are back

_log = logging.getLogger(__name__)


class Presence:
    """Which reports of a generation are gone. Share between threads.

    Args:
        corpus: the paths that the index was built of; none where they are not to be looked at.
        documents: its reports.
        cache_dir: where it is noted what was read of them.
    """

    def __init__(
        self, corpus: Sequence[str], documents: DocumentTable, cache_dir: Path | None = None
    ) -> None:
        self._corpus = tuple(map(Path, corpus))
        self._documents = documents
        self._cache_dir = cache_dir
        self._gone: frozenset[int] = frozenset()
        self._moved: tuple[frozenset[int], float] = frozenset(), 0.0
        self._looking: threading.Thread | None = None
        self._stuck: threading.Thread | None = None  # that was waited for in vain
        self._judging = threading.Lock()  # what began to look before another does not end after it

    @property
    def gone(self) -> frozenset[int]:
        """The rows of the reports that are gone, as far as that is known."""
        return self._gone

    @property
    def mark(self) -> str:
        """Tells apart which are gone; empty where none is."""
        return f"-{zlib.crc32(repr(sorted(self._gone)).encode()):08x}" if self._gone else ""

    def notice(self, ids: Iterable[str]) -> bool:
        """Look whether some reports are there, and those that were gone are back.

        Args:
            ids: theirs.

        Returns:
            Whether others are gone than was known.
        """
        if not self._corpus:
            return False
        before = self._gone
        rows = {row for row in map(self._documents.row_of, ids) if row is not None}
        self._patiently(rows)
        return self._gone != before

    def look(self, ids: Collection[str] = ()) -> None:
        """Look at some reports, given by their ids, or at the whole corpus, and wait for that."""
        if ids:
            self.notice(ids)
        elif self._corpus:
            self._judge()

    def _patiently(self, rows: Collection[int]) -> None:
        if not self._ends(self._looking):
            return  # the disk does not answer: nothing is known to have changed
        looking = threading.Thread(
            target=self._see, args=(rows,), name="looking for reports", daemon=True
        )
        self._looking = looking
        looking.start()
        self._ends(looking)

    def _ends(self, looking: threading.Thread | None) -> bool:
        """Whether a look comes to its end; one that did not in time is not waited for again."""
        if looking is None or not looking.is_alive():
            return True
        if looking is self._stuck:
            return False
        looking.join(PATIENCE_S)
        self._stuck = looking if looking.is_alive() else None
        return self._stuck is None

    def _see(self, rows: Collection[int]) -> None:
        moved, until = self._moved
        known = moved if time.monotonic() < until else frozenset()
        are_lost = any(not self._is_at_its_place(row) for row in rows if row not in known)
        are_back = any(map(self._is_at_its_place, sorted(self._gone)[:_MOST_GONE]))
        if are_lost or are_back:
            self._judge(rows)

    def _judge(self, asked: Collection[int] = ()) -> None:
        with self._judging:
            self._judge_now(asked)

    def _judge_now(self, asked: Collection[int]) -> None:
        rows = range(len(self._documents))
        abouts = map(self._documents.about, rows)
        reports = {about.path: (row, about.id) for row, about in zip(rows, abouts, strict=True)}
        try:
            names = absence.gone(
                self._corpus,
                [(name, identity) for name, (_, identity) in reports.items()],
                self._cache_dir,
            )
        except WenbaoError as error:
            _log.warning("it is not known which reports are gone: %s", error)
            return
        self._gone = frozenset(reports[name][0] for name in names)
        moved = frozenset(row for row in asked if row not in self._gone)
        self._moved = moved, time.monotonic() + _JUDGED_FOR_S

    def _is_at_its_place(self, row: int) -> bool:
        name = self._documents.about(row).path
        places = corpus_files.places(self._corpus, name)
        return any(os.path.lexists(each.folder / each.below) for each in places)
