"""The candidates whose text is worth reading: by their legs, their times and their places."""

from __future__ import annotations

import functools
from bisect import insort
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from index.types import Period
from qa import weights
from qa.retrieval.legs import Leg
from qa.types import LegTrace
from qa.understanding.concepts import folded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from index.published.contents import PublishedIndex
    from index.published.documents import Origin
    from index.published.vectors import Rows
    from index.types import Document, Passage
    from qa.retrieval.legs import Candidates
    from qa.understanding.question import Question


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A candidate before its text is read: what its legs and its time and place add."""

    origin: Origin
    document: Document
    passage: Passage
    sentence: int
    trace: tuple[LegTrace, ...]
    legs: dict[str, float]
    penalties: dict[str, float]


def pool(
    question: Question, candidates: Candidates, where: Callable[[int], Stand], n: int
) -> tuple[Found, ...]:
    """The n candidates that are likeliest by their legs, their times and places, likeliest first.

    What a time or a place costs is looked at only as far as it can matter: nothing makes a
    candidate likelier than its legs do.

    Args:
        question: the question.
        candidates: what the legs found.
        where: tells where the i-th candidate stands.
        n: how many to return.
    """
    by_legs = np.zeros(len(candidates.rows))
    for leg in Leg:
        by_legs += weights.PASSAGE[leg] * candidates.strengths[leg]
    best: list[_Placed] = []
    for i in np.argsort(-by_legs, kind="stable").tolist():
        if len(best) >= n and by_legs[i] < best[n - 1].log_odds:
            break
        stand = where(i)
        lost = penalties(question, stand)
        placed = _Placed(by_legs[i] + sum(lost.values()), i, stand, lost)
        insort(best, placed, key=lambda each: (-each.log_odds, each.i))
    return tuple(_found(candidates, best[:n]))


class _Placed(NamedTuple):
    """The i-th candidate, where it stands and what it loses by that."""

    log_odds: float
    i: int
    stand: Stand
    penalties: dict[str, float]


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


def _found(candidates: Candidates, best: Sequence[_Placed]) -> Iterator[Found]:
    """Some candidates, with what all legs say of each."""
    chosen = [placed.i for placed in best]
    strengths = {leg: candidates.strengths[leg][chosen].tolist() for leg in Leg}
    traces = [_traces(candidates, leg, chosen) for leg in Leg]
    sentences = best_sentences(candidates, chosen)
    for k, placed in enumerate(best):
        legs = {str(leg): weights.PASSAGE[leg] * strengths[leg][k] for leg in Leg}
        yield Found(
            origin=placed.stand.origin,
            document=placed.stand.document(),
            passage=placed.stand.passage(),
            sentence=sentences[k],
            trace=tuple(of_leg[k] for of_leg in traces),
            legs=legs | {"intercept": weights.PASSAGE["intercept"]},
            penalties=placed.penalties,
        )


def _traces(candidates: Candidates, leg: Leg, chosen: Sequence[int]) -> list[LegTrace]:
    ranks, similarities = candidates.ranks[leg][chosen], candidates.similarities[leg][chosen]
    return [
        LegTrace(leg=leg, rank=rank or None, similarity=similarity)
        for rank, similarity in zip(ranks.tolist(), similarities.tolist(), strict=True)
    ]


def best_sentences(candidates: Candidates, chosen: Sequence[int]) -> list[int]:
    """Which sentence of each of some candidates matches best, counted from 0."""
    total = np.zeros(candidates.starts[-1], np.float32)
    for leg, values in candidates.of_sentences.items():
        total += weights.PASSAGE[leg] * values
    starts = candidates.starts.tolist()
    return [int(total[starts[i] : starts[i + 1]].argmax()) for i in chosen]
