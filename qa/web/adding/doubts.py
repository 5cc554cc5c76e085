"""What is doubtful of a head that was read: which fields, and why, in the visitor's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.types import PlaceLevel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.types import About
    from qa.web.texts import Texts

_LACKING = "nothing tells "  # begins a doubt which the empty field tells too
_TAKEN = " (taken for "  # after them


def parted(line: str, path: str) -> tuple[str, ...]:
    """The doubts of a line that a build tells of the report at a path."""
    told = line.removeprefix(f"{path}: ").rpartition(_TAKEN)[0] or line
    return tuple(filter(None, told.split("; ")))


def lacking(document: About) -> tuple[str, ...]:
    """The fields that nothing was found for."""
    has_year = document.year is not None or document.covers is not None
    fields = {
        "title": bool(document.title),
        "place": bool(document.place),
        "level": not document.place or document.level is not PlaceLevel.UNKNOWN,
        "year": has_year,
    }
    return tuple(name for name, is_known in fields.items() if not is_known)


def fields_of(document: About, doubts: Sequence[str]) -> frozenset[str]:
    """The fields of the form that are to be looked at."""
    values = {"place": document.place, "year": str(document.year or "")}
    contradicted = {
        name
        for name, value in values.items()
        if value and any(value in doubt for doubt in doubts if not doubt.startswith(_LACKING))
    }
    return frozenset({*lacking(document), *contradicted})


def told(document: About, doubts: Sequence[str], texts: Texts) -> list[str]:
    """A line for each doubt."""
    names = [getattr(texts, f"head_{name}") for name in lacking(document)]
    lines = [texts.head_lacking.format(fields=texts.separator.join(names))] if names else []
    others = [each for each in doubts if not each.startswith(_LACKING)]
    checked = (texts.reason(each) for each in others)
    return [*lines, *(texts.adding_check.format(reason=each) for each in checked)]
