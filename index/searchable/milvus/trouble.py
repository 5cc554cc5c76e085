"""What goes wrong with a server, as one line that says how to mend it, and holds no secret."""

from __future__ import annotations

import re

from index.errors import EngineError, first_line

_GONE = re.compile(
    r"collection not found|does not exist|alias not found|can't find collection", re.IGNORECASE
)
_FULL = re.compile(
    r"quota|limit exceeded|no space|out of memory|insufficient|exceeds? (?:the )?limit|disk.*full",
    re.IGNORECASE,
)
_SLOW = re.compile(r"DEADLINE_EXCEEDED|deadline exceeded|timeout|timed out", re.IGNORECASE)
_AWAY = re.compile(
    r"UNAVAILABLE|failed to connect|fail connecting|not connected|closed channel|should create connect",
    re.IGNORECASE,
)
_REFUSED = re.compile(
    r"UNAUTHENTICATED|auth check failure|permission|PERMISSION_DENIED", re.IGNORECASE
)
_DETAILS = re.compile(r'details = "([^"]*)"')
_FOREIGN = {"pymilvus", "grpc", "milvus_lite"}
_MOST_CHARS = 200


class CollectionGoneError(EngineError):
    """A collection was dropped: another generation has taken its place."""


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
    at = f"Milvus at {place}"
    if _REFUSED.search(text):
        return EngineError(f"{at} refuses the token: set WENBAO_MILVUS_TOKEN to user:password")
    if _SLOW.search(text):
        return EngineError(
            f"{at} did not answer within {timeout_s:g} s: ask again, or look how busy it is"
        )
    if _AWAY.search(text):
        return EngineError(f"{at} cannot be reached: start it, or look at host, port and TLS")
    if _FULL.search(text):
        return EngineError(f"{at} is full ({_shown(text)}): give it more memory or disk")
    if _GONE.search(text):
        return CollectionGoneError(f"{at} holds the index no more: it was replaced; ask again")
    return EngineError(f"{at} failed: {_shown(text)}")


def is_foreign(error: Exception) -> bool:
    """Whether an error is of pymilvus, or of what it speaks with."""
    return type(error).__module__.split(".")[0] in _FOREIGN or isinstance(error, OSError)


def _shown(text: str) -> str:
    details = _DETAILS.search(text)
    return first_line(Exception(details[1] if details else text))[:_MOST_CHARS]
