"""The reports that an answer may be gathered from, read one after the other."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from index.searchable.protocol import Searchable
    from index.searchable.reports import Reports
    from index.types import About, Document, Passage
    from qa.retrieval.scope import Scope


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """What may answer.

    Attributes:
        index: what holds the reports.
        reports: those in scope that are there.
        scope: which passages may answer.
        gone: the rows of the reports that are not there.
    """

    index: Searchable
    reports: Reports
    scope: Scope
    gone: Collection[int]

    def read(
        self, listed: Iterable[tuple[int, About]]
    ) -> Iterator[tuple[Document, Sequence[Passage]]]:
        """Some reports, by their rows, each with its passages in scope; none that has no such passage."""
        for row, about in listed:
            own = dataclasses.replace(self.scope, documents=(about.id,))
            selected = self.index.select(own, self.gone)
            if selected is not None and selected.n_passages:
                passages = self.index.page(selected, 0, selected.n_passages)
                yield self.index.documents([row])[0], passages
