"""Nearest vectors by inner product: FAISS, behind ``add search save load``."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import faiss
import numpy as np
from numpy.typing import NDArray

from index.errors import IndexDamagedError

if TYPE_CHECKING:
    from pathlib import Path

    from index.encoder import Vectors

Rows = NDArray[np.int64]


class VectorIndex:
    """Unit vectors by row number; similarity is the cosine, higher is nearer."""

    def __init__(self, dimension: int) -> None:
        self._index: faiss.Index = faiss.IndexFlatIP(dimension)

    def __len__(self) -> int:
        return int(self._index.ntotal)

    @property
    def dimension(self) -> int:
        """Length of every vector."""
        return int(self._index.d)

    def add(self, vectors: Vectors) -> None:
        """Append (n, dimension) float32 unit vectors; their rows go on from ``len(self)``."""
        self._index.add(np.ascontiguousarray(vectors, dtype=np.float32))

    def search(self, question: Vectors, k: int, within: Rows | None = None) -> tuple[Rows, Vectors]:
        """The k nearest rows to one (dimension,) vector, nearest first, and their similarities.

        Fewer than k where there are fewer. Scaling the question changes no rank.

        Args:
            question: the vector.
            k: how many rows to return.
            within: the only rows to search, each once; all of them by default.
        """
        k = min(k, len(self) if within is None else len(within))
        if k < 1:
            return np.empty(0, np.int64), np.empty(0, np.float32)
        only = None
        if within is not None:
            is_inside = np.zeros(len(self), bool)
            is_inside[within] = True
            bits = np.packbits(is_inside, bitorder="little")
            selector = faiss.IDSelectorBitmap(bits)  # type: ignore[call-arg, arg-type] # stubs of C++
            only = faiss.SearchParameters(sel=selector)  # type: ignore[call-arg] # stubs of C++
        similarities, rows = self._index.search(
            np.asarray(question, np.float32)[None], k, params=only
        )
        return rows[0], similarities[0]

    def similarities(self, question: Vectors, rows: Rows) -> Vectors:
        """The similarity of one (dimension,) vector to each of the given rows: (n,) float32."""
        if len(rows) == 0:
            return np.empty(0, np.float32)
        stored: Vectors = self._index.reconstruct_batch(np.asarray(rows, np.int64))
        return stored @ np.asarray(question, np.float32)

    def save(self, file: Path) -> None:
        """Write to a file.

        By Python, not by FAISS, which cannot open every path on Windows.
        """
        with file.open("wb") as out:
            out.write(faiss.serialize_index(self._index).tobytes())
            out.flush()
            os.fsync(out.fileno())

    @classmethod
    def load(cls, file: Path) -> VectorIndex:
        """Read back what ``save`` wrote.

        Raises:
            IndexDamagedError: FAISS cannot read the bytes.
        """
        data = np.frombuffer(file.read_bytes(), dtype=np.uint8)
        try:
            index = faiss.deserialize_index(data)
        except RuntimeError as error:
            raise IndexDamagedError(
                f"{file.name} of the index cannot be read; run `wenbao build`"
            ) from error
        loaded = cls(index.d)
        loaded._index = index
        return loaded
