"""The reports that a question is asked of: those in scope whose files are there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from index.platform.arrays import Rows
    from index.published.documents import DocumentTable
    from qa.retrieval.scope import Scope


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ReportsInScope:
    """Reports by their places and years, whichever of their passages may answer.

    Attributes:
        documents: all reports.
        scope: which of them are asked.
        gone: the rows of those whose files are gone.
    """

    documents: DocumentTable
    scope: Scope
    gone: frozenset[int] = frozenset()

    def rows(self, places: Collection[str] = (), years: Collection[int] = ()) -> Rows | None:
        """The rows of those of some places and years; ``None`` for all reports there are."""
        within = self._within()
        wanted = self.documents.where((), places, years)
        if wanted is None or within is None:
            return within if wanted is None else wanted
        return np.intersect1d(wanted, within, assume_unique=True)

    def each(self) -> Sequence[int]:
        """The rows of all of them, ascending."""
        rows = self._within()
        return range(len(self.documents)) if rows is None else sorted(rows.tolist())

    def has_place(self, place: str) -> bool:
        """Whether one of them is of a place."""
        rows = self.rows((place,))
        return rows is not None and len(rows) > 0

    def places(self, n: int) -> tuple[list[str], int]:
        """The first n places that they are of, by name, and how many there are."""
        rows = self._within()
        if rows is None:
            return self.documents.places_in_order(n), self.documents.n_places
        return self.documents.places_of(rows, n)

    def _within(self) -> Rows | None:
        scope, documents = self.scope, self.documents
        within = documents.where(scope.documents, scope.places, scope.years)
        if not self.gone:
            return within
        if within is None:
            within = np.arange(len(documents))
        return within[~np.isin(within, list(self.gone))]
