"""qa.web.pages.view and qa.web.fragments.addresses: what an address holds."""

from __future__ import annotations

import pytest

from index.types import Period
from qa.retrieval.scope import EVERYTHING
from qa.web.fragments import addresses
from qa.web.pages.view import N_SOURCES, View, ViewError
from tests.support.texts.answer_samples import sample
from tests.support.texts.held import held

HIT = sample().hits[0]
DOCUMENTS = held([HIT.document])


def test_an_empty_view_is_of_everything():
    assert View.of({}) == View()
    assert View.of(None) == View()
    assert View().scope(held([])) == EVERYTHING
    assert View().n_sources == N_SOURCES


def test_a_view_becomes_a_scope():
    view = View.of(
        {"report": addresses.of(HIT.document), "place": "甲县", "year": "2024", "period": "plan",
         "section": "一、回顾", "spoken": "2023", "n": "10", "unknown": "x"}
    )  # fmt: skip
    scope = view.scope(DOCUMENTS)
    assert scope.documents == (HIT.document.id,)
    assert (scope.places, scope.years) == (("甲县",), (2024,))
    assert (scope.periods, scope.sections) == ((Period.PLAN,), ("一、回顾",))
    assert scope.spoken_years == (2023,)
    assert view.n_sources == 10


@pytest.mark.parametrize(
    "fields",
    [{"n": "0"}, {"n": "21"}, {"n": "x"}, {"year": "二"}, {"spoken": "二"}, {"period": "x"}],
)
def test_what_cannot_be_is_refused(fields: dict[str, str]):
    with pytest.raises(ViewError):
        View.of(fields)


def test_a_report_that_is_not_there_is_refused():
    with pytest.raises(ViewError, match="no report '0123456789'"):
        View(report="0123456789").scope(DOCUMENTS)


def test_the_address_of_a_paragraph_finds_its_report_again():
    report, number = addresses.link(HIT.document, HIT.passage).removeprefix("#").split("/")
    assert addresses.find(DOCUMENTS, report) == HIT.document
    assert int(number) == HIT.passage.number
    assert addresses.find(DOCUMENTS, "none") is None
    assert addresses.find(DOCUMENTS, "") is None


@pytest.mark.parametrize("name", ["report", "place", "section"])
def test_half_a_character_is_a_value_that_no_report_has(name: str):
    assert getattr(View.of({name: "\ud800"}), name) == "?"
