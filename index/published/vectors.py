"""Nearest vectors by inner product: FAISS, behind ``build search save load``.

Up to ``EXACT`` vectors every one of them is compared with the question. Above, they lie in lists
by the nearest of some centroids (an inverted file), as float16, and a question is compared with
those of the lists nearest to it. How many lists that must be is measured when the index is built.
"""

from __future__ import annotations

import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from index.platform import arrays, durable, quiet, shortage
from index.published import vector_file

with quiet.loading():
    import faiss

if TYPE_CHECKING:
    import mmap
    from collections.abc import Callable

    from index.model.encoder import Vectors
    from index.published.vector_file import DirectMap

Rows = arrays.Rows

# A question of 384 dimensions is compared with 18,000 / 50,000 / 100,000 vectors in 4.8 / 16 / 19 ms
# of one core's time (medians of 30, a busy machine), with those in 64 of 256 lists of 100,000 in 2.6.
EXACT = 20_000
# Lists, as a multiple of the root of the number of vectors. Of 1,000,000 disturbed sentences' ten
# nearest, 137 questions found .983 in 5.2 ms with 1,024 lists, and .985 in 2.3 ms with 4,096.
_LISTS = 4
_VECTORS_A_CENTROID = 40  # to train on: FAISS asks for 39 at least, and more bring little
# Of the nearest, at least, against comparing with every vector.
_RECALL = 0.99
_MORE = 1.25  # times as many lists are tried where it is not reached
_NEAREST = 10
_LENGTH_BYTES = 8  # at the end of a file, how long what stands before it is
_ID_BYTES = 8  # of a vector in a list
_HEAD_SUFFIX = ".head"  # of the file beside, with a checksum of what stands before the vectors
_HEAD = np.dtype([("n_bytes", "<u8"), ("crc32", "<u4")])


