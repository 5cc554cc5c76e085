"""One index in a folder and in Milvus: this is asked for passages, that for reports and the facts of many."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from index.searchable.embedded import EmbeddedIndex, SelectedRows
from qa.retrieval.retriever import Retriever

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from index.platform.arrays import Rows
    from index.published.contents import PublishedIndex
    from index.searchable.milvus.asked import MilvusIndex, MilvusSearch
    from index.searchable.protocol import LegQuery, Searchable, Selected, Selection, Similarities
    from qa.snapshot import Snapshot

_OF_MILVUS = frozenset({"term_weights", "standings", "passages", "documents", "facts"})


def divided(snapshot: Snapshot, published: PublishedIndex, milvus: MilvusIndex) -> Snapshot:
    """The snapshot of a published index, of which Milvus is asked as far as it can be."""
    index = cast("Searchable", _Divided(published, milvus))
    generation = dataclasses.replace(
        snapshot.generation,
        index=index,
        retriever=Retriever(index, snapshot.manifest),
        reports=dataclasses.replace(snapshot.generation.reports, held=index.held_terms),
    )
    return dataclasses.replace(snapshot, generation=generation)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _SelectedInBoth(SelectedRows):
    there: Selected | None


class _Divided:
    def __init__(self, published: PublishedIndex, milvus: MilvusIndex) -> None:
        self._own, self._milvus = EmbeddedIndex(published), milvus

    def __getattr__(self, name: str) -> Any:
        return getattr(self._milvus if name in _OF_MILVUS else self._own, name)

    def select(self, selection: Selection, without: Collection[int] = ()) -> _SelectedInBoth | None:
        own = self._own.select(selection, without)
        if own is None:
            return None
        there = self._milvus.select(selection, without)
        return _SelectedInBoth(published=own.published, rows=own.rows, there=there)

    def held_terms(self, terms: Collection[str], within: Selected | None = None) -> frozenset[str]:
        return self._milvus.held_terms(terms, _there(within))

    def search(self, queries: Sequence[LegQuery]) -> _Search:
        return _Search(self._milvus.search(queries))


class _Search:
    def __init__(self, search: MilvusSearch) -> None:
        self._search = search

    def nearest(self, n: int, within: Selected | None = None) -> tuple[Rows, ...]:
        return self._search.nearest(n, _there(within))

    def similarities(self, passages: Rows) -> Similarities:
        return self._search.similarities(passages)


def _there(within: Selected | None) -> Selected | None:
    return within.there if isinstance(within, _SelectedInBoth) else None
