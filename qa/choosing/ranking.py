"""One order of the candidates: the chance of each to answer, its answer, and why."""

from __future__ import annotations

import dataclasses
import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from qa import weights
from qa.choosing.entry_evidence import entries
from qa.choosing.figure_evidence import figures
from qa.choosing.name_evidence import names
from qa.retrieval import passage_versions
from qa.retrieval.shortlist import pool
from qa.types import Kind, LegTrace, Trace, Version

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from index.types import Document, Passage, Sentence
    from qa.choosing.evidence import Evidence
    from qa.retrieval.legs import Candidates
    from qa.retrieval.shortlist import Found, Stand
    from qa.understanding.concepts import Concepts
    from qa.understanding.question import Question

POOL = 12  # candidates, by their legs and penalties, whose text is read for an answer
CHOOSING = {
    Kind.QUANTITY: (figures, weights.FIGURE),
    Kind.ENTITY: (names, weights.NAME),
    Kind.LIST: (names, weights.LIST),
}
_DOUBT = 1.0  # log-odds that a whole sentence loses where a name or an enumeration was asked for
_NAME = -0.85  # log-odds of a name (.3), below which its sentence is the better answer
_WHOLE = 0.3  # and the most that it has: any name that does stand out goes before it
_AS_GOOD = 0.5  # log-odds below the likeliest version at which the newest one takes its place
_MOST_READ = 6  # versions of different wording whose text is read for an answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """A candidate in its place.

    ``legs`` is how each leg saw it, ``sentence`` the number of its best sentence;
    ``passage_log_odds`` what the legs alone come to; ``parts`` what each feature adds to its
    ``log_odds``; ``evidence`` what of its text may answer, best first. ``versions`` are where
    nearly the same stands in other versions of the report, ``others`` those of them that say it
    in other words, read for an answer as well.
    """

    legs: tuple[LegTrace, ...]
    document: Document
    passage: Passage
    sentence: int
    passage_log_odds: float
    parts: Mapping[str, float]
    evidence: tuple[Evidence, ...]
    versions: tuple[Version, ...] = ()
    others: tuple[Ranked, ...] = ()

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

    Versions of one passage count as one candidate.

    Args:
        question: the question.
        concepts: what it speaks of.
        candidates: what the legs found.
        where: tells where the i-th candidate stands.
        top_k: how many to return.
    """
    pooled = functools.partial(pool, question, candidates, where)
    places = passage_versions.places(pooled, max(POOL, top_k))
    ranked = [_read_all(question, concepts, place) for place in places]
    ranked.sort(key=lambda each: -each.log_odds)
    return tuple(ranked[:top_k])


def _read_all(question: Question, concepts: Concepts, place: Sequence[Found]) -> Ranked:
    """The newest of some versions that answers about as well as any, with the others.

    Versions of the same wording are read once, in the newest of them.
    """
    if len(place) == 1:
        return _read(question, concepts, place[0])
    newest_first = sorted(place, key=lambda each: passage_versions.age(each.document), reverse=True)
    by_wording: list[Found] = []
    for each in newest_first:
        if not any(
            passage_versions.say_the_same(each.passage, read.passage) for read in by_wording
        ):
            by_wording.append(each)
    read = [_read(question, concepts, each) for each in by_wording[:_MOST_READ]]
    most = max(each.log_odds for each in read)
    shown = next(each for each in read if each.log_odds >= most - _AS_GOOD)
    parts = shown.parts
    if shown.log_odds < most:
        parts = {**parts, "newer version": most - shown.log_odds}
    return dataclasses.replace(
        shown,
        parts=parts,
        versions=tuple(
            Version(
                document=each.document,
                passage=each.passage,
                differs=not passage_versions.say_the_same(each.passage, shown.passage),
            )
            for each in newest_first
            if each.passage is not shown.passage
        ),
        others=tuple(each for each in read if each is not shown),
    )


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