class VectorIndex:
    """Unit vectors by row number; similarity is the cosine, higher is nearer."""

    def __init__(
        self,
        index: Any,
        mapped: bytes | mmap.mmap = b"",
        direct_map: DirectMap | None = None,
    ) -> None:
        self._index = index  # of FAISS, whose stubs know little of it
        self._direct_map = direct_map  # of one that was read
        self._mapped = mapped  # what it reads from, as long as it does

    @classmethod
    def build(
        cls, vectors: Vectors, asked: Callable[[], Vectors], *, exact: int = EXACT
    ) -> VectorIndex:
        """An index of (n, dimension) float32 unit vectors, of the kind that their number wants.

        Args:
            vectors: what to search, by row number.
            asked: gives (m, dimension) vectors of questions, or of what is like them, that tell how
                many lists must be searched; called only where there are lists.
            exact: up to how many vectors to compare with every one of them.
        """
        vectors = np.ascontiguousarray(vectors, np.float32)
        if len(vectors) > exact:
            return cls(_inverted_file(vectors, asked()))
        flat = faiss.IndexFlatIP(vectors.shape[1])
        flat.add(vectors)
        return cls(flat)

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def __str__(self) -> str:
        if not isinstance(self._index, faiss.IndexIVF):
            return "exact"
        return f"nearest {self._index.nprobe} of {self._index.nlist} lists (FAISS, IVF, float16)"

    @property
    def dimension(self) -> int:
        """Length of every vector."""
        return int(self._index.d)

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
        similarities, rows = self._index.search(
            np.asarray(question, np.float32)[None], k, params=self._only(within)
        )
        is_found = rows[0] >= 0  # FAISS fills up with -1 where the lists hold too few
        rows, similarities = rows[0][is_found], similarities[0][is_found]
        if len(rows) and (rows.max() >= len(self) or not np.isfinite(similarities).all()):
            raise arrays.damaged(Path("vectors.faiss"))
        return rows, similarities

    def _only(self, within: Rows | None) -> Any:
        """What tells FAISS to search the given rows only."""
        if within is None:
            return None
        is_inside = np.zeros(len(self), bool)
        is_inside[within] = True
        bits = np.packbits(is_inside, bitorder="little")
        selector = faiss.IDSelectorBitmap(bits)  # type: ignore[call-arg, arg-type] # stubs of C++
        if not isinstance(self._index, faiss.IndexIVF):
            return faiss.SearchParameters(sel=selector)  # type: ignore[call-arg] # stubs of C++
        # The fewer rows, the more lists: as many vectors are compared as without a scope.
        n_lists = -(-self._index.nprobe * len(self) // len(within))
        return faiss.SearchParametersIVF(  # type: ignore[call-arg] # stubs of C++
            sel=selector, nprobe=min(n_lists, self._index.nlist)
        )

    def similarities(self, question: Vectors, rows: Rows) -> Vectors:
        """The similarity of one (dimension,) vector to each of the given rows: (n,) float32."""
        # Not `@`: BLAS hands even this little to threads, which wait for each other on a busy
        # machine (2,500 rows: at nine tenths 23 ms against 0.09).
        products: Vectors = np.vecdot(self.vectors(rows), np.asarray(question, np.float32))
        return products

    def vectors(self, rows: Rows) -> Vectors:
        """The vectors of the given rows: (n, dimension) float32.

        Raises:
            IndexDamagedError: the file does not hold them.
        """
        if len(rows) == 0:
            return np.empty((0, self.dimension), np.float32)
        is_inside = rows.min() >= 0 and rows.max() < len(self)  # FAISS reads whatever is there
        if not is_inside or (self._direct_map and not self._direct_map.is_whole(rows)):
            raise arrays.damaged(Path("vectors.faiss"))
        stored: Vectors = self._index.reconstruct_batch(np.asarray(rows, np.int64))
        return stored

    def save(self, file: Path) -> None:
        """Write to a file.

        By Python, not by FAISS, which cannot open every path on Windows.
        """
        data = faiss.serialize_index(self._index)
        durable.write(file, data.data, len(data).to_bytes(_LENGTH_BYTES, "little"))
        n_bytes = len(data) - len(self) * self._n_bytes_each()
        head = np.array([(n_bytes, zlib.crc32(data[:n_bytes].data))], _HEAD)
        arrays.save(file.with_suffix(_HEAD_SUFFIX), head)

    def _n_bytes_each(self) -> int:
        """How many bytes at the end of a file are a vector's own."""
        if isinstance(self._index, faiss.IndexIVF):
            return int(self._index.code_size) + _ID_BYTES
        return int(self._index.code_size)

    @classmethod
    def load(cls, file: Path) -> VectorIndex:
        """Map what ``save`` wrote: a question reads what it is compared with, and nothing else.

        Raises:
            IndexDamagedError: FAISS cannot read the bytes.
            OSError: the file is gone.
        """
        mapped = arrays.mapped(file)
        n_bytes = len(mapped) - _LENGTH_BYTES
        if n_bytes != int.from_bytes(mapped[n_bytes:], "little"):  # FAISS would read past the end
            raise arrays.damaged(file)
        _check_head(file, mapped)
        try:
            direct_map = vector_file.check(mapped, n_bytes)
            start = faiss.swig_ptr(np.frombuffer(mapped, np.uint8))
            reader = faiss.ZeroCopyIOReader(start, n_bytes)  # type: ignore[attr-defined] # stubs
            index = faiss.read_index(reader, faiss.IO_FLAG_MMAP_IFC)
        except (RuntimeError, ValueError, MemoryError) as error:
            shortage.check(error, file)
            raise arrays.damaged(file) from error
        return cls(index, mapped, direct_map)


def _check_head(file: Path, mapped: bytes | mmap.mmap) -> None:
    """Check all but the vectors themselves, by which FAISS finds its way without looking.

    Of a million vectors it is 14 MB, which take ten milliseconds.

    Raises:
        IndexDamagedError: it is not what was written.
    """
    beside = file.with_suffix(_HEAD_SUFFIX)
    head = arrays.load(beside, _HEAD)
    if len(head) != 1:
        raise arrays.damaged(beside)
    n_bytes, checksum = head[0].item()
    if n_bytes > len(mapped) or zlib.crc32(memoryview(mapped)[:n_bytes]) != checksum:
        raise arrays.damaged(file)


def _inverted_file(vectors: Vectors, asked: Vectors) -> Any:
    n, dimension = vectors.shape
    n_lists = min(round(_LISTS * n**0.5), n // _VECTORS_A_CENTROID)
    index: Any = faiss.index_factory(dimension, f"IVF{n_lists},SQfp16", faiss.METRIC_INNER_PRODUCT)
    index.cp.max_points_per_centroid = _VECTORS_A_CENTROID
    index.train(vectors)
    index.set_direct_map_type(faiss.DirectMap.Array)  # type: ignore[attr-defined] # stubs  # where each row lies
    index.add(vectors)
    index.nprobe = n_lists
    wanted = index.search(asked, _NEAREST)[1]
    index.nprobe = 8
    while index.nprobe < n_lists and _recall(index.search(asked, _NEAREST)[1], wanted) < _RECALL:
        index.nprobe = min(round(index.nprobe * _MORE), n_lists)
    return index


def _recall(found: Rows, wanted: Rows) -> float:
    """The share of the wanted rows that were found, over all questions."""
    n_found = sum(len(np.intersect1d(a, b)) for a, b in zip(found, wanted, strict=True))
    return n_found / wanted.size
