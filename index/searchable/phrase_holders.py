"""Which texts can hold a phrase, by the terms that they were cut into: no other one does.

The words of a text lie side by side and cover it. So over each character of a phrase, wherever the
phrase stands, lies a word that agrees with it as far as the two overlap. All terms of an index that
can lie over one of its characters are few; the texts that hold none of them do not hold the phrase.
Some characters are looked at, those with the rarest words, and what is left is read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from index.language.text import SAME_MARKS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from index.platform.arrays import Rows
    from index.published.contents import PublishedIndex
    from index.published.terms import TermIndex

_N_LOOKED_AT = 12  # characters of a phrase whose words are looked up
_N_USED = 3  # of them, those whose words are rarest


def documents(index: PublishedIndex, forms: Iterable[str]) -> Rows:
    """The rows of the documents whose passages, headings or titles can hold any form, in order."""
    each = [_passages(index.passage_terms, form.replace(" ", "")) for form in forms]
    if any(rows is None for rows in each):  # signs alone are no terms
        return np.arange(len(index.documents))
    rows = np.unique(np.concatenate([rows for rows in each if rows is not None]))
    return np.unique(np.asarray(index.passages.documents_of(rows), np.int64))


def _passages(terms: TermIndex, form: str) -> Rows | None:
    """The rows of the passages that can hold a form; ``None`` where its terms do not tell."""
    places = [i for i, character in enumerate(form) if character.isalnum()][:_N_LOOKED_AT]
    covering = [
        [number for number, term in terms.holding(form[i]) if _covers(term, form, i)]
        for i in places
    ]
    if not covering:
        return None
    rarest, *others = sorted(covering, key=terms.n_rows)[:_N_USED]
    rows = terms.rows_of(rarest)
    for more in others:
        rows = np.intersect1d(rows, terms.rows_of(more), assume_unique=True)
    return rows


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
