"""Arrays on disk, memory-mapped: opening reads nothing but their headers."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import numpy as np

from index.errors import IndexDamagedError

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import DTypeLike, NDArray


def save(file: Path, array: NDArray[Any]) -> None:
    """Write an array in NumPy's own form, without pickle."""
    with file.open("wb") as out:
        np.save(out, array, allow_pickle=False)
        out.flush()
        os.fsync(out.fileno())


def load(file: Path, dtype: DTypeLike, n_dimensions: int = 1) -> NDArray[Any]:
    """Map an array that ``save`` wrote; it is read-only.

    Args:
        file: where it was written.
        dtype: what it has to hold; of fixed-width bytes any width will do.
        n_dimensions: how many dimensions it has to have.

    Raises:
        IndexDamagedError: the file holds no such array, or not all of it.
        OSError: the file is gone.
    """
    try:
        array = np.asarray(np.load(file, mmap_mode="r", allow_pickle=False))
    except (ValueError, EOFError) as error:
        raise damaged(file) from error
    wanted = np.dtype(dtype)
    is_wanted = array.dtype.kind == "S" if wanted.kind == "S" else array.dtype == wanted
    if not is_wanted or array.ndim != n_dimensions:
        raise damaged(file)
    return array


def damaged(file: Path) -> IndexDamagedError:
    """The error of a file that is not what was written."""
    return IndexDamagedError(f"{file.name} of the index cannot be read; run `wenbao build`")
