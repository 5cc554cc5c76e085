"""What one writes without wenbao: sentence-transformers and a flat FAISS index, nothing else."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

os.environ["HF_HUB_OFFLINE"] = "1"  # the model lies on this disk; before its library is imported

import faiss
from sentence_transformers import SentenceTransformer

from benchmarks.peers.peer import main

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


class Plain:
    """Paragraphs by the similarity of their vectors."""

    def __init__(
        self, model: SentenceTransformer, index: faiss.Index, texts: Sequence[str]
    ) -> None:
        self._model = model
        self._index = index
        self._texts = texts

    @staticmethod
    def load(folder: str) -> SentenceTransformer:
        """Load the model, float32."""
        return SentenceTransformer(folder, device="cpu")

    @classmethod
    def build(cls, model: SentenceTransformer, texts: Sequence[str], folder: Path) -> Plain:
        """Encode paragraphs and save their index."""
        vectors = model.encode(list(texts), prompt_name="passage", normalize_embeddings=True)
        index = faiss.IndexFlatIP(vectors.shape[1])
        index.add(vectors)
        faiss.write_index(index, str(folder / "plain.faiss"))
        (folder / "plain.json").write_text(json.dumps(texts), encoding="utf-8")
        return cls(model, index, texts)

    @classmethod
    def open(cls, model: SentenceTransformer, folder: Path) -> Plain:
        """Read a saved index back."""
        texts = json.loads((folder / "plain.json").read_text(encoding="utf-8"))
        return cls(model, faiss.read_index(str(folder / "plain.faiss")), texts)

    def search(self, question: str, *, top_k: int = 5) -> list[str]:
        """Return the nearest paragraphs."""
        vector = self._model.encode([question], prompt_name="query", normalize_embeddings=True)
        _, rows = self._index.search(vector, top_k)
        return [self._texts[row] for row in rows[0]]


if __name__ == "__main__":
    main(Plain)
