"""LlamaIndex as its starter example makes an index: ``VectorStoreIndex``, persisted as JSON."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

os.environ["HF_HUB_OFFLINE"] = "1"  # the model lies on this disk; before its library is imported

from llama_index.core import Document, StorageContext, VectorStoreIndex, load_index_from_storage
from llama_index.embeddings.huggingface import HuggingFaceEmbedding

from benchmarks.peers.peer import main

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


class LlamaIndex:
    """A document a paragraph, the nearest by its retriever; no language model is asked."""

    def __init__(self, index: VectorStoreIndex) -> None:
        self._index = index

    @staticmethod
    def load(folder: str) -> HuggingFaceEmbedding:
        """Load the model with the prompts of the e5 family."""
        return HuggingFaceEmbedding(
            model_name=folder,
            query_instruction="query: ",
            text_instruction="passage: ",
            device="cpu",
        )

    @classmethod
    def build(cls, model: HuggingFaceEmbedding, texts: Sequence[str], folder: Path) -> LlamaIndex:
        """Index paragraphs and persist the index."""
        documents = [Document(text=text) for text in texts]
        index = VectorStoreIndex.from_documents(documents, embed_model=model)
        index.storage_context.persist(persist_dir=str(folder / "llama_index"))
        return cls(index)

    @classmethod
    def open(cls, model: HuggingFaceEmbedding, folder: Path) -> LlamaIndex:
        """Read a persisted index back."""
        context = StorageContext.from_defaults(persist_dir=str(folder / "llama_index"))
        return cls(load_index_from_storage(context, embed_model=model))

    def search(self, question: str, *, top_k: int = 5) -> list[str]:
        """Return the nearest paragraphs."""
        found = self._index.as_retriever(similarity_top_k=top_k).retrieve(question)
        return [each.text for each in found]


if __name__ == "__main__":
    main(LlamaIndex)
