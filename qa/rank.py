"""One order of the candidates: the chance of each to answer, its answer, and why."""

from __future__ import annotations

import functools
from bisect import insort
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from index.types import Period
from qa import weights
from qa.concepts import folded
from qa.entry_choice import entries
from qa.figure_choice import figures
from qa.name_choice import names
from qa.retrieve import Leg
from qa.types import Kind, LegTrace, Trace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from index.document_table import Origin
    from index.published import PublishedIndex
    from index.types import Document, Passage, Sentence
    from index.vectors import Rows
    from qa.concepts import Concepts
    from qa.evidence import Evidence
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


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a candidate stands. Its passage and its document are read when they are wanted."""

    origin: Origin
    period: Period
    passage: Callable[[], Passage]
    document: Callable[[], Document]


def stands(index: PublishedIndex, rows: Rows) -> Callable[[int], Stand]:
    """Tells where the passage of the i-th of some rows stands; no text is read for that."""
    owners, periods = index.passages.documents_of(rows), index.passages.periods_of(rows)

    def stand(i: int) -> Stand:
        return Stand(
            index.documents.origin(owners[i]),
            periods[i],
            functools.partial(index.passages.__getitem__, int(rows[i])),
            functools.partial(index.documents.__getitem__, owners[i]),
        )

    return stand


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
    ranked = [
        _read(question, concepts, found)
        for found in _pool(question, candidates, where, max(POOL, top_k))
    ]
    ranked.sort(key=lambda each: -each.log_odds)
    return tuple(ranked[:top_k])


def _pool(
    question: Question, candidates: Candidates, where: Callable[[int], Stand], n: int
) -> Iterator[_Found]:
    """The n candidates that are likeliest by their legs, their times and places, likeliest first.

    What a time or a place costs is looked at only as far as it can matter: nothing makes a
    candidate likelier than its legs do.
    """
    by_legs = np.zeros(len(candidates.rows))
    for leg in Leg:
        by_legs += weights.PASSAGE[leg] * candidates.strengths[leg]
    best: list[tuple[float, int, Stand, dict[str, float]]] = []
    for i in np.argsort(-by_legs, kind="stable").tolist():
        if len(best) >= n and -by_legs[i] > best[n - 1][0]:
            break
        stand = where(i)
        lost = penalties(question, stand)
        insort(best, (-by_legs[i] - sum(lost.values()), i, stand, lost), key=lambda each: each[:2])
    for _, i, stand, lost in best[:n]:
        yield _Found.of(candidates, i, stand, lost)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """A candidate before its text is read: what its legs and its time and place add."""

    document: Document
    passage: Passage
    sentence: int
    trace: tuple[LegTrace, ...]
    legs: dict[str, float]
    penalties: dict[str, float]

    @classmethod
    def of(
        cls,
        candidates: Candidates,
        i: int,
        stand: Stand,
        lost: dict[str, float],
    ) -> _Found:
        """The ``i``-th candidate, which loses so much."""
        legs = {str(leg): weights.PASSAGE[leg] * float(candidates.strengths[leg][i]) for leg in Leg}
        return cls(
            document=stand.document(),
            passage=stand.passage(),
            sentence=best_sentence(candidates, i),
            trace=_legs(candidates, i),
            legs=legs | {"intercept": weights.PASSAGE["intercept"]},
            penalties=lost,
        )


def penalties(question: Question, stand: Stand) -> dict[str, float]:
    """What a passage loses for speaking of another time or place than the one asked about."""
    lost = {}
    year = stand.origin.year
    wanted = question.period_in(year)
    if wanted is not None and wanted.opposite is stand.period:
        lost["other period"] = weights.PASSAGE["other period"]
    elif wanted is None and not question.years and stand.period is Period.PLAN:
        lost["plan unasked"] = weights.PASSAGE["plan unasked"]  # what was done goes before it
    if question.years and not question.is_of_year(year, lambda: stand.passage().text):
        lost["other year"] = weights.PASSAGE["other year"]
    if question.places and not question.is_of_place(
        stand.origin.place, lambda: _around(stand.passage())
    ):
        lost["other place"] = weights.PASSAGE["other place"]
    return lost


def _around(passage: Passage) -> str:
    return folded(" ".join((*passage.section, passage.text)))


def _read(question: Question, concepts: Concepts, found: _Found) -> Ranked:
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


def _legs(candidates: Candidates, i: int) -> tuple[LegTrace, ...]:
    return tuple(
        LegTrace(
            leg=leg,
            rank=int(candidates.ranks[leg][i]) or None,
            similarity=float(candidates.similarities[leg][i]),
        )
        for leg in Leg
    )


def best_sentence(candidates: Candidates, i: int) -> int:
    """Which sentence of candidate ``i`` matches best, counted from 0."""
    span = slice(candidates.starts[i], candidates.starts[i + 1])
    total = sum(
        weights.PASSAGE[leg] * values[span] for leg, values in candidates.of_sentences.items()
    )
    return int(np.argmax(total))
