"""How far up a ranking the right passages stand: hit@k, MRR and nDCG of one question.

The formulas are trec_eval's for passages that are right or not (https://github.com/usnistgov/trec_eval:
success, recip_rank, ndcg_cut). Its Python packages have to be compiled on some systems, which three
lines of arithmetic do not.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence


def hit(ranked: Sequence[str], right: Collection[str], depth: int) -> float:
    """1 where one of the first ``depth`` is right, else 0."""
    return float(any(key in right for key in ranked[:depth]))


def reciprocal_rank(ranked: Sequence[str], right: Collection[str], depth: int) -> float:
    """One by the rank of the first that is right, counted from 1; 0 where none of ``depth`` is."""
    ranks = (rank for rank, key in enumerate(ranked[:depth], start=1) if key in right)
    return 1 / next(ranks, math.inf)


def ndcg(ranked: Sequence[str], right: Collection[str], depth: int) -> float:
    """Gain of the right ones, discounted by log2 of their ranks, of the best that there could be.

    The best has all that are right at the top, found or not (Järvelin and Kekäläinen 2002,
    https://doi.org/10.1145/582415.582418); 0 where nothing is right.
    """
    if not right:
        return 0.0
    gain = sum(_gain(i) for i, key in enumerate(ranked[:depth]) if key in right)
    return gain / sum(map(_gain, range(min(len(right), depth))))


def _gain(place: int) -> float:
    """What a right passage gives at a place, counted from 0."""
    return 1 / math.log2(place + 2)
