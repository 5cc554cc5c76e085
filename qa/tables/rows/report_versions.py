"""Versions of one report among those of a table: one of them makes the row, the others are told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.retrieval import passage_versions

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from index.searchable.protocol import Searchable

_FULL = 0.8  # of the length of the longest version: what is shorter is an excerpt


def told_apart(
    index: Searchable, rows: Sequence[int]
) -> tuple[list[int], Mapping[int, tuple[int, ...]]]:
    """Reports of some, each once, and of each that is there in versions the rows of the others.

    Two are versions of one report where they share a family and are of the same place and year: a
    file that holds the reports of several years is none of any of them.
    """
    held: dict[tuple[str, int | None], list[list[int]]] = {}
    families_of: dict[int, frozenset[int]] = {}
    for row, origin in zip(rows, index.origins(rows), strict=True):
        groups = held.setdefault((origin.place, origin.year), [])
        families = families_of[row] = frozenset(origin.families)
        own = [g for g in groups if any(families & families_of[r] for r in g)]
        joined = [*(r for g in own for r in g), row]
        groups[:] = [*(g for g in groups if g not in own), joined]
    versions: dict[int, tuple[int, ...]] = {}
    others: set[int] = set()
    for group in (each for groups in held.values() for each in groups if len(each) > 1):
        best = _best(index, group)
        versions[best] = tuple(sorted(row for row in group if row != best))
        others.update(versions[best])
    return [row for row in rows if row not in others], versions


def _best(index: Searchable, rows: Sequence[int]) -> int:
    """The version that is whole, no draft, the newest, and the longest; the first of equal ones."""
    documents = dict(zip(rows, index.documents(rows), strict=True))
    lengths = {row: len(document.text) for row, document in documents.items()}
    longest = max(lengths.values())

    def rank(row: int) -> tuple[bool, tuple[bool, dt.date, dt.date], int]:
        n_chars = lengths[row]
        return n_chars >= _FULL * longest, passage_versions.age(documents[row]), n_chars

    return max(sorted(rows), key=rank)
