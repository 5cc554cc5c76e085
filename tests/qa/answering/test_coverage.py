"""qa.answering.coverage: what no report in scope is of, and which reports are told in its stead."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pytest

from index.types import Document, ReportKind
from qa.answering import coverage
from qa.retrieval.scope import Scope
from qa.types import Citation
from qa.understanding.question import KnownReports, parse
from tests.support.texts.held import held
from tests.support.texts.understood import document, passage

if TYPE_CHECKING:
    from qa.answer_places import Uncovered


def of(place: str, year: int | None, **changes: object) -> Document:
    made = document("正文。", place=place, year=year)
    return dataclasses.replace(made, path=f"{place}{year}.txt", **changes)  # type: ignore[arg-type]


def uncovered(
    question: str, *documents: Document, scope: Scope | None = None, told: str = ""
) -> Uncovered | None:
    """What is told of a question; ``told`` is the passage that answers, if one does."""
    table = held(
        dataclasses.replace(each, id=f"{number:064}") for number, each in enumerate(documents)
    )
    reports = table.reports(scope or Scope())
    known = KnownReports(
        places=table.place_names,
        places_holding=lambda text: table.places_holding(text, 9),
        has_place=lambda place: len(reports.of((place,))) > 0,
    )
    citations = []
    if told:
        cited = passage(told)
        whole = document(told)
        citations = [Citation(document=whole, passage=cited, start=0, end=len(told))]
    return coverage.uncovered(parse(question, known), reports, (), citations)


TWO_YEARS = of("云溪市", 2024), of("云溪市", 2022)


@pytest.mark.parametrize("year", [2021, 2022, 2023, 2024])
def test_years_that_reports_are_of_or_look_back_on(year: int):
    assert uncovered(f"云溪市{year}年有几座桥?", *TWO_YEARS) is None


@pytest.mark.parametrize("year", [1999, 2020, 2025])
def test_other_years(year: int):
    found = uncovered(f"云溪市{year}年有几座桥?", *TWO_YEARS)
    assert found is not None
    assert (found.years, found.there[0].years) == ((year,), (2022, 2024))


def test_a_bulletin_covers_the_year_that_it_is_of():
    bulletin = of("云溪市", 2024, kind=ReportKind.STATISTICS)
    assert uncovered("云溪市2024年有几座桥?", bulletin) is None
    found = uncovered("云溪市2023年有几座桥?", bulletin)
    assert found is not None
    assert found.there[0].looks_back_on == (2024,)


def test_a_plan_covers_its_years():
    plan = of("云溪市", 2021, kind=ReportKind.PLAN, covers=(2021, 2025))
    assert uncovered("云溪市2024年要有几座桥?", plan) is None
    assert uncovered("云溪市2026年要有几座桥?", plan) is not None


@pytest.mark.parametrize(
    "question", ["云溪市有几座桥?", "有几座桥?", "2023年有几座桥?", "云溪2024年有几座桥?"]
)
def test_what_reports_are_of(question: str):
    assert uncovered(question, *TWO_YEARS) is None


def test_what_the_answer_names_is_covered():
    assert uncovered("2019年有几座桥?", *TWO_YEARS, told="2019年有桥5座。") is None
    assert uncovered("白鹭县有几座桥?", *TWO_YEARS, told="白鹭县有桥5座。") is None
    found = uncovered("白鹭县和松风县有几座桥?", *TWO_YEARS, told="白鹭县有桥5座。")
    assert found is not None
    assert found.places == ("松风县",)


def test_a_place_of_a_like_name_is_told_first():
    places = [of(f"{name}县", 2024) for name in "安宁永兴长平新"]
    found = uncovered("河北省有几座桥?", *places, of("天津市河北区", 2024))
    assert found is not None
    assert (found.there[0].place, len(found.there), found.n_places) == ("天津市河北区", 5, 8)
    assert found.near == ("天津市河北区",)


def test_others_come_in_the_order_of_their_reports():
    places = [of(f"{name}县", 2024) for name in "安宁永兴长平新"]
    found = uncovered("松风县有几座桥?", *places)
    assert found is not None
    assert found.near == ()
    rows = [each.place for each in places]
    told = [rows.index(each.place) for each in found.there]
    assert told == sorted(told)


def test_years_of_many_places_are_told_together():
    places = [of(f"{name}县", 2020 + i) for i, name in enumerate("安宁永兴")]
    found = uncovered("2010年有几座桥?", *places)
    assert found is not None
    assert [(each.place, each.years) for each in found.there] == [("", (2020, 2021, 2022, 2023))]


def test_a_region_of_which_one_place_has_reports_is_covered():
    assert uncovered("京津冀有几座桥?", of("河北省", 2024)) is None
    found = uncovered("长三角有几座桥?", of("河北省", 2024))
    assert found is not None
    assert found.places == ("长三角",)


@pytest.mark.parametrize("documents", [(), (of("", None),)])
def test_nothing_is_claimed_where_no_place_and_no_year_is_known(documents: tuple[Document, ...]):
    assert uncovered("云溪市2019年有几座桥?", *documents) is None
