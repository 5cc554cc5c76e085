"""The server's log as JSON, an object a line: what it says, its faults, and a line for each question.

Without being asked for, no line holds a question, an answer, an address or a user. The message of an
exception may quote what was asked; so of an exception only its kind and its places in the program are told.
"""

from __future__ import annotations

import contextlib
import json
import logging
import sys
import traceback
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from index.language.text import visible

if TYPE_CHECKING:
    from qa.web.operating.journal import Record

_LINE_CHARS = 2000
_N_PLACES = 30  # of a traceback, the innermost


class JsonFormatter(logging.Formatter):
    """A fault as one object.

    Args:
        tells_messages: whether the message of an exception is told.
    """

    def __init__(self, *, tells_messages: bool = False) -> None:
        super().__init__()
        self._tells_messages = tells_messages

    def format(self, record: logging.LogRecord) -> str:
        """The line of a record."""
        fields: dict[str, Any] = {"logger": record.name, "line": _bounded(record.getMessage())}
        error = record.exc_info[1] if record.exc_info else None
        if error is not None:
            frames = traceback.extract_tb(error.__traceback__)[-_N_PLACES:]
            fields["error"] = type(error).__name__
            fields["at"] = [f"{each.filename}:{each.lineno} {each.name}" for each in frames]
            if self._tells_messages:
                fields["message"] = _bounded(str(error))
        return _object("fault", record.levelname.lower(), fields)


def say(line: str) -> None:
    """Write what the server says of itself."""
    _write(_object("note", "info", {"line": _bounded(line)}))


def question(record: Record) -> None:
    """Write what came of a question."""
    fields: dict[str, Any] = {
        "asked": record.asked.value,
        "by": record.by.value,
        "took_ms": round(record.took_s * 1000, 1),
    }
    given = {
        "generation": record.generation,
        "level": record.level,
        "kind": record.kind,
        "reason": record.reason,
        "failure": record.failure.value if record.failure else "",
    }
    fields |= {name: value for name, value in given.items() if value}
    if record.question is not None:
        fields["question"] = _bounded(record.question)
    _write(_object("question", "warning" if record.failure else "info", fields))


def _object(event: str, severity: str, fields: dict[str, Any]) -> str:
    now = datetime.now(UTC).isoformat(timespec="milliseconds")
    return json.dumps(
        {"time": now, "severity": severity, "event": event, **fields}, ensure_ascii=True
    )


def _write(line: str) -> None:
    with contextlib.suppress(OSError, ValueError):  # nobody reads them any more
        sys.stderr.write(f"{line}\n")
        sys.stderr.flush()


def _bounded(text: str) -> str:
    line = visible(" ".join(text[: 2 * _LINE_CHARS].split()))
    return line if len(line) <= _LINE_CHARS else f"{line[:_LINE_CHARS]}…"
