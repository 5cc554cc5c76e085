"""Which passages of a published index are selected, by their rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from index.types import Period

if TYPE_CHECKING:
    from collections.abc import Collection

    from index.origins import Origin
    from index.platform.arrays import Rows
    from index.published.contents import PublishedIndex
    from index.searchable.protocol import Selection


def selected(
    index: PublishedIndex, selection: Selection, without: Collection[int] = ()
) -> Rows | None:
    """The rows of the selected passages, in their order; ``None`` for all of them.

    Args:
        index: what holds them.
        selection: what they have to meet.
        without: the rows of the reports whose passages are left out.
    """
    rows, passages = _meeting(index, selection), index.passages
    if not without:
        return rows
    is_there = np.ones(len(passages), bool)
    for document in without:
        of_document = passages.of_document(document)
        is_there[of_document.start : of_document.stop] = False
    return np.flatnonzero(is_there) if rows is None else rows[is_there[rows]]


def _meeting(index: PublishedIndex, selection: Selection) -> Rows | None:
    of_documents = selection.documents, selection.places, selection.years
    of_passages = selection.periods, selection.sections
    if not any((*of_documents, *of_passages, selection.spoken_years)):
        return None
    rows = index.passages.where(index.documents.where(*of_documents), *of_passages)
    if not selection.spoken_years:
        return rows
    return np.intersect1d(rows, _of_years(index, selection.spoken_years), assume_unique=True)


def _of_years(index: PublishedIndex, years: Collection[int]) -> Rows:
    """The rows of the passages that tell of some years, in their order."""
    documents = index.documents.where((), (), {*years, *(year + 1 for year in years)})
    found = [np.empty(0, np.int64)]
    for row in [] if documents is None else documents.tolist():
        origin = index.documents.origin(row)
        periods = [each for each in Period if _year_of(origin, each) in years]
        if periods:
            found.append(index.passages.where(np.array([row]), periods, ()))
    return np.concatenate(found)


def _year_of(origin: Origin, period: Period) -> int | None:
    return origin.review_year if period is Period.REVIEW else origin.year
