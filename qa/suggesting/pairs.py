"""Two times beside each other: what a thing grew by, and what it is to grow by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.fact_types import Direction
from index.types import Aspect
from qa.suggesting.example import Example
from qa.suggesting.key_figures import key_figures
from qa.suggesting.report_facts import facts_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.fact_types import Fact
    from qa.snapshot import Snapshot
    from qa.suggesting.phrases import Phrases

_N_REPORTS = 3  # whose facts are read, one after the other, for as long as it takes


def pairs(snapshot: Snapshot, phrases: Phrases) -> Iterator[Example]:
    """Questions for both of two times, of the key figures of the first reports."""
    is_named = snapshot.reports.has_several_places
    for about in (each.about for each in snapshot.reports.page(0, _N_REPORTS)):
        facts, passages = facts_of(snapshot, about.id)
        for figure in key_figures(facts, passages, about.place):
            reached, aimed = _rise(figure.reached), _rise(figure.aimed)
            if reached is not None and aimed is not None:
                yield Example(
                    question=phrases.said(
                        phrases.pair,
                        before=phrases.year(reached.time.last),
                        year=phrases.year(aimed.time.last),
                        place=about.place if is_named else "",
                        name=figure.name,
                    ),
                    document_id=about.id,
                    numbers=frozenset({reached.passage, aimed.passage}),
                    text="".join(aimed.text.split()),
                    beside="".join(reached.text.split()),
                )


def _rise(facts: Sequence[Fact]) -> Fact | None:
    """The first of some facts by which something grows; ``None`` where none is."""
    return next(
        (f for f in facts if f.aspect is Aspect.CHANGE and f.direction is Direction.UP), None
    )
