"""Pages as pictures: drawn by a few processes at a time, and kept for who looks at them next."""

from __future__ import annotations

import contextlib
import threading
import time
from collections import OrderedDict
from concurrent.futures import CancelledError, Future, InvalidStateError
from typing import TYPE_CHECKING

from index.errors import CorpusError
from index.reading.formats import pdf
from qa.web.http.refusals import RefusedRequestError

if TYPE_CHECKING:
    from collections.abc import Callable

    from index.reading.formats.layout.page_image import PageImage

N_AT_ONCE = 2  # processes that draw; more would only wait for the same processors
N_WAITING = 16  # pages that are being drawn or wait for it; who comes later is told so
KEPT_BYTES = 32 << 20  # some two hundred pages
FAILED_S = 60  # for which a page that cannot be drawn is not tried again
WAIT_S = 90  # for a page, with those before it
_CHARACTER_BYTES = 12  # of a character and its place
_UNAVAILABLE = 503

_Key = tuple[str, int]  # the report's id, which its bytes tell, and the page


class Pictures:
    """Draws pages, each once at a time, and keeps those that were asked for last.

    Args:
        draw: draws a page, of a file's bytes, name and the page's number.
        n_at_once: how many are drawn at a time.
        n_waiting: how many may wait or be drawn.
        n_bytes: how much is kept.
    """

    def __init__(
        self,
        *,
        draw: Callable[[bytes, str, int], PageImage] = pdf.draw,
        n_at_once: int = N_AT_ONCE,
        n_waiting: int = N_WAITING,
        n_bytes: int = KEPT_BYTES,
    ) -> None:
        self._draw = draw
        self._turn = threading.BoundedSemaphore(n_at_once)
        self._n_waiting = n_waiting
        self._n_bytes = n_bytes
        self._lock = threading.Lock()
        self._kept: OrderedDict[_Key, PageImage] = OrderedDict()
        self._failed: OrderedDict[_Key, tuple[float, CorpusError]] = OrderedDict()
        self._waiting: dict[_Key, Future[PageImage]] = {}

    def of(self, identity: str, name: str, number: int, read: Callable[[], bytes]) -> PageImage:
        """A page of a file; waits until it is drawn.

        Args:
            identity: the report's id.
            name: what to call the file.
            number: the page's, from 1.
            read: gives the file's bytes, where they are needed.

        Raises:
            CorpusError: it cannot be drawn.
            RefusedRequestError: too many others are waiting.
        """
        try:
            return self._begun((identity, number), name, read).result(WAIT_S)
        except (TimeoutError, CancelledError) as error:
            raise _busy() from error

    def close(self) -> None:
        """Draw nothing more, and let go who waits: the server ends."""
        with self._lock:
            self._n_waiting = 0
            waiting = [*self._waiting.values()]
        for future in waiting:
            future.cancel()

    def _begun(self, key: _Key, name: str, read: Callable[[], bytes]) -> Future[PageImage]:
        with self._lock:
            known = self._known(key)
            if known is not None:
                return known
            if len(self._waiting) >= self._n_waiting:
                raise _busy()
            future = self._waiting[key] = Future()
        # Of no pool: those are waited for when the server ends.
        run = threading.Thread(target=self._run, args=(key, name, read, future), daemon=True)
        run.start()
        return future

    def _known(self, key: _Key) -> Future[PageImage] | None:
        """A page that is drawn, is being drawn, or was not to be drawn a moment ago."""
        if key in self._waiting:
            return self._waiting[key]
        future: Future[PageImage] = Future()
        if key in self._kept:
            self._kept.move_to_end(key)
            future.set_result(self._kept[key])
            return future
        until, error = self._failed.get(key, (0.0, None))
        if error is not None and until > time.monotonic():
            future.set_exception(error)
            return future
        return None

    def _run(
        self, key: _Key, name: str, read: Callable[[], bytes], future: Future[PageImage]
    ) -> None:
        try:
            with self._turn:
                image = self._draw(read(), name, key[1])
        except BaseException as error:  # noqa: BLE001 -- whoever waits for it raises it
            self._end(key, error if isinstance(error, CorpusError) else None)
            with contextlib.suppress(InvalidStateError):  # nobody waits any more
                future.set_exception(error)
        else:
            self._end(key, image)
            with contextlib.suppress(InvalidStateError):
                future.set_result(image)

    def _end(self, key: _Key, found: PageImage | CorpusError | None) -> None:
        with self._lock:
            del self._waiting[key]
            if isinstance(found, CorpusError):
                self._failed[key] = time.monotonic() + FAILED_S, found
                if len(self._failed) > self._n_waiting:
                    self._failed.popitem(last=False)
            elif found is not None:
                self._kept[key] = found
                n_bytes = sum(map(_weight, self._kept.values()))
                while n_bytes > self._n_bytes:
                    n_bytes -= _weight(self._kept.popitem(last=False)[1])


def _weight(image: PageImage) -> int:
    return len(image.data) + _CHARACTER_BYTES * len(image.characters)


def _busy() -> RefusedRequestError:
    return RefusedRequestError(
        _UNAVAILABLE, "too many pages are being drawn: ask again in a moment"
    )
