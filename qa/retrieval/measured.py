"""Passages found by what their facts measure, and not by how near their words are to a question."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from index.language.lexicon import words
from index.searchable.facts import FactQuery
from index.types import Aspect

if TYPE_CHECKING:
    from index.platform.arrays import Rows
    from index.searchable.protocol import Searchable, Selected
    from index.searchable.reports import Reports
    from qa.understanding.concepts import Concepts
    from qa.understanding.question import Question

TOTALS = frozenset({Aspect.TOTAL, Aspect.LEVEL})
ECONOMY = re.compile("经[济]")  # with nothing else said: what is yielded in all
_ECONOMY_BEGINS = "经"
_PRODUCT = words("product")
_NO_CHANGES = frozenset(Aspect) - {Aspect.CHANGE, Aspect.RANK}
_WHOLLY = 0.99  # of a question: what a measure says of it that is just what is asked
_MOST_PLACES = 3  # that a question names: of more it is asked of many
_MOST_REPORTS = 64  # of these places, the first of them


def meant(question: Question, concepts: Concepts, least: float) -> FactQuery:
    """The facts whose measure says so much of a question at least, 0 to 1."""
    named = {word for each in concepts for word in each.words} | {_ECONOMY_BEGINS}
    return FactQuery(
        words=tuple(sorted(named)),
        is_meant=lambda measure: share(concepts, measure) >= least,
        aspects=_NO_CHANGES if question.wanted.aspect in TOTALS else frozenset(),
    )


def share(concepts: Concepts, measure: str) -> float:
    """How much of the question a folded measure names."""
    if ECONOMY.fullmatch(measure):  # 经济增长6%左右
        return max(map(concepts.share_of, _PRODUCT))
    return concepts.share_of(measure)


def asks_product(concepts: Concepts) -> bool:
    """Whether what a question speaks of first is what the economy yields."""
    return max(map(concepts.share_of, _PRODUCT)) > 0


def named_places(question: Question) -> tuple[str, ...]:
    """The places of reports that a question for a figure names; none where it names many, or asks else."""
    if not question.wanted.kind.handling.is_figure:
        return ()
    places = tuple(dict.fromkeys(own for each in question.asked_places for own in each.reports))
    return places if len(places) <= _MOST_PLACES else ()


def passages(
    index: Searchable,
    question: Question,
    concepts: Concepts,
    reports: Reports,
    within: Selected | None,
) -> Rows:
    """The rows of the passages that have a fact of just what is asked, ascending.

    Args:
        index: what is asked.
        question: the question.
        concepts: what it speaks of.
        reports: the reports of the places that it names.
        within: their passages in scope.
    """
    rows = [each.row for each in reports.page(0, _MOST_REPORTS)]
    found = index.measured(meant(question, concepts, _WHOLLY), within)
    return np.unique(found.passages(rows, only_measured=True).rows)
