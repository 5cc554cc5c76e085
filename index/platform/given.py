"""Values as somebody gives them, in a file, a variable or an option: of the kind that is expected."""

from __future__ import annotations

import os
from pathlib import Path

from index.errors import SettingsError

_NAMES = {
    Path: "a path",
    tuple: "a path, or several",
    str: "a text",
    int: "a whole number",
    bool: "true or false",
}
_TRUTHS = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}


def of_kind(kind: type, value: object, origin: str) -> object:
    """A value of a kind: a path, a tuple of paths, a text, a whole number or a truth.

    Args:
        kind: the kind.
        value: the value, or its text.
        origin: where it is given, as messages name it.

    Raises:
        SettingsError: it is none.
    """
    try:
        if kind is tuple:
            return _paths(value)
        if kind is Path and is_path(value):
            return Path(str(value)).expanduser()
        if kind is bool:
            return value if isinstance(value, bool) else _TRUTHS[str(value).strip().lower()]
        if kind is not Path and isinstance(value, (kind, str)) and not isinstance(value, bool):
            return kind(value)
    except (KeyError, ValueError, RuntimeError):
        pass  # "port is 'many'" is told as "port = 1.5" is: below. RuntimeError: ~nobody
    raise SettingsError(f"{origin} is {_plain(value)!r}: expected {_NAMES[kind]}")


def _paths(value: object) -> tuple[Path, ...]:
    """One path or several, each once.

    Raises:
        ValueError, RuntimeError: they are none.
    """
    several = list(value) if isinstance(value, list | tuple) else [value]
    if not several or not all(map(is_path, several)):
        raise ValueError(value)
    return tuple(dict.fromkeys(Path(str(each)).expanduser() for each in several))


def is_path(value: object) -> bool:
    """Whether a value can be a path."""
    return isinstance(value, str | Path) and bool(str(value)) and "\0" not in str(value)


def _plain(value: object) -> object:
    """A value as it was written: several paths of a variable, or of an option, in one text."""
    if isinstance(value, list | tuple) and all(isinstance(each, str | Path) for each in value):
        return os.pathsep.join(map(str, value))
    return str(value) if isinstance(value, Path) else value
