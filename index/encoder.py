"""Text to vectors: the ``Encoder`` protocol and its sentence-transformers adapter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
Progress = Callable[[int], None]


class Encoder(Protocol):
    """Turns questions and passages into unit vectors whose inner product is a similarity."""

    @property
    def name(self) -> str:
        """The model as it was asked for."""
        ...

    @property
    def fingerprint(self) -> str:
        """Equal for two encoders just when their vectors can be compared."""
        ...

    @property
    def dimension(self) -> int:
        """Length of every vector."""
        ...

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Encode texts to be found: (n, dimension) float32, unit length.

        ``progress`` is told, now and then, how many more texts are done.
        """
        ...

    def encode_questions(self, texts: Sequence[str]) -> Vectors:
        """Encode questions: (n, dimension) float32, unit length."""
        ...
