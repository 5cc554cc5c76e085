"""What a table does not tell, as questions to one of its reports."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from qa.retrieval.scope import EVERYTHING
from qa.types import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qa.retrieval.scope import Scope
    from qa.snapshot import Snapshot
    from qa.tables.values import Table

_N_TRIED = 6  # at most so many are asked, each a few hundredths of a second


def questions(snapshot: Snapshot, table: Table, scope: Scope = EVERYTHING) -> Iterator[str]:
    """What the first reports answer when each is asked alone, those first that tell something near to it.

    Args:
        snapshot: what was asked.
        table: what it told, which is nothing.
        scope: what it was asked of.
    """
    rows = sorted(table.rows, key=lambda row: not any(cell.near for cell in row.cells))
    asked = [
        f"{row.about.place}{column.question}"
        for row in rows
        for column in table.columns
        if row.about.place
    ]
    for each in itertools.islice(dict.fromkeys(asked), _N_TRIED):
        answer = snapshot.ask(each, scope=scope)
        if answer.level is Level.ANSWERED and not answer.alternatives:
            yield each
