"""Reusable vectors: a rebuild takes those of the index before, and encodes only what has changed.

They are equal to fresh ones but where they lay in lists: those were rounded to float16
(``index.published.vectors``), and stay so also where the corpus has shrunk to what is compared exactly. That
moves a similarity by less than 1e-3; an index that is to be free of it is built in a new folder.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import numpy as np

from index.errors import IndexDamagedError, ShortageError
from index.published.contents import PublishedIndex
from index.reading import splitting

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from index.model.encoder import Encoder, Progress, Vectors
    from index.published.vectors import VectorIndex


class ReusableVectors:
    """The vectors of texts by what they say, of one or no index."""

    def __init__(self) -> None:
        self._places: dict[bytes, tuple[VectorIndex, int]] = {}

    @classmethod
    def of(cls, generation: Path) -> ReusableVectors:
        """The vectors of a published index; none where it cannot be read."""
        try:
            return cls.of_parts([PublishedIndex.load(generation)])
        except (IndexDamagedError, ShortageError):
            return cls()  # what cannot be taken over is encoded

    @classmethod
    def of_parts(cls, parts: Iterable[PublishedIndex]) -> ReusableVectors:
        """The vectors of several indexes by one encoder; of equal texts the first's.

        Raises:
            IndexDamagedError: one cannot be read.
        """
        reusable = cls()
        for before in parts:
            in_context = map(splitting.in_context, before.passages)
            sentences = (
                text
                for passage in before.passages
                for text in splitting.texts_of_sentences(passage)
            )
            reusable._keep(in_context, before.passage_vectors)
            reusable._keep(sentences, before.sentence_vectors)
        return reusable

    def encode(
        self, encoder: Encoder, texts: Sequence[str], progress: Progress | None = None
    ) -> Vectors:
        """Vectors of texts, (n, dimension) float32: taken over, or encoded, equal texts once."""
        keys = [_key(text) for text in texts]
        new = {key: i for i, key in enumerate(keys) if key not in self._places}
        rows = dict(zip(new, range(len(new)), strict=True))
        if progress:
            progress(len(texts) - len(new))
        encoded = encoder.encode_passages([texts[i] for i in new.values()], progress)
        vectors = np.empty((len(texts), encoder.dimension), np.float32)
        old: dict[int, list[int]] = {}
        for i, key in enumerate(keys):
            if key in rows:
                vectors[i] = encoded[rows[key]]
            else:
                old.setdefault(id(self._places[key][0]), []).append(i)
        for places in old.values():
            index = self._places[keys[places[0]]][0]
            vectors[places] = index.vectors(
                np.array([self._places[keys[i]][1] for i in places], np.int64)
            )
        return vectors

    def _keep(self, texts: Iterable[str], vectors: VectorIndex) -> None:
        for row, text in enumerate(texts):
            self._places.setdefault(_key(text), (vectors, row))


def _key(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
