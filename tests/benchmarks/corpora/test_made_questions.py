"""benchmarks.corpora.made_questions: results that follow from the cells alone."""

from __future__ import annotations

import pytest

from benchmarks.corpora.made_questions import made, short

CELLS = [
    {"across": "各省2031年种茶面积是多少?", "place": place, "status": status, "value": value}
    for place, status, value in (
        ("甲省", "given", 7.0),
        ("乙市", "given", 5.0),
        ("丙自治区", "given", 7.0),
        ("丁省", "not given", None),
    )
]


def test_results_are_counted_from_the_cells():
    results = {each.text: each.places for each in made(CELLS)}
    assert results["哪个省2031年种茶面积最高?"] == {"甲", "丙"}
    assert results["2031年种茶面积最低的省份是哪个?"] == {"乙"}
    assert results["哪些省没有写明2031年种茶面积?"] == {"丁"}


@pytest.mark.parametrize(
    ("place", "name"), [("宁夏回族自治区", "宁夏"), ("上海市", "上海"), ("广东省", "广东")]
)
def test_places_by_the_names_that_people_use(place: str, name: str):
    assert short(place) == name
