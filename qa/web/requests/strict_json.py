"""JSON as a request may hold it: of one meaning only, and small.

Python's reader takes more than JSON, guesses encodings, and lets the last of several equal keys
win, where the next reader may take the first. What is read here once is written anew for Gradio, so
that nobody after it reads another text.
"""

from __future__ import annotations

import json
import math
from typing import Any, NoReturn

MAX_DEPTH = 8
MAX_VALUES = 10_000
_MAX_DIGITS = 16


class JsonError(ValueError):
    """A text that is no JSON, or none that a request may hold; told in one line."""


def parsed(body: bytes) -> Any:
    """What a body holds.

    Raises:
        JsonError: it is not UTF-8, no JSON, ambiguous, or too large in depth, number or figures.
    """
    try:
        value = json.loads(
            body.decode(),
            object_pairs_hook=_object,
            parse_int=_whole,
            parse_float=_finite,
            parse_constant=_none_such,
        )
    except UnicodeDecodeError as error:
        raise JsonError("the body is not UTF-8") from error
    except RecursionError as error:
        raise JsonError(f"the body is nested more than {MAX_DEPTH} deep") from error
    except json.JSONDecodeError as error:
        raise JsonError(f"the body is not JSON: {error.msg} at character {error.pos:,}") from error
    _bounded(value)
    return value


def _bounded(value: Any) -> None:
    """Refuse what is too deep, or of too many values; without recursion."""
    level, n_values = [value], 0
    for _ in range(MAX_DEPTH):
        n_values += len(level)
        if n_values > MAX_VALUES:
            raise JsonError(f"the body holds more than {MAX_VALUES:,} values")
        level = [each for holder in level for each in _held(holder)]
        if not level:
            return
    raise JsonError(f"the body is nested more than {MAX_DEPTH} deep")


def _held(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields = dict(pairs)
    if len(fields) < len(pairs):
        raise JsonError("the body holds an object with the same key twice")
    return fields


def _whole(figures: str) -> int:
    if len(figures.removeprefix("-")) > _MAX_DIGITS:
        raise JsonError(f"the body holds a number of more than {_MAX_DIGITS} digits")
    return int(figures)


def _finite(figures: str) -> float:
    number = float(figures)
    if not math.isfinite(number):
        raise JsonError("the body holds a number that is too large")
    return number


def _none_such(name: str) -> NoReturn:
    raise JsonError(f"the body holds {name}, which is not JSON")
