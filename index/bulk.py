"""The encoder of a build: the exported one, or for many texts the model itself, if that is faster.

Cores that multiply bfloat16 themselves encode with torch half again as fast as the exported encoder
does (``python -m benchmarks.limits``), but its imports take seconds, which few texts do not pay for.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Protocol

from index.encoder import multiplies_bfloat16
from index.errors import ModelError
from index.exported import ExportedEncoder

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from index.encoder import Progress, SentenceTransformerEncoder, Vectors

_MANY = 2000  # texts: half a minute or more by the exported encoder, on two cores
_SAMPLED = 48  # of them are encoded in each way, to see which is faster here


class Encode(Protocol):
    """A way to encode texts."""

    def __call__(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Vectors of texts: (n, dimension) float32, unit length."""
        ...


class BulkEncoder(ExportedEncoder):
    """The exported encoder, which hands many passages to the model if it is faster on this machine.

    The model's vectors are as near to those in float32 as an exported question's (cosine .9999).

    Args:
        folder: as ``ExportedEncoder``'s.
        name: as there.
        load: loads the model itself.
        say: told, in one line, why the model cannot be tried.
    """

    def __init__(
        self,
        folder: Path,
        *,
        name: str,
        load: Callable[[], SentenceTransformerEncoder],
        say: Callable[[str], None],
    ) -> None:
        super().__init__(folder, name=name)
        self._load = load
        self._say = say

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Encode texts to be found: (n, dimension) float32, unit length."""
        encode: Encode = super().encode_passages
        if len(texts) >= _MANY and multiplies_bfloat16():
            encode = fastest([encode, *self._by_the_model()], texts)
        return encode(texts, progress)

    def _by_the_model(self) -> list[Encode]:
        """The model's own way, where it can be loaded."""
        try:
            return [self._load().encode_passages]
        except ModelError as error:
            self._say(f"{error}: the exported encoder goes on alone")
            return []


def fastest(ways: Sequence[Encode], texts: Sequence[str]) -> Encode:
    """The way that takes the least time for a sample of the texts; each has one to begin with."""
    sample = texts[:: max(1, len(texts) // _SAMPLED)][:_SAMPLED]

    def seconds(encode: Encode) -> float:
        encode(sample[:1])
        started = time.perf_counter()
        encode(sample)
        return time.perf_counter() - started

    return ways[0] if len(ways) == 1 else min(ways, key=seconds)
