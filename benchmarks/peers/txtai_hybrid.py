"""txtai's hybrid index as its guide makes one: vectors beside BM25, texts kept in SQLite."""

from __future__ import annotations

import os
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

os.environ["HF_HUB_OFFLINE"] = "1"  # the model lies on this disk; before its library is imported

from txtai import Embeddings

from benchmarks.peers.peer import main

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

INSTRUCTIONS = {"query": "query: ", "data": "passage: "}  # the prompts of the e5 family


@dataclass(frozen=True, slots=True)
class Model:
    """A model by its folder, and txtai's own cache of those loaded: once a process."""

    folder: str
    loaded: dict[str, Any]


class TxtaiHybrid:
    """``Embeddings(hybrid=True, content=True)`` (https://neuml.github.io/txtai, Embeddings)."""

    def __init__(self, embeddings: Embeddings) -> None:
        self._embeddings = embeddings
        self._lock = threading.Lock()  # its SQLite cursor breaks when two threads search at once

    @staticmethod
    def load(folder: str) -> Model:
        """Return the model's folder and txtai's cache, which the first index fills."""
        return Model(folder=folder, loaded={})

    @classmethod
    def build(cls, model: Model, texts: Sequence[str], folder: Path) -> TxtaiHybrid:
        """Index paragraphs and save the index."""
        embeddings = Embeddings(
            path=model.folder,
            instructions=INSTRUCTIONS,
            hybrid=True,
            content=True,
            models=model.loaded,
        )
        embeddings.index(list(texts))
        embeddings.save(str(folder / "txtai"))
        return cls(embeddings)

    @classmethod
    def open(cls, model: Model, folder: Path) -> TxtaiHybrid:
        """Read a saved index back."""
        embeddings = Embeddings(models=model.loaded)
        embeddings.load(str(folder / "txtai"))
        return cls(embeddings)

    def search(self, question: str, *, top_k: int = 5) -> list[str]:
        """Return the nearest paragraphs."""
        with self._lock:
            return [found["text"] for found in self._embeddings.search(question, top_k)]


if __name__ == "__main__":
    main(TxtaiHybrid)
