"""Tables that tell nothing: what is nearest to what was asked."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Protocol

from qa.answering import hits

if TYPE_CHECKING:
    from qa.generation import Search
    from qa.retrieval.scope import Scope
    from qa.tables.values import Table
    from qa.types import Answer

_N_NARROWED = 100  # reports of a table within which alone what is nearest is looked for


class Searching(Protocol):
    """Orders what may answer a question to one report."""

    def __call__(self, text: str, top_k: int, scope: Scope) -> Search:
        """Read at least ``top_k`` of the passages in scope."""
        ...


def with_nearest(
    answer: Answer, table: Table, search: Searching, top_k: int, scope: Scope
) -> tuple[Answer, Table]:
    """An answer that was read off a table; where no report tells, with the passages nearest to its question.

    Args:
        answer: the answer.
        table: the table.
        search: orders what may answer.
        top_k: how many passages to show.
        scope: what was asked.
    """
    if answer.found or table.across is None:
        return answer, table
    if table.n_left_out and len(table.rows) <= _N_NARROWED:
        scope = dataclasses.replace(scope, documents=tuple(row.about.id for row in table.rows))
    found = search(table.across.question, top_k, scope)
    nearest = hits.of(found.asked, found.ranked[:top_k])
    return dataclasses.replace(answer, hits=nearest, missing_terms=found.missing_terms), table
