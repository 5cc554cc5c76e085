"""How far a long build is: a bar on a terminal, elsewhere a line now and then."""

from __future__ import annotations

import contextlib
import sys
import time
from typing import TYPE_CHECKING

from tqdm import tqdm

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from index.publishing import Progress
    from index.reading.formats.recognition.process import PageProgress

_INTERVAL_S = 10
_TO_LINE_END = "\x1b[K"  # clears what stands behind
_MINUTE_S = 60
_MAX_SECONDS_S = 2 * _MINUTE_S  # what is longer is told in minutes


class Lines:
    """A line every ten seconds: how far the build is, and about how long it still takes.

    Args:
        say: is given each line.
        clock: the time in seconds, from any start.
    """

    def __init__(
        self, say: Callable[[str], None], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._say = say
        self._clock = clock
        self._began: tuple[float, int] | None = None  # when, and what was taken over by then
        self._last = 0.0

    def __call__(self, n_done: int, n_texts: int) -> None:
        """Tell, if it is time to."""
        now = self._clock()
        if self._began is None:
            self._began, self._last = (now, n_done), now
        if now - self._last < _INTERVAL_S or n_done >= n_texts:
            return
        self._last = now
        percent = 100 * n_done // n_texts
        line = f"encoded {n_done:,} of {n_texts:,} texts ({percent}%)"
        began, n_before = self._began
        if n_done > n_before:
            rest_s = (now - began) / (n_done - n_before) * (n_texts - n_done)
            line += f", about {_duration(rest_s)} left"
        self._say(line)


class Pages:
    """Which page of a scan is being read by machine: on a terminal a line that changes, else now and then.

    Args:
        say: is given the lines where standard error is no terminal.
        also: is told everything too.
        clock: the time in seconds, from any start.
    """

    def __init__(
        self,
        say: Callable[[str], None],
        also: PageProgress | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._say = say
        self._also = also
        self._clock = clock
        self._file = ""
        self._last = 0.0
        self._is_terminal = sys.stderr is not None and sys.stderr.isatty()

    def __call__(self, file: str, number: int, n_pages: int) -> None:
        """Tell: the first page of each file, and then if it is time to."""
        now = self._clock()
        line = f"reading {file} by OCR: page {number} of {n_pages}"
        if self._is_terminal:
            end = "\n" if number == n_pages else ""
            tqdm.write(f"\r{_TO_LINE_END}{line}", file=sys.stderr, end=end)
        elif file != self._file or now - self._last >= _INTERVAL_S:
            self._file, self._last = file, now
            self._say(line)
        if self._also is not None:
            self._also(file, number, n_pages)


@contextlib.contextmanager
def shown(say: Callable[[str], None], also: Progress | None = None) -> Iterator[Progress]:
    """What a build is to tell how far it is.

    Args:
        say: is given the lines where standard error is no terminal.
        also: is told everything too.
    """
    lines = Lines(say)
    is_terminal = sys.stderr is not None and sys.stderr.isatty()
    with tqdm(desc="encoding", unit="text", leave=False, disable=not is_terminal) as bar:

        def tell(n_done: int, n_texts: int) -> None:
            if is_terminal:
                bar.total = n_texts
                bar.update(n_done - bar.n)
            else:
                lines(n_done, n_texts)
            if also is not None:
                also(n_done, n_texts)

        yield tell


def _duration(seconds: float) -> str:
    if seconds < _MAX_SECONDS_S:
        return f"{max(1, round(seconds))} s"
    return f"{round(seconds / _MINUTE_S)} minutes"
