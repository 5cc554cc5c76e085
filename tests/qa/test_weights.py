"""qa.weights: each feature has its weight, and each weight its feature."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from index.types import Period
from qa import weights
from qa.choosing.entry_evidence import definitions
from qa.choosing.ranking import CHOOSERS
from qa.retrieval.legs import LEGS
from tests.support.texts.understood import asked, concepts, figures, passage, shortlisted

if TYPE_CHECKING:
    from collections.abc import Mapping

# What rank adds to the features of a figure, a name or an enumeration.
OF_RANK = {"intercept", "passage", "other period", "none"}
# What only figures have that name another thing than is asked, a part of it, or more than it.
OF_NAMES = {"other measure", "narrower measure", "wider measure"}
# What only those have that no fact names the measure of.
OF_UNTOLD = {"measure untold"}
# What only those have beside which more is told: how much there is of it, what is asked for, the rest of it.
OF_STOCKS = {"stock beside", "better named beside", "one of several", "unnamed"}


def test_of_passages():
    others = {"other period", "other year", "other place", "plan unasked"}
    assert set(weights.PASSAGE) == {*(leg.name for leg in LEGS), "intercept", *others}


def test_another_time_or_place_speaks_for_nothing():
    # What rank relies on: no candidate is likelier than its legs make it.
    of_legs = {*(leg.name for leg in LEGS), "intercept"}
    assert all(weight <= 0 for name, weight in weights.PASSAGE.items() if name not in of_legs)


def test_of_figures():
    question = asked("茶叶企业有多少家?")
    (found, *_) = figures(question, passage("茶叶企业383家。"))
    assert set(found.features) == set(weights.FIGURE) - OF_RANK - OF_NAMES - OF_UNTOLD - OF_STOCKS
    assert found.weights is weights.FIGURE


@pytest.mark.parametrize(
    ("text", "feature"),
    [("茶业公司383家。", "other measure"), ("农村果树企业383家。", "narrower measure")],
)
def test_of_figures_that_name_something_else(text: str, feature: str):
    question = asked("果树企业有多少家?" if "果树" in text else "果园公司有多少家?")
    (found, *_) = figures(question, passage(text))
    assert found.parts[feature] == weights.FIGURE[feature] < 0
    lacking = OF_RANK | (OF_NAMES - {feature}) | OF_UNTOLD | OF_STOCKS
    assert set(found.features) == set(weights.FIGURE) - lacking


@pytest.mark.parametrize(
    ("text", "table"), [("哪个村建成了公园?", weights.NAME), ("哪些村建成了公园?", weights.LIST)]
)
def test_of_names(text: str, table: Mapping[str, float]):
    question = asked(text)
    chooser = question.wanted.kind.handling.chooser
    assert chooser is not None
    words = passage("白鹭村、青石村建成公园。")
    (found, *_) = CHOOSERS[chooser](question, concepts(question), shortlisted(words))
    assert set(found.features) == set(table) - OF_RANK
    assert found.weights is table


def test_of_entries():
    entry = passage("1.绿道:慢行道路。", period=Period.GLOSSARY)
    question = asked("什么是绿道?")
    (found,) = definitions(question, concepts(question), entry)
    assert {*found.features, "no entry"} == set(weights.DEFINITION)


@pytest.mark.parametrize(
    "table",
    [weights.PASSAGE, weights.FIGURE, weights.DEFINITION, weights.NAME, weights.LIST],
)
def test_they_are_numbers_that_nothing_changes(table: Mapping[str, float]):
    assert all(isinstance(weight, float | int) for weight in table.values())
    with pytest.raises(TypeError, match="does not support item assignment"):
        table["own"] = 0  # type: ignore[index]  # what is tested


@pytest.mark.parametrize("name", ["other period", "other year", "other place"])
def test_another_time_or_place_speaks_against(name: str):
    assert weights.PASSAGE[name] < 0
