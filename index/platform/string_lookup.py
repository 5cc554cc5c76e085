"""Which of very many strings stand in a text: looked up by hash, in arrays that are mapped.

A dictionary of half a million words takes a second and a hundred megabytes to read, a text has a
few dozen of them in it. So the hashes of all parts of the text are looked for among the sorted
hashes of all strings, and nothing is read but what is compared.

These arrays travel in an index, which may be somebody else's: whatever they hold, to look into them
can only find the wrong strings. A file of marisa-trie is a third of the size, but a few wrong bytes
in one end the process, so the trie serves only what this machine makes itself
(``index.language.word_frequencies``).
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_FACTOR = np.uint64(0x9E3779B97F4A7C15)  # odd, of well mixed bits: 2**64 over the golden ratio
_BITS = 22
_SHIFT = np.uint64(64 - _BITS)


class StringLookup:
    """Finds the strings of a table that stand in a text.

    Args:
        hashes: of the strings, ascending, as ``ordered`` gives them.
        longest: how many characters the longest of them has.
    """

    def __init__(self, hashes: NDArray[np.uint64], longest: int) -> None:
        self._hashes = hashes
        self._longest = longest

    def places_in(self, text: str) -> NDArray[np.int64]:
        """The places, in the order of the hashes, of all strings that stand in a text.

        Maybe of one that does not, too: two strings may have the same hash.
        """
        parts = _hashes_of_parts(text, self._longest)
        hashes = np.concatenate(parts)
        hashes = np.unique(hashes[self._begins[hashes >> _SHIFT]])
        first = np.searchsorted(self._hashes, hashes, "left")
        last = np.searchsorted(self._hashes, hashes, "right")
        counts = last - first
        behind = np.cumsum(counts)  # where the places of each hash end in the result
        places: NDArray[np.int64] = np.arange(behind[-1] if len(behind) else 0, dtype=np.int64)
        places += np.repeat(first - (behind - counts), counts)
        return places

    @functools.cached_property
    def _begins(self) -> NDArray[np.bool_]:
        """Whether any string's hash begins with these bits: rules nearly all other parts out."""
        begins = np.zeros(1 << _BITS, np.bool_)
        begins[self._hashes >> _SHIFT] = True
        return begins


def ordered(strings: Sequence[str]) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """The hashes of strings, ascending, and which string each is of: (n,) each."""
    hashes = np.zeros(len(strings), np.uint64)
    lengths = np.array([len(string) for string in strings], np.int64)
    for length in np.unique(lengths[lengths > 0]).tolist():
        rows = np.flatnonzero(lengths == length)
        text = "".join(strings[row] for row in rows.tolist())
        hashes[rows] = _hashes_of_parts(text, length)[-1][::length]
    order = np.argsort(hashes, kind="stable")
    return hashes[order], order


def _hashes_of_parts(text: str, longest: int) -> list[NDArray[np.uint64]]:
    """The hashes of all parts of a text, at entry n of those of n + 1 characters, in order.

    A polynomial in the code points, modulo 2**64, so that one character more is one step more.
    """
    characters = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4").astype(np.uint64)
    hashes = [characters]
    for length in range(2, min(longest, len(characters)) + 1):
        hashes.append(hashes[-1][:-1] * _FACTOR + characters[length - 1 :])
    return hashes
