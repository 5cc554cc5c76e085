"""What goes wrong with a server, as one line that says how to mend it, and holds no secret."""

from __future__ import annotations

import re

from index.errors import EngineError, first_line

_DETAILS = re.compile(r'details = "([^"]*)"')
_FOREIGN = {"pymilvus", "grpc", "milvus_lite"}
_MOST_CHARS = 200


class CollectionGoneError(EngineError):
    """A collection was dropped: another generation has taken its place."""


class AwayError(EngineError):
    """The server cannot be reached, or ended a connection that was idle."""


class NotLoadedError(EngineError):
    """A collection is there, but not loaded: the server was started anew, or somebody released it."""


class NothingFoundError(EngineError):
    """No row meets a filter: Milvus Lite 2.5 says so by an error, where texts were asked for."""


def _any(*parts: str) -> re.Pattern[str]:
    return re.compile("|".join(parts), re.IGNORECASE)


_LINES = (  # in the order in which they are told: a full server may also be slow
    (
        _any("UNAUTHENTICATED", "PERMISSION_DENIED", "auth check failure", "permission deny"),
        EngineError,
        "refuses the token: set WENBAO_MILVUS_TOKEN to user:password",
    ),
    (
        _any("quota", "limit exceeded", "no space", "out of memory", "insufficient", "disk.*full"),
        EngineError,
        "is full ({shown}): give it more memory or disk",
    ),
    (
        _any("DEADLINE_EXCEEDED", "deadline exceeded", "timeout", "timed out"),
        EngineError,
        "did not answer within {timeout_s:g} s: ask again, or look how busy it is",
    ),
    (
        _any(
            *("UNAVAILABLE", "failed to connect", "fail connecting", "not connected"),
            *("closed channel", "should create connect"),
        ),
        AwayError,
        "cannot be reached: start it, or look at host, port and TLS",
    ),
    (_any("Unsupported data type: 0"), NothingFoundError, "found nothing"),
    (
        _any("not loaded", "in state 'released'"),
        NotLoadedError,
        "has not loaded the index: ask again, or look at its memory",
    ),
    (
        _any(
            *("collection not found", "does not exist", "alias not found"),
            "can't find collection",
        ),
        CollectionGoneError,
        "holds the index no more: it was replaced; ask again",
    ),
)


def line(error: Exception, place: str, token: str, timeout_s: float) -> EngineError:
    """The error to tell.

    Args:
        error: what a call of pymilvus raised.
        place: the server.
        token: a secret, which is in no message.
        timeout_s: how long the call might take.
    """
    text = str(error)
    for secret in sorted({token, *token.split(":")} - {""}, key=len, reverse=True):
        text = text.replace(secret, "…")
    shown, at = _shown(text), f"Milvus at {place}"
    for pattern, kind, says in _LINES:
        if pattern.search(text):
            return kind(f"{at} {says.format(shown=shown, timeout_s=timeout_s)}")
    return EngineError(f"{at} failed: {shown}")


def is_foreign(error: Exception) -> bool:
    """Whether an error is of pymilvus, or of what it speaks with."""
    return type(error).__module__.split(".")[0] in _FOREIGN or isinstance(error, OSError)


def _shown(text: str) -> str:
    details = _DETAILS.search(text)
    return first_line(Exception(details[1] if details else text))[:_MOST_CHARS]
