"""qa.understanding.across.bare_figures: questions that are a place and a name alone."""

from __future__ import annotations

import pytest

from index.language.place_names import PlaceNames
from qa.understanding.across.bare_figures import in_full, is_measure

PLACES = PlaceNames.of(["云溪县", "安徽省", "云南省"])


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("安徽社零", "安徽社零是多少?"),
        ("安徽的规上工业?", "安徽的规上工业是多少?"),
        ("云溪县新增就业", "云溪县新增就业是多少?"),
        ("云南新增就业多少?", "云南新增就业是多少?"),
        ("安徽GDP", "安徽GDP是多少?"),
        ("云南固投", "云南固投是多少?"),
        ("云南人口", "云南人口是多少?"),
        ("云南省长", "云南省省长是谁?"),
    ],
)
def test_what_is_meant_is_asked_in_full(text: str, asked: str):
    assert in_full(text, PLACES) == asked


@pytest.mark.parametrize(
    "text", ["安徽", "安徽社零增长多少", "安徽航运", "社零", "安徽和云南社零", "云南省长是谁"]
)
def test_any_other_question_stays(text: str):
    assert in_full(text, PLACES) == text


@pytest.mark.parametrize("name", ["gdp", "粮食", "社零增速", "茶叶产量", "失业率", "城镇新增就业"])
def test_what_all_places_have_a_figure_of(name: str):
    assert is_measure(name)


@pytest.mark.parametrize("name", ["增速", "产量", "航运", ""])
def test_what_is_of_nothing(name: str):
    assert not is_measure(name)
