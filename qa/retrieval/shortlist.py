"""The candidates whose text is worth reading: by their legs, their times and their places."""

from __future__ import annotations

import functools
import itertools
from bisect import insort
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol

import numpy as np

from index.types import Period
from qa import weights
from qa.types import LegTrace
from qa.understanding.concepts import folded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from index.fact_types import Fact
    from index.origins import Origin
    from index.platform.arrays import Rows
    from index.searchable.protocol import Searchable
    from index.types import Document, Passage
    from qa.retrieval.legs import Leg
    from qa.retrieval.retriever import Candidates
    from qa.understanding.question import Question


_MORE_AHEAD = 2  # times as many are read together each time that more are wanted
ELSEWHERE = frozenset(
    {"other year", "other place"}
)  # penalties of passages that tell nothing of it
UNASKED = ELSEWHERE | {"other period"}  # and of those that tell of another time than is meant
SHORTLIST = 12  # candidates, by their legs and penalties, whose text is read for an answer


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a candidate comes from. Its passage, document and facts are read when they are wanted."""

    origin: Origin
    period: Period
    passage: Callable[[], Passage]
    document: Callable[[], Document]
    facts: Callable[[], Sequence[Fact]]


class Where(Protocol):
    """Tells where candidates come from, each given by its place among them."""

    def __call__(self, i: int) -> Provenance:
        """Where the i-th comes from; no text is read for that."""
        ...

    def read(self, chosen: Sequence[int]) -> None:
        """Read the passages and the reports of several that are wanted now, in one call each."""
        ...

    def expect(self, order: Sequence[int]) -> None:
        """Say in which order the passages of several may be wanted, so that some are read together."""
        ...


class Provenances:
    """Where the passages of some rows of an index come from.

    What is read of several is read together, and once.
    """

    def __init__(self, index: Searchable, rows: Rows) -> None:
        self._index = index
        self._rows = rows.tolist()
        self._known = index.standings(rows)
        self._passages: dict[int, Passage] = {}
        self._documents: dict[int, Document] = {}  # by their rows
        self._facts: dict[int, Sequence[Fact]] = {}
        self._wanted: dict[int, None] = {}
        self._order: Sequence[int] = ()
        self._n_ahead = 0
        self._place_of: dict[int, int] = {}

    def __call__(self, i: int) -> Provenance:
        """As ``Where``."""
        return Provenance(
            self._known.origin_of(self._known.documents[i]),
            self._known.periods[i],
            functools.partial(self._passage, i),
            functools.partial(self._document, i),
            functools.partial(self._facts_of, i),
        )

    def from_(self, first: int) -> Where:
        """The same of the passages from the first-th on, counted anew."""
        return _From(self, first)

    def read(self, chosen: Sequence[int]) -> None:
        """As ``Where``; what was read before is not read again."""
        self._wanted.update(dict.fromkeys(chosen))
        self._read_passages([i for i in chosen if i not in self._passages])
        owners = dict.fromkeys(self._known.documents[i] for i in chosen)
        lacking = [row for row in owners if row not in self._documents]
        if lacking:
            self._documents.update(zip(lacking, self._index.documents(lacking), strict=True))

    def expect(self, order: Sequence[int]) -> None:
        """As ``Where``."""
        self._order = order
        self._place_of = {i: place for place, i in enumerate(order)}

    def _read_passages(self, lacking: Sequence[int]) -> None:
        if lacking:
            read = self._index.passages([self._rows[i] for i in lacking])
            self._passages.update(zip(lacking, read, strict=True))

    def _passage(self, i: int) -> Passage:
        if i not in self._passages:
            place = self._place_of.get(i, len(self._order))
            # Each time more, so that there are few calls however many are wanted in the end.
            self._n_ahead = max(self._index.n_read_ahead, self._n_ahead * _MORE_AHEAD)
            ahead = self._order[place + 1 : place + self._n_ahead]
            self._read_passages([i, *(k for k in ahead if k not in self._passages)])
        return self._passages[i]

    def _document(self, i: int) -> Document:
        row = self._known.documents[i]
        if row not in self._documents:
            self._documents[row] = self._index.documents([row])[0]
        return self._documents[row]

    def _facts_of(self, i: int) -> Sequence[Fact]:
        """The facts of one; with them those of others that were wanted as well, as many as are worth it."""
        if i not in self._facts:
            others = (k for k in self._wanted if k != i and k not in self._facts)
            lacking = [i, *itertools.islice(others, self._index.n_read_ahead)]
            read = self._index.facts([self._rows[k] for k in lacking])
            self._facts.update(zip(lacking, read, strict=True))
        return self._facts[i]


class _From:
    """Where candidates come from, of some that stand among others."""

    def __init__(self, whole: Where, first: int) -> None:
        self._whole = whole
        self._first = first

    def __call__(self, i: int) -> Provenance:
        """As ``Where``."""
        return self._whole(self._first + i)

    def read(self, chosen: Sequence[int]) -> None:
        """As ``Where``."""
        self._whole.read([self._first + i for i in chosen])

    def expect(self, order: Sequence[int]) -> None:
        """As ``Where``."""
        self._whole.expect([self._first + i for i in order])


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortlisted:
    """A candidate before its text is read: what its legs and its time and place add."""

    origin: Origin
    document: Document
    passage: Passage
    sentence: int
    trace: tuple[LegTrace, ...]
    legs: dict[str, float]
    penalties: dict[str, float]
    facts: Callable[[], Sequence[Fact]]


class Likeliest:
    """The candidates by their legs, their times and places, each weighed once and only if it may count.

    What a time or a place costs is looked at only as far as it can matter: nothing makes a
    candidate likelier than its legs do.

    Args:
        question: the question.
        candidates: what the legs found.
        where: tells where they come from.
    """

    def __init__(self, question: Question, candidates: Candidates, where: Where) -> None:
        self._question, self._candidates, self._where = question, candidates, where
        self._by_legs = np.zeros(len(candidates.rows))
        for leg, strengths in candidates.strengths.items():
            self._by_legs += weights.PASSAGE[leg.name] * strengths
        self._order = np.argsort(-self._by_legs, kind="stable").tolist()
        self._n_weighed = 0
        self._best: list[_Placed] = []  # of those that were weighed
        self._made: dict[int, Shortlisted] = {}

    def first(self, n: int) -> tuple[Shortlisted, ...]:
        """The n likeliest, likeliest first: the same ones again, and more, where n is larger."""
        self._where.expect(self._order)
        best = self._best
        for i in self._order[self._n_weighed :]:
            if len(best) >= n and self._by_legs[i] < best[n - 1].log_odds:
                break
            provenance = self._where(i)
            lost = penalties(self._question, provenance)
            placed = _Placed(self._by_legs[i] + sum(lost.values()), i, provenance, lost)
            insort(best, placed, key=lambda each: (-each.log_odds, each.i))
            self._n_weighed += 1
        self._where.read([placed.i for placed in best[:n]])
        new = [placed for placed in best[:n] if placed.i not in self._made]
        made = _shortlisted(self._candidates, new)
        self._made.update(zip((placed.i for placed in new), made, strict=True))
        return tuple(self._made[placed.i] for placed in best[:n])


class _Placed(NamedTuple):
    """The i-th candidate, where it comes from and what it loses by that."""

    log_odds: float
    i: int
    provenance: Provenance
    penalties: dict[str, float]


def penalties(question: Question, provenance: Provenance) -> dict[str, float]:
    """What a passage loses for speaking of another time or place than the one asked about."""
    lost = {}
    year, review_year = provenance.origin.year, provenance.origin.review_year
    wanted = question.period_in(year, review_year)
    if wanted is not None and wanted.opposite is provenance.period:
        lost["other period"] = weights.PASSAGE["other period"]
    elif wanted is None and not question.years and provenance.period is Period.PLAN:
        lost["plan unasked"] = weights.PASSAGE["plan unasked"]  # what was done goes before it
    if question.years and not question.is_of_year(
        year, lambda: provenance.passage().text, review_year
    ):
        lost["other year"] = weights.PASSAGE["other year"]
    if question.asked_places and not question.is_of_place(
        provenance.origin.place, lambda: _around(provenance.passage())
    ):
        lost["other place"] = weights.PASSAGE["other place"]
    return lost


def _around(passage: Passage) -> str:
    return folded(" ".join((*passage.section, passage.text)))


def _shortlisted(candidates: Candidates, best: Sequence[_Placed]) -> Iterator[Shortlisted]:
    """Some candidates, with what all legs say of each."""
    chosen = [placed.i for placed in best]
    strengths = {leg: values[chosen].tolist() for leg, values in candidates.strengths.items()}
    traces = [_traces(candidates, leg, chosen) for leg in candidates.strengths]
    sentences = best_sentences(candidates, chosen)
    for k, placed in enumerate(best):
        legs = {
            leg.name: weights.PASSAGE[leg.name] * values[k] for leg, values in strengths.items()
        }
        yield Shortlisted(
            origin=placed.provenance.origin,
            document=placed.provenance.document(),
            passage=placed.provenance.passage(),
            sentence=sentences[k],
            trace=tuple(of_leg[k] for of_leg in traces),
            legs=legs | {"intercept": weights.PASSAGE["intercept"]},
            penalties=placed.penalties,
            facts=placed.provenance.facts,
        )


def _traces(candidates: Candidates, leg: Leg, chosen: Sequence[int]) -> list[LegTrace]:
    ranks, similarities = candidates.ranks[leg][chosen], candidates.similarities[leg][chosen]
    return [
        LegTrace(leg=leg.name, rank=rank or None, similarity=similarity)
        for rank, similarity in zip(ranks.tolist(), similarities.tolist(), strict=True)
    ]


def best_sentences(candidates: Candidates, chosen: Sequence[int]) -> list[int]:
    """Which sentence of each of some candidates matches best, counted from 0."""
    total = np.zeros(candidates.starts[-1], np.float32)
    for leg, values in candidates.of_sentences.items():
        total += weights.PASSAGE[leg.name] * values
    starts = candidates.starts.tolist()
    return [int(total[starts[i] : starts[i + 1]].argmax()) for i in chosen]
