"""Versions of one passage among the candidates: together they take one place."""

from __future__ import annotations

import datetime as dt
import functools
import itertools
import re
from collections import defaultdict
from typing import TYPE_CHECKING

from index.language.lexicon import alternation
from index.language.wording import wording

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence

    from index.origins import Origin
    from index.types import Document, Passage
    from qa.retrieval.shortlist import Shortlisted

_ALIKE = 0.75  # shared pairs of characters, of all that either has
_CONTAINED = 0.85  # or of those of the shorter one
_DEEPER = 2  # times as many candidates are looked at where versions take places, and again
_MOST = 40  # times as many at most: a question about a hundred versions is answered in time, too
_MIN_PAIRS = 16  # of a passage that can be a part of another
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_DRAFT = re.compile(rf"{alternation('draft')}|draft")


def places(
    shortlist: Callable[[int], Sequence[Shortlisted]], n: int
) -> tuple[tuple[Shortlisted, ...], ...]:
    """The first n places among the candidates: each one candidate, and the versions of it.

    Args:
        shortlist: gives so many candidates, likeliest first.
        n: how many places to fill, as long as there are candidates for them.
    """
    candidates = shortlist(n)
    if not _have_kin(candidates):
        return tuple((each,) for each in candidates)
    filled, n_put, size = _Places(), 0, n
    while True:
        size *= _DEEPER
        candidates = shortlist(size)
        for each in candidates[n_put:]:
            filled.put(each)
        n_put = len(candidates)
        if len(filled.all) >= n or len(candidates) < size or size >= _MOST * n:
            return tuple(map(tuple, filled.all[:n]))


def _have_kin(candidates: Sequence[Shortlisted]) -> bool:
    """Whether there is a passage among them that another one's report may have a version of."""
    documents: dict[Hashable, str] = {}
    return any(
        documents.setdefault(kinship, each.document.id) != each.document.id
        for each in candidates
        for kinship in _kinships(each.origin)
    )


class _Places:
    """Each candidate with the first before it of which it is a version."""

    def __init__(self) -> None:
        self.all: list[list[Shortlisted]] = []
        self._of_kin: dict[Hashable, list[list[Shortlisted]]] = defaultdict(list)

    def put(self, candidate: Shortlisted) -> None:
        """Give the next candidate a place of its own, or one with those that it is a version of."""
        kinships = list(_kinships(candidate.origin))
        for place in itertools.chain.from_iterable(map(self._of_kin.__getitem__, kinships)):
            first = place[0]
            if first.document.id != candidate.document.id and are_versions(
                first.passage, candidate.passage
            ):
                place.append(candidate)
                return
        self.all.append([candidate])
        for kinship in kinships:
            self._of_kin[kinship].append(self.all[-1])


def _kinships(origin: Origin) -> Iterator[Hashable]:
    """What a report shares with those whose passages can be versions of its own."""
    yield from origin.families
    if origin.place and origin.year is not None:
        yield origin.place, origin.year


def are_versions(a: Passage, b: Passage) -> bool:
    """Whether two passages say nearly the same, whatever their figures, or one is a part of one."""
    pairs, others = _pairs(a.text), _pairs(b.text)
    n_shared = len(pairs & others)
    n_least = min(len(pairs), len(others))
    if n_shared >= _ALIKE * len(pairs | others):
        return n_shared > 0 or say_the_same(a, b)
    return n_least >= _MIN_PAIRS and n_shared >= _CONTAINED * n_least


def is_among(candidate: Shortlisted, read: Iterable[tuple[Document, Passage]]) -> bool:
    """Whether a candidate, or a version of it in a report of the same place and year, was read."""
    own, passage = candidate.document, candidate.passage
    return any(
        other.number == passage.number
        if report.id == own.id
        else (report.place, report.year) == (own.place, own.year) and are_versions(other, passage)
        for report, other in read
    )


def say_the_same(a: Passage, b: Passage) -> bool:
    """Whether two passages are of the same wording, figures and all."""
    return _wording(a.text) == _wording(b.text)


def age(document: Document) -> tuple[bool, dt.date, dt.date]:
    """What orders versions, the newest last: drafts first, then by date, then by the file's day.

    Of copies made on one day (as of all when a folder is fetched anew) none is newer.
    """
    is_draft = _DRAFT.search(f"{document.title} {document.path}".lower()) is not None
    return not is_draft, document.delivered or dt.date.min, document.saved or dt.date.min


_wording = functools.lru_cache(maxsize=1024)(wording)


@functools.lru_cache(maxsize=1024)
def _pairs(text: str) -> frozenset[str]:
    """The pairs of neighbouring characters of a text, all figures being one."""
    words = _FIGURE.sub("0", _wording(text))
    return frozenset(map("".join, itertools.pairwise(words)))
