"""The reports of an index as a library lists them, and which years of a place are not there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from index.searchable.views import each_report
from index.types import About, PlaceLevel, ReportKind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from index.searchable.protocol import Searchable
    from index.searchable.reports import Reports

# A plan of several years, and what is of no known kind, is not given each year.
_YEARLY = frozenset(ReportKind) - {ReportKind.PLAN, ReportKind.OTHER}
REPORT_FIELDS = (
    *("number", "title", "place", "level", "kind", "year", "delivered", "speaker", "office"),
    *("occasion", "versions", "path", "document"),
)
SERIES_FIELDS = ("place", "level", "kind", "first", "last", "n_reports", "missing")


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedReport:
    """A report, its number in ``wenbao info``, and the files of other versions of it."""

    number: int
    about: About
    versions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """The reports of one kind of one place, and their years, each once and in order."""

    place: str
    level: PlaceLevel
    kind: ReportKind
    n_reports: int
    years: tuple[int, ...]

    @property
    def missing(self) -> tuple[int, ...]:
        """The years between the first and the last of which there is none."""
        there = set(self.years)
        return tuple(year for year in range(self.years[0], self.years[-1]) if year not in there)


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """Reports, the newest first, and the series that they form."""

    reports: tuple[ListedReport, ...]
    series: tuple[Series, ...]

    @property
    def incomplete(self) -> tuple[Series, ...]:
        """The series that lack a year between their first and last."""
        return tuple(each for each in self.series if each.missing)


def catalogue(index: Searchable, there: Reports, kinds: Collection[ReportKind] = ()) -> Catalogue:
    """List some reports.

    Args:
        index: what holds them.
        there: the ones to list.
        kinds: the only kinds; all where none is given.
    """
    listed = {each.row: each.about for each in each_report(there)}
    listed = {row: about for row, about in listed.items() if not kinds or about.kind in kinds}
    versions = _versions(index, [*listed])
    reports = [
        ListedReport(number=row + 1, about=about, versions=versions.get(row, ()))
        for row, about in listed.items()
    ]
    return Catalogue(
        reports=tuple(sorted(reports, key=_newest_first)),
        series=tuple(_series(listed.values())),
    )


def _newest_first(report: ListedReport) -> tuple[int, int, str, str]:
    about = report.about
    day = about.delivered.toordinal() if about.delivered else 0
    return -(about.year or 0), -day, about.place, about.path


def _versions(index: Searchable, listed: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """Of each report that has versions of itself in the index the others' files."""
    kin = zip(listed, index.versions(listed), strict=True)
    others = {
        row: [*dict.fromkeys(each for family in families for each in family if each != row)]
        for row, families in kin
        if families
    }
    rows = [*dict.fromkeys(other for each in others.values() for other in each)]
    paths = dict(zip(rows, (about.path for about in index.abouts(rows)), strict=True))
    return {
        row: tuple(dict.fromkeys(paths[other] for other in each)) for row, each in others.items()
    }


def _series(abouts: Iterable[About]) -> Iterator[Series]:
    """The series of all places, in the order of their names."""
    members: dict[tuple[str, str, ReportKind], list[About]] = {}
    for about in abouts:
        if about.place and about.year and about.kind in _YEARLY:
            members.setdefault((about.place, about.kind.value, about.kind), []).append(about)
    for (place, _, kind), reports in sorted(members.items()):
        years = sorted({about.year for about in reports if about.year})
        yield Series(
            place=place,
            level=reports[0].level,
            kind=kind,
            n_reports=len(reports),
            years=tuple(years),
        )


def fields_of_report(value: ListedReport) -> dict[str, Any]:
    """A report on one level."""
    about = value.about
    return {
        "number": value.number,
        "title": about.title,
        "place": about.place,
        "level": about.level.value,
        "kind": about.kind.value,
        "year": about.year,
        "delivered": about.delivered.isoformat() if about.delivered else None,
        "speaker": about.speaker,
        "office": about.office,
        "occasion": about.occasion,
        "versions": list(value.versions),
        "path": about.path,
        "document": about.id,
    }


def fields_of_series(value: Series) -> dict[str, Any]:
    """A series on one level."""
    return {
        "place": value.place,
        "level": value.level.value,
        "kind": value.kind.value,
        "first": value.years[0],
        "last": value.years[-1],
        "n_reports": value.n_reports,
        "missing": list(value.missing),
    }
