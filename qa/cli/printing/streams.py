"""What the commands print, on streams that may hold few characters and show any.

A stream has the encoding of the locale, and a terminal acts on control characters. So lines of
JSON escape what the stream cannot hold and what cannot be seen; elsewhere such characters become
their code points, ``<U+9F98>``, as ``index.language.text.visible`` writes them.
"""

from __future__ import annotations

import codecs
import contextlib
import json
import logging
import sys
from typing import TYPE_CHECKING, Any, TextIO

from index.language.text import is_hidden, visible

if TYPE_CHECKING:
    from collections.abc import Iterator

_HANDLER = "wenbao-code-points"


@contextlib.contextmanager
def prepared() -> Iterator[None]:
    """The standard streams and the log, fit for any character; the log as before afterwards."""
    codecs.register_error(_HANDLER, _code_points)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # ASCII is what is taken where no locale is set; nearly all terminals show UTF-8.
            # (click prints UTF-8 there whatever the stream says.)
            encoding = "utf-8" if _is_ascii(stream) else None
            stream.reconfigure(encoding=encoding, errors=_HANDLER)
    if logging.root.handlers:
        yield
        return
    log = logging.StreamHandler()
    log.setLevel(logging.WARNING)
    log.setFormatter(VisibleFormatter())
    logging.root.addHandler(log)
    try:
        yield
    finally:
        logging.root.removeHandler(log)


def json_line(fields: dict[str, Any], stream: TextIO | None = None) -> str:
    """A JSON object as a line that a stream can hold, and that does nothing to a terminal.

    Args:
        fields: the object.
        stream: where the line will be printed; stdout by default.
    """
    text = json.dumps(fields, ensure_ascii=False)
    encoding = (stream or sys.stdout).encoding or "utf-8"
    return text.translate(
        {
            ord(c): json.dumps(c)[1:-1]
            for c in set(text)
            if is_hidden(c) or not _can_hold(encoding, c)
        }
    )


class VisibleFormatter(logging.Formatter):
    """Log lines in which no text of a file can move the cursor."""

    def format(self, record: logging.LogRecord) -> str:
        """The line of a record."""
        return visible(super().format(record))


def _is_ascii(stream: TextIO) -> bool:
    try:
        return codecs.lookup(stream.encoding).name == "ascii"
    except (LookupError, TypeError):  # a stream of another program's, with no encoding of its own
        return False


def _can_hold(encoding: str, character: str) -> bool:
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _code_points(error: UnicodeError) -> tuple[str, int]:
    """What stands for the characters that a stream cannot hold."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    held = error.object[error.start : error.end]
    return "".join(f"<U+{ord(c):04X}>" for c in held), error.end
