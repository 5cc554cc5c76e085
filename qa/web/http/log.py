"""What the server writes about its own faults: at most a line a second for each client.

Whoever finds a way to make it fail could otherwise fill the disk. What is left out is counted,
and a line holds neither control characters nor more than a screen's worth of text.
"""

from __future__ import annotations

import contextlib
import logging
from contextvars import ContextVar
from typing import TYPE_CHECKING

from index.language.text import visible
from qa.web.http.rate_limits import Buckets, Rate

if TYPE_CHECKING:
    from collections.abc import Iterator

# Whose request is worked on; nobody's where the server does something by itself.
client: ContextVar[str] = ContextVar("client", default="")

_RATE = Rate(burst=1, per_second=1)
_N_TRACEBACK_LINES = 60
_LINE_CHARS = 300


class BoundedFormatter(logging.Formatter):
    """One record as bounded text: a long traceback loses its middle, a long line its end."""

    def format(self, record: logging.LogRecord) -> str:
        """The text of a record."""
        lines = super().format(record).splitlines()
        if len(lines) > _N_TRACEBACK_LINES:
            half = _N_TRACEBACK_LINES // 2
            lines = [*lines[:half], f"… {len(lines) - 2 * half} lines …", *lines[-half:]]
        return "\n".join(map(_bounded, lines))


class SparingHandler(logging.StreamHandler):  # type: ignore[type-arg]  # generic in stubs only
    """Writes to stderr, for each client at most one record a second."""

    def __init__(self, buckets: Buckets | None = None) -> None:
        super().__init__()
        self.setFormatter(BoundedFormatter("%(levelname)s %(name)s: %(message)s"))
        self._buckets = buckets or Buckets(_RATE)
        self._n_left_out = 0

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record, or count it."""
        if self._buckets.take(client.get()):
            self._n_left_out += 1
            return
        if self._n_left_out:
            record.msg = f"{record.getMessage()} ({self._n_left_out:,} more were left out)"
            record.args = None
            self._n_left_out = 0
        super().emit(record)


@contextlib.contextmanager
def sparing(formatter: logging.Formatter | None = None) -> Iterator[None]:
    """Let what libraries and the server log go through one such handler alone, until the end.

    Args:
        formatter: makes lines of it; bounded text by default.
    """
    handler = SparingHandler()
    if formatter is not None:
        handler.setFormatter(formatter)
    handler.setLevel(logging.WARNING)
    root = logging.getLogger()
    before, root.handlers[:] = root.handlers[:], [handler]
    try:
        yield
    finally:
        root.handlers[:] = before


def _bounded(line: str) -> str:
    line = visible(line[: 2 * _LINE_CHARS])
    return line if len(line) <= _LINE_CHARS else f"{line[:_LINE_CHARS]}…"
