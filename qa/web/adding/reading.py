"""Reads what was received, one file after the other, and keeps in the corpus what is a report."""

from __future__ import annotations

import contextlib
import dataclasses
import logging
import queue
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.errors import CorpusError, WenbaoError
from index.platform import shortage
from index.reading import readers
from index.reading import report as reports
from index.reading.extract_cache import ExtractCache
from qa.web.adding import heads
from qa.web.adding.additions import Additions, Stage, about
from qa.web.adding.doubts import parted
from qa.web.adding.removal import files_of
from qa.web.http import log

if TYPE_CHECKING:
    from pathlib import Path

    from index.types import About
    from qa.web.adding.corpus_folder import CorpusFolder
    from qa.web.library import Library

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """A file that was received as a whole: where it is written, and for which folder."""

    addition: str
    name: str
    identity: str
    part: Path
    folder: CorpusFolder


class Reading:
    """A thread that reads; it begins with the first file, and dies with the process.

    Args:
        additions: where it is told how far each is.
        library: the reports that are there already.
        cache: where it is kept what was read, so that the build need not read it again.
    """

    def __init__(self, additions: Additions, library: Library, cache: Path | None) -> None:
        self._additions = additions
        self._library = library
        self._extracts = ExtractCache(cache)
        self._waiting: queue.SimpleQueue[Received] = queue.SimpleQueue()
        self._start = threading.Lock()
        self._thread: threading.Thread | None = None

    @property
    def n_waiting(self) -> int:
        """How many files wait until they are read."""
        return self._waiting.qsize()

    def put(self, received: Received) -> None:
        """Have a file read in its turn."""
        self._waiting.put(received)
        with self._start:
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="adding", daemon=True)
                self._thread.start()

    def _run(self) -> None:
        log.client.set("adding")  # what it logs leaves out no fault of a request
        while True:
            self._take(self._waiting.get())

    def _take(self, received: Received) -> None:
        name = received.addition
        try:
            self._read(received)
        except CorpusError as error:
            self._fail(name, "adding_unreadable", str(error))
        except (WenbaoError, OSError) as error:
            self._fail(name, "adding_not_kept", str(shortage.of(error) or error))
        except Exception:  # noqa: BLE001 -- whatever it is, the next file is read
            _log.exception("a file that was added could not be read")
            self._fail(name, "adding_broken", "")
        finally:
            with contextlib.suppress(OSError):  # swept when the folder is used again
                received.part.unlink(missing_ok=True)

    def _read(self, received: Received) -> None:
        copied = self._known(received)
        if copied is not None:
            self._additions.change(received.addition, stage=Stage.COPY, document=copied)
            return
        source = readers.read(received.part, received.name, self._extracts)
        report = reports.parse(source)
        if not report.paragraphs:
            raise CorpusError(f"{received.name} holds no paragraph that could be quoted")
        file = received.folder.keep(received.part, received.name)
        document = dataclasses.replace(about(report.document), path=file.name)
        with contextlib.suppress(CorpusError):  # which the build tells
            document = heads.known(received.folder.path, file.name, document)
        self._additions.change(
            received.addition,
            stage=Stage.INDEXING,
            name=file.name,
            file=file,
            document=document,
            doubts=parted(report.doubt, received.name),
            warnings=source.warnings,
        )

    def _known(self, received: Received) -> About | None:
        """The report whose file has the same bytes, if one lies in the corpus."""
        for each in self._additions.all():
            is_same = each.identity == received.identity and each.id != received.addition
            is_kept = each.stage in {Stage.INDEXING, Stage.DONE}
            if is_same and is_kept and each.file is not None and each.file.exists():
                return each.document
        if not self._library.is_ready:
            return None
        known = self._library.snapshot().about(received.identity)
        return known if known is not None and files_of(self._library.paths, known) else None

    def _fail(self, name: str, text: str, reason: str) -> None:
        self._additions.change(name, stage=Stage.FAILED, failure=text, reason=reason)
