"""Nearest texts by their terms: BM25 (bm25s), behind ``matches save load``."""

from __future__ import annotations

import functools
import json
import math
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index.platform import arrays, durable, quiet, regular_files
from index.platform.lazy_sequence import UNREADABLE
from index.platform.string_table import SortedStringTable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from index.model.encoder import Vectors
    from index.platform.arrays import Rows

# Lucene's variant, whose inverse document frequency is never negative:
# Kamphuis et al. 2020, "Which BM25 Do You Mean?". k1 and b are its usual values.
_METHOD = "lucene"
_K1 = 1.5
_B = 0.75
_KEPT = 4096  # terms whose place is not looked up again


@dataclass(frozen=True, slots=True, kw_only=True)
class Matches:
    """What a question's terms come to.

    ``similarities`` has BM25's sum for every row of the index, 0 for those without any of the
    terms; ``stretches`` the rows of each term.
    """

    similarities: Vectors
    stretches: Sequence[NDArray[np.int32]]

    def nearest(self, k: int, within: Rows | None = None) -> Rows:
        """The k rows of the highest similarities above 0, nearest first; ties by row.

        Args:
            k: how many rows to return.
            within: the only rows to return, in their order; any by default.
        """
        if k < 1:
            return np.empty(0, np.int64)
        rows = self._promising(k) if within is None else within[self.similarities[within] > 0]
        similarities = self.similarities[rows]
        if not np.isfinite(similarities).all():
            raise arrays.damaged(Path("parts.bin"))
        if len(rows) > k:
            is_high = similarities >= _nth_highest(similarities, k)
            rows, similarities = rows[is_high], similarities[is_high]
        return rows[np.argsort(-similarities, kind="stable")[:k]].astype(np.int64)

    def _promising(self, k: int) -> Rows:
        """The rows that may be among the k nearest: those as high as k others are."""
        enough = [rows for rows in self.stretches if len(rows) >= k]
        if not enough:
            return np.flatnonzero(self.similarities)
        candidates = self.similarities[min(enough, key=len)]
        return np.flatnonzero(self.similarities >= _nth_highest(candidates, k))


def _nth_highest(values: Vectors, n: int) -> np.float32:
    return np.float32(np.partition(values, len(values) - n)[len(values) - n])


