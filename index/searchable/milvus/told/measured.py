"""The facts of an index in Milvus that a query means, behind the protocol."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

import numpy as np

from index.platform.batches import batches
from index.searchable.facts import FactPassages, MeantFacts, PlacedFact
from index.searchable.milvus import filters
from index.searchable.milvus.layout import ASPECTS, Part
from index.searchable.milvus.told.summary import folded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.fact_types import Fact
    from index.searchable.facts import FactQuery
    from index.searchable.milvus.holdings import Holdings
    from index.searchable.milvus.told.summary import Summary

_REPORTS_A_CALL = 1_000


class MilvusFacts:
    """The facts of a generation that a query means, in the passages that meet a filter."""

    def __init__(self, holdings: Holdings, summary: Summary, query: FactQuery, where: str) -> None:
        self._holdings = holdings
        self._summary = summary
        self._query = query
        self._within = where

    @functools.cached_property
    def _where(self) -> str:
        """What the facts meet; empty for all."""
        query = self._query
        parts = [self._within]
        if not query.takes_any:
            numbers = self._summary.number_of.items()
            meant = [number for measure, number in numbers if query.takes(measure)]
            parts.append(filters.any_of("measure", meant))
        if query.aspects:
            parts.append(filters.any_of("aspect", map(ASPECTS.index, query.aspects)))
        return filters.all_of(parts)

    def __len__(self) -> int:
        return self._holdings.count(Part.FACTS, self._where)

    def page(self, first: int, n: int) -> tuple[PlacedFact, ...]:
        """As ``FoundFacts.page``."""
        rows = self._holdings.ids(Part.FACTS, self._where, first, n)
        placed = self._holdings.fact_places(rows)
        held = self._holdings.passages([passage for passage, _ in placed])
        return tuple(
            PlacedFact(passage=passage, fact=held[passage][1][number]) for passage, number in placed
        )

    def passages(self, reports: Sequence[int], *, only_measured: bool = False) -> FactPassages:
        """As ``FoundFacts.passages``."""
        own: dict[int, list[tuple[int, bool, bool]]] = {row: [] for row in reports}
        for batch in batches([*own], _REPORTS_A_CALL):
            of_reports = filters.any_of("document", batch)
            meant = filters.all_of([of_reports, self._where])
            measured = {
                row["passage"] for row in self._holdings.each(Part.FACTS, meant, ("passage",))
            }
            selected = filters.all_of([of_reports, self._within])
            for row in self._holdings.each(Part.PASSAGES, selected, ("id", "document", "facts")):
                is_measured = row["id"] in measured
                if is_measured or not only_measured:
                    own[row["document"]].append((row["id"], is_measured, row["facts"] > 0))
        each = [own[row] for row in reports]
        flat = [passage for passages in each for passage in passages]
        return FactPassages(
            rows=np.array([row for row, _, _ in flat], np.int64),
            starts=np.cumsum([0, *map(len, each)], dtype=np.int64),
            is_measured=[is_measured for _, is_measured, _ in flat],
            has_facts=[has_facts for _, _, has_facts in flat],
        )

    def of(self, passages: Sequence[int]) -> tuple[MeantFacts, ...]:
        """As ``FoundFacts.of``."""
        held = self._holdings.passages(passages)
        is_within = self._selected(passages)
        found = []
        for row in passages:
            passage, facts = held[row]
            meant = [each.start for each in facts if row in is_within and self._means(each)]
            kept = [
                each
                for each in passage.sentences
                if any(each.start <= start < each.end for start in meant)
            ]
            near = [
                fact for fact in facts if any(each.start <= fact.start < each.end for each in kept)
            ]
            found.append(MeantFacts(starts=tuple(meant), near=tuple(near)))
        return tuple(found)

    def _selected(self, passages: Sequence[int]) -> set[int]:
        """Those of some passages that may have one."""
        if not self._within:
            return {*passages}
        return self._holdings.meeting(passages, self._within)

    def _means(self, fact: Fact) -> bool:
        query = self._query
        is_of = not query.aspects or fact.aspect in query.aspects
        return is_of and (query.takes_any or query.takes(folded(fact.measure.text)))
