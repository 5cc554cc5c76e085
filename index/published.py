"""What a generation holds: documents, passages, their vectors and their terms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from index.document_table import DocumentTable
from index.errors import IndexDamagedError
from index.lexical import LexicalIndex
from index.passage_table import PassageTable
from index.vectors import VectorIndex

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from index.types import Document, Passage
    from index.vectors import Rows


# The sums that parts are checked with as they are read; an index of before has none of them.
_SUMS = (
    "documents/sums.bin",
    "passages/sums.bin",
    "passage_vectors.head",
    "sentence_vectors.head",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedIndex:
    """An index that can be asked: memory-mapped, so that opening it reads next to nothing.

    Row i of ``passage_vectors`` and ``passage_terms`` is ``passages[i]``; the rows of
    ``sentence_vectors`` and ``sentence_terms`` are all sentences in the order of their passages.
    """

    documents: DocumentTable
    passages: PassageTable
    passage_vectors: VectorIndex
    sentence_vectors: VectorIndex
    passage_terms: LexicalIndex
    sentence_terms: LexicalIndex

    @classmethod
    def of(
        cls,
        documents: Sequence[Document],
        passages: Sequence[Passage],
        *,
        passage_vectors: VectorIndex,
        sentence_vectors: VectorIndex,
        passage_terms: LexicalIndex,
        sentence_terms: LexicalIndex,
    ) -> PublishedIndex:
        """An index in memory; the passages stand document by document."""
        table = DocumentTable(documents)
        return cls(
            documents=table,
            passages=PassageTable.of(table, passages),
            passage_vectors=passage_vectors,
            sentence_vectors=sentence_vectors,
            passage_terms=passage_terms,
            sentence_terms=sentence_terms,
        )

    def save(self, folder: Path) -> None:
        """Write every part into an existing, empty folder."""
        self.documents.save(folder / "documents")
        self.passages.save(folder / "passages")
        self.passage_vectors.save(folder / "passage_vectors.faiss")
        self.sentence_vectors.save(folder / "sentence_vectors.faiss")
        self.passage_terms.save(folder / "passage_terms")
        self.sentence_terms.save(folder / "sentence_terms")

    @classmethod
    def load(cls, folder: Path) -> PublishedIndex:
        """Map what ``save`` wrote.

        Raises:
            IndexDamagedError: a file is not what was written, or is gone, as when newer
                generations take this one's place.
        """
        lacking = [file for file in _SUMS if not (folder / file).exists()]
        if lacking not in ([], [*_SUMS]):
            raise IndexDamagedError(
                f"{folder / lacking[0]} of the index cannot be read (it is gone); run `wenbao build`"
            )
        try:
            documents = DocumentTable.load(folder / "documents")
            loaded = cls(
                documents=documents,
                passages=PassageTable.load(folder / "passages", documents),
                passage_vectors=VectorIndex.load(folder / "passage_vectors.faiss"),
                sentence_vectors=VectorIndex.load(folder / "sentence_vectors.faiss"),
                passage_terms=LexicalIndex.load(folder / "passage_terms"),
                sentence_terms=LexicalIndex.load(folder / "sentence_terms"),
            )
        except OSError as error:
            raise IndexDamagedError(
                f"{error.filename or folder} of the index cannot be read "
                f"({error.strerror or error}); run `wenbao build`"
            ) from error
        loaded._check()
        return loaded

    def _check(self) -> None:
        """Check that the parts are of the same passages and sentences.

        Raises:
            IndexDamagedError: they are not.
        """
        n_passages, n_sentences = len(self.passages), int(self.passages.first_sentences[-1])
        for n, parts in (
            (n_passages, (self.passage_vectors, self.passage_terms)),
            (n_sentences, (self.sentence_vectors, self.sentence_terms)),
        ):
            if any(len(part) != n for part in parts):
                raise IndexDamagedError(
                    f"the index is of {n_passages} passages and {n_sentences} sentences, but a "
                    "part of it is not; run `wenbao build`"
                )

    def passages_of(self, sentences: Rows) -> Rows:
        """The rows of the passages that sentences, given by their rows, belong to."""
        return np.searchsorted(self.passages.first_sentences, sentences, side="right") - 1
