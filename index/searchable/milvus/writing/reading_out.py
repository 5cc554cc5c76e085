"""A generation in Milvus becomes an index in a folder again, which holds what was loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from index import publishing
from index.platform.batches import batches
from index.reading import splitting, versions
from index.searchable.milvus import filters
from index.searchable.milvus.connection import MOST_ROWS
from index.searchable.milvus.holdings import Holdings
from index.searchable.milvus.layout import Part
from index.storage.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from index.fact_types import Fact
    from index.model.encoder import Encoder, Progress, Vectors
    from index.searchable.milvus.connection import Connection
    from index.searchable.milvus.description import Description
    from index.types import Document, Passage

_VECTORS_A_CALL = MOST_ROWS // 4  # some 6 MB
_ROWS_A_CALL = 256


class _Recalled:
    """An encoder that gives the vectors that an index holds, and makes those it does not."""

    def __init__(self, encoder: Encoder, vectors: dict[str, Vectors]) -> None:
        self._encoder = encoder
        self._vectors = vectors
        self.name, self.fingerprint = encoder.name, encoder.fingerprint
        self.dimension = encoder.dimension

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        lacking = [text for text in texts if text not in self._vectors]
        if lacking:
            made = self._encoder.encode_passages(lacking)
            self._vectors |= dict(zip(lacking, made, strict=True))
        if progress:
            progress(len(texts))
        vectors = [self._vectors[text] for text in texts]
        return np.array(vectors, np.float32).reshape(len(texts), self.dimension)

    def encode_questions(self, texts: Sequence[str]) -> Vectors:
        return self._encoder.encode_questions(texts)


def read_out(
    connection: Connection, described: Description, folder: Path, encoder: Encoder
) -> None:
    """Publish in a folder an index of what a group holds.

    Args:
        connection: the server.
        described: the group.
        folder: where to publish.
        encoder: the one that its texts were encoded by.

    Raises:
        IndexDamagedError: the group is not what was written.
    """
    holdings = Holdings(connection, described)
    made = described.manifest
    documents: list[Document] = []
    for rows in batches(range(made.n_documents), _ROWS_A_CALL):
        found = holdings.documents(rows)
        documents += [found[row] for row in rows]
    passages: list[Passage] = []
    facts: list[Fact] = []
    for rows in batches(range(made.n_passages), _ROWS_A_CALL):
        read = holdings.passages(rows)
        passages += [read[row][0] for row in rows]
        facts += [fact for row in rows for fact in read[row][1]]
    in_context = [splitting.in_context(passage) for passage in passages]
    sentences = [text for each in passages for text in splitting.texts_of_sentences(each)]
    vectors = dict(zip(in_context, _vectors(holdings, Part.PASSAGES, len(in_context)), strict=True))
    vectors |= zip(sentences, _vectors(holdings, Part.SENTENCES, len(sentences)), strict=True)
    store = Store(folder)
    with store.lock(wait=False):
        publishing.publish(
            store,
            documents,
            passages,
            _Recalled(encoder, vectors),
            corpus=made.corpus,
            corpus_hash=made.corpus_hash,
            families=versions.families(documents),
            unrelated=(made.similarity_mean, made.similarity_deviation),
            facts=facts,
        )


def _vectors(holdings: Holdings, part: Part, n: int) -> Iterator[Vectors]:
    """All vectors of a collection, in the order of their rows."""
    for ids in batches(range(n), _VECTORS_A_CALL):
        where = filters.between("id", ids[0], ids[-1])
        rows = holdings.connection.query(holdings.of(part), where, ("id", "vector"))
        for row in sorted(rows, key=lambda each: int(each["id"])):
            yield np.array(row["vector"], np.float32)
