"""index.language.place_names: what the places of reports are called."""

from __future__ import annotations

from index.language.lexicon import word_set
from index.language.place_names import PlaceNames, listed, other_names


def test_parts_with_and_without_their_kinds_and_the_terms_of_all():
    names = PlaceNames.of(["浙江省杭州市", "", "恩施土家族苗族自治州"])
    assert list(names.names) == sorted(
        ["浙江省", "浙江", "杭州市", "杭州", "恩施土家族苗族自治州", "恩施"]
    )
    assert "浙江省" in names.terms
    assert "渔船" not in names.terms
    assert not PlaceNames.of([]).names


def test_cities_and_provinces_are_listed():
    assert {"天津", "杭州"} <= listed()


def test_other_names_mean_listed_places():
    assert other_names()["冀"] == ("河北",)
    assert other_names()["京津冀"] == ("北京", "天津", "河北")
    for name, places in other_names().items():
        assert set(places) <= listed(), name
        assert name not in listed()
        assert len(name) > 1 or set(places) <= word_set("province")
