"""Arrays on disk, memory-mapped: opening reads nothing of them.

A file holds the items and nothing else; their type is known to whoever reads it. NumPy's own form
is not used: its header is parsed as Python, which fails now and then where threads open files at
the same time (CPython 3.11, "AST constructor recursion depth mismatch").
"""

from __future__ import annotations

import mmap
import os
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from index.errors import IndexDamagedError
from index.platform import durable, regular_files

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import DTypeLike

Rows = NDArray[np.int64]  # numbers of things that stand in an order


def save(file: Path, array: NDArray[Any]) -> None:
    """Write an array's items, in their order."""
    durable.write(file, np.ascontiguousarray(array).data.cast("B") if array.size else b"")


def load(file: Path, dtype: DTypeLike) -> NDArray[Any]:
    """Map the items that ``save`` wrote: (n,), read-only.

    Raises:
        IndexDamagedError: the file does not hold whole items.
        OSError: the file is gone.
    """
    data = mapped(file)
    if len(data) % np.dtype(dtype).itemsize:
        raise damaged(file)
    return np.frombuffer(data, dtype)


def mapped(file: Path) -> bytes | mmap.mmap:
    """The bytes of a file, read when they are looked at; an empty file cannot be mapped.

    Raises:
        OSError: the file is gone, or is no regular one.
    """
    with regular_files.opened(file) as data:
        if os.fstat(data.fileno()).st_size == 0:
            return b""
        return mmap.mmap(data.fileno(), 0, access=mmap.ACCESS_READ)


def damaged(file: Path) -> IndexDamagedError:
    """The error of a file that is not what was written."""
    return IndexDamagedError(f"{file.name} of the index cannot be read; run `wenbao build`")
