"""Which reports make the rows of a table."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from index.language.lexicon import words
from index.types import Period
from qa.understanding import named_places
from qa.understanding.across.asked import Across, Wish
from qa.understanding.concepts import folded

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from index.published.documents import DocumentTable
    from index.types import PlaceLevel
    from qa.tables.values import Row
    from qa.understanding.question import Question


def of_places(documents: DocumentTable, rows: Iterable[int], places: Collection[str]) -> list[int]:
    """Those of some reports that are of one of the named places itself, by their rows."""
    return [row for row in rows if is_of(documents.origin(row).place, places)]


def by_province(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Rows in the usual order of the provinces that they are of; of one they keep theirs.

    What is of none of these comes last.
    """
    return tuple(sorted(rows, key=lambda row: province_rank(row.about.place)))


def province_rank(place: str) -> int:
    """Where the province of a place stands in the order of their codes (GB/T 2260), from 0.

    What is of none of these comes last.
    """
    first = next(iter(named_places.parts(folded(place))), "")
    ranks, bare = _ranks(), named_places.bare(first)
    return next(
        (ranks[name] for name in ranks if name == bare or first.startswith(name)), len(ranks)
    )


@functools.cache
def _ranks() -> Mapping[str, int]:
    return {name: rank for rank, name in enumerate(words("province"))}


def is_of(place: str, names: Collection[str]) -> bool:
    """Whether a place is one of those that are named, and none inside of it."""
    parts = named_places.parts(folded(place))
    return bool(parts) and any(named_places.same(folded(name), parts[-1]) for name in names)


def of_level(documents: DocumentTable, rows: Iterable[int], level: PlaceLevel) -> list[int]:
    """Those of some reports whose places are of a level."""
    return [row for row in rows if documents.about(row).level is level]


def of_years(
    documents: DocumentTable, rows: Sequence[int], years: Collection[int], period: Period | None
) -> list[int]:
    """Those of some reports that tell of some years: as their plan, or else as what they look back on."""
    origins = {row: documents.origin(row) for row in rows}
    planned = [row for row in rows if origins[row].year in years]
    reviewed = [row for row in rows if origins[row].review_year in years]
    first, second = (planned, reviewed) if period is Period.PLAN else (reviewed, planned)
    return first or second


def _since(
    documents: DocumentTable, rows: Iterable[int], year: int, period: Period | None
) -> list[int]:
    """Those of some reports that tell of a year or a later one: as their plan, or what they look back on."""
    origins = {row: documents.origin(row) for row in rows}
    of_year = {
        row: each.year if period is Period.PLAN else each.review_year
        for row, each in origins.items()
    }
    return [row for row, told in of_year.items() if told is not None and told >= year]


def newest(documents: DocumentTable, rows: Iterable[int]) -> list[int]:
    """Of each place the reports of its newest year."""
    by_place: dict[str, list[int]] = {}
    for row in rows:
        by_place.setdefault(documents.origin(row).place, []).append(row)
    kept: list[int] = []
    for place, of_place in by_place.items():
        last = max((documents.origin(row).year or 0 for row in of_place), default=0)
        kept += [r for r in of_place if not place or (documents.origin(r).year or 0) == last]
    return sorted(kept)


def _of_across(documents: DocumentTable, rows: Sequence[int], across: Across) -> list[int]:
    """Those of some reports whose places are asked about; all where none are named."""
    if across.level is None or across.wish is Wish.PLACE:
        named = () if across.wish is Wish.PLACE else across.places
        return of_places(documents, rows, named) if named else list(rows)
    of_its_level = of_level(documents, rows, across.level)
    if not across.places:
        return of_its_level
    if len(across.places) > 1:
        return of_places(documents, of_its_level, across.places)
    return [row for row in of_its_level if _lies_in(documents.origin(row).place, across.places[0])]


def _lies_in(place: str, name: str) -> bool:
    """Whether a place is inside of the one that is named: 天津市河北区 in 天津."""
    outer = named_places.parts(folded(place))[:-1]
    return any(named_places.same(folded(name), part) for part in outer)


def asked(
    documents: DocumentTable, rows: Sequence[int], across: Across | None, question: Question
) -> list[int]:
    """The reports of some that a question about many is asked of.

    Args:
        documents: all reports.
        rows: the rows of those in scope.
        across: what is asked of them, if the question tells that they are several.
        question: what each of them is asked.
    """
    chosen = list(rows)
    years = question.years
    if across is not None:
        chosen = _of_across(documents, chosen, across)
        years = across.years or years
        if across.wish is Wish.MOVED:  # which needs the report of the year before too
            return chosen
    if across is not None and across.since is not None:
        return _since(documents, chosen, across.since, question.period) or chosen
    if years:
        return of_years(documents, chosen, years, question.period) or chosen
    if across is not None and not across.is_each_year:
        return newest(documents, chosen)
    return chosen
