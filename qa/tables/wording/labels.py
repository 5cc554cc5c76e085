"""Short names of the reports of a table: each its place, with what tells it from the others of it."""

from __future__ import annotations

from collections import Counter
from pathlib import PurePath
from typing import TYPE_CHECKING

from index.reading.head import terms
from index.types import ReportKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from index.types import About
    from qa.tables.wording.words import Words

    Label = Callable[[About], str]


def name(about: About) -> str:
    """What a report is called where nothing else is of its place."""
    return about.place or about.title


def column_place(about: About, label: str, words: Words) -> str:
    """What stands in the column of places, beside that of years."""
    plain = name(about)
    return (
        plain if label in {plain, words.named_year.format(place=plain, year=about.year)} else label
    )


def labels(abouts: Iterable[About], words: Words) -> Mapping[str, str]:
    """What to call each report, by its id: the shortest name that no other of them has.

    Its place, then with its year, then with what of its kind, its day and its file tells the
    reports of one place and year apart.
    """
    told: dict[str, str] = {}
    left = list(abouts)
    for label in _labels(words, left):
        named = [label(about) for about in left]
        n_named = Counter(filter(None, named))
        for about, own in zip(left, named, strict=True):
            if n_named[own] == 1 and own not in told.values():
                told[about.id] = own
        left = [about for about in left if about.id not in told]
    return told | {about.id: f"{name(about)} [{about.path}]" for about in left}


def _labels(words: Words, abouts: Iterable[About]) -> tuple[Label, ...]:
    """Names of a report, the shortest first; empty where it has nothing of the sort."""
    years: dict[str, set[int | None]] = {}
    for about in abouts:
        years.setdefault(name(about), set()).add(about.year)

    def dated(about: About) -> str:
        if about.year is None:
            return ""
        return words.named_year.format(place=name(about), year=about.year)

    def begun(about: About) -> str:
        """With its year only where the reports of its place are of several."""
        return name(about) if len(years[name(about)]) == 1 else dated(about) or name(about)

    def beside(about: About, more: str) -> str:
        return begun(about) + words.in_brackets.format(text=more) if more else ""

    return (
        name,
        dated,
        lambda about: beside(about, _kind(about)),
        lambda about: beside(about, about.delivered.isoformat() if about.delivered else ""),
        lambda about: beside(about, PurePath(about.path).stem),
    )


def _kind(about: About) -> str:
    return "" if about.kind is ReportKind.OTHER else terms.term_of_kind(about.kind)
