"""Passages of very many reports: of each only the sentences that hold a fact that may be asked for."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from qa.retrieval import shortlist

if TYPE_CHECKING:
    from index.platform.arrays import Rows
    from index.searchable.facts import FoundFacts
    from index.searchable.protocol import Searchable
    from qa.retrieval.shortlist import Provenance


class SparsePassages(shortlist.Provenances):
    """Where some passages come from, with a few of their sentences and the facts of these.

    Args:
        index: what holds them.
        rows: the rows of the passages.
        facts: the facts that may be asked for.
    """

    def __init__(self, index: Searchable, rows: Rows, facts: FoundFacts) -> None:
        super().__init__(index, rows)
        self._meant = facts.of(rows.tolist())

    def __call__(self, i: int) -> Provenance:
        """As ``shortlist.Where``; the passage is read for it."""
        whole, meant = super().__call__(i), self._meant[i]
        passage = whole.passage()
        kept = tuple(
            each
            for each in passage.sentences
            if any(each.start <= start < each.end for start in meant.starts)
        )
        if not kept:
            return whole
        sparse = dataclasses.replace(passage, sentences=kept)
        return dataclasses.replace(whole, passage=lambda: sparse, facts=lambda: meant.near)
