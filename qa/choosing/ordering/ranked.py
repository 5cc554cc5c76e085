"""A candidate whose text was read: how likely it answers, by what, and with which words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from qa.types import LegTrace, Trace, Version

if TYPE_CHECKING:
    from collections.abc import Mapping

    from index.types import Document, Passage, Sentence
    from qa.choosing.evidence import Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """A candidate in its place.

    ``legs`` is how each leg saw it, ``sentence`` the number of its best sentence;
    ``passage_log_odds`` what the legs alone come to, ``unread_log_odds`` that with what its time and
    place cost; ``parts`` what each feature adds to its
    ``log_odds``; ``evidence`` what of its text may answer, best first. ``versions`` are where
    nearly the same stands in other versions of the report, ``others`` those of them that say it
    in other words, read for an answer as well.
    """

    legs: tuple[LegTrace, ...]
    document: Document
    passage: Passage
    sentence: int
    passage_log_odds: float
    unread_log_odds: float
    parts: Mapping[str, float]
    evidence: tuple[Evidence, ...]
    versions: tuple[Version, ...] = ()
    others: tuple[Ranked, ...] = ()

    @property
    def best(self) -> Sentence:
        """Its best sentence."""
        return self.passage.sentences[self.sentence]

    @property
    def of_choice(self) -> Mapping[str, float]:
        """The features of what was chosen in it; none where nothing was."""
        return self.evidence[0].features if self.evidence else {}

    @property
    def log_odds(self) -> float:
        """The log-odds that the passage answers."""
        return sum(self.parts.values())

    @property
    def own_log_odds(self) -> float:
        """Without reading, with what speaks for itself whatever was asked, as the name in a head does."""
        strengths = [each.strength for each in self.evidence]
        return self.unread_log_odds + max(
            0.0, self.parts.get("kind", 0.0) + max(strengths, default=0.0)
        )

    @property
    def chance(self) -> float:
        """The chance that the passage answers, 0 to 1."""
        return float(0.5 * (1 + np.tanh(self.log_odds / 2)))  # 1 / (1 + exp(-x)), no overflow

    def trace(self, matched_terms: tuple[str, ...]) -> Trace:
        """Why it stands where it stands."""
        return Trace(legs=self.legs, matched_terms=matched_terms, parts=self.parts)
