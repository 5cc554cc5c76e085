"""Which reports of an index in Milvus can hold a phrase, by the terms that their passages were cut into."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from index.searchable import phrase_holders
from index.searchable.milvus.connection import MOST_ROWS
from index.searchable.milvus.layout import Part

if TYPE_CHECKING:
    from collections.abc import Collection

    from index.searchable.milvus.holdings import Holdings
    from index.searchable.milvus.vocabulary import Term, Vocabulary


def reports_that_may_hold(
    forms: Collection[str], holdings: Holdings, vocabulary: Vocabulary
) -> frozenset[int] | None:
    """The rows of the reports that can hold any of some texts; ``None`` where terms do not tell."""
    documents: set[int] = set()
    for form in forms:
        found = _passages(form.replace(" ", ""), holdings, vocabulary)
        if found is None:
            return None
        documents.update(found.values())
    return frozenset(documents)


def _passages(form: str, holdings: Holdings, vocabulary: Vocabulary) -> dict[int, int] | None:
    """The report's row of each passage that can hold a form; ``None`` where its terms do not tell."""

    def holding(character: str) -> list[tuple[Term, str]] | None:
        terms = vocabulary.holding(character)
        return None if terms is None else [(term, term.text) for term in terms]

    groups = phrase_holders.coverings(form, holding, _n_passages)
    telling = [group for group in groups if _n_passages(group) < MOST_ROWS]
    if not telling:
        return None
    found = holdings.together([functools.partial(_holding, each, holdings) for each in telling])
    passages, *others = found
    return {
        passage: document
        for passage, document in passages.items()
        if all(passage in each for each in others)
    }


def _n_passages(terms: list[Term]) -> int:
    return sum(term.passages for term in terms)


def _holding(terms: list[Term], holdings: Holdings) -> dict[int, int]:
    """The report's row of each passage that has any of some terms: of less than ``MOST_ROWS`` all."""
    weights = {term.number: 1.0 for term in terms if term.passages}
    if not weights:
        return {}
    collection = holdings.of(Part.PASSAGES)
    (hits,) = holdings.connection.search(
        collection, "terms", [weights], MOST_ROWS, output=("document",)
    )
    return {row: fields["document"] for row, product, fields in hits if product > 0}
