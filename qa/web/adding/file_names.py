"""File names that are safe in every folder: what is left of a name that a visitor's browser tells.

A name is text that anybody can have written. Nothing of it may lead to another folder, be taken for
a device or a hidden file, or look like something else than it is.
"""

from __future__ import annotations

import re
import unicodedata

from index.language.text import is_hidden

MAX_BYTES = (
    180  # in UTF-8: file systems allow 255, encrypting ones 143 code points; a number is added
)

_SEPARATORS = re.compile(r"[/\\]")
# Not allowed on Windows; a shared folder is seen from there.
_FORBIDDEN = re.compile(r'[<>:"|?*%]')
_UNASSIGNED = frozenset({"Cn", "Co"})
_EDGES = " .~-"  # hidden files, owners' files of Office, options of a command
_DEVICES = re.compile(
    r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])\s*(?:\.|$)", re.IGNORECASE
)
_UNNAMED = "report"
_MAX_SUFFIX_CHARS = 10


def safe(told: str) -> str:
    """A name to save a file under, made of the name that was told for it.

    Composed (NFC), without folders, hidden and reordering characters, and edges that mean something
    to a system; not the name of a device; at most ``MAX_BYTES`` long, with its suffix kept.
    """
    text = told.encode(errors="replace").decode()
    text = unicodedata.normalize("NFC", text)
    text = _SEPARATORS.split(text)[-1]
    text = "".join(_plain(each) for each in text)
    stem, suffix = _parted(" ".join(text.split()))
    stem = stem.strip(_EDGES)
    stem = _cut(stem, MAX_BYTES - len(suffix.encode())).rstrip(_EDGES) or _UNNAMED
    name = stem + suffix
    return f"_{name}" if _DEVICES.match(name) else name


def numbered(name: str, number: int) -> str:
    """The name of another file of the same name: ``报告.docx`` becomes ``报告 (2).docx``."""
    stem, suffix = _parted(name)
    return f"{stem} ({number}){suffix}"


def _plain(character: str) -> str:
    """A character as it may stand in a name; a blank for what separates, nothing for what is hidden."""
    if character.isspace():
        return " "
    if is_hidden(character) or unicodedata.category(character) in _UNASSIGNED:
        return ""
    return _FORBIDDEN.sub("_", character)


def _parted(name: str) -> tuple[str, str]:
    """A name without its suffix, and the suffix with its dot; a dot at the edge makes none."""
    stem, dot, suffix = name.strip(" .").rpartition(".")
    is_suffix = suffix.isascii() and suffix.isalnum() and len(suffix) <= _MAX_SUFFIX_CHARS
    if not dot or not is_suffix:
        return name.strip(" ."), ""
    return stem, f".{suffix}"


def _cut(text: str, n_bytes: int) -> str:
    """As many whole characters as fit, none of them without the mark that belongs to it."""
    data = text.encode()
    if len(data) <= n_bytes:
        return text
    kept = data[:n_bytes].decode(errors="ignore")
    while kept and unicodedata.combining(text[len(kept)]):
        kept = kept[:-1]
    return kept
