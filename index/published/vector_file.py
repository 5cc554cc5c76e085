"""Checks the bytes of a FAISS index before FAISS reads them.

FAISS makes whatever index the bytes name, of any size, and its lists may lie in any file that they
name. So only the two kinds that ``index.published.vectors`` writes are let through, each length in them
compared with those around it. Layout: faiss/impl/index_write.cpp of FAISS 1.12 to 1.15.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import mmap

    from numpy.typing import NDArray

_EXACT, _LISTS = b"IxFI", b"IwSq"
_HEAD = struct.Struct("<4siqqqBi")  # kind, dimension, number, two unused, is trained, metric
_INNER_PRODUCT = 0
_COUNT = struct.Struct("<Q")
_QUANTIZER = struct.Struct(
    "<iifQQQQB"
)  # float16, no range, …; dimension, bytes, none, bytes, as is
_FLOAT16 = 4
_INVERTED = struct.Struct("<4sQQ4sQ")  # lists in memory: their number, bytes, that all follow
_DIRECT_ARRAY = 1
_MOST_DIMENSION = 1 << 16
_MOST_NUMBER = 1 << 40


class DirectMap:
    """Where each vector lies in the lists: FAISS follows it without looking.

    Args:
        places: (n,) int64, the list's number in the upper 32 bits, the place in it in the lower.
        sizes: (number of lists,) how many vectors each has.
    """

    def __init__(self, places: NDArray[np.int64], sizes: NDArray[np.uint64]) -> None:
        self._places = places
        self._sizes = sizes.astype(np.int64)

    def is_whole(self, rows: NDArray[np.int64]) -> bool:
        """Whether it leads to a vector for each of the rows, (m,) each below n."""
        places = self._places[rows]
        lists = places >> 32
        is_list = (lists >= 0) & (lists < len(self._sizes))
        return bool(is_list.all() and ((places & 0xFFFFFFFF) < self._sizes[lists]).all())


def check(data: bytes | mmap.mmap, n_bytes: int) -> DirectMap | None:
    """Refuse what is no index of ours.

    Args:
        data: begins with the index.
        n_bytes: how long that is.

    Returns:
        Where vectors lie in the lists, for an index that has some.

    Raises:
        ValueError: it is another one, or its lengths do not fit.
    """
    view = _View(data, n_bytes)
    kind = bytes(data[:4])
    if kind == _EXACT:
        view.exact()
        places = None
    elif kind == _LISTS:
        places = view.lists()
    else:
        raise ValueError(f"an index of the kind {kind!r}, expected {_EXACT!r} or {_LISTS!r}")
    if view.at != n_bytes:
        raise ValueError(f"{n_bytes - view.at} bytes too many")
    return places


class _View:
    """Reads one part after the other, and never past the end."""

    def __init__(self, data: bytes | mmap.mmap, n_bytes: int) -> None:
        self._data = data
        self._n_bytes = n_bytes
        self.at = 0

    def unpack(self, layout: struct.Struct) -> tuple[Any, ...]:
        start = self.skip(layout.size)
        values: tuple[Any, ...] = layout.unpack_from(self._data, start)
        return values

    def skip(self, n_bytes: int) -> int:
        """Pass over so many bytes; where they began."""
        start, self.at = self.at, self.at + n_bytes
        if not start <= self.at <= self._n_bytes:
            raise ValueError(f"{n_bytes} bytes wanted at {start} of {self._n_bytes}")
        return start

    def array(self, dtype: type[np.generic], n: int) -> NDArray[np.generic]:
        """So many numbers, behind their count."""
        (count,) = self.unpack(_COUNT)
        if count != n:
            raise ValueError(f"{count} numbers, expected {n}")
        start = self.skip(n * np.dtype(dtype).itemsize)
        return np.frombuffer(self._data, dtype, n, start)

    def head(self, kind: bytes) -> tuple[int, int]:
        """The dimension and the number of vectors."""
        found, dimension, number, _, _, _, metric = self.unpack(_HEAD)
        sizes_fit = 1 <= dimension <= _MOST_DIMENSION and 0 <= number <= _MOST_NUMBER
        if found != kind or metric != _INNER_PRODUCT or not sizes_fit:
            raise ValueError(f"{number} vectors of {dimension} numbers in {found!r}")
        return dimension, number

    def exact(self) -> tuple[int, int]:
        dimension, number = self.head(_EXACT)
        self.array(np.float32, number * dimension)
        return dimension, number

    def lists(self) -> DirectMap:
        dimension, number = self.head(_LISTS)
        n_lists, n_probed = self.unpack(struct.Struct("<QQ"))
        if self.exact() != (dimension, n_lists) or not 1 <= n_probed <= n_lists:
            raise ValueError(f"{n_probed} of {n_lists} lists")
        if self.unpack(struct.Struct("<B")) != (_DIRECT_ARRAY,):
            raise ValueError("no array of places")
        places = self.array(np.int64, number)
        code = 2 * dimension
        kind, _, _, *lengths, _ = self.unpack(_QUANTIZER)
        if kind != _FLOAT16 or lengths != [dimension, code, 0, code]:
            raise ValueError("vectors that are no float16")
        if self.unpack(_INVERTED) != (b"ilar", n_lists, code, b"full", n_lists):
            raise ValueError("lists that lie elsewhere, or are not as many")
        start = self.skip(n_lists * 8)
        sizes = np.frombuffer(self._data, np.uint64, n_lists, start)
        if sum(sizes.tolist()) != number:
            raise ValueError("lists of another number of vectors")
        self.skip(number * (code + 8))
        return DirectMap(places.view(np.int64), sizes)
