"""Passages of very many reports: of each only the sentences that hold a fact that may be asked for."""

from __future__ import annotations

import dataclasses
import functools
from typing import TYPE_CHECKING

import numpy as np

from qa.retrieval import shortlist

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.platform.arrays import Rows
    from qa.generation import Generation
    from qa.retrieval.shortlist import Provenance


class SparsePassages:
    """Where some passages come from, with a few of their sentences and the facts of these.

    Args:
        generation: what holds them.
        rows: the rows of the passages.
        facts: the rows of the facts that may be asked for, ascending.
    """

    def __init__(self, generation: Generation, rows: Rows, facts: Rows) -> None:
        self._table = generation.index.facts.table
        self._whole = shortlist.Provenances(generation.searchable, rows)
        self._rows = rows
        self._asked = facts

    def read(self, chosen: Sequence[int]) -> None:
        """As ``shortlist.Where``."""
        self._whole.read(chosen)

    def __call__(self, i: int) -> Provenance:
        """As ``shortlist.Where``; the passage is read for it."""
        table, facts = self._table, self._asked
        whole, own = self._whole(i), table.of_passages(self._rows[i : i + 1])
        starts = table.starts(own)
        asked = starts[np.isin(own, facts[slice(*np.searchsorted(facts, (own[0], own[-1] + 1)))])]
        passage = whole.passage()
        kept = tuple(
            each for each in passage.sentences if any(each.start <= a < each.end for a in asked)
        )
        if not kept:
            return whole
        near = [
            row
            for row, start in zip(own.tolist(), starts.tolist(), strict=True)
            if any(each.start <= start < each.end for each in kept)
        ]
        sparse = dataclasses.replace(passage, sentences=kept)
        return dataclasses.replace(
            whole,
            passage=lambda: sparse,
            facts=functools.cache(lambda: tuple(table[row] for row in near)),
        )
