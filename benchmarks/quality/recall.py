"""What an index's search of vectors misses: against comparing a question with all of them."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import numpy as np

from index.reading import splitting

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.model.encoder import Encoder, Vectors
    from index.published.contents import PublishedIndex
    from index.published.vectors import VectorIndex

_DEPTHS = (10, 100)  # of recall@k; a question asks for hundreds
_TIE = 1e-6  # vectors as near as the k-th, to within this, are as right
_BLOCK = 8192  # vectors compared at once


def recalls(index: PublishedIndex, encoder: Encoder, questions: Vectors) -> dict[str, float]:
    """Shares of the nearest 10 and 100 that the index finds, against all compared.

    Of sentences (``recall_at_10``), and of passages (``passage_recall_at_10``).
    """
    in_context = (splitting.in_context(passage) for passage in index.passages)
    sentences = (
        text for passage in index.passages for text in splitting.texts_of_sentences(passage)
    )
    of_passages = _recalls(index.passage_vectors, in_context, encoder, questions)
    return _recalls(index.sentence_vectors, sentences, encoder, questions) | {
        f"passage_{name}": share for name, share in of_passages.items()
    }


def _recalls(
    search: VectorIndex, texts: Iterator[str], encoder: Encoder, questions: Vectors
) -> dict[str, float]:
    deepest = max(_DEPTHS)
    found = {k: [search.search(question, k)[0] for question in questions] for k in _DEPTHS}
    near = {k: [np.full(len(rows), -1.0, np.float32) for rows in found[k]] for k in _DEPTHS}
    best = np.full((len(questions), deepest), -1.0, np.float32)
    first = 0
    while block := list(itertools.islice(texts, _BLOCK)):
        similarities = questions @ encoder.encode_passages(block).T
        best = np.sort(np.concatenate((best, similarities), axis=1), axis=1)[:, -deepest:]
        for k in _DEPTHS:
            for i, rows in enumerate(found[k]):
                here = (rows >= first) & (rows < first + len(block))
                near[k][i][here] = similarities[i, rows[here] - first]
        first += len(block)
    return {f"recall_at_{k}": _share_found(near[k], best, min(k, first)) for k in _DEPTHS}


def _share_found(near: Sequence[Vectors], best: Vectors, k: int) -> float:
    """The share of the k nearest that were found, given the similarities of both."""
    least = best[:, -k]
    n_right = sum(int((its >= at - _TIE).sum()) for its, at in zip(near, least, strict=True))
    return n_right / (len(near) * k)
