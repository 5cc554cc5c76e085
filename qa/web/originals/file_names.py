"""The name under which a browser saves a report's file, whatever the file is called here."""

from __future__ import annotations

from pathlib import PurePosixPath
from urllib.parse import quote

from index.language.text import is_hidden

_MAX_CHARS = 120  # what file systems take is 255 bytes
_NO_LETTERS = frozenset('<>:"/\\|?*')  # that no system takes, or that lead elsewhere
_UNNAMED = "report"


def disposition(path: str, *, is_shown: bool) -> str:
    """The value of Content-Disposition (RFC 6266) for a file of the corpus, by the path shown for it.

    Old programs take the first name, which is ASCII; all others the second.
    """
    name = safe(path)
    kind = "inline" if is_shown else "attachment"
    plain = "".join(each if each.isascii() else "_" for each in name).replace("%", "_")
    return f"{kind}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def safe(path: str) -> str:
    """A file's name without what hides, reorders, or leads elsewhere."""
    name = PurePosixPath(path).name
    clean = "".join("_" if each in _NO_LETTERS or is_hidden(each) else each for each in name)
    stem, dot, suffix = clean.strip(". ").rpartition(".")
    if not dot:
        stem, suffix = suffix, ""
    ending = dot + suffix[:_MAX_CHARS]
    return (stem[: max(1, _MAX_CHARS - len(ending))] + ending) or _UNNAMED
