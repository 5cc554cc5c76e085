"""Versions of one report: a draft and the final one, an excerpt, an edition with other figures.

All of them are kept, and told apart from reports that only share a template or set phrases. Two
are versions of one where many clauses of the shorter stand in the longer as they are: how many it
takes, depends on whether both are known to be of the same place and year.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import numpy as np

from index.language import cutting
from index.language.wording import wording
from index.reading.copies import report_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from index.types import Document

    Keys = NDArray[np.uint64]

_MIN_CHARS = 8  # of a clause that tells a report from others
_MIN_SHARED = 5  # clauses
# The share of the shorter one's clauses that the longer has too. Measured: of any two of 31
# provinces' reports of a year .06 at most, of one place's reports of successive years .04 to .09.
_OF_SAME = 0.3  # of one place and year
_OF_UNKNOWN = 0.5
_OF_OTHERS = 0.97  # of two places or years, figures and all: the longer holds several reports
_MIN_OF_OTHERS = 20  # clauses
_COVERED = 0.5  # a report of which less stands in shorter ones is a new one too


def families(documents: Sequence[Document]) -> list[tuple[int, ...]]:
    """For each document the numbers of the families that it belongs to; two that share one are kin.

    A document without kin belongs to none, a file of several reports to the family of each. The
    work grows with the number of clauses: each is compared with the first and the one before of
    those that hold it too, however many there are.
    """
    keys = [np.unique(np.fromiter(_keys(each), np.uint64)) for each in documents]
    order = sorted(range(len(documents)), key=lambda row: (len(keys[row]), row))
    smaller: dict[int, list[int]] = {}
    for first, second, n_shared in pairs([keys[row] for row in order]):
        a, b = order[first], order[second]
        if _are_versions(documents[a], documents[b], n_shared, len(keys[a])):
            smaller.setdefault(b, []).append(a)
    of: dict[int, set[int]] = {}
    for row in order:
        of[row] = set()
        for each in smaller.get(row, ()):
            of[row] |= {each} if each in of[each] else of[each]
        if not _is_covered(keys[row], [keys[each] for each in smaller.get(row, ())]):
            of[row].add(row)
    members = np.bincount([family for each in of.values() for family in each] or [0])
    return [
        tuple(sorted(family for family in of[row] if members[family] > 1))
        for row in range(len(documents))
    ]


def _keys(document: Document) -> Iterator[int]:
    """A number for each clause, the same for the same wording."""
    for clause in cutting.OF_WORDING.split(report_text(document)):
        words = wording(clause)
        if len(words) >= _MIN_CHARS:
            yield int.from_bytes(hashlib.blake2b(words.encode(), digest_size=8).digest())


def pairs(keys: Sequence[Keys]) -> Iterator[tuple[int, int, int]]:
    """Pairs of documents with how many clauses they share, as far as these are compared."""
    if not any(map(len, keys)):
        return
    holders = np.repeat(np.arange(len(keys)), [len(each) for each in keys])
    clauses = np.concatenate(keys)
    by_clause = np.lexsort((holders, clauses))
    holders, clauses = holders[by_clause], clauses[by_clause]
    is_first = np.concatenate(([True], clauses[1:] != clauses[:-1]))
    starts = np.flatnonzero(is_first)
    first = holders[starts[np.cumsum(is_first) - 1]]
    before = np.concatenate((holders[:1], holders[:-1]))
    to_before = ~is_first & (before != first)
    pairs = np.concatenate(
        (
            first[~is_first] * len(keys) + holders[~is_first],
            before[to_before] * len(keys) + holders[to_before],
        )
    )
    found, counts = np.unique(pairs, return_counts=True)
    enough = counts >= _MIN_SHARED
    for pair, count in zip(found[enough].tolist(), counts[enough].tolist(), strict=True):
        yield *divmod(pair, len(keys)), count


def _are_versions(shorter: Document, longer: Document, n_shared: int, n_clauses: int) -> bool:
    share = n_shared / n_clauses
    places, years = {shorter.place, longer.place} - {""}, {shorter.year, longer.year} - {None}
    # 河北区 may be what was read of 天津市河北区.
    is_of_others = len(years) > 1 or not all(
        a.endswith(b) or b.endswith(a) for a in places for b in places
    )
    if is_of_others:
        return share >= _OF_OTHERS and n_clauses >= _MIN_OF_OTHERS
    is_of_same = shorter.place == longer.place != "" and shorter.year == longer.year is not None
    return share >= (_OF_SAME if is_of_same else _OF_UNKNOWN)


def _is_covered(keys: Keys, shorter: Sequence[Keys]) -> bool:
    """Whether most of a document's clauses stand in shorter ones."""
    if not shorter:
        return False
    return bool(np.isin(keys, np.concatenate(shorter)).mean() >= _COVERED)
