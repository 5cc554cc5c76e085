"""One order from the four legs, with the trace of why."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from index.types import Period
from qa.retrieve import TERM_LEGS, VECTOR_LEGS, Candidates, Leg
from qa.types import LegTrace, Trace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from index.encoder import Vectors

# How much a term leg's share (0 to 1) counts against a vector leg's deviation (mostly -2 to 4).
# Fitted on public sets by benchmarks/fusion.py, where 4 to 6 are alike; not on the reports.
TERM_WEIGHT = 5.0
# What a passage of the other time loses. Chosen, not fitted: as much as one deviation of both
# vector legs, so that a passage of the time that is asked for wins when they are near.
PERIOD_WEIGHT = 2.0


def fuse(candidates: Candidates) -> NDArray[np.float64]:
    """The strength of each candidate in all legs together: (n,), higher is nearer."""
    vectors = sum(candidates.strengths[leg].astype(np.float64) for leg in VECTOR_LEGS)
    terms = sum(candidates.strengths[leg].astype(np.float64) for leg in TERM_LEGS)
    return np.asarray(vectors + TERM_WEIGHT * terms, np.float64)


def period_penalties(asked: Sequence[Period | None], stated: Sequence[Period]) -> Vectors:
    """What each candidate loses for speaking of the other time than the question asks about."""
    opposite = {Period.REVIEW: Period.PLAN, Period.PLAN: Period.REVIEW}
    return np.array(
        [
            PERIOD_WEIGHT if wanted is not None and opposite.get(wanted) is period else 0.0
            for wanted, period in zip(asked, stated, strict=True)
        ],
        np.float32,
    )


def order(strengths: NDArray[np.float64], top_k: int) -> NDArray[np.int64]:
    """The places of the ``top_k`` highest strengths, highest first; ties keep their order."""
    return np.argsort(-strengths, kind="stable")[:top_k]


def trace(candidates: Candidates, i: int, matched_terms: tuple[str, ...]) -> Trace:
    """Why candidate ``i`` stands where it stands."""
    return Trace(
        legs=tuple(
            LegTrace(
                leg=leg,
                rank=int(candidates.ranks[leg][i]) or None,
                similarity=float(candidates.similarities[leg][i]),
            )
            for leg in Leg
        ),
        matched_terms=matched_terms,
    )
