"""index.platform.arrays: what is written is mapped again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from index.errors import IndexDamagedError
from index.platform import arrays

if TYPE_CHECKING:
    from pathlib import Path

PAIR = np.dtype([("a", "<i4"), ("b", "u1")])


@pytest.mark.parametrize(
    "array",
    [
        np.array([], np.int64),
        np.array([3, -1], np.int64),
        np.arange(10, dtype=np.float32)[::3],
        np.array([(1, 2), (3, 4)], PAIR),
    ],
)
def test_what_is_saved_is_loaded(tmp_path: Path, array: np.ndarray):
    arrays.save(tmp_path / "x.bin", array)
    loaded = arrays.load(tmp_path / "x.bin", array.dtype)
    assert loaded.dtype == array.dtype
    assert loaded.tolist() == array.tolist()
    assert not loaded.flags.writeable


def test_half_an_item_is_told(tmp_path: Path):
    (tmp_path / "x.bin").write_bytes(b"123")
    with pytest.raises(IndexDamagedError, match=r"^x\.bin of the index cannot be read; run"):
        arrays.load(tmp_path / "x.bin", np.int64)


def test_a_file_that_is_gone(tmp_path: Path):
    with pytest.raises(FileNotFoundError):
        arrays.load(tmp_path / "x.bin", np.int64)
