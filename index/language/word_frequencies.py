"""How often each word of a dictionary is used: arrays on disk, of which a text needs a few places.

jieba's own cache of its dictionary takes a second and 90 MB to read before the first word is cut.
"""

from __future__ import annotations

import json
import secrets
from typing import TYPE_CHECKING

import numpy as np

from index.errors import IndexDamagedError
from index.platform import arrays, durable, regular_files, staging, verified_files
from index.platform.string_lookup import StringLookup, ordered
from index.platform.string_table import StringTable
from index.types import PublishedFile

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray

_FILES = {"words", "words.starts", "hashes", "numbers"}
_SUMS = "sums.json"  # the size and the sha256 of each of them


class Frequencies:
    """The words of a dictionary, found by the texts that they stand in."""

    def __init__(
        self,
        folder: Path,
        *,
        words: StringTable,
        hashes: NDArray[np.uint64],
        numbers: NDArray[np.int64],
    ) -> None:
        self.folder = folder  # where they lie
        self._words = words
        self._numbers = numbers  # of each word, in the order of the hashes; then their total
        self._substrings = StringLookup(hashes, int(numbers[-1]))

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

    def is_sound(self) -> bool:
        """Whether every byte is what was written; all of them are read."""
        try:
            return verified_files.changed(self.folder, _listed(self.folder), thorough=True) is None
        except (OSError, IndexDamagedError):
            return False

    @classmethod
    def load(cls, folder: Path, cache_dir: Path | None = None) -> Frequencies:
        """Map what ``save`` wrote.

        Args:
            folder: where to.
            cache_dir: where it is noted that its files were read; the user's own by default.

        Raises:
            IndexDamagedError: a file is not what was written.
            OSError: a file is gone.
        """
        if changed := verified_files.changed(folder, _listed(folder), cache_dir):
            raise arrays.damaged(folder / changed.name)
        words = StringTable.load(folder / "words")
        hashes = arrays.load(folder / "hashes", np.uint64)
        numbers = arrays.load(folder / "numbers", np.int64)
        if not len(words) == len(hashes) == len(numbers) - 2:
            raise arrays.damaged(folder / "numbers")
        return cls(folder, words=words, hashes=hashes, numbers=numbers)


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
    # Two processes may write it at once: each has a name of its own.
    with staging.aside(folder.with_name(f"{folder.name}.{secrets.token_hex(8)}")) as part:
        part.mkdir()
        StringTable.of(words[place] for place in order.tolist()).save(part / "words")
        arrays.save(part / "hashes", hashes)
        arrays.save(part / "numbers", np.array([*values, total, longest], np.int64))
        sums = [
            [file.name, file.stat().st_size, verified_files.sha256(file)] for file in part.iterdir()
        ]
        durable.write(part / _SUMS, json.dumps(sums).encode())
        if not folder.exists():
            part.rename(folder)


def _listed(folder: Path) -> list[PublishedFile]:
    """The files of a dictionary as they were written.

    Raises:
        IndexDamagedError: that is not known.
        OSError: it is gone.
    """
    try:
        sums = json.loads(regular_files.read_text(folder / _SUMS))
        files = [PublishedFile(name=name, n_bytes=n, sha256=digest) for name, n, digest in sums]
    except (ValueError, TypeError, RecursionError) as error:
        raise arrays.damaged(folder / _SUMS) from error
    if {file.name for file in files} != _FILES:
        raise arrays.damaged(folder / _SUMS)
    return files
