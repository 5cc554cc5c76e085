"""index.searchable.embedded_reports: the reports that a question is asked of."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pytest

from qa.retrieval.scope import Scope
from tests.support.texts.held import held
from tests.support.texts.understood import document

if TYPE_CHECKING:
    from index.searchable.embedded_reports import EmbeddedReports

PLACES = (("云溪市", 2024), ("青岭县", 2023), ("云溪市", 2022), ("", None), ("天津市河北区", 2024))
TABLE = held(
    dataclasses.replace(document(place=place, year=year), id=f"{number:064}", path=f"{number}.txt")
    for number, (place, year) in enumerate(PLACES)
)


def reports(scope: Scope, *gone: int) -> EmbeddedReports:
    return TABLE.reports(scope, gone)


def rows(of: EmbeddedReports, *places: str, years: tuple[int, ...] = ()) -> list[int] | None:
    found = of.of(places, years)
    return None if found.is_all else [row for row, _ in found.origins(0, 9)]


def test_all_of_them():
    everything = reports(Scope())
    assert rows(everything) is None
    assert rows(everything, "云溪市") == [0, 2]
    assert rows(everything, years=(2024,)) == [0, 4]
    assert everything.places(9) == (["云溪市", "青岭县", "天津市河北区"], 3)
    assert everything.places(1)[1] == 3


@pytest.mark.parametrize(
    ("scope", "gone", "inside", "places"),
    [
        (Scope(years=(2024,)), (), [0, 4], {"云溪市", "天津市河北区"}),
        (Scope(places=("云溪市",)), (), [0, 2], {"云溪市"}),
        (Scope(places=("云溪市",), years=(2022,)), (), [2], {"云溪市"}),
        (Scope(documents=(f"{3:064}",)), (), [3], set()),
        (Scope(places=("松风县",)), (), [], set()),
        (Scope(), (0, 1), [2, 3, 4], {"云溪市", "天津市河北区"}),
        (Scope(years=(2024,)), (4,), [0], {"云溪市"}),
    ],
)
def test_some_of_them(scope: Scope, gone: tuple[int, ...], inside: list[int], places: set[str]):
    some = reports(scope, *gone)
    assert rows(some) == inside
    told, n_places = some.places(9)
    assert (set(told), n_places) == (places, len(places))
    assert {each for each, _ in PLACES if each and len(some.of((each,)))} == places


def test_a_place_of_which_all_reports_are_gone():
    assert not len(reports(Scope(), 0, 2).of(("云溪市",)))
    assert not len(reports(Scope()).of(("松风县",)))


def test_no_more_places_than_are_wanted():
    told, n_places = reports(Scope(), 3).places(2)
    assert (len(told), n_places) == (2, 3)


def test_places_by_a_part_of_their_names_and_years():
    assert TABLE.places_holding("河北", 9) == ["天津市河北区"]
    assert TABLE.places_holding("市", 9) == ["云溪市", "天津市河北区"]
    assert TABLE.places_holding("市", 1) == ["云溪市"]
    assert reports(Scope()).years() == ((2022, 2023, 2024), (2021, 2022, 2023))
    assert reports(Scope(), 0).of(("云溪市",)).years() == ((2022,), (2021,))
