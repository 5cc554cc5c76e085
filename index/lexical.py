"""Nearest texts by their terms: BM25 (bm25s), behind ``add search save load``."""

from __future__ import annotations

import json
import logging
import math
import os
from typing import TYPE_CHECKING

import bm25s
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from index.encoder import Vectors
    from index.vectors import Rows

# Lucene's variant, whose inverse document frequency is never negative:
# Kamphuis et al. 2020, "Which BM25 Do You Mean?". k1 and b are its usual values.
_METHOD = "lucene"
_K1 = 1.5
_B = 0.75


# It tells of each index it builds, at DEBUG level whatever the program has set.
logging.getLogger("bm25s").setLevel(logging.WARNING)


class LexicalIndex:
    """Texts as bags of terms, by row number; similarity is BM25's sum, higher is nearer."""

    def __init__(self, texts: Sequence[Sequence[str]]) -> None:
        self._bm25 = bm25s.BM25(method=_METHOD, k1=_K1, b=_B)
        self._n = len(texts)
        if any(texts):
            self._bm25.index([list(terms) for terms in texts], show_progress=False)
        self._vocabulary: frozenset[str] = frozenset(term for text in texts for term in text)

    def __len__(self) -> int:
        return self._n

    def __contains__(self, term: str) -> bool:
        return term in self._vocabulary

    def holds(self, term: str, within: Rows | None = None) -> bool:
        """Whether any of the given rows holds a term; any row at all by default."""
        if term not in self._vocabulary or within is None:
            return term in self._vocabulary
        column = self._bm25.vocab_dict[term]
        start, end = self._bm25.scores["indptr"][column : column + 2]
        return bool(np.isin(self._bm25.scores["indices"][start:end], within).any())

    def similarities(self, question: Iterable[str]) -> Vectors:
        """The BM25 similarity of the question's terms to every row: (n,) float32, 0 for none."""
        known = [term for term in question if term in self._vocabulary]
        if not known:
            return np.zeros(self._n, np.float32)
        return np.asarray(self._bm25.get_scores(known), np.float32)

    def mass(self, question: Iterable[str]) -> float:
        """What a text could reach at most: the inverse document frequencies of all the terms.

        Terms that no text holds count with the highest there is, so that ``similarities / mass``
        tells how much of the question a text speaks of, 0 to 1.
        """
        return sum(map(self.weight, question))

    def weight(self, term: str) -> float:
        """The inverse document frequency of a term; that of one that no text holds is highest."""
        n_with = 0
        if term in self._vocabulary:
            column = self._bm25.vocab_dict[term]
            indptr = self._bm25.scores["indptr"]
            n_with = int(indptr[column + 1] - indptr[column])
        return math.log1p((self._n - n_with + 0.5) / (n_with + 0.5))

    def search(self, question: Iterable[str], k: int) -> tuple[Rows, Vectors]:
        """The rows with the k highest similarities above 0, nearest first; ties by row."""
        similarities = self.similarities(question)
        rows = nearest(similarities, k)
        return rows, similarities[rows]

    def save(self, folder: Path) -> None:
        """Write into a new folder: NumPy arrays and JSON, no pickle."""
        folder.mkdir()
        size = {"n_texts": self._n, "n_terms": len(self._vocabulary)}
        (folder / "size.json").write_text(json.dumps(size), encoding="utf-8")
        if self._vocabulary:
            self._bm25.save(str(folder), show_progress=False, allow_pickle=False)
        for file in folder.iterdir():
            with file.open("rb") as written:
                os.fsync(written.fileno())

    @classmethod
    def load(cls, folder: Path) -> LexicalIndex:
        """Read back what ``save`` wrote.

        Raises:
            OSError: a file is gone.
        """
        loaded = cls([])
        size = json.loads((folder / "size.json").read_text(encoding="utf-8"))
        loaded._n = size["n_texts"]
        if size["n_terms"]:  # not: if the files are there; they may just be vanishing
            loaded._bm25 = bm25s.BM25.load(str(folder), show_progress=False)
            loaded._vocabulary = frozenset(loaded._bm25.vocab_dict) - {""}
        return loaded


def nearest(similarities: Vectors, k: int, within: Rows | None = None) -> Rows:
    """The k rows of the highest similarities above 0, nearest first; ties by row.

    Args:
        similarities: of every row: (n,) float32.
        k: how many rows to return.
        within: the only rows to return, in their order; any by default.
    """
    if within is not None:
        return within[nearest(similarities[within], k)]
    rows = np.argsort(-similarities, kind="stable")[:k]
    return rows[similarities[rows] > 0].astype(np.int64)
