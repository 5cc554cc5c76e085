"""A span of a passage that may answer, and what speaks for it."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from index.fact_types import Fact
    from index.language.measures import Measure

# The feature of what a set phrase tells of just what is asked (``qa.choosing.phrased``): how much of it, 0 to 1.
PHRASED = "phrased"


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """A span of a passage that may answer, in offsets of the document.

    ``features`` are what speaks for it and against it, ``weights`` what each of them counts.
    Of a figure ``measure`` says what it measures, ``fact`` what was read of it when its report was
    indexed, ``own`` which of the question's concepts stand beside it, ``concepts`` those that stand
    beside it or before it in its sentence, ``leading`` these and those of its headings, and ``told``
    those that all of its passage speaks of.
    """

    start: int
    end: int
    features: Mapping[str, float]
    weights: Mapping[str, float]
    measure: Measure | None = None
    fact: Fact | None = None
    own: frozenset[int] = frozenset()
    concepts: frozenset[int] = frozenset()
    leading: frozenset[int] = frozenset()
    told: frozenset[int] = frozenset()

    @property
    def parts(self) -> dict[str, float]:
        """What each feature adds to the log-odds that the span answers."""
        return {name: self.weights[name] * value for name, value in self.features.items() if value}

    @functools.cached_property
    def strength(self) -> float:
        """What the features come to, in log-odds."""
        weights = self.weights
        return sum([weights[name] * value for name, value in self.features.items() if value])
