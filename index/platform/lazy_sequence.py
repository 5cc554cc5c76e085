"""A sequence whose items are made when they are asked for, by row number."""

from __future__ import annotations

import functools
from abc import abstractmethod
from collections.abc import Sequence
from typing import TypeVar, overload

from index.errors import IndexDamagedError

# What reading bytes that are not those that were written comes to.
UNREADABLE = (ValueError, KeyError, TypeError, IndexError, OverflowError, RecursionError)

T = TypeVar("T")


class LazySequence(Sequence[T]):
    """Items by row number; the last ``n_kept`` that were asked for are kept.

    Args:
        n_kept: how many.
        what: the items, as a message names them.
    """

    def __init__(self, n_kept: int, what: str) -> None:
        self._what = what
        self._item = functools.lru_cache(maxsize=n_kept)(self._checked)

    @abstractmethod
    def _read(self, row: int) -> T:
        """Make the item of a row, 0 to ``len(self) - 1``."""

    def _checked(self, row: int) -> T:
        try:
            return self._read(row)
        except UNREADABLE as error:
            raise self._damaged(row) from error

    def _damaged(self, row: int) -> IndexDamagedError:
        return IndexDamagedError(
            f"{self._what} {row} of the index cannot be read, a file of it was changed; "
            "run `wenbao build`"
        )

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
