"""Which reports are meant by what people call their places, and a place's level."""

from __future__ import annotations

import dataclasses
import itertools
from typing import TYPE_CHECKING

from index.searchable.views import each_report
from index.types import PlaceLevel
from qa.retrieval.scope import Scope
from qa.understanding.names import named_places

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from index.searchable.reports import ReportIndex
    from index.types import About

_N_SHOWN = 8


def named_scope(index: ReportIndex, places: Sequence[str] = (), years: Sequence[int] = ()) -> Scope:
    """The reports of places, as people call them, and of years.

    Raises:
        ValueError: no report is of one of the places or years; the message names some that are there.
    """
    for year in years:
        if year not in index.years:
            shown = _shown(list(map(str, sorted(index.years, reverse=True))))
            raise ValueError(f"no report is of the year {year}: there are {shown}")
    chosen = [place for name in places for place in places_called(index, name)]
    return Scope(places=tuple(dict.fromkeys(chosen)), years=tuple(dict.fromkeys(years)))


def places_called(index: ReportIndex, name: str) -> tuple[str, ...]:
    """The places of reports that a name means: 浙江 is 浙江省, and 河北区 is 天津市河北区.

    Where no place itself is called so, those that lie in one that is.

    Raises:
        ValueError: there is none; the message names some that are there.
    """
    if name in index.places:
        return (name,)
    own: list[str] = []
    inside: list[str] = []
    for place in index.places:
        parts = named_places.parts(place)
        if named_places.same(name, parts[-1]):
            own.append(place)
        elif any(named_places.same(name, part) for part in parts):
            inside.append(place)
    outermost = [place for place in own if len(named_places.parts(place)) == 1]
    found = outermost or own or inside
    if not found:
        shown = _shown(index.places_in_order(_N_SHOWN + 1))
        raise ValueError(f"no report is of {name!r}: there are {shown}")
    return tuple(sorted(found))


def of_level(index: ReportIndex, scope: Scope, level: PlaceLevel) -> Scope:
    """A scope's reports of places of a level; the scope itself where none is of such a place."""
    reports = index.reports(scope)
    ids = tuple(each.about.id for each in each_report(reports) if _is_of(each.about, level))
    return dataclasses.replace(scope, documents=ids) if ids else scope


def _is_of(about: About, level: PlaceLevel) -> bool:
    """Whether a report is of a place of a level; cities that rank higher or lower are cities too."""
    return about.level is level or (level is PlaceLevel.CITY and about.place.endswith("市"))


def _shown(names: Collection[str]) -> str:
    first = ", ".join(itertools.islice(names, _N_SHOWN))
    return f"{first}, …" if len(names) > _N_SHOWN else first or "none"
