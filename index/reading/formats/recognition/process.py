"""Reads pages that are pictures, by a process of its own, which is held to limits and may end."""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import itertools
import json
import queue
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING, Any

from index.errors import CorpusError
from index.platform.processes import own_process
from index.reading.formats.recognition.page_cache import PageCache
from index.reading.formats.recognition.page_text import PageText

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

PageProgress = Callable[
    [str, int, int], None
]  # the name of a file, the n-th of its pages, of how many

MAX_PAGES = 500  # of a file, that are read by machine
PAGE_LIMIT_S = 300  # for a page; on a busy machine of two processors one takes 50 s
LIMIT_S = 4 * 3600  # for a file
_MAX_FAILURES = 3  # pages of a file that end the process; then the rest is left
_COMMAND = own_process.command("index.reading.formats.recognition")
# Threads that are not needed take addresses, of which there are not too many.
_FEW_THREADS = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "2"}


class PendingError(CorpusError):
    """A file holds pages that would have to be read by machine, and were asked not to be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scans:
    """How pages that are pictures are treated.

    Attributes:
        progress: is told which page is being read.
        cache: the pages that were read before.
        only_known: whether such a page raises ``PendingError`` unless it was read before.
    """

    progress: PageProgress | None = None
    cache: PageCache = field(default_factory=lambda: PageCache(None))
    only_known: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognised:
    """What was read of a file's pictures: pages by their numbers, and those that could not be."""

    pages: dict[int, PageText]
    failed: tuple[int, ...] = ()


def is_installed() -> bool:
    """Whether there is what reads pictures: the extra ``ocr``."""
    return importlib.util.find_spec("rapidocr") is not None


def recognise(
    data: bytes, name: str, scans: Scans, numbers: Sequence[int] | None = None
) -> Recognised:
    """Read pages that are pictures.

    Args:
        data: the bytes of a PDF, or of an image file.
        name: the path to show for it.
        scans: who is told how far it is, and what is known already.
        numbers: which pages of a PDF, counted from 1; ``None`` for all of an image file.

    Raises:
        CorpusError: it has too many such pages, takes too long, or cannot be read.
        PendingError: some are not known, and only these were asked for.
    """
    work = _Work(data, name, scans, numbers)
    if scans.only_known and not work.is_known:
        raise PendingError(f"{name} is still to be read by machine")
    return work.done()


class _Work:
    """The pages of one file, until all are read or have failed."""

    def __init__(self, data: bytes, name: str, scans: Scans, numbers: Sequence[int] | None) -> None:
        self._data = data
        self._name = name
        self._scans = scans
        self._numbers = numbers
        self._identity = hashlib.sha256(data).hexdigest()
        self._pages: dict[int, PageText] = {}
        self._failed: list[int] = []
        self._ends_at = time.monotonic() + LIMIT_S
        for number in itertools.count(1) if numbers is None else numbers:
            page = scans.cache.get(self._identity, number)
            if page is not None:
                self._pages[number] = page
            elif numbers is None:  # how many there are is not known yet
                break

    @property
    def is_known(self) -> bool:
        """Whether all pages were read before, as far as it is known how many there are."""
        return bool(self._pages) if self._numbers is None else not self._left

    @property
    def _left(self) -> list[int]:
        done = {*self._pages, *self._failed}
        return [number for number in self._numbers or () if number not in done]

    def done(self) -> Recognised:
        """All pages, or what could be read of them."""
        while self._numbers is None or self._left:
            self._tell()
            with contextlib.closing(_answers(self._asked(), self._data)) as answers:
                is_ended = any(map(self._take, answers))
            if is_ended:
                break
            self._give_up_page()
        if self._failed and not self._pages:
            raise self._failure()
        return Recognised(pages=self._pages, failed=tuple(sorted(self._failed)))

    def _asked(self) -> dict[str, Any]:
        return {
            "name": self._name,
            "is_image": self._numbers is None,
            "known": sorted(self._pages),
            "pages": self._left,
        }

    def _take(self, answer: dict[str, Any]) -> bool:
        """Take an answer of the process; whether it is the last."""
        if "refused" in answer:
            raise CorpusError(answer["refused"])
        if "pages" in answer:
            self._numbers = answer["pages"]
        elif "page" in answer:
            page = PageText.from_json(answer["page"])
            self._pages[page.number] = page
            with contextlib.suppress(OSError):  # not kept, it is read again another time
                self._scans.cache.put(self._identity, page)
            if time.monotonic() > self._ends_at:
                raise CorpusError(
                    f"{self._name} takes more than {LIMIT_S // 3600} hours to be read by machine: "
                    "split it, or build again: what was read is kept"
                )
        if "ended" not in answer:
            self._tell()
        return "ended" in answer

    def _tell(self) -> None:
        """Tell which page comes next."""
        n_pages = len(self._numbers or ())
        if n_pages > MAX_PAGES:
            raise CorpusError(
                f"{self._name} has more than {MAX_PAGES} pages that are pictures: split it"
            )
        if self._scans.progress is not None and self._left:
            self._scans.progress(self._name, n_pages - len(self._left) + 1, n_pages)

    def _give_up_page(self) -> None:
        """Leave out the page during which the process ended."""
        if not self._left:
            raise self._failure()
        self._failed.append(self._left[0])
        if len(self._failed) >= _MAX_FAILURES:
            self._failed += self._left

    def _failure(self) -> CorpusError:
        return CorpusError(
            f"{self._name} takes too much memory or time to be read by machine, or is broken: "
            "scan it anew at 300 dpi, or save it as text"
        )


def _answers(asked: dict[str, Any], data: bytes) -> Generator[dict[str, Any]]:
    """What the process says, until it ends, or takes too long for a page and is ended."""
    with tempfile.TemporaryFile(prefix="wenbao-") as given:
        given.write(json.dumps(asked).encode() + b"\n" + data)
        given.seek(0)
        process = subprocess.Popen(  # noqa: S603 - our own module
            _COMMAND,
            env=own_process.environment(**_FEW_THREADS),
            stdin=given,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        with process:
            lines: queue.SimpleQueue[bytes] = queue.SimpleQueue()
            reader = threading.Thread(target=_pump, args=(process.stdout, lines), daemon=True)
            reader.start()
            try:
                while line := lines.get(timeout=PAGE_LIMIT_S):
                    yield json.loads(line)
            except (queue.Empty, ValueError):  # too long, or cut off in the middle of a line
                return
            finally:
                process.kill()
                reader.join()


def _pump(stream: IO[bytes], lines: queue.SimpleQueue[bytes]) -> None:
    """Put the lines of a stream where they can be waited for; nothing where it ends."""
    for line in stream:
        lines.put(line)
    lines.put(b"")
