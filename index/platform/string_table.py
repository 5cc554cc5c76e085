"""Texts by row number, read from the disk when they are asked for."""

from __future__ import annotations

import bisect
import itertools
import re
from typing import TYPE_CHECKING, Self

import numpy as np

from index.platform import arrays, durable
from index.platform.lazy_sequence import LazySequence

if TYPE_CHECKING:
    import mmap
    from collections.abc import Iterable
    from pathlib import Path

    from numpy.typing import NDArray

_KEPT = 1024  # texts that are not decoded again when they are asked for again


class StringTable(LazySequence[str]):
    """Texts one after the other in one file, in UTF-8, and where each of them begins."""

    def __init__(self, data: bytes | mmap.mmap, starts: NDArray[np.int64]) -> None:
        super().__init__(_KEPT, "text")
        self._data = data
        self._starts = starts

    @classmethod
    def of(cls, texts: Iterable[str]) -> Self:
        """Texts in memory."""
        data = [text.encode() for text in texts]
        starts = np.fromiter(itertools.accumulate(map(len, data), initial=0), np.int64)
        return cls(b"".join(data), starts)

    def __len__(self) -> int:
        return len(self._starts) - 1

    def start(self, row: int) -> int:
        """Where a text begins among the bytes of all of them."""
        return int(self._starts[row])

    def between(self, start: int, end: int) -> str:
        """The text between two places among all bytes; characters must be whole.

        Raises:
            ValueError: there are no such places, or the bytes are no text.
        """
        return self.bytes_between(start, end).decode()

    def bytes_between(self, start: int, end: int) -> bytes:
        """The bytes between two places among all of them.

        Raises:
            ValueError: there are no such places.
        """
        if not 0 <= start <= end <= len(self._data):
            raise ValueError(f"there is no text {start}..{end}")
        return self._data[start:end]

    def bytes_of(self, row: int) -> bytes:
        """The bytes of a text.

        Raises:
            IndexDamagedError: where the texts begin was changed.
        """
        try:
            return self.bytes_between(*self._starts[row : row + 2].tolist())
        except ValueError as error:
            raise self._damaged(row) from error

    def holding(self, text: str, n: int) -> list[int]:
        """The rows of the first n texts that hold some characters, in their order."""
        wanted, rows, at = _encoded(text), list[int](), 0
        while wanted and len(rows) < n and (at := self._data.find(wanted, at)) >= 0:
            row = bisect.bisect_right(self._starts, at) - 1
            end = int(self._starts[row + 1])
            if at + len(wanted) <= end:
                rows.append(row)
                at = end
            else:  # it ends in the next text
                at += 1
        return rows

    def _read(self, row: int) -> str:
        return self.bytes_of(row).decode()

    def save(self, file: Path) -> None:
        """Write the texts into a file, and where they begin into one beside it, ``.starts``."""
        durable.write(file, self._data)
        arrays.save(file.with_suffix(".starts"), self._starts)

    @classmethod
    def load(cls, file: Path) -> Self:
        """Map what ``save`` wrote.

        Raises:
            IndexDamagedError: the file is not as long as the one beside it says.
            OSError: a file is gone.
        """
        starts = arrays.load(file.with_suffix(".starts"), np.int64)
        data = arrays.mapped(file)
        if len(starts) == 0 or starts[-1] != len(data):
            raise arrays.damaged(file)
        return cls(data, starts)


class SortedStringTable(StringTable):
    """Texts that stand in their order, each once: any of them is found by halves."""

    def __contains__(self, text: object) -> bool:
        return isinstance(text, str) and self.find(text) is not None

    def find(self, text: str) -> int | None:
        """The row of a text, ``None`` if it is not there."""
        wanted = _encoded(text)
        row = bisect.bisect_left(range(len(self)), wanted, key=self.bytes_of)
        return row if row < len(self) and self.bytes_of(row) == wanted else None

    def holding_character(self, character: str) -> list[int]:
        """The rows of the texts that hold a character, in their order.

        The bytes of one character are found inside of no other's.
        """
        places = [
            match.start() for match in re.finditer(re.escape(_encoded(character)), self._data)
        ]
        rows = np.searchsorted(self._starts, np.asarray(places, np.int64), side="right") - 1
        found: list[int] = np.unique(rows).tolist()
        return found

    def longest_at_start(self, text: str) -> int:
        """How many characters the longest of the texts has that a text begins with, 0 for none.

        A text that another begins with stands before it. If the last that does so is not itself a
        beginning, none is that goes beyond what the two have in common.
        """
        while text:
            row = bisect.bisect_right(range(len(self)), _encoded(text), key=self.bytes_of) - 1
            if row < 0:
                return 0
            nearest = self[row]
            if text.startswith(nearest):
                return len(nearest)
            shared = itertools.takewhile(
                lambda pair: pair[0] == pair[1], zip(text, nearest, strict=False)
            )
            text = text[: sum(1 for _ in shared)]
        return 0


def _encoded(text: str) -> bytes:
    """A text as bytes; half a character, which no text holds, is not lost."""
    return text.encode("utf-8", "surrogatepass")
