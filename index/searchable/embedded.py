"""The embedded engine: a published index on this machine's disk, behind the protocol."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np

from index.searchable import selecting
from index.searchable.embedded_facts import EmbeddedFacts
from index.searchable.embedded_reports import EmbeddedReportIndex, EmbeddedReports
from index.searchable.facts import ANY_FACT
from index.searchable.protocol import (
    LegQuery,
    Similarities,
    Standings,
    TermWeight,
    Unit,
    VectorQuery,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from index.fact_types import Fact
    from index.model.encoder import Vectors
    from index.platform.arrays import Rows
    from index.published.contents import PublishedIndex
    from index.published.terms import Matches
    from index.published.vectors import VectorIndex
    from index.searchable.facts import FactQuery
    from index.searchable.protocol import Selected, Selection
    from index.searchable.reports import Outline
    from index.types import Document, Passage

_READ_AHEAD = 4  # passages: a call costs next to nothing
_KEPT = 4096  # terms whose weights are not looked up again
_SENTENCES_A_PASSAGE = 4  # how much deeper sentences are searched, several being of one passage


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SelectedRows:
    """Passages of a published index, by their rows, ascending."""

    published: PublishedIndex
    rows: Rows

    @property
    def n_documents(self) -> int:
        """How many reports they are of."""
        return len(set(self.published.passages.documents_of(self.rows)))

    @property
    def n_passages(self) -> int:
        """How many they are."""
        return len(self.rows)


class EmbeddedIndex(EmbeddedReportIndex):
    """A published index, to be asked by the protocol of ``Searchable``."""

    def __init__(self, published: PublishedIndex) -> None:
        super().__init__(published)
        self._weight = functools.lru_cache(maxsize=_KEPT)(self._read_weight)

    @property
    def n_documents(self) -> int:
        """How many reports it holds."""
        return len(self._published.documents)

    @property
    def n_passages(self) -> int:
        """How many passages it holds."""
        return len(self._published.passages)

    @property
    def most_versions(self) -> int:
        """How many versions there are at most of one report."""
        return self._published.documents.most_versions

    @property
    def n_read_ahead(self) -> int:
        """As ``Searchable.n_read_ahead``."""
        return _READ_AHEAD

    def select(self, selection: Selection, without: Collection[int] = ()) -> SelectedRows | None:
        """As ``Searchable.select``."""
        rows = selecting.selected(self._published, selection, without)
        return None if rows is None else SelectedRows(published=self._published, rows=rows)

    def search(self, queries: Sequence[LegQuery]) -> EmbeddedSearch:
        """As ``Searchable.search``."""
        return EmbeddedSearch(self._published, queries)

    def term_weights(self, terms: Collection[str]) -> Mapping[str, TermWeight]:
        """As ``Searchable.term_weights``."""
        return {term: self._weight(term) for term in terms}

    def _read_weight(self, term: str) -> TermWeight:
        passages = self._published.passage_terms
        return TermWeight(
            passages=passages.weight(term),
            sentences=self._published.sentence_terms.weight(term),
            is_held=passages.holds(term),
        )

    def held_terms(self, terms: Collection[str], within: Selected | None = None) -> frozenset[str]:
        """As ``Searchable.held_terms``."""
        holds, rows = self._published.passage_terms.holds, _rows(within, self._published)
        return frozenset([term for term in terms if holds(term, rows)])

    def standings(self, passages: Rows) -> Standings:
        """As ``Searchable.standings``."""
        table = self._published.passages
        return Standings(
            documents=table.documents_of(passages),
            periods=table.periods_of(passages),
            origin_of=self._published.documents.origin,
        )

    def passages(self, rows: Sequence[int]) -> tuple[Passage, ...]:
        """As ``Searchable.passages``."""
        return tuple(map(self._published.passages.__getitem__, rows))

    def documents(self, rows: Sequence[int]) -> tuple[Document, ...]:
        """As ``Searchable.documents``."""
        return tuple(map(self._published.documents.__getitem__, rows))

    def facts(self, passages: Sequence[int]) -> tuple[tuple[Fact, ...], ...]:
        """As ``Searchable.facts``."""
        return tuple(map(self._published.facts.of_passage, passages))

    def page(self, within: Selected | None, first: int, n: int) -> tuple[Passage, ...]:
        """As ``Searchable.page``."""
        rows = _rows(within, self._published)
        every = range(self.n_passages) if rows is None else rows
        return tuple(map(self._published.passages.__getitem__, every[first : first + n]))

    def reports_of(self, within: Selected | None) -> EmbeddedReports:
        """As ``Searchable.reports_of``."""
        rows = _rows(within, self._published)
        if rows is not None:
            rows = np.unique(self._published.passages.documents_of(rows)).astype(np.int64)
        return EmbeddedReports(self._documents, rows)

    def outlines(self, rows: Sequence[int], within: Selected | None = None) -> tuple[Outline, ...]:
        """As ``Searchable.outlines``."""
        selected = _rows(within, self._published)
        return tuple([self._outline(row, selected) for row in rows])

    def measured(
        self, query: FactQuery = ANY_FACT, within: Selected | None = None
    ) -> EmbeddedFacts:
        """As ``Searchable.measured``."""
        return EmbeddedFacts(self._published, query, _rows(within, self._published))


def _rows(within: Selected | None, published: PublishedIndex) -> Rows | None:
    """The rows of what was selected here.

    Raises:
        ValueError: it was selected elsewhere: its rows would be of other passages.
    """
    if within is None:
        return None
    if not isinstance(within, SelectedRows) or within.published is not published:
        raise ValueError("the passages were selected in another index; select them in this one")
    return within.rows


class _Compared(Protocol):
    """A query beside all texts of its unit, by their rows."""

    def nearest(self, n: int, within: Rows | None) -> Rows: ...
    def similarities(self, rows: Rows) -> Vectors: ...


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _ByVector:
    vectors: VectorIndex
    question: Vectors

    def nearest(self, n: int, within: Rows | None) -> Rows:
        return self.vectors.search(self.question, n, within)[0]

    def similarities(self, rows: Rows) -> Vectors:
        return self.vectors.similarities(self.question, rows)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _ByTerms:
    matches: Matches

    def nearest(self, n: int, within: Rows | None) -> Rows:
        return self.matches.nearest(n, within)

    def similarities(self, rows: Rows) -> Vectors:
        return self.matches.similarities[rows]


class EmbeddedSearch:
    """The queries of one question, beside the texts of a published index."""

    def __init__(self, published: PublishedIndex, queries: Sequence[LegQuery]) -> None:
        self._published = published
        self._units = [query.unit for query in queries]
        self._compared = [_compared(published, query) for query in queries]

    def nearest(self, n: int, within: Selected | None = None) -> tuple[Rows, ...]:
        """As ``Search.nearest``."""
        rows, inside = _rows(within, self._published), None
        if rows is not None and Unit.SENTENCE in self._units:
            inside = self._sentences_of(rows)[0]
        return tuple(
            compared.nearest(n, rows)
            if unit is Unit.PASSAGE
            else self._owners(compared.nearest(n * _SENTENCES_A_PASSAGE, inside))[:n]
            for unit, compared in zip(self._units, self._compared, strict=True)
        )

    def similarities(self, passages: Rows) -> Similarities:
        """As ``Search.similarities``."""
        sentences, starts = self._sentences_of(passages)
        rows = {Unit.PASSAGE: passages, Unit.SENTENCE: sentences}
        by_query = (
            compared.similarities(rows[unit])
            for unit, compared in zip(self._units, self._compared, strict=True)
        )
        return Similarities(by_query=tuple(by_query), starts=starts)

    def _owners(self, sentences: Rows) -> Rows:
        """The passages of sentences in their order, each where the first of its sentences stands."""
        passages = self._published.passages_of(sentences)
        _, first = np.unique(passages, return_index=True)
        return passages[np.sort(first)]

    def _sentences_of(self, passages: Rows) -> tuple[Rows, Rows]:
        """All sentence rows of the n passages, and the n + 1 places where each one's begin."""
        firsts = self._published.passages.first_sentences
        begins, ends = firsts[passages], firsts[passages + 1]
        starts = np.concatenate(([0], np.cumsum(ends - begins))).astype(np.int64)
        offsets = np.repeat(begins - starts[:-1], ends - begins)
        return offsets + np.arange(starts[-1]), starts


def _compared(published: PublishedIndex, query: LegQuery) -> _Compared:
    is_passage = query.unit is Unit.PASSAGE
    if isinstance(query, VectorQuery):
        vectors = published.passage_vectors if is_passage else published.sentence_vectors
        return _ByVector(vectors=vectors, question=query.vector)
    terms = published.passage_terms if is_passage else published.sentence_terms
    return _ByTerms(matches=terms.matches([*query.terms, *query.synonyms]))
