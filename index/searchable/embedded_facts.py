"""The embedded engine's facts: those of a published index that a query means."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

import numpy as np

from index.searchable.facts import FactPassages, MeantFacts, PlacedFact

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from index.platform.arrays import Rows
    from index.published.contents import PublishedIndex
    from index.searchable.facts import FactQuery


class EmbeddedFacts:
    """The facts of a published index that a query means, in some of its passages or in all."""

    def __init__(self, published: PublishedIndex, query: FactQuery, within: Rows | None) -> None:
        self._published = published
        self._table = published.facts.table
        self._query = query
        self._within = within

    @functools.cached_property
    def _rows(self) -> Rows | None:
        """The rows of the facts, ascending; ``None`` for all."""
        query, rows = self._query, None
        if self._within is not None:
            rows = self._table.of_passages(self._within)
        if query.takes_any:
            pass
        elif rows is None:
            rows = self._table.of_folded_measure(query.takes)
        else:
            rows = np.intersect1d(
                rows, self._table.of_folded_measure(query.takes), assume_unique=True
            )
        if query.aspects:
            rows = np.arange(len(self._table)) if rows is None else rows
            rows = self._table.of_aspects(rows, query.aspects)
        return rows

    def __len__(self) -> int:
        return len(self._table) if self._rows is None else len(self._rows)

    def page(self, first: int, n: int) -> tuple[PlacedFact, ...]:
        """As ``FoundFacts.page``."""
        every = range(len(self._table)) if self._rows is None else self._rows
        rows = map(int, every[first : first + n])
        return tuple(
            PlacedFact(passage=self._table.passage_of(row), fact=self._table[row]) for row in rows
        )

    @functools.cached_property
    def _is_measured(self) -> NDArray[np.bool_]:
        """Whether each passage has one of them."""
        n = len(self._published.passages)
        if self._rows is None:
            return np.asarray(self._table.counts(np.arange(n)) > 0)
        is_measured = np.zeros(n, bool)
        is_measured[self._table.passages_of(self._rows)] = True
        return is_measured

    @functools.cached_property
    def _is_selected(self) -> NDArray[np.bool_]:
        """Whether each passage may have one."""
        is_selected = np.full(len(self._published.passages), self._within is None)
        if self._within is not None:
            is_selected[self._within] = True
        return is_selected

    def passages(self, reports: Sequence[int], *, only_measured: bool = False) -> FactPassages:
        """As ``FoundFacts.passages``."""
        is_worth = self._is_selected & self._is_measured if only_measured else self._is_selected
        ranges = [self._published.passages.of_document(row) for row in reports]
        own = [each.start + np.flatnonzero(is_worth[each.start : each.stop]) for each in ranges]
        rows = np.concatenate(own) if own else np.empty(0, np.int64)
        return FactPassages(
            rows=rows,
            starts=np.concatenate(([0], np.cumsum([len(each) for each in own]))).astype(np.int64),
            is_measured=self._is_measured[rows].tolist(),
            has_facts=(self._table.counts(rows) > 0).tolist(),
        )

    def of(self, passages: Sequence[int]) -> tuple[MeantFacts, ...]:
        """As ``FoundFacts.of``."""
        return tuple(map(self._of, passages))

    def _of(self, passage: int) -> MeantFacts:
        table, meant = self._table, self._rows
        own = table.of_passages(np.array([passage]))
        if not len(own):
            return MeantFacts(starts=(), near=())
        starts = table.starts(own)
        if meant is None:
            asked = starts.tolist()
        else:
            stretch = slice(*np.searchsorted(meant, (own[0], own[-1] + 1)))
            asked = starts[np.isin(own, meant[stretch])].tolist()
        kept = [
            (start, end)
            for start, end in self._published.passages.sentence_spans(passage)
            if any(start <= each < end for each in asked)
        ]
        each = zip(own.tolist(), starts.tolist(), strict=True)
        near = [row for row, at in each if any(start <= at < end for start, end in kept)]
        return MeantFacts(starts=tuple(asked), near=tuple(table[row] for row in near))
