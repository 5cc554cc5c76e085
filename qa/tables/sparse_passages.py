"""Passages of very many reports: of each only the sentences that hold a fact that may be asked for."""

from __future__ import annotations

import dataclasses
import functools
from typing import TYPE_CHECKING

import numpy as np

from qa.retrieval import shortlist

if TYPE_CHECKING:
    from collections.abc import Callable

    from index.published.vectors import Rows
    from qa.generation import Generation
    from qa.retrieval.shortlist import Provenance


def provenances(generation: Generation, rows: Rows, facts: Rows) -> Callable[[int], Provenance]:
    """Tells where the i-th of some passages comes from, with a few of its sentences and their facts.

    Args:
        generation: what holds them.
        rows: the rows of the passages.
        facts: the rows of the facts that may be asked for, ascending.
    """
    table = generation.index.facts.table
    where = shortlist.provenances(generation.searchable, rows)

    def provenance(i: int) -> Provenance:
        whole, own = where(i), table.of_passages(rows[i : i + 1])
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

    return provenance
