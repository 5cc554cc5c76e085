"""What is offered in the place of an answer: what was looked through, and what could be asked."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.retrieval.scope import EVERYTHING
from qa.suggesting import of_one
from qa.suggesting.near_refusals import N_OFFERED, near_questions
from qa.understanding.across.reading import across
from qa.web.fragments.refusals import Searched

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qa.retrieval.scope import Scope
    from qa.snapshot import Snapshot
    from qa.suggesting.examples import Examples
    from qa.tables.values import Table
    from qa.types import Answer
    from qa.web.texts import Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question as the page asked it.

    Attributes:
        snapshot: what was asked.
        scope, within: what of it, and the same in words, empty where that is all.
        table: what the answer was read off, if it was.
    """

    snapshot: Snapshot
    scope: Scope
    within: str
    table: Table | None


def searched(asked: Asked, answer: Answer, examples: Examples, texts: Texts) -> Searched:
    """What a question was asked of, and what could be asked; where it was refused."""
    snapshot, scope = asked.snapshot, asked.scope
    is_all = answer.found or scope == EVERYTHING
    n_documents, n_passages = snapshot.extent(EVERYTHING if is_all else scope)
    if answer.found:
        return Searched(n_documents=n_documents, n_passages=n_passages)
    of_each: tuple[str, ...] = ()
    if asked.table is not None and answer.read_off is not None:
        of_each = tuple(texts.table.told.labels(asked.table.column(0)).values())
    return Searched(
        n_documents=n_documents,
        n_passages=n_passages,
        filters="" if is_all else asked.within,
        of_each=of_each,
        offered=tuple(
            itertools.islice(
                (each for each in _offered(asked, answer, examples, texts) if each != answer.asked),
                N_OFFERED,
            )
        ),
    )


def _offered(asked: Asked, answer: Answer, examples: Examples, texts: Texts) -> Iterable[str]:
    """Questions that are answered: near to what was asked, or, where there are none, to begin with."""
    snapshot, scope = asked.snapshot, asked.scope
    if asked.table is not None and answer.read_off is not None:
        near = tuple(itertools.islice(of_one.questions(snapshot, asked.table, scope), N_OFFERED))
    else:
        near = near_questions(snapshot, answer, texts.asks, scope)
    if near or scope != EVERYTHING:  # what is answered anywhere is no offer within the filters
        return near
    found = examples.of(snapshot, texts.asks)
    if asked.table is None:
        return found
    return sorted(found, key=_is_of_one)  # to many reports first, as what was asked


def _is_of_one(question: str) -> tuple[bool, bool]:
    """What puts a question to all places of a level before one to a place in several years, and that before others."""
    read = across(question)
    return read is None, read is None or read.level is None
