"""What is told to those whose request is refused: a status, and one line of JSON.

``{"error": "one line"}``, whoever refuses it: the guard, what reads the body, or Gradio, whose own
errors come in several forms and may hold anything.
"""

from __future__ import annotations

import json

from starlette.responses import JSONResponse

from index.errors import WenbaoError
from index.language.text import visible

_SHOWN_CHARS = 60  # of a wrong value
_LINE_CHARS = 500
_LINES = {
    400: "the request is not one that can be answered",
    404: "there is nothing here",
    405: "not by this method",
    503: "too many questions are waiting: ask again in a moment",
}
_FAILED = "the server failed to answer: its log says why"


class RefusedRequestError(WenbaoError):
    """A request at fault: the status and the line that it is answered with."""

    def __init__(self, status: int, line: str) -> None:
        super().__init__(line)
        self.status = status

    def response(self) -> JSONResponse:
        """The answer to the request."""
        return refused(self.status, str(self))


def refused(status: int, line: str, headers: dict[str, str] | None = None) -> JSONResponse:
    """The answer to a request that is refused."""
    return JSONResponse({"error": one_line(line)}, status, headers)


def restated(status: int, body: bytes) -> bytes:
    """What Gradio answered to a request that failed, in the one form that all refusals have."""
    try:
        fields = json.loads(body)
    except (ValueError, RecursionError):
        fields = None
    reason = fields.get("error") or fields.get("detail") if isinstance(fields, dict) else None
    line = reason if isinstance(reason, str) and reason else _LINES.get(status, _FAILED)
    return json.dumps({"error": one_line(line)}, ensure_ascii=False).encode(errors="replace")


def one_line(text: str) -> str:
    """A text as one line of bounded length that moves no cursor."""
    line = visible(" ".join(text[: 2 * _LINE_CHARS].split()))
    return line if len(line) <= _LINE_CHARS else f"{line[:_LINE_CHARS]}…"


def shown(value: object) -> str:
    """A wrong value as a line tells it: as Python writes it, and not all of a long one."""
    text = repr(value)
    return text if len(text) <= _SHOWN_CHARS else f"{text[:_SHOWN_CHARS]}…"
