"""txtai's ways to find passages, for ``benchmarks.quality.retrieval``: as it comes, and by our terms."""

from __future__ import annotations

import importlib.metadata
from typing import TYPE_CHECKING, Any

import numpy as np
from txtai import Embeddings
from txtai.scoring import BM25

from benchmarks.peers.txtai_hybrid import INSTRUCTIONS
from index.language import tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from index.platform.arrays import Rows


class BM25OfTerms(BM25):  # type: ignore[misc]  # txtai is not typed
    """txtai's BM25 over wenbao's terms; its own tokenizer cuts Chinese into single characters."""

    def tokenize(self, text: str) -> list[str]:
        """Cut a passage or a question into terms."""
        return tokens.terms(text)


class Txtai:
    """Builds txtai's hybrid indexes: its vectors by the given weights, beside its BM25.

    Args:
        model: The folder of a sentence-transformers model of the e5 family.
    """

    version = importlib.metadata.version("txtai")

    def __init__(self, model: str) -> None:
        self._model = model
        self._loaded: dict[str, Any] = {}  # txtai's own cache of models: loaded once a run

    def ways(
        self, texts: Sequence[str], folder: Path, *, k: int
    ) -> Iterator[tuple[str, Callable[[str], Rows]]]:
        """Yield ways to find the rows of the k nearest texts to a question, by name.

        ``hybrid`` is all that txtai's guide sets; the second way is the same, in the long form
        that lets a scoring class be named (https://neuml.github.io/txtai, Configuration, Scoring).
        """
        checkpoint = folder / "txtai"  # keeps the vectors: the second index takes them over
        terms = {"method": f"{__name__}.{BM25OfTerms.__name__}", "terms": True, "normalize": True}
        yield "txtai hybrid", self._search(texts, checkpoint, k, hybrid=True)
        yield "txtai hybrid, wenbao's terms", self._search(texts, checkpoint, k, scoring=terms)

    def _search(
        self, texts: Sequence[str], checkpoint: Path, k: int, **settings: Any
    ) -> Callable[[str], Rows]:
        embeddings = Embeddings(
            path=self._model,
            instructions=INSTRUCTIONS,
            models=self._loaded,
            **settings,
        )
        embeddings.index(list(texts), checkpoint=str(checkpoint))

        def search(question: str) -> Rows:
            return np.array([row for row, _ in embeddings.search(question, k)], np.int64)

        return search
