"""One order of the candidates: the chance of each to answer, its answer, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from qa import weights
from qa.entry_choice import entries
from qa.figure_choice import figures
from qa.name_choice import names
from qa.pool import pool
from qa.types import Kind, LegTrace, Trace

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from index.types import Document, Passage, Sentence
    from qa.concepts import Concepts
    from qa.evidence import Evidence
    from qa.pool import Found, Stand
    from qa.question import Question
    from qa.retrieve import Candidates

POOL = 12  # candidates, by their legs and penalties, whose text is read for an answer
CHOOSING = {
    Kind.QUANTITY: (figures, weights.FIGURE),
    Kind.ENTITY: (names, weights.NAME),
    Kind.LIST: (names, weights.LIST),
}
_DOUBT = 1.0  # log-odds that a whole sentence loses where a name or an enumeration was asked for
_NAME = -0.85  # log-odds of a name (.3), below which its sentence is the better answer
_WHOLE = 0.3  # and the most that it has: any name that does stand out goes before it


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """A candidate in its place.

    ``legs`` is how each leg saw it, ``sentence`` the number of its best sentence;
    ``passage_log_odds`` what the legs alone come to; ``parts`` what each feature adds to its
    ``log_odds``; ``evidence`` what of its text may answer, best first.
    """

    legs: tuple[LegTrace, ...]
    document: Document
    passage: Passage
    sentence: int
    passage_log_odds: float
    parts: Mapping[str, float]
    evidence: tuple[Evidence, ...]

    @property
    def best(self) -> Sentence:
        """Its best sentence."""
        return self.passage.sentences[self.sentence]

    @property
    def log_odds(self) -> float:
        """The log-odds that the passage answers."""
        return sum(self.parts.values())

    @property
    def chance(self) -> float:
        """The chance that the passage answers, 0 to 1."""
        return float(0.5 * (1 + np.tanh(self.log_odds / 2)))  # 1 / (1 + exp(-x)), no overflow

    def trace(self, matched_terms: tuple[str, ...]) -> Trace:
        """Why it stands where it stands."""
        return Trace(legs=self.legs, matched_terms=matched_terms, parts=self.parts)


def order(
    question: Question,
    concepts: Concepts,
    candidates: Candidates,
    where: Callable[[int], Stand],
    *,
    top_k: int,
) -> tuple[Ranked, ...]:
    """The ``top_k`` candidates that most likely answer, the likeliest first; ties keep their order.

    Args:
        question: the question.
        concepts: what it speaks of.
        candidates: what the legs found.
        where: tells where the i-th candidate stands.
        top_k: how many to return.
    """
    found = pool(question, candidates, where, max(POOL, top_k))
    ranked = [_read(question, concepts, each) for each in found]
    ranked.sort(key=lambda each: -each.log_odds)
    return tuple(ranked[:top_k])


def _read(question: Question, concepts: Concepts, found: Found) -> Ranked:
    """A candidate with what its text says to the question."""
    passage, kind = found.passage, question.wanted.kind
    whole = parts = found.legs | found.penalties
    evidence: list[Evidence] = []
    if kind in CHOOSING:
        read, weight = CHOOSING[kind]
        evidence = read(question, concepts, passage)
        parts = {name: weight["passage"] * part for name, part in found.legs.items()}
        parts |= {"kind": weight["intercept"]} | found.penalties
        if "other period" in found.penalties:
            parts["other period"] = weight["other period"]
        parts |= evidence[0].parts if evidence else {"nothing to choose": weight["none"]}
        in_whole = min(sum(whole.values()) - _DOUBT, _WHOLE)
        doubt = in_whole - sum(parts.values())
        if kind is not Kind.QUANTITY and doubt > 0:
            # It speaks of what is asked, and no name in it stands out: the sentence answers,
            # or the name if it is not far behind.
            if sum(parts.values()) < _NAME:
                evidence = []
            parts |= {"whole sentence": doubt}
    elif kind in {Kind.DEFINITION, Kind.TOPIC}:
        evidence = entries(question, passage)
        if evidence:
            parts = whole | evidence[0].parts
        elif kind is Kind.DEFINITION:
            parts = whole | {"no entry": weights.DEFINITION["no entry"]}
    sentence = found.sentence
    if evidence:
        start = evidence[0].start
        sentence = next(k for k, each in enumerate(passage.sentences) if start < each.end)
    return Ranked(
        document=found.document,
        passage=passage,
        legs=found.trace,
        sentence=sentence,
        passage_log_odds=sum(found.legs.values()),
        parts=parts,
        evidence=tuple(evidence),
    )
