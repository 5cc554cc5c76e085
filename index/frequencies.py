"""How often each word of a dictionary is used: arrays on disk, of which a text needs a few places.

jieba's own cache of its dictionary takes a second and 90 MB to read before the first word is cut.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index import arrays
from index.strings import Strings
from index.substrings import Substrings, ordered

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray


class Frequencies:
    """The words of a dictionary, found by the texts that they stand in."""

    def __init__(
        self, words: Strings, hashes: NDArray[np.uint64], numbers: NDArray[np.int64]
    ) -> None:
        self._words = words
        self._numbers = numbers  # of each word, in the order of the hashes; then their total
        self._substrings = Substrings(hashes, int(numbers[-1]))

    @property
    def total(self) -> int:
        """The sum that jieba divides a word's frequency by."""
        return int(self._numbers[-2])

    def __len__(self) -> int:
        """How many words there are."""
        return len(self._words)

    def places_in(self, text: str) -> NDArray[np.int64]:
        """The places of the words that stand in a text, and maybe of a few that do not."""
        return self._substrings.places_in(text)

    def at(self, places: NDArray[np.int64]) -> dict[str, int]:
        """The words at some places, and their frequencies."""
        return {self._words[place]: int(self._numbers[place]) for place in places.tolist()}

    @classmethod
    def load(cls, folder: Path) -> Frequencies:
        """Map what ``save`` wrote.

        Raises:
            IndexDamagedError: a file is not what was written.
            OSError: a file is gone.
        """
        words = Strings.load(folder / "words")
        hashes = arrays.load(folder / "hashes", np.uint64)
        numbers = arrays.load(folder / "numbers", np.int64)
        if not len(words) == len(hashes) == len(numbers) - 2:
            raise arrays.damaged(folder / "numbers")
        return cls(words, hashes, numbers)


def save(frequencies: Mapping[str, int], total: int, folder: Path) -> None:
    """Write a dictionary for ``Frequencies``, aside and renamed: it is there whole or not at all.

    Raises:
        OSError: it cannot be written.
    """
    words = list(frequencies)
    hashes, order = ordered(words)
    values = [frequencies[words[place]] for place in order.tolist()]
    longest = max(map(len, words))
    folder.parent.mkdir(parents=True, exist_ok=True)
    part = Path(tempfile.mkdtemp(prefix=f"{folder.name}.", dir=folder.parent))
    try:
        Strings.of(words[place] for place in order.tolist()).save(part / "words")
        arrays.save(part / "hashes", hashes)
        arrays.save(part / "numbers", np.array([*values, total, longest], np.int64))
        if not folder.exists():
            part.rename(folder)
    finally:
        shutil.rmtree(part, ignore_errors=True)
