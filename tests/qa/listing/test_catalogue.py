"""qa.listing.catalogue: reports the newest first, versions told apart, and the years that lack."""

from __future__ import annotations

import datetime as dt

from index.types import Document, ReportKind
from qa.listing import catalogue
from qa.retrieval.scope import EVERYTHING, Scope
from tests.support.texts.held import held


def document(number: int, place: str, year: int | None, **more: object) -> Document:
    fields = {"kind": ReportKind.GOVERNMENT_WORK, "path": f"{number}.txt"} | more
    return Document(
        id=f"{number:064d}",
        title=f"{year}年{place}政府工作报告",
        text="文",
        place=place,
        year=year,
        **fields,  # type: ignore[arg-type]  # a test's fields, by name
    )


TABLE = held(
    [
        document(0, "云溪市", 2019),
        document(1, "云溪市", 2024, delivered=dt.date(2024, 1, 8)),
        document(2, "云溪市", 2024, delivered=dt.date(2024, 1, 20)),
        document(3, "云溪市", 2021),
        document(4, "北岭县", 2024),
        document(5, "北岭县", None),
        document(6, "北岭县", 2011, kind=ReportKind.PLAN),
        document(7, "北岭县", 2022, kind=ReportKind.STATISTICS),
    ],
    families=[(), (3,), (3,), (), (), (), (), ()],
)


def listed(*kinds: ReportKind) -> catalogue.Catalogue:
    return catalogue.catalogue(TABLE, TABLE.reports(EVERYTHING), kinds)


def test_the_newest_come_first_and_those_without_a_year_last():
    assert [each.number - 1 for each in listed().reports] == [2, 1, 4, 7, 3, 0, 6, 5]


def test_versions_name_each_other():
    versions = {each.number - 1: each.versions for each in listed().reports if each.versions}
    assert versions == {1: ("2.txt",), 2: ("1.txt",)}


def test_the_years_that_lack_are_those_between():
    (series,) = listed().incomplete
    assert (series.place, series.years, series.n_reports) == ("云溪市", (2019, 2021, 2024), 4)
    assert series.missing == (2020, 2022, 2023)


def test_a_plan_of_several_years_lacks_none():
    kinds = {(each.place, each.kind) for each in listed().series}
    assert ("北岭县", ReportKind.PLAN) not in kinds
    assert ("北岭县", ReportKind.STATISTICS) in kinds


def test_only_some_kinds():
    assert [each.number for each in listed(ReportKind.STATISTICS).reports] == [8]


def test_plain_values_are_whole():
    report = catalogue.fields_of_report(listed().reports[0])
    assert tuple(report) == catalogue.REPORT_FIELDS
    assert (report["delivered"], report["versions"]) == ("2024-01-20", ["1.txt"])
    series = catalogue.fields_of_series(listed().incomplete[0])
    assert tuple(series) == catalogue.SERIES_FIELDS
    assert series["missing"] == [2020, 2022, 2023]


def test_nothing_is_listed_of_nothing():
    assert catalogue.catalogue(TABLE, TABLE.reports(Scope(years=(1999,)))) == catalogue.Catalogue(
        reports=(), series=()
    )
