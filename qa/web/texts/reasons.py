"""Why a file was not taken, or something not kept, in the words of a page: what is wrong, how to mend it.

The errors themselves are in English, as the command line tells them; some come out of other processes as
lines. Each is known by what of it never changes (``reasons.txt``).
"""

from __future__ import annotations

import functools
import re
from importlib import resources

_ENGLISH = "en"
_TRADITIONAL = "zh-TW"


def told(line: str, language: str, name: str = "") -> str:
    """A reason in the language of a page; in English, or where it is not known, as it is.

    Args:
        line: the reason, as an error tells it.
        language: of the page.
        name: the file's, which is no part of the reason: whatever it is called.
    """
    if language == _ENGLISH:
        return line
    return _told(line.replace(name, "") if name else line, language)[1] or line


def named(line: str, language: str) -> str:
    """A reason as ``told``, after the name of what it is of: all before the part that is known."""
    name, text = ("", "") if language == _ENGLISH else _told(line, language)
    return f"{name}：{text}" if name and text else text or line


def is_known(line: str) -> bool:
    """Whether a reason is told in each language."""
    return bool(_told(line, _TRADITIONAL)[1])


def _told(line: str, language: str) -> tuple[str, str]:
    """What stands before the part that is known, and what is told for it; empty where none is known."""
    bare = " " + " ".join(line.split())
    for pattern, simplified, traditional in _reasons():
        match = pattern.search(bare)
        if match is not None:
            text = traditional if language == _TRADITIONAL else simplified
            parts = match.groups(default="")  # some of which are known themselves: its title
            values = (_told(each, language)[1] or each for each in parts)
            return bare[: match.start()].strip(), text.format(*values)
    return "", ""


@functools.cache
def _reasons() -> tuple[tuple[re.Pattern[str], str, str], ...]:
    text = resources.files(__package__).joinpath("reasons.txt").read_text("utf-8")
    lines = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return tuple((re.compile(part), simplified, other) for part, simplified, other in lines)
