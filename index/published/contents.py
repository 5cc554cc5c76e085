"""The contents of a published index: documents, passages, their vectors and their terms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from index.errors import IndexDamagedError
from index.platform import shortage
from index.published.documents import DocumentTable
from index.published.facts import FactTable, LazyFacts
from index.published.passages import PassageTable
from index.published.terms import TermIndex
from index.published.vectors import VectorIndex

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from index.fact_types import Fact
    from index.platform.arrays import Rows
    from index.types import Document, Passage


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
    passage_terms: TermIndex
    sentence_terms: TermIndex
    facts: LazyFacts

    @classmethod
    def of(
        cls,
        documents: Sequence[Document],
        passages: Sequence[Passage],
        *,
        passage_vectors: VectorIndex,
        sentence_vectors: VectorIndex,
        passage_terms: TermIndex,
        sentence_terms: TermIndex,
        families: Sequence[tuple[int, ...]] = (),
        facts: Iterable[Fact] = (),
    ) -> PublishedIndex:
        """An index in memory; the passages stand document by document.

        ``families`` has those of each document that has versions of itself beside it; ``facts``
        stand in the order of their passages.
        """
        table = DocumentTable(documents, families)
        passage_table = PassageTable.of(table, passages)
        row_of = {(each.document_id, each.number): row for row, each in enumerate(passages)}
        placed = ((row_of[fact.document_id, fact.passage], fact) for fact in facts)
        fact_table = FactTable.of(passage_table, placed)
        return cls(
            documents=table,
            passages=passage_table,
            facts=LazyFacts(lambda: fact_table),
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
        self.facts.table.save(folder / "facts")

    @classmethod
    def load(cls, folder: Path) -> PublishedIndex:
        """Map what ``save`` wrote.

        Raises:
            IndexDamagedError: a file is not what was written, or is gone, as when newer
                generations take this one's place.
        """
        try:
            documents = DocumentTable.load(folder / "documents")
            passages = PassageTable.load(folder / "passages", documents)
            loaded = cls(
                documents=documents,
                passages=passages,
                facts=LazyFacts(lambda: _facts(folder, passages)),
                passage_vectors=VectorIndex.load(folder / "passage_vectors.faiss"),
                sentence_vectors=VectorIndex.load(folder / "sentence_vectors.faiss"),
                passage_terms=TermIndex.load(folder / "passage_terms"),
                sentence_terms=TermIndex.load(folder / "sentence_terms"),
            )
        except OSError as error:
            raise _unreadable(error, folder) from error
        loaded._check_numbers()
        return loaded

    def _check_numbers(self) -> None:
        """See that the parts are of as many passages and sentences: memory is reserved by them.

        Raises:
            IndexDamagedError: they are not.
        """
        n_sentences = int(self.passages.first_sentences[-1])
        numbers = {
            "passage_vectors.faiss": (len(self.passage_vectors), len(self.passages)),
            "passage_terms": (self.passage_terms.n_texts, len(self.passages)),
            "sentence_vectors.faiss": (len(self.sentence_vectors), n_sentences),
            "sentence_terms": (self.sentence_terms.n_texts, n_sentences),
        }
        for name, (number, expected) in numbers.items():
            if number != expected:
                raise IndexDamagedError(
                    f"{name} of the index is of {number} texts, expected {expected}; "
                    "run `wenbao build`"
                )

    def passages_of(self, sentences: Rows) -> Rows:
        """The rows of the passages that sentences, given by their rows, belong to."""
        return np.searchsorted(self.passages.first_sentences, sentences, side="right") - 1


def _facts(folder: Path, passages: PassageTable) -> FactTable:
    """Map the facts of an index."""
    try:
        return FactTable.load(folder / "facts", passages)
    except OSError as error:
        raise _unreadable(error, folder) from error


def _unreadable(error: OSError, folder: Path) -> IndexDamagedError:
    """The error of a part that is gone, as when newer generations take this one's place."""
    shortage.check(error, folder)
    return IndexDamagedError(
        f"{error.filename or folder} of the index cannot be read "
        f"({error.strerror or error}); run `wenbao build`"
    )
