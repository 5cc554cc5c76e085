"""Reports that an engine holds, for what asks it of them; their texts cannot be searched by vectors."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from index.language import tokens
from index.published.contents import PublishedIndex
from index.published.terms import TermIndex
from index.published.vectors import VectorIndex
from index.searchable.embedded import EmbeddedIndex

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from index.types import Document, Passage


def held(
    documents: Iterable[Document],
    passages: Sequence[Passage] = (),
    families: Sequence[tuple[int, ...]] = (),
) -> EmbeddedIndex:
    """An index of some reports, and of their passages, which stand document by document."""
    sentences = [each for passage in passages for each in passage.sentences]
    nothing = VectorIndex.build(np.ones((1, 2), np.float32), lambda: np.ones((1, 2), np.float32))
    return EmbeddedIndex(
        PublishedIndex.of(
            tuple(documents),
            passages,
            passage_vectors=nothing,
            sentence_vectors=nothing,
            passage_terms=TermIndex([tokens.terms(each.text) for each in passages]),
            sentence_terms=TermIndex([tokens.terms(each.text) for each in sentences]),
            families=families,
        )
    )
