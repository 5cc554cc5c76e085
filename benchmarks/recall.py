"""What an index's search of vectors misses: against comparing a question with all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.encoder import Encoder, Vectors
    from index.published import PublishedIndex

_DEPTHS = (10, 100)  # of recall@k; a question asks for hundreds
_TIE = 1e-6  # vectors as near as the k-th, to within this, are as right
_BLOCK = 8192  # vectors compared at once


def recalls(index: PublishedIndex, encoder: Encoder, questions: Vectors) -> dict[str, float]:
    """Shares of the nearest 10 and 100 sentences that the index finds, against all compared."""
    deepest = max(_DEPTHS)
    found = {
        k: [index.sentence_vectors.search(question, k)[0] for question in questions]
        for k in _DEPTHS
    }
    near = {k: [np.full(len(rows), -1.0, np.float32) for rows in found[k]] for k in _DEPTHS}
    best = np.full((len(questions), deepest), -1.0, np.float32)
    first = 0
    for block in _blocks(index):
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


def _blocks(index: PublishedIndex) -> Iterator[list[str]]:
    block: list[str] = []
    for passage in index.passages:
        block += [sentence.text for sentence in passage.sentences]
        if len(block) >= _BLOCK:
            yield block
            block = []
    if block:
        yield block
