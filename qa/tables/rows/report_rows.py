"""Which reports make the rows of a table."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from index.language.lexicon import words
from index.searchable.views import each_origin
from index.types import Period
from qa.understanding.across.asked import Across, Wish
from qa.understanding.concepts import folded
from qa.understanding.names import named_places

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from index.origins import Origin
    from index.searchable.reports import Reports
    from qa.tables.values import Row
    from qa.understanding.question import Question


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


def asked(reports: Reports, across: Across | None, question: Question) -> list[int]:
    """The reports of some that a question about many is asked of, by their rows.

    Args:
        reports: those in scope.
        across: what is asked of them, if the question tells that they are several.
        question: what each of them is asked.
    """
    chosen = _of_across(reports, across)
    years = question.years
    if across is not None:
        years = across.years or years
        if across.wish is Wish.MOVED:  # which needs the report of the year before too
            return [*chosen]
    if across is not None and across.since is not None:
        return _since(chosen, across.since, question.period) or [*chosen]
    if years:
        return _of_years(chosen, years, question.period) or [*chosen]
    if across is not None and not across.is_each_year:
        return _newest(chosen)
    return [*chosen]


def _origins(reports: Reports) -> dict[int, Origin]:
    """What tells reports from others, by their rows; read by pages."""
    return dict(each_origin(reports))


def _of_across(reports: Reports, across: Across | None) -> dict[int, Origin]:
    """Those of some reports whose places are asked about; all where none are named."""
    if across is None:
        return _origins(reports)
    if across.level is None or across.wish is Wish.PLACE:
        named = () if across.wish is Wish.PLACE else across.places
        return _of_places(_origins(reports), named) if named else _origins(reports)
    of_its_level = _origins(reports.of_level(across.level))
    if not across.places:
        return of_its_level
    if len(across.places) > 1:
        return _of_places(of_its_level, across.places)
    return {
        row: origin
        for row, origin in of_its_level.items()
        if _lies_in(origin.place, across.places[0])
    }


def _of_places(origins: Mapping[int, Origin], places: Collection[str]) -> dict[int, Origin]:
    """Those of some reports that are of one of the named places itself."""
    return {row: origin for row, origin in origins.items() if is_of(origin.place, places)}


def _lies_in(place: str, name: str) -> bool:
    """Whether a place is inside of the one that is named: 天津市河北区 in 天津."""
    outer = named_places.parts(folded(place))[:-1]
    return any(named_places.same(folded(name), part) for part in outer)


def _of_years(
    origins: Mapping[int, Origin], years: Collection[int], period: Period | None
) -> list[int]:
    """Those of some reports that tell of some years: as their plan, or else as what they look back on."""
    planned = [row for row, origin in origins.items() if origin.year in years]
    reviewed = [row for row, origin in origins.items() if origin.review_year in years]
    first, second = (planned, reviewed) if period is Period.PLAN else (reviewed, planned)
    return first or second


def _since(origins: Mapping[int, Origin], year: int, period: Period | None) -> list[int]:
    """Those of some reports that tell of a year or a later one: as their plan, or what they look back on."""
    of_year = {
        row: each.year if period is Period.PLAN else each.review_year
        for row, each in origins.items()
    }
    return [row for row, told in of_year.items() if told is not None and told >= year]


def _newest(origins: Mapping[int, Origin]) -> list[int]:
    """Of each place the reports of its newest year; of none all."""
    last: dict[str, int] = {}
    for origin in origins.values():
        last[origin.place] = max(last.get(origin.place, 0), origin.year or 0)
    return [
        row
        for row, origin in origins.items()
        if not origin.place or (origin.year or 0) == last[origin.place]
    ]
