"""Which texts can hold a phrase, by the terms that they were cut into: no other one does.

The words of a text lie side by side and cover it. So over each character of a phrase, wherever the
phrase stands, lies a word that agrees with it as far as the two overlap. All terms of an index that
can lie over one of its characters are few; the texts that hold none of them do not hold the phrase.
Some characters are looked at, those with the rarest words, and what is left is read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import numpy as np

from index.language.text import SAME_MARKS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from index.platform.arrays import Rows
    from index.published.contents import PublishedIndex
    from index.published.terms import TermIndex

T = TypeVar("T")

_N_LOOKED_AT = 12  # characters of a phrase whose words are looked up
_N_USED = 3  # of them, those whose words are rarest


def documents(index: PublishedIndex, forms: Iterable[str]) -> Rows | None:
    """The rows of the documents whose passages, headings or titles can hold any form, in order.

    ``None`` where terms do not tell: any may.
    """
    each = [_passages(index.passage_terms, form.replace(" ", "")) for form in forms]
    if any(rows is None for rows in each):  # signs alone are no terms
        return None
    rows = np.unique(np.concatenate([rows for rows in each if rows is not None]))
    return np.unique(np.asarray(index.passages.documents_of(rows), np.int64))


def _passages(terms: TermIndex, form: str) -> Rows | None:
    """The rows of the passages that can hold a form; ``None`` where its terms do not tell."""
    found = coverings(form, terms.holding, terms.n_rows)
    if not found:
        return None
    rarest, *others = found
    rows = terms.rows_of(rarest)
    for more in others:
        rows = np.intersect1d(rows, terms.rows_of(more), assume_unique=True)
    return rows


def coverings(
    form: str,
    holding: Callable[[str], Iterable[tuple[T, str]] | None],
    n_rows: Callable[[list[T]], int],
) -> list[list[T]]:
    """For some characters of a form the terms that can lie over it; those with the rarest first.

    A text that holds the form holds one of each. None where a form has no character that tells.

    Args:
        form: the form, without blanks.
        holding: gives the terms that hold a character, each with its text; ``None`` where it cannot.
        n_rows: tells in how many texts terms stand.
    """
    places = [i for i, character in enumerate(form) if character.isalnum()][:_N_LOOKED_AT]
    covering = [
        [term for term, text in found if _covers(text, form, i)]
        for i in places
        if (found := holding(form[i])) is not None
    ]
    return sorted(covering, key=n_rows)[:_N_USED]


def _covers(term: str, form: str, place: int) -> bool:
    """Whether a term can lie over a character of a form, agreeing with all of it that it touches."""
    term = term.translate(SAME_MARKS)
    return any(
        character == form[place] and _agrees(term, form, place - i)
        for i, character in enumerate(term)
    )


def _agrees(term: str, form: str, at: int) -> bool:
    """Whether a term that begins at a place of a form, or before it, agrees where they overlap."""
    first, last = max(0, at), min(len(form), at + len(term))
    return form[first:last] == term[first - at : last - at]
