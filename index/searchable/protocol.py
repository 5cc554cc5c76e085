"""The protocol of search engines: what is asked of an index, in as few calls as can be.

Rows are of passages everywhere: sentences are an engine's own affair, and so is how it holds which
passages may be found. What one call returns fits in memory whatever the size of the corpus: nothing
here is as long as that.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from index.searchable.facts import ANY_FACT
from index.searchable.reports import ReportIndex

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from index.fact_types import Fact
    from index.model.encoder import Vectors
    from index.origins import Origin
    from index.platform.arrays import Rows
    from index.searchable.facts import FactQuery, FoundFacts
    from index.searchable.reports import Outline, Reports
    from index.types import Document, Passage, Period


class Unit(StrEnum):
    """What a query is compared with."""

    PASSAGE = "passage"
    SENTENCE = "sentence"  # a passage is then as near as its nearest one


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class VectorQuery:
    """Compares by the cosine with ``vector``, (dimension,) float32."""

    unit: Unit
    vector: Vectors


@dataclass(frozen=True, slots=True, kw_only=True)
class TermQuery:
    """Compares by BM25's sum over ``terms`` and ``synonyms``; one that stands twice counts twice.

    The engine adds up both alike. ``terms`` alone are what a text can be held against.
    """

    unit: Unit
    terms: tuple[str, ...]
    synonyms: tuple[str, ...] = ()


LegQuery = VectorQuery | TermQuery


@dataclass(frozen=True, slots=True, kw_only=True)
class TermWeight:
    """What is known of a term over the whole index.

    The weights are inverse document frequencies, among passages and among sentences; that of a
    term that none holds is the highest there is. ``is_held`` is whether any passage holds it.
    """

    passages: float
    sentences: float
    is_held: bool


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Similarities:
    """How queries see n given passages.

    ``by_query`` has for each query, in their order, float32 similarities: (n,) for one that is
    compared with passages; for one of sentences those of all sentences of the passages, of passage i
    at ``starts[i]:starts[i + 1]``.
    """

    by_query: tuple[Vectors, ...]
    starts: Rows


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Standings:
    """Where n passages stand, in their order.

    ``documents`` are the rows of their reports; ``origin_of`` gives, by its row, what tells a report
    among these from others, without another call of the engine.
    """

    documents: Sequence[int]
    periods: Sequence[Period]
    origin_of: Callable[[int], Origin]


class Selection(Protocol):
    """What passages have to meet, by any value of each part; an empty part asks nothing.

    ``documents`` are ids; ``places`` and ``years`` the reports' own; ``sections`` the first headings of
    passages; ``spoken_years`` what passages tell of: of a review the year looked back on.
    """

    @property
    def documents(self) -> tuple[str, ...]: ...  # noqa: D102 - said above, as all of these
    @property
    def places(self) -> tuple[str, ...]: ...  # noqa: D102
    @property
    def years(self) -> tuple[int, ...]: ...  # noqa: D102
    @property
    def periods(self) -> tuple[Period, ...]: ...  # noqa: D102
    @property
    def sections(self) -> tuple[str, ...]: ...  # noqa: D102
    @property
    def spoken_years(self) -> tuple[int, ...]: ...  # noqa: D102


class Selected(Protocol):
    """Passages that an engine has selected, to be handed back to it as they are."""

    @property
    def n_documents(self) -> int:
        """How many reports they are of."""
        ...

    @property
    def n_passages(self) -> int:
        """How many they are."""
        ...


class Search(Protocol):
    """The queries of one question, put to an engine."""

    def nearest(self, n: int, within: Selected | None = None) -> tuple[Rows, ...]:
        """For each query the nearest passages, n at most, nearest first; all queries in one call.

        A query of terms finds no passage that holds none of them. Ties are in the order of the rows.

        Args:
            n: how many passages.
            within: the only passages to find; any by default.
        """
        ...

    def similarities(self, passages: Rows) -> Similarities:
        """How each query sees some passages, given by their rows; all queries in one call."""
        ...


class Searchable(ReportIndex, Protocol):
    """An index that can be asked."""

    @property
    def n_documents(self) -> int:
        """How many reports it holds."""
        ...

    @property
    def n_passages(self) -> int:
        """How many passages it holds."""
        ...

    @property
    def most_versions(self) -> int:
        """How many versions there are at most of one report."""
        ...

    @property
    def n_read_ahead(self) -> int:
        """How many passages are worth reading in one call where one is needed and others may be.

        An engine to which a call is long names many; one to which reading is all of the work, few.
        """
        ...

    def select(self, selection: Selection, without: Collection[int] = ()) -> Selected | None:
        """Which passages may be found; ``None`` for all of them.

        Args:
            selection: what they have to meet.
            without: the rows of the reports whose passages are left out.
        """
        ...

    def search(self, queries: Sequence[LegQuery]) -> Search:
        """Put the queries of a question, one for each leg."""
        ...

    def term_weights(self, terms: Collection[str]) -> Mapping[str, TermWeight]:
        """What is known of some terms, each once."""
        ...

    def held_terms(self, terms: Collection[str], within: Selected | None = None) -> frozenset[str]:
        """Those of some terms that any passage holds; of the selected only, by default of all."""
        ...

    def standings(self, passages: Rows) -> Standings:
        """Where some passages stand, given by their rows; no text is read for that."""
        ...

    def passages(self, rows: Sequence[int]) -> tuple[Passage, ...]:
        """Some passages, given by their rows, with their texts.

        Raises:
            IndexDamagedError: they are not what was published.
        """
        ...

    def documents(self, rows: Sequence[int]) -> tuple[Document, ...]:
        """Some reports, given by their rows, with their texts; raises as ``passages``."""
        ...

    def origins(self, rows: Sequence[int]) -> tuple[Origin, ...]:
        """What tells some reports, given by their rows, from others."""
        ...

    def facts(self, passages: Sequence[int]) -> tuple[tuple[Fact, ...], ...]:
        """The facts of some passages, given by their rows, of each in their order.

        Raises:
            IndexDamagedError: they are not what was published.
        """
        ...

    def page(self, within: Selected | None, first: int, n: int) -> tuple[Passage, ...]:
        """The n of the selected passages, or of all, from the first-th on, counted from 0; as ``passages``."""
        ...

    def reports_of(self, within: Selected | None) -> Reports:
        """The reports that the selected passages are of; of all passages all reports, whatever they hold."""
        ...

    def outlines(self, rows: Sequence[int], within: Selected | None = None) -> tuple[Outline, ...]:
        """How some reports, given by their rows, are laid out.

        Args:
            rows: the rows of the reports.
            within: the only passages that count as selected; all by default.
        """
        ...

    def measured(self, query: FactQuery = ANY_FACT, within: Selected | None = None) -> FoundFacts:
        """The facts that a query means.

        Args:
            query: what they measure; anything by default.
            within: the only passages that they may stand in: of places, years, periods; all by default.
        """
        ...
