"""One order of the candidates: the chance of each to answer, its answer, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from index.text import fold
from index.types import Period
from qa import definitions, evidence, weights
from qa.retrieve import Leg
from qa.types import Kind, LegTrace, Trace

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from index.types import Document, Passage
    from qa.choice import Weighed
    from qa.evidence import Evidence
    from qa.question import Question
    from qa.retrieve import Candidates

POOL = 20  # candidates, by their legs and penalties, whose text is read for an answer
_CHOOSING = {
    Kind.QUANTITY: (evidence.figures, weights.FIGURE),
    Kind.ENTITY: (evidence.names, weights.NAME),
    Kind.LIST: (evidence.names, weights.LIST),
}
_OPPOSITE = {Period.REVIEW: Period.PLAN, Period.PLAN: Period.REVIEW}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """A candidate in its place.

    ``legs`` is how each leg saw it, ``sentence`` the number of its best sentence;
    ``passage_log_odds`` what the legs alone come to; ``parts`` what each feature adds to its ``log_odds``; ``evidence`` what of its text may answer,
    best first.
    """

    legs: tuple[LegTrace, ...]
    document: Document
    passage: Passage
    sentence: int
    passage_log_odds: float
    parts: Mapping[str, float]
    evidence: tuple[Evidence, ...]

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
    weighed: Weighed,
    candidates: Candidates,
    stands: Sequence[tuple[Document, Passage]],
    top_k: int,
) -> tuple[Ranked, ...]:
    """The ``top_k`` candidates that most likely answer, the likeliest first; ties keep their order.

    Args:
        question: the question.
        weighed: its concepts.
        candidates: what the legs found.
        stands: each candidate's document and passage.
        top_k: how many to return.
    """
    legs = np.zeros(len(stands))
    for leg in Leg:
        legs += weights.PASSAGE[leg] * candidates.strengths[leg]
    pool = [
        (i, _penalties(question, document, passage))
        for i, (document, passage) in enumerate(stands)
    ]
    pool.sort(key=lambda each: -(legs[each[0]] + sum(each[1].values())))
    ranked = [
        _ranked(question, weighed, candidates, i, *stands[i], penalties)
        for i, penalties in pool[: max(POOL, top_k)]
    ]
    ranked.sort(key=lambda each: -each.log_odds)
    return tuple(ranked[:top_k])


def _penalties(question: Question, document: Document, passage: Passage) -> dict[str, float]:
    """What a passage loses for speaking of another time or place than the one asked about."""
    lost = {}
    wanted = question.period_in(document.year)
    if wanted is not None and _OPPOSITE.get(wanted) is passage.period:
        lost["other period"] = weights.PASSAGE["other period"]
    if not question.is_of_year(document.year, passage.text):
        lost["other year"] = weights.PASSAGE["other year"]
    if question.places and not question.is_of_place(document.place, _around(passage)):
        lost["other place"] = weights.PASSAGE["other place"]
    return lost


def _around(passage: Passage) -> str:
    return fold(" ".join((*passage.section, passage.text))).text


def _ranked(
    question: Question,
    weighed: Weighed,
    candidates: Candidates,
    i: int,
    document: Document,
    passage: Passage,
    penalties: Mapping[str, float],
) -> Ranked:
    legs = {
        str(leg): weights.PASSAGE[leg] * float(candidates.strengths[leg][i]) for leg in Leg
    } | {"intercept": weights.PASSAGE["intercept"]}
    parts: dict[str, float] = {**legs, **penalties}
    found: list[Evidence] = []
    sentence = best_sentence(candidates, i)
    kind = question.wanted.kind
    if kind in _CHOOSING:
        read, weight = _CHOOSING[kind]
        found = read(question, weighed, passage)
        parts = {name: weight["passage"] * part for name, part in legs.items()}
        parts["kind"] = weight["intercept"]
        parts |= penalties
        if "other period" in penalties:
            parts["other period"] = weight["other period"]
        parts |= found[0].parts if found else {"nothing to choose": weight["none"]}
    elif kind is Kind.DEFINITION:
        found = evidence.definitions_of(question, passage)
        parts |= found[0].parts if found else {"no entry": weights.DEFINITION["no entry"]}
    if found:
        sentence = next(
            k for k, each in enumerate(passage.sentences) if found[0].start < each.end
        )
    return Ranked(
        legs=tuple(
            LegTrace(
                leg=leg,
                rank=int(candidates.ranks[leg][i]) or None,
                similarity=float(candidates.similarities[leg][i]),
            )
            for leg in Leg
        ),
        document=document,
        passage=passage,
        sentence=sentence,
        passage_log_odds=sum(legs.values()),
        parts=parts,
        evidence=tuple(found),
    )


def best_sentence(candidates: Candidates, i: int) -> int:
    """Which sentence of candidate ``i`` matches best, counted from 0."""
    span = slice(candidates.starts[i], candidates.starts[i + 1])
    total = sum(
        weights.PASSAGE[leg] * values[span] for leg, values in candidates.of_sentences.items()
    )
    return int(np.argmax(total))
