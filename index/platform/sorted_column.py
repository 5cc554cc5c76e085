"""A sorted column: the rows that hold a value, found by binary search."""

from __future__ import annotations

import bisect
from collections.abc import Callable, Iterable, Iterator
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from index.platform import arrays

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from index.errors import IndexDamagedError

_SMALL = 16_384  # rows that are looked at in a millisecond

T = TypeVar("T")


class SortedColumn:
    """The rows of a column in the order of their values, equal ones in their own order.

    Args:
        column: the value of each row: (n,).
        order: the rows in that order: (n,) uint32.
        file: where it was read from, for the error of one that was changed.
    """

    def __init__(
        self, column: NDArray[Any], order: NDArray[np.uint32], file: Path = Path("rows")
    ) -> None:
        self._column = column
        self._order = order
        self._file = file

    @classmethod
    def of(cls, column: NDArray[Any]) -> SortedColumn:
        """The rows of a column, sorted now."""
        return cls(column, np.argsort(column, kind="stable").astype(np.uint32))

    def rows(self, value: Any) -> NDArray[np.int64]:
        """The rows that have a value, in their order; none where no row has it."""
        end = bisect.bisect_right(self._order, value, key=self._value)
        rows = self._order[self.place(value) : end].astype(np.int64)
        if not (rows < len(self._column)).all() or not (self._column[rows] == value).all():
            raise self._damaged()
        return rows

    def place(self, value: Any) -> int:
        """How many rows have a lower value."""
        return bisect.bisect_left(self._order, value, key=self._value)

    def row_at(self, place: int) -> int | None:
        """The row at a place of the order; ``None`` beyond its end."""
        if place >= len(self._order):
            return None
        row = int(self._order[place])
        if row >= len(self._column):
            raise self._damaged()
        return row

    def values(self) -> Iterator[Any]:
        """Each value once, lowest first; it takes a look-up each, and not a look at each row."""
        place, before = 0, None
        while place < len(self._order):
            value = self._value(self._order[place])
            if before is not None and value <= before:
                raise self._damaged()
            yield value
            before = value
            place = bisect.bisect_right(self._order, value, lo=place + 1, key=self._value)

    def _value(self, row: np.uint32) -> Any:
        if row >= len(self._column):
            raise self._damaged()
        return self._column[row].item()

    def _is_whole(self) -> bool:
        """Whether each row stands once in the order, and where its value belongs."""
        if not np.array_equal(np.sort(self._order), np.arange(len(self._column))):
            return False
        values = self._column[self._order]
        return bool((values[:-1] <= values[1:]).all())

    def _damaged(self) -> IndexDamagedError:
        return arrays.damaged(self._file)

    def save(self, file: Path) -> None:
        """Write the order; the column is kept elsewhere."""
        arrays.save(file, self._order)

    @classmethod
    def load(cls, file: Path, column: NDArray[Any]) -> SortedColumn:
        """Map what ``save`` wrote.

        Raises:
            IndexDamagedError: the file is not as long as the column; or it is small, and not what
                was written. Of a large one that is seen where it is read.
            OSError: the file is gone.
        """
        order = arrays.load(file, np.uint32)
        rows = cls(column, order, file)
        if len(order) != len(column) or (len(order) <= _SMALL and not rows._is_whole()):
            raise arrays.damaged(file)
        return rows


class Values(AbstractSet[T]):
    """A set whose members are looked up where they lie, and listed in their order when asked for.

    Args:
        holds: whether a value is a member.
        items: lists the members.
    """

    def __init__(self, holds: Callable[[Any], bool], items: Callable[[], Iterator[T]]) -> None:
        self._holds = holds
        self._items = items

    @classmethod
    def _from_iterable(cls, it: Iterable[Any]) -> frozenset[Any]:
        """What ``&`` and ``|`` give: no view."""
        return frozenset(it)

    def __contains__(self, value: object) -> bool:
        return self._holds(value)

    def __iter__(self) -> Iterator[T]:
        return self._items()

    def __len__(self) -> int:
        return sum(1 for _ in self)
