"""An index in Milvus, behind the protocol."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from index.platform.batches import batches
from index.searchable.facts import ANY_FACT
from index.searchable.milvus import filters
from index.searchable.milvus.holdings import Holdings
from index.searchable.milvus.kept import Kept
from index.searchable.milvus.layout import Part
from index.searchable.milvus.search import Found, Legs
from index.searchable.milvus.told.holders import reports_that_may_hold
from index.searchable.milvus.told.measured import MilvusFacts
from index.searchable.milvus.told.reports import MilvusReportIndex, MilvusReports
from index.searchable.milvus.vocabulary import Vocabulary
from index.searchable.protocol import Similarities, Standings, TermQuery
from index.searchable.reports import Outline, PassageSpan

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from index.fact_types import Fact
    from index.platform.arrays import Rows
    from index.searchable.facts import FactQuery
    from index.searchable.milvus.connection import Connection
    from index.searchable.milvus.description import Description
    from index.searchable.protocol import LegQuery, Selected, Selection, TermWeight
    from index.types import Document, Passage

_KEPT_TERMS = 16_384  # of which it is known whether a selection holds them
_FEW_REPORTS = 4
_FEW_PLACES = 2
_READ_WITH_REPORTS = 64  # passages: those of an answer, and no page of a list
_MOST_TERMS = 10_000  # vectors that one search compares: Milvus takes 16,384


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SelectedByFilter:
    """Passages of an index in Milvus, by what they meet; counted when that is asked.

    ``is_few`` is whether they are likely few: of some reports that are named, or of a place.
    """

    index: MilvusIndex
    where: str
    where_documents: str
    is_few: bool

    @property
    def n_documents(self) -> int:
        """How many reports they are of."""
        return self.index.holdings.count(Part.DOCUMENTS, self.where_documents)

    @property
    def n_passages(self) -> int:
        """How many they are."""
        return self.index.holdings.count(Part.PASSAGES, self.where)


class MilvusIndex(MilvusReportIndex):
    """A generation in Milvus, to be asked by the protocol of ``Searchable``.

    Args:
        connection: the server.
        described: the generation.
    """

    def __init__(self, connection: Connection, described: Description) -> None:
        self.described = described
        super().__init__(Holdings(connection, described))
        self._holdings = self.holdings
        self._vocabulary = Vocabulary(connection, described)
        self._held: Kept[tuple[str, str], bool] = Kept(_KEPT_TERMS)

    @property
    def n_passages(self) -> int:
        """How many passages it holds."""
        return self.described.manifest.n_passages

    @property
    def most_versions(self) -> int:
        """How many versions there are at most of one report."""
        return self.described.most_versions

    @property
    def n_read_ahead(self) -> int:
        """As ``Searchable.n_read_ahead``."""
        return _READ_WITH_REPORTS

    def select(
        self, selection: Selection, without: Collection[int] = ()
    ) -> SelectedByFilter | None:
        """As ``Searchable.select``."""
        where = filters.of_passages(selection, without)
        if not where:
            return None
        of_documents = filters.of_documents(selection, without)
        few = (len(selection.documents), _FEW_REPORTS), (len(selection.places), _FEW_PLACES)
        return SelectedByFilter(
            index=self,
            where=where,
            where_documents=of_documents,
            is_few=any(0 < n <= most for n, most in few),
        )

    def search(self, queries: Sequence[LegQuery]) -> MilvusSearch:
        """As ``Searchable.search``."""
        terms = {term for each in queries if isinstance(each, TermQuery) for term in each.terms}
        legs = Legs(self._holdings, self._vocabulary, queries)
        return MilvusSearch(self, self._holdings, legs, terms)

    def term_weights(self, terms: Collection[str]) -> Mapping[str, TermWeight]:
        """As ``Searchable.term_weights``."""
        return self._vocabulary.weights(terms)

    def held_terms(self, terms: Collection[str], within: Selected | None = None) -> frozenset[str]:
        """As ``Searchable.held_terms``."""
        known, where = self._vocabulary.terms(terms), self.where(within)
        held = [term for term, each in known.items() if each.passages]
        if not where:
            return frozenset(held)
        keys = [(where, term) for term in held]
        found = self._held.of(keys, lambda lacking: self._read_held(where, lacking))
        return frozenset(term for (_, term), is_held in found.items() if is_held)

    def _read_held(self, where: str, keys: list[tuple[str, str]]) -> dict[tuple[str, str], bool]:
        known = self._vocabulary.terms([term for _, term in keys])
        found: list[Found] = []
        for some in batches(keys, _MOST_TERMS):
            found += self._holdings.connection.search(
                self._holdings.of(Part.PASSAGES),
                "terms",
                [{known[term].number: 1.0} for _, term in some],
                1,
                where=where,
            )
        return {key: bool(hits) for key, hits in zip(keys, found, strict=True)}

    def may_hold(self, forms: Collection[str]) -> frozenset[int] | None:
        """As ``ReportIndex.may_hold``."""
        return reports_that_may_hold(forms, self._holdings, self._vocabulary)

    def standings(self, passages: Rows) -> Standings:
        """As ``Searchable.standings``."""
        places = self._holdings.places(passages.tolist())
        each = [places[row] for row in passages.tolist()]
        documents = [place.document for place in each]
        origins = self._holdings.origins(documents)
        return Standings(
            documents=documents,
            periods=[place.period for place in each],
            origin_of=origins.__getitem__,
        )

    def passages(self, rows: Sequence[int]) -> tuple[Passage, ...]:
        """As ``Searchable.passages``; their facts, and their reports, are read beside them."""
        places = self._holdings.places(rows)
        documents = [place.document for place in places.values()]
        few = list(dict.fromkeys(documents)) if len(rows) <= _READ_WITH_REPORTS else []
        calls: list[Callable[[], object]] = [
            lambda: self._holdings.passages(rows),
            lambda: self._holdings.documents(few),
        ]
        self._holdings.together(calls)
        found = self._holdings.passages(rows)  # kept by now
        return tuple(found[row][0] for row in rows)

    def documents(self, rows: Sequence[int]) -> tuple[Document, ...]:
        """As ``Searchable.documents``."""
        found = self._holdings.documents(rows)
        return tuple(found[row] for row in rows)

    def facts(self, passages: Sequence[int]) -> tuple[tuple[Fact, ...], ...]:
        """As ``Searchable.facts``."""
        found = self._holdings.passages(passages)
        return tuple(found[row][1] for row in passages)

    def page(self, within: Selected | None, first: int, n: int) -> tuple[Passage, ...]:
        """As ``Searchable.page``."""
        rows = self._holdings.ids(Part.PASSAGES, self.where(within), first, n)
        found = self._holdings.passages(rows)
        return tuple(found[row][0] for row in rows)

    def reports_of(self, within: Selected | None) -> MilvusReports:
        """As ``Searchable.reports_of``."""
        selected = self.own(within)
        where = selected.where_documents if selected else ""
        return MilvusReports(self, where, is_known=not where)

    def outlines(self, rows: Sequence[int], within: Selected | None = None) -> tuple[Outline, ...]:
        """As ``Searchable.outlines``."""
        cards, documents = self._holdings.cards(rows), self._holdings.documents(rows)
        each = [passage for row in dict.fromkeys(rows) for passage in cards[row].passages]
        passages, where = self._holdings.passages(each), self.where(within)
        selected = self._holdings.meeting(each, where) if where else {*each}
        return tuple(
            Outline(
                passages=tuple(
                    _span(passages[passage][0], is_selected=passage in selected)
                    for passage in cards[row].passages
                ),
                headings=documents[row].headings,
                pages=documents[row].pages,
            )
            for row in rows
        )

    def measured(self, query: FactQuery = ANY_FACT, within: Selected | None = None) -> MilvusFacts:
        """As ``Searchable.measured``."""
        return MilvusFacts(self._holdings, self.summary, query, self.where(within))

    def where(self, within: Selected | None) -> str:
        """The filter of what was selected here.

        Raises:
            ValueError: it was selected elsewhere: its rows would be of other passages.
        """
        selected = self.own(within)
        return selected.where if selected else ""

    def own(self, within: Selected | None) -> SelectedByFilter | None:
        """What was selected here; raises as ``where``."""
        if within is None:
            return None
        if not isinstance(within, SelectedByFilter) or within.index is not self:
            raise ValueError("the passages were selected in another index; select them in this one")
        return within


def _span(passage: Passage, *, is_selected: bool) -> PassageSpan:
    return PassageSpan(
        number=passage.number,
        start=passage.start,
        end=passage.end,
        sentences=tuple((each.start, each.end) for each in passage.sentences),
        is_selected=is_selected,
    )


class MilvusSearch:
    """The queries of one question, beside the texts of a generation."""

    def __init__(
        self, index: MilvusIndex, holdings: Holdings, legs: Legs, terms: Collection[str]
    ) -> None:
        self._index = index
        self._terms = terms
        self._holdings = holdings
        self._legs = legs

    def nearest(self, n: int, within: Selected | None = None) -> tuple[Rows, ...]:
        """As ``Search.nearest``."""
        # Which terms the selected hold is asked for next: beside the legs it costs no further wait.
        beside: list[Callable[[], object]] = [
            functools.partial(self._index.held_terms, self._terms, within)
        ]
        selected = self._index.own(within)
        if selected is None or not selected.is_few:
            return self._legs.nearest(n, self._index.where(within), beside)
        # What tells the reports from others, too.
        beside.append(functools.partial(self._holdings.reports_meeting, selected.where_documents))
        return self._legs.nearest(n, selected.where, beside, is_few=True)

    def similarities(self, passages: Rows) -> Similarities:
        """As ``Search.similarities``."""
        rows = np.asarray(passages, np.int64)
        return self._legs.similarities(rows, self._holdings.places(rows.tolist()))
