"""The facts of a report: of its sentences, and of the cells of its tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.facts import frames
from index.facts.cells import facts_of_table
from index.facts.sentences import Reader
from index.types import Period

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.fact_types import Fact
    from index.types import About, Passage


def facts_of(about: About, passages: Sequence[Passage]) -> Iterator[Fact]:
    """The facts of a report's passages, in the order they stand in."""
    section = frames.SectionFrame(about)
    for passage in passages:
        if passage.table is not None:
            yield from facts_of_table(about, passage, passage.table)
            continue
        if passage.period is Period.GLOSSARY:
            continue
        time = frames.TimeFrame(section.of(passage))
        reader = Reader(about, passage, time)
        for sentence in passage.sentences:
            yield from reader.facts(sentence)
