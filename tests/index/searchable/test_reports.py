"""What every engine tells of reports (index/searchable/reports.py): what was published, however it is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from index.types import Period, PlaceLevel
from qa.retrieval.scope import Scope

if TYPE_CHECKING:
    from index.types import Document
    from tests.index.searchable.test_contract import Asked


def documents(asked: Asked) -> list[Document]:
    return [*asked.published.documents]


def test_distinct_values_are_those_of_all_reports(asked: Asked):
    every = documents(asked)
    assert {*asked.engine.ids} == {each.id for each in every}
    assert list(asked.engine.places) == sorted({each.place for each in every} - {""})
    assert list(asked.engine.years) == sorted({each.year for each in every if each.year})
    assert "松岭县" in asked.engine.places
    assert "无此县" not in asked.engine.places
    assert 1999 not in asked.engine.years
    sections = {each.section[0] for each in asked.published.passages if each.section}
    assert {*asked.engine.sections} == sections
    assert {*asked.engine.common_sections(99)} == sections
    assert asked.engine.periods == {each.period for each in asked.published.passages}


def test_spoken_years_are_those_that_passages_tell_of(asked: Asked):
    by_id = {each.id: each for each in documents(asked)}
    spoken = {
        about.review_year if passage.period is Period.REVIEW else about.year
        for passage in asked.published.passages
        for about in [by_id[passage.document_id]]
    }
    assert list(asked.engine.spoken_years) == sorted(filter(None, spoken), reverse=True)


def test_places_are_found_by_their_characters_and_their_order(asked: Asked):
    firsts = dict.fromkeys(each.place for each in documents(asked))
    assert asked.engine.places_in_order(9) == [*firsts]
    assert asked.engine.places_holding("岭", 9) == ["松岭县"]
    assert asked.engine.places_holding("岭", 0) == []
    assert asked.engine.reports(Scope(years=(2025,))).places_holding("云", 9) == []


def test_a_report_is_found_by_its_id_and_its_beginning(asked: Asked):
    for row, each in enumerate(documents(asked)):
        assert asked.engine.row_of(each.id) == row
        assert asked.engine.row_of(each.id[:10], n_chars=10) == row
        assert asked.engine.row_of(each.id[:10]) is None
    assert asked.engine.row_of("0" * 64) is None


def test_a_report_is_found_by_what_its_title_or_path_holds(asked: Asked):
    found = asked.engine.named("松岭县")
    assert [each.about.place for each in found] == ["松岭县", "松岭县"]
    assert [each.row for each in found] == sorted(each.row for each in found)
    assert len(asked.engine.named(".txt")) == len(documents(asked))
    assert asked.engine.named("不在") == ()


SELECTIONS = [
    Scope(),
    Scope(places=("松岭县",)),
    Scope(years=(2024,)),
    Scope(places=("松岭县",), years=(2024,)),
    Scope(places=("无此县",)),
]


@pytest.mark.parametrize("without", [(), (1,), (0, 1, 2)])
@pytest.mark.parametrize("selection", SELECTIONS)
def test_reports_are_those_that_meet_a_selection(
    asked: Asked, selection: Scope, without: tuple[int, ...]
):
    chosen = [
        (row, each)
        for row, each in enumerate(documents(asked))
        if row not in without
        and (not selection.places or each.place in selection.places)
        and (not selection.years or each.year in selection.years)
    ]
    reports = asked.engine.reports(selection, without)
    rows = [row for row, _ in chosen]
    assert len(reports) == len(rows)
    assert reports.is_all is (selection == Scope() and not without)
    assert [each.row for each in reports.page(0, 9)] == rows
    assert [each.about.id for each in reports.page(0, 9)] == [each.id for _, each in chosen]
    assert [each.row for each in reports.page(1, 1)] == rows[1:2]
    assert reports.page(9, 9) == ()
    assert [row for row, _ in reports.origins(0, 9)] == rows
    assert [each.id for _, each in reports.origins(1, 9)] == [each.id for _, each in chosen[1:]]
    places = {each.place for _, each in chosen}
    assert reports.places(9)[1] == len(places)
    assert {*reports.places(9)[0]} == places
    assert len(reports.places(1)[0]) == min(1, len(places))
    assert reports.has_several_places is (len(places) > 1)
    years = sorted({each.year for _, each in chosen if each.year})
    assert reports.years() == (tuple(years), tuple(year - 1 for year in years))
    assert len(reports.of(("松岭县",), (2024,))) == sum(
        each.place == "松岭县" and each.year == 2024 for _, each in chosen
    )
    counties = [row for row, each in chosen if each.level is PlaceLevel.COUNTY]
    assert [each.row for each in reports.of_level(PlaceLevel.COUNTY).page(0, 9)] == counties


def test_reports_of_passages_are_those_that_have_one(asked: Asked):
    assert asked.engine.reports_of(None).is_all
    within = asked.engine.select(Scope(periods=(Period.REVIEW,)))
    reports = asked.engine.reports_of(within)
    reviews = (each for each in asked.published.passages if each.period is Period.REVIEW)
    assert [each.about.id for each in reports.page(0, 9)] == [
        *dict.fromkeys(each.document_id for each in reviews)
    ]


def test_several_reports_are_told_in_the_order_of_their_rows(asked: Asked):
    every, rows = documents(asked), [2, 0]
    assert [each.title for each in asked.engine.abouts(rows)] == [every[i].title for i in rows]
    assert asked.engine.texts(rows) == tuple(every[row].text for row in rows)
    assert [each.id for each in asked.engine.origins(rows)] == [every[row].id for row in rows]
    assert [each.n_passages for each in asked.engine.contents(rows)] == [
        sum(each.document_id == every[row].id for each in asked.published.passages) for row in rows
    ]
    assert asked.engine.versions(rows) == ((), ())


def test_passages_come_by_pages(asked: Asked):
    every = [*asked.published.passages]
    assert list(asked.engine.page(None, 0, 99)) == every
    assert list(asked.engine.page(None, 1, 2)) == every[1:3]
    within = asked.engine.select(Scope(places=("云溪市",)))
    assert within is not None
    own = [each for row, each in enumerate(every) if asked.meets(row, Scope(places=("云溪市",)))]
    assert list(asked.engine.page(within, 0, 99)) == own
    assert list(asked.engine.page(within, len(own) - 1, 9)) == own[-1:]


def test_how_many_passages_are_read_ahead_is_told(asked: Asked):
    assert asked.engine.n_read_ahead >= 1


def test_an_outline_has_the_spans_of_a_report(asked: Asked):
    within = asked.engine.select(Scope(places=("云溪市",)))
    rows = range(len(documents(asked)))
    for document, outline in zip(
        documents(asked), asked.engine.outlines(rows, within), strict=True
    ):
        own = [each for each in asked.published.passages if each.document_id == document.id]
        assert [(each.number, each.start, each.end) for each in outline.passages] == [
            (each.number, each.start, each.end) for each in own
        ]
        assert [each.sentences for each in outline.passages] == [
            tuple((one.start, one.end) for one in each.sentences) for each in own
        ]
        assert {each.is_selected for each in outline.passages} == {document.place == "云溪市"}
        assert (outline.headings, outline.pages) == (document.headings, document.pages)


@pytest.mark.parametrize("text", ["藏书", "图书馆", "夜间门诊", "书馆藏", "火箭", "+"])
def test_no_report_that_holds_a_text_is_left_out(asked: Asked, text: str):
    holding = {row for row, each in enumerate(documents(asked)) if text in each.text}
    found = asked.engine.may_hold([text])
    assert found is None or holding <= found
    assert (found is None) == (text == "+")
    assert found != set() or not holding


def test_few_reports_without_a_text_are_named(asked: Asked):
    assert asked.engine.may_hold(["火箭升空"]) == set()
    found = asked.engine.may_hold(["藏书"])
    assert found is not None
    assert len(found) < asked.engine.n_documents
