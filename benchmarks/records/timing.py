"""Many measurements of one thing, summed up; and who takes turns with whom."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Who = TypeVar("Who")
What = TypeVar("What")


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """The median and two high percentiles of ``n`` measurements, in their own unit."""

    n: int
    p50: float
    p95: float
    p99: float

    @classmethod
    def of(cls, values: Sequence[float]) -> Spread:
        """Sum up at least one measurement; between two of them percentiles are interpolated."""
        p50, p95, p99 = (round(float(p), 3) for p in np.percentile(values, (50, 95, 99)))
        return cls(n=len(values), p50=p50, p95=p95, p99=p99)


def turns(
    who: Sequence[Who], what: Sequence[What], repeats: int, seed: int = 0
) -> Iterator[tuple[Who, What]]:
    """Everything once for everyone, again and again: a busy moment of the machine meets all.

    The order of the things is shuffled anew each time, the same for all; so is who begins.
    """
    order = random.Random(seed)  # noqa: S311 - no secret
    for _ in range(repeats):
        for thing in order.sample(what, len(what)):
            for one in order.sample(who, len(who)):
                yield one, thing