class TermIndex:
    """Texts as bags of terms, by row number; similarity is BM25's sum, higher is nearer.

    What each term adds to each row that holds it is counted when the index is built: a question
    adds up the stretches of its own terms, and nothing else is read.
    """

    def __init__(self, texts: Sequence[Sequence[str]]) -> None:
        terms = sorted({term for text in texts for term in text})
        self._n = len(texts)
        self._terms = SortedStringTable.of(terms)
        self._starts, self._rows, self._parts = _postings(texts, terms)
        self._place = functools.lru_cache(maxsize=_KEPT)(self._terms.find)

    @property
    def n_texts(self) -> int:
        """How many texts there are, as a file says: no size that Python could hold."""
        return self._n

    def holds(self, term: str, within: Rows | None = None) -> bool:
        """Whether any of the given rows holds a term; any row at all by default."""
        stretch = self._stretch(term)
        if within is None:
            return bool(self._rows[stretch].size)
        return bool(np.isin(self._rows[stretch], within, assume_unique=True).any())

    def matches(self, question: Iterable[str]) -> Matches:
        """What the question's terms come to; one that it says twice counts twice."""
        similarities = np.zeros(self._n, np.float32)
        stretches = []
        # A row stands once in each stretch: sorting them together would take ten times as long.
        for stretch in map(self._stretch, question):
            rows = self._rows[stretch]
            if len(rows) and not 0 <= rows.min() <= rows.max() < self._n:
                raise arrays.damaged(Path("rows.bin"))
            np.add.at(similarities, rows, self._parts[stretch])
            stretches.append(rows)
        return Matches(similarities=similarities, stretches=stretches)

    def holding(self, character: str) -> list[tuple[int, str]]:
        """The terms that hold a character, each after its place among all terms."""
        return [(place, self._terms[place]) for place in self._terms.holding_character(character)]

    def n_rows(self, places: Sequence[int]) -> int:
        """In how many texts terms stand, given by their places: each term counts by itself."""
        chosen = np.asarray(places, np.int64)
        return int((self._starts[chosen + 1] - self._starts[chosen]).sum())

    def rows_of(self, places: Iterable[int]) -> Rows:
        """The rows of the texts that hold any of the terms given by their places, in their order.

        Raises:
            IndexDamagedError: a file is not what was written.
        """
        each = [self._rows[slice(*self._starts[place : place + 2].tolist())] for place in places]
        rows = np.unique(np.concatenate(each)) if each else np.empty(0, np.int32)
        if len(rows) and not 0 <= rows[0] <= rows[-1] < self._n:
            raise arrays.damaged(Path("rows.bin"))
        return rows.astype(np.int64)

    def mass(self, question: Iterable[str]) -> float:
        """What a text could reach at most: the inverse document frequencies of all the terms.

        Terms that no text holds count with the highest there is, so that ``similarities / mass``
        tells how much of the question a text speaks of, 0 to 1.
        """
        return sum(map(self.weight, question))

    def weight(self, term: str) -> float:
        """The inverse document frequency of a term; that of one that no text holds is highest."""
        stretch = self._stretch(term)
        n_with = stretch.stop - stretch.start
        return math.log1p((self._n - n_with + 0.5) / (n_with + 0.5))

    def postings(self) -> tuple[Sequence[str], NDArray[np.int64], NDArray[np.int32], Vectors]:
        """All that is counted: the terms, where the rows of each begin, the rows, what it adds to each."""
        return self._terms, self._starts, self._rows, self._parts

    def _stretch(self, term: str) -> slice:
        """Where the rows of a term stand; an empty one for a term that no text holds."""
        place = self._place(term)
        if place is None:
            return slice(0, 0)
        start, end = self._starts[place : place + 2].tolist()
        if not 0 <= start <= end <= len(self._rows):
            raise arrays.damaged(Path("postings.bin"))
        return slice(start, end)

    def save(self, folder: Path) -> None:
        """Write into a new folder: arrays, text and JSON."""
        folder.mkdir()
        durable.write(folder / "size.json", json.dumps({"n_texts": self._n}).encode())
        self._terms.save(folder / "terms.txt")
        arrays.save(folder / "postings.bin", self._starts)
        arrays.save(folder / "rows.bin", self._rows)
        arrays.save(folder / "parts.bin", self._parts)

    @classmethod
    def load(cls, folder: Path) -> TermIndex:
        """Map what ``save`` wrote.

        Raises:
            IndexDamagedError: a file is not what was written.
            OSError: a file is gone.
        """
        loaded = cls([])
        try:
            loaded._n = int(json.loads(regular_files.read_text(folder / "size.json"))["n_texts"])
        except UNREADABLE as error:
            raise arrays.damaged(folder / "size.json") from error
        loaded._terms = SortedStringTable.load(folder / "terms.txt")
        loaded._starts = arrays.load(folder / "postings.bin", np.int64)
        loaded._rows = arrays.load(folder / "rows.bin", np.int32)
        loaded._parts = arrays.load(folder / "parts.bin", np.float32)
        if len(loaded._starts) != len(loaded._terms) + 1 or not loaded._starts[-1] == len(
            loaded._rows
        ) == len(loaded._parts):
            raise arrays.damaged(folder / "postings.bin")
        loaded._place = functools.lru_cache(maxsize=_KEPT)(loaded._terms.find)
        return loaded


def _postings(
    texts: Sequence[Sequence[str]], terms: Sequence[str]
) -> tuple[NDArray[np.int64], NDArray[np.int32], Vectors]:
    """For each term where its rows begin (and where the last end), the rows, what it adds to each."""
    if not terms:
        return np.zeros(1, np.int64), np.empty(0, np.int32), np.empty(0, np.float32)
    import bm25s  # noqa: PLC0415 - brings scipy: only who builds pays for it

    places = {term: place for place, term in enumerate(terms)}
    bm25 = bm25s.BM25(method=_METHOD, k1=_K1, b=_B)
    rows_of_places = [[places[term] for term in text] for text in texts]
    # It tells of each index it builds, at DEBUG level whatever the program has set.
    with quiet.loggers("bm25s"):
        bm25.index((rows_of_places, places), create_empty_token=False, show_progress=False)
    scores = bm25.scores
    return (
        np.asarray(scores["indptr"], np.int64),
        np.asarray(scores["indices"], np.int32),
        np.asarray(scores["data"], np.float32),
    )
