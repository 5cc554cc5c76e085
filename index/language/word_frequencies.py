"""How often each word of a dictionary is used: a trie, of which a text needs a few words.

jieba's own cache of its dictionary takes a second and 90 MB to read before the first word is cut.

marisa-trie trusts the bytes that it is given: a flipped one can end the process. So it is given
only bytes whose checksum was right a moment before, from a cache that this machine made itself.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from typing import TYPE_CHECKING

import marisa_trie
import numpy as np

from index.errors import IndexDamagedError
from index.platform import arrays, durable, regular_files, staging, verified_files
from index.types import PublishedFile

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from numpy.typing import NDArray

FORMAT = 2  # of the files, to be raised where older ones cannot be read
_WORDS, _NUMBERS = "words.marisa", "numbers"
_SUMS = "sums.json"  # the size and the sha256 of both
_N_OTHER_NUMBERS = 2  # behind the frequencies: their total, the length of the longest word


class Frequencies:
    """The words of a dictionary, found by the texts that they stand in."""

    def __init__(self, folder: Path, words: marisa_trie.Trie, numbers: NDArray[np.int32]) -> None:
        self.folder = folder  # where they lie
        self._words = words
        self._numbers = numbers  # of each word, by its place in the trie; then two others
        self._longest = int(numbers[-1])

    @property
    def total(self) -> int:
        """The sum that jieba divides a word's frequency by."""
        return int(self._numbers[-_N_OTHER_NUMBERS])

    def words_in(self, text: str) -> Iterator[tuple[str, int]]:
        """The words that stand in a text with their frequencies, each as often as it stands there."""
        # Half a character stands in no word, and in no UTF-8.
        text = text.encode(errors="replace").decode()
        for start in range(len(text)):
            part = text[start : start + self._longest]
            for word, place in self._words.iter_prefixes_with_ids(part):
                yield word, int(self._numbers[place])

    def is_sound(self) -> bool:
        """Whether every byte is what was written; all of them are read."""
        try:
            files = _listed(self.folder).values()
            return verified_files.changed(self.folder, [*files], thorough=True) is None
        except (OSError, IndexDamagedError):
            return False

    @classmethod
    def load(cls, folder: Path, cache_dir: Path | None = None) -> Frequencies:
        """Open what ``save`` wrote.

        Args:
            folder: where to.
            cache_dir: where it is noted that the numbers were read; the user's own by default.

        Raises:
            IndexDamagedError: a file is not what was written.
            OSError: a file is gone.
        """
        files = _listed(folder)
        data = regular_files.read_bytes(folder / _WORDS)
        if hashlib.sha256(data).hexdigest() != files[_WORDS].sha256:
            raise arrays.damaged(folder / _WORDS)
        if verified_files.changed(folder, [files[_NUMBERS]], cache_dir):
            raise arrays.damaged(folder / _NUMBERS)
        words = marisa_trie.Trie().frombytes(data)
        numbers = arrays.load(folder / _NUMBERS, np.int32)
        if len(numbers) != len(words) + _N_OTHER_NUMBERS:
            raise arrays.damaged(folder / _NUMBERS)
        return cls(folder, words, numbers)


def save(frequencies: Mapping[str, int], total: int, folder: Path) -> None:
    """Write a dictionary for ``Frequencies``, aside and renamed: it is there whole or not at all.

    Raises:
        OSError: it cannot be written.
    """
    words = marisa_trie.Trie(frequencies)
    numbers = np.zeros(len(words) + _N_OTHER_NUMBERS, np.int32)
    numbers[[words[word] for word in frequencies]] = [*frequencies.values()]
    numbers[-_N_OTHER_NUMBERS:] = total, max(map(len, frequencies))
    folder.parent.mkdir(parents=True, exist_ok=True)
    # Two processes may write it at once: each has a name of its own.
    with staging.aside(folder.with_name(f"{folder.name}.{secrets.token_hex(8)}")) as part:
        part.mkdir()
        durable.write(part / _WORDS, words.tobytes())
        arrays.save(part / _NUMBERS, numbers)
        sums = [
            [file.name, file.stat().st_size, verified_files.sha256(file)] for file in part.iterdir()
        ]
        durable.write(part / _SUMS, json.dumps(sums).encode())
        if not folder.exists():
            part.rename(folder)


def _listed(folder: Path) -> dict[str, PublishedFile]:
    """The files of a dictionary as they were written, by name.

    Raises:
        IndexDamagedError: that is not known.
        OSError: it is gone.
    """
    try:
        sums = json.loads(regular_files.read_text(folder / _SUMS))
        files = {
            name: PublishedFile(name=name, n_bytes=n, sha256=digest) for name, n, digest in sums
        }
    except (ValueError, TypeError, RecursionError) as error:
        raise arrays.damaged(folder / _SUMS) from error
    if files.keys() != {_WORDS, _NUMBERS}:
        raise arrays.damaged(folder / _SUMS)
    return files
