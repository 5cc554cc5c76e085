"""qa.retrieval.named_scope: reports by what people call their places."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from index.types import Document, PlaceLevel
from qa.retrieval import named_scope
from qa.retrieval.scope import EVERYTHING, Scope
from tests.support.texts.held import held

if TYPE_CHECKING:
    from index.searchable.embedded import EmbeddedIndex


def documents(*places: str) -> EmbeddedIndex:
    return held(
        Document(
            id=f"{i:064d}",
            path=f"{i}.txt",
            title=place,
            text="文",
            place=place,
            year=2020 + i,
            level=PlaceLevel.PROVINCE if place.endswith("省") else PlaceLevel.COUNTY,
        )
        for i, place in enumerate(places)
    )


TABLE = documents("浙江省", "河北省", "天津市河北区", "浙江省杭州市", "天津市和平区")


@pytest.mark.parametrize(
    ("name", "places"),
    [
        ("浙江省", ("浙江省",)),
        ("浙江", ("浙江省",)),
        ("河北", ("河北省",)),
        ("河北区", ("天津市河北区",)),
        ("杭州", ("浙江省杭州市",)),
        ("天津", ("天津市和平区", "天津市河北区")),
    ],
)
def test_a_place_is_found_by_what_it_is_called(name: str, places: tuple[str, ...]):
    assert named_scope.places_called(TABLE, name) == places


@pytest.mark.parametrize("name", ["火星", "", "<b>", "省"])
def test_a_place_that_is_not_there_is_one_line(name: str):
    with pytest.raises(ValueError, match=r"no report is of .*: there are 浙江省, 河北省, "):
        named_scope.places_called(TABLE, name)


def test_years_and_places_make_a_scope():
    scope = named_scope.named_scope(TABLE, ["浙江", "河北"], [2020, 2021])
    assert scope == Scope(places=("浙江省", "河北省"), years=(2020, 2021))
    with pytest.raises(ValueError, match="no report is of the year 1999: there are 2024, 2023"):
        named_scope.named_scope(TABLE, years=[1999])


def test_a_level_keeps_the_scope_where_none_is_of_it():
    of_provinces = named_scope.of_level(TABLE, EVERYTHING, PlaceLevel.PROVINCE)
    assert len(of_provinces.documents) == 2
    assert named_scope.of_level(TABLE, EVERYTHING, PlaceLevel.TOWN) == EVERYTHING
