"""The reports of an index in Milvus, behind the protocol: looked up by filters, read by pages."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, TypeVar

from index.platform.batches import batches
from index.searchable.milvus import filters, texts
from index.searchable.milvus.connection import MOST_ROWS
from index.searchable.milvus.layout import LEVELS, Part, beginnings, key
from index.searchable.milvus.told.summary import Summary
from index.searchable.reports import NumberedReport, ReportContents
from index.types import Period

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Iterator, Sequence

    from index.language.place_names import PlaceNames
    from index.origins import Origin
    from index.searchable.milvus.holdings import Holdings
    from index.searchable.reports import ReportSelection
    from index.types import About, PlaceLevel

T = TypeVar("T", bound="Hashable")

_A_PAGE = 1_000  # reports that are gone over together


class MilvusReports:
    """Reports of a generation that meet a filter; all, as nothing was asked, where it is empty.

    Args:
        index: the generation.
        where: the filter.
        places, years: what they are of, ``None`` for any.
        is_known: whether they meet nothing else, so that the distinct values tell what they are of.
    """

    def __init__(
        self,
        index: MilvusReportIndex,
        where: str,
        *,
        places: frozenset[str] | None = None,
        years: frozenset[int] | None = None,
        is_known: bool = True,
    ) -> None:
        self._index = index
        self._where = where
        self._places = places
        self._years = years
        self._is_known = is_known

    def __len__(self) -> int:
        return self._index.holdings.count(Part.DOCUMENTS, self._where)

    def __bool__(self) -> bool:
        return bool(self._known) if self._is_known else len(self) > 0

    @property
    def is_all(self) -> bool:
        """As ``Reports.is_all``."""
        return not self._where

    def of(self, places: Collection[str] = (), years: Collection[int] = ()) -> MilvusReports:
        """As ``Reports.of``."""
        return MilvusReports(
            self._index,
            filters.all_of([self._where, *filters.of_places_and_years(places, years)]),
            places=_both(self._places, places),
            years=_both(self._years, years),
            is_known=self._is_known,
        )

    def of_level(self, level: PlaceLevel) -> MilvusReports:
        """As ``Reports.of_level``."""
        where = filters.all_of([self._where, filters.any_of("level", [LEVELS.index(level)])])
        return MilvusReports(self._index, where, is_known=False)

    def _rows(self, first: int, n: int) -> list[int]:
        return self._index.holdings.ids(Part.DOCUMENTS, self._where, first, n)

    def page(self, first: int, n: int) -> tuple[NumberedReport, ...]:
        """As ``Reports.page``."""
        return self._index.numbered(self._rows(first, n))

    def origins(self, first: int, n: int) -> tuple[tuple[int, Origin], ...]:
        """As ``Reports.origins``."""
        rows = self._rows(first, n)
        return tuple(zip(rows, self._index.origins(rows), strict=True))

    @functools.cached_property
    def _known(self) -> tuple[tuple[str, int, int], ...]:
        """Place, year and year looked back on of each, once: from the distinct values, or read."""
        summary = self._index.summary
        if self._is_known:
            named = (*summary.places, "")  # the last for those that have none
            own = ((named[place], year, review) for place, year, review in summary.reports)
            return tuple(
                each
                for each in own
                if (self._places is None or each[0] in self._places)
                and (self._years is None or each[1] in self._years)
            )
        found = self._index.holdings.reports_meeting(self._where)
        return tuple((summary.place_of.get(key, ""), year, review) for key, year, review in found)

    def places(self, n: int) -> tuple[list[str], int]:
        """As ``Reports.places``."""
        if self.is_all:
            return self._index.places_in_order(n), len(self._index.summary.places)
        named = sorted({place for place, _, _ in self._known if place})
        return named[:n], len(named)

    def places_holding(self, text: str, n: int) -> list[str]:
        """As ``Reports.places_holding``."""
        holding = self._index.places_holding(text, n)
        own = {place for place, _, _ in self._known} if holding else set()
        return [place for place in holding if place in own]

    @property
    def has_several_places(self) -> bool:
        """As ``Reports.has_several_places``."""
        return len({place for place, _, _ in self._known}) > 1

    def years(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """As ``Reports.years``."""
        own = {year for _, year, _ in self._known}
        looked_back_on = {review for _, _, review in self._known}
        return tuple(sorted(own - {0})), tuple(sorted(looked_back_on - {0}))


def _both(before: frozenset[T] | None, more: Collection[T]) -> frozenset[T] | None:
    """What meets both; an empty part asks nothing."""
    if not more:
        return before
    return frozenset(more) if before is None else before & frozenset(more)


class _Ids(AbstractSet[str]):
    """The ids of all reports: looked up one by one, or read by pages."""

    def __init__(self, index: MilvusReportIndex) -> None:
        self._index = index

    def __contains__(self, value: object) -> bool:
        return isinstance(value, str) and self._index.row_of(value) is not None

    def __len__(self) -> int:
        return self._index.n_documents

    def __iter__(self) -> Iterator[str]:
        for rows in batches(range(len(self)), _A_PAGE):
            yield from (each.id for each in self._index.origins(rows))


class MilvusReportIndex:
    """What a generation tells of its reports, by the protocol of ``ReportIndex``."""

    def __init__(self, holdings: Holdings) -> None:
        self.holdings = holdings

    @functools.cached_property
    def summary(self) -> Summary:
        """Its distinct values."""
        return Summary.from_json(self.holdings.summary())

    @property
    def n_documents(self) -> int:
        """How many reports it holds."""
        return self.holdings.described.manifest.n_documents

    @property
    def ids(self) -> AbstractSet[str]:
        """As ``ReportIndex.ids``."""
        return _Ids(self)

    @property
    def places(self) -> AbstractSet[str]:
        """As ``ReportIndex.places``."""
        return self.summary.places.keys()

    @property
    def years(self) -> AbstractSet[int]:
        """As ``ReportIndex.years``."""
        return dict.fromkeys(self.summary.years).keys()

    @functools.cached_property
    def sections(self) -> AbstractSet[str]:
        """As ``ReportIndex.sections``."""
        return dict.fromkeys(sorted(self.summary.sections)).keys()

    @property
    def spoken_years(self) -> tuple[int, ...]:
        """As ``ReportIndex.spoken_years``."""
        return self.summary.spoken_years

    @property
    def periods(self) -> frozenset[Period]:
        """As ``ReportIndex.periods``."""
        return frozenset(map(Period, self.summary.periods))

    @property
    def place_names(self) -> PlaceNames:
        """As ``ReportIndex.place_names``."""
        return self.summary.place_names

    def places_in_order(self, n: int) -> list[str]:
        """As ``ReportIndex.places_in_order``."""
        places = self.summary.places
        return sorted(itertools.islice(places, n), key=places.__getitem__)

    def places_holding(self, text: str, n: int) -> list[str]:
        """As ``ReportIndex.places_holding``."""
        holding = (place for place in self.summary.places if text in place)
        return list(itertools.islice(holding, n))

    def common_sections(self, n: int) -> list[str]:
        """As ``ReportIndex.common_sections``."""
        return [*self.summary.sections[:n]]

    def reports(self, selection: ReportSelection, without: Collection[int] = ()) -> MilvusReports:
        """As ``ReportIndex.reports``."""
        return MilvusReports(
            self,
            filters.of_reports(selection, without),
            places=frozenset(selection.places) if selection.places else None,
            years=frozenset(selection.years) if selection.years else None,
            is_known=not (selection.documents or without),
        )

    def row_of(self, identity: str, *, n_chars: int | None = None) -> int | None:
        """As ``ReportIndex.row_of``."""
        if n_chars is None:
            where = filters.any_of("document_key", [key(identity)])
        else:
            where = filters.between("beginning", *beginnings(identity))
        rows = self.holdings.each(Part.DOCUMENTS, where, ("id", "origin"))
        found = ((row["id"], texts.origin_of(row["origin"])) for row in rows)
        return min((row for row, each in found if each.id[:n_chars] == identity), default=None)

    def named(self, text: str) -> tuple[NumberedReport, ...]:
        """As ``ReportIndex.named``; titles and paths are gone over one by one."""
        found: list[NumberedReport] = []
        for rows in batches(range(self.n_documents), _A_PAGE):
            found += [
                each
                for each in self.numbered(rows)
                if text in each.about.title or text in each.about.path
            ]
        return tuple(found)

    def numbered(self, rows: Sequence[int]) -> tuple[NumberedReport, ...]:
        """Some reports with their rows."""
        return tuple(map(_numbered, rows, self.abouts(rows)))

    def abouts(self, rows: Sequence[int]) -> tuple[About, ...]:
        """As ``ReportIndex.abouts``."""
        found = self.holdings.cards(rows)
        return tuple(found[row].about for row in rows)

    def origins(self, rows: Sequence[int]) -> tuple[Origin, ...]:
        """As ``Searchable.origins``."""
        found = self.holdings.origins(rows)
        return tuple(found[row] for row in rows)

    def texts(self, rows: Sequence[int]) -> tuple[str, ...]:
        """As ``ReportIndex.texts``."""
        found = self.holdings.documents(rows)
        return tuple(found[row].text for row in rows)

    def contents(self, rows: Sequence[int]) -> tuple[ReportContents, ...]:
        """As ``ReportIndex.contents``."""
        cards, known = self.holdings.cards(rows), self.summary.section_of
        sections: dict[int, dict[int, list[int]]] = {row: {} for row in rows}
        for batch in batches([*dict.fromkeys(rows)], MOST_ROWS):
            where = filters.any_of("document", batch)
            for passage in self.holdings.each(Part.PASSAGES, where, ("id", "document", "heading")):
                sections[passage["document"]].setdefault(passage["heading"], [passage["id"]])
        return tuple(
            ReportContents(
                sections=tuple(known[each] for each in sections[row] if each in known),
                n_passages=len(cards[row].passages),
            )
            for row in rows
        )

    def versions(self, rows: Sequence[int]) -> tuple[tuple[tuple[int, ...], ...], ...]:
        """As ``ReportIndex.versions``."""
        found = self.holdings.cards(rows)
        return tuple(found[row].versions for row in rows)


def _numbered(row: int, about: About) -> NumberedReport:
    return NumberedReport(row=row, about=about)
