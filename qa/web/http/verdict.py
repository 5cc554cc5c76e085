"""What an endpoint says of a request that it refuses, for the HTTP status of its answer.

Gradio answers every error with 500, also where the request is at fault.
"""

from __future__ import annotations

from contextvars import ContextVar

BAD_REQUEST = 400
UNAVAILABLE = 503


class Verdict:
    """The status that a request is to be refused with; none until it is."""

    def __init__(self) -> None:
        self.status: int | None = None


_current: ContextVar[Verdict | None] = ContextVar("verdict", default=None)


def begin() -> Verdict:
    """The verdict of the request that is worked on from here on, in this task and its threads."""
    verdict = Verdict()
    _current.set(verdict)
    return verdict


def refuse(status: int) -> None:
    """Refuse the request that is worked on; without effect where it came over another way."""
    verdict = _current.get()
    if verdict is not None:
        verdict.status = status
