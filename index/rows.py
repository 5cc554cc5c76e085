"""A sequence whose items are made when they are asked for, by row number."""

from __future__ import annotations

import functools
from abc import abstractmethod
from collections.abc import Sequence
from typing import TypeVar, overload

T = TypeVar("T")


class Rowed(Sequence[T]):
    """Items by row number; the last ``n_kept`` that were asked for are kept."""

    def __init__(self, n_kept: int) -> None:
        self._item = functools.lru_cache(maxsize=n_kept)(self._read)

    @abstractmethod
    def _read(self, row: int) -> T:
        """Make the item of a row, 0 to ``len(self) - 1``."""

    @overload
    def __getitem__(self, row: int) -> T: ...
    @overload
    def __getitem__(self, row: slice) -> tuple[T, ...]: ...
    def __getitem__(self, row: int | slice) -> T | tuple[T, ...]:
        if isinstance(row, slice):
            return tuple(self[i] for i in range(*row.indices(len(self))))
        i = int(row)
        if not -len(self) <= i < len(self):
            raise IndexError(f"row {i} of {len(self)}")
        return self._item(i % len(self))
