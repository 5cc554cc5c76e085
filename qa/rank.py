"""One order from the four legs: the chance of each candidate to answer, and the trace of why."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from index.types import Period
from qa.retrieve import Candidates, Leg
from qa.types import LegTrace, Trace

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

# What a unit of each leg's strength adds to the log-odds that a passage answers. The ratios are
# the middle of a plateau that benchmarks/ranking.py finds on two public sets and on questions
# about six provincial reports; slope and intercept make them a chance, nine of ten questions
# being answerable. Figures: benchmarks/README.md.
WEIGHTS: Mapping[Leg, float] = MappingProxyType(
    {
        Leg.PASSAGE_VECTORS: 0.75,
        Leg.SENTENCE_VECTORS: 0.75,
        Leg.PASSAGE_TERMS: 3.0,
        Leg.SENTENCE_TERMS: 4.5,
    }
)
INTERCEPT = -3.7
PERIOD_PENALTY = 1.5  # what a passage of the other time than the one asked about loses
YEAR_PENALTY = 8.0  # what one loses that cannot be of the year asked about: never an answer

_OPPOSITE = MappingProxyType({Period.REVIEW: Period.PLAN, Period.PLAN: Period.REVIEW})


def log_odds(candidates: Candidates, penalties: NDArray[np.float64]) -> NDArray[np.float64]:
    """The log-odds of each candidate to answer: (n,), higher is nearer.

    Args:
        candidates: what the legs found.
        penalties: what each candidate loses for speaking of another time, (n,).
    """
    total = INTERCEPT - penalties
    for leg, weight in WEIGHTS.items():
        total += weight * candidates.strengths[leg]
    return total


def period_penalties(
    asked: Sequence[Period | None], stated: Sequence[Period]
) -> NDArray[np.float64]:
    """What each candidate loses for speaking of the other time: (n,), 0 where it does not."""
    return np.array(
        [
            PERIOD_PENALTY if wanted is not None and _OPPOSITE.get(wanted) is period else 0.0
            for wanted, period in zip(asked, stated, strict=True)
        ]
    )


def year_penalties(can_be: Sequence[bool]) -> NDArray[np.float64]:
    """What each candidate loses that cannot be of the year asked about: (n,), 0 for the others.

    A figure of another year than the one that is named is no answer, however near it stands.
    """
    return np.where(can_be, 0.0, YEAR_PENALTY)


def chance(log_odds: float) -> float:
    """Log-odds as a chance, 0 to 1."""
    return float(0.5 * (1 + np.tanh(log_odds / 2)))  # 1 / (1 + exp(-x)), which overflows


def order(log_odds: NDArray[np.float64], top_k: int) -> NDArray[np.int64]:
    """The places of the ``top_k`` highest, highest first; ties keep their order."""
    return np.argsort(-log_odds, kind="stable")[:top_k]


def best_sentence(candidates: Candidates, i: int) -> int:
    """Which sentence of candidate ``i`` matches best, counted from 0."""
    span = slice(candidates.starts[i], candidates.starts[i + 1])
    total = sum(WEIGHTS[leg] * values[span] for leg, values in candidates.of_sentences.items())
    return int(np.argmax(total))


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
