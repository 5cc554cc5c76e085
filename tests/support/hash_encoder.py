"""A small deterministic encoder, for tests that are not about meaning."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.model.encoder import Progress, Vectors


class HashEncoder:
    """A small deterministic encoder, for tests that are not about meaning.

    A text's vector counts its pairs of neighbouring characters, hashed into 256 places: texts
    that share characters are near, and equal texts are equal.
    """

    name = "hash"
    fingerprint = "hash-256"
    dimension = 256

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        if progress:
            progress(len(texts))
        return self.encode_questions(texts)

    def encode_questions(self, texts: Sequence[str]) -> Vectors:
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        for row, text in enumerate(texts):
            for pair in zip(" " + text, text + " ", strict=True):
                place = hashlib.sha256("".join(pair).encode()).digest()[0]
                vectors[row, place] += 1
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors / np.maximum(lengths, 1e-9)
