"""The embedded engine's reports: those of a published index, behind the protocol."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

import numpy as np

from index.published import document_lines
from index.searchable import phrase_holders
from index.searchable.reports import NumberedReport, Outline, PassageSpan, ReportContents
from index.types import Period

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from collections.abc import Set as AbstractSet

    from index.language.place_names import PlaceNames
    from index.origins import Origin
    from index.platform.arrays import Rows
    from index.published.contents import PublishedIndex
    from index.published.documents import DocumentTable
    from index.searchable.reports import ReportSelection
    from index.types import About, PlaceLevel


class EmbeddedReports:
    """Reports of a published index, by their rows, ascending; ``None`` for all, as nothing was asked."""

    def __init__(self, documents: DocumentTable, rows: Rows | None) -> None:
        self._documents = documents
        self._rows = rows

    def __len__(self) -> int:
        return len(self._each)

    def __bool__(self) -> bool:
        return len(self) > 0

    @property
    def _each(self) -> Sequence[int] | Rows:
        return range(len(self._documents)) if self._rows is None else self._rows

    @property
    def is_all(self) -> bool:
        """As ``Reports.is_all``."""
        return self._rows is None

    def of(self, places: Collection[str] = (), years: Collection[int] = ()) -> EmbeddedReports:
        """As ``Reports.of``."""
        wanted = self._documents.where((), places, years)
        if wanted is None or self._rows is None:
            return self if wanted is None else EmbeddedReports(self._documents, wanted)
        both = np.intersect1d(wanted, self._rows, assume_unique=True)
        return EmbeddedReports(self._documents, both)

    def of_level(self, level: PlaceLevel) -> EmbeddedReports:
        """As ``Reports.of_level``."""
        about = self._documents.about
        rows = [row for row in map(int, self._each) if about(row).level is level]
        return EmbeddedReports(self._documents, np.array(rows, np.int64))

    def page(self, first: int, n: int) -> tuple[NumberedReport, ...]:
        """As ``Reports.page``."""
        rows = map(int, self._each[first : first + n])
        return tuple(NumberedReport(row=row, about=self._documents.about(row)) for row in rows)

    def origins(self, first: int, n: int) -> tuple[tuple[int, Origin], ...]:
        """As ``Reports.origins``."""
        rows = map(int, self._each[first : first + n])
        return tuple([(row, self._documents.origin(row)) for row in rows])

    def places(self, n: int) -> tuple[list[str], int]:
        """As ``Reports.places``."""
        if self._rows is None:
            return self._documents.places_in_order(n), self._documents.n_places
        return self._documents.places_of(self._rows, n)

    def places_holding(self, text: str, n: int) -> list[str]:
        """As ``Reports.places_holding``."""
        holding = self._documents.places_holding(text, n)
        return [place for place in holding if len(self.of((place,)))]

    @property
    def has_several_places(self) -> bool:
        """As ``Reports.has_several_places``."""
        return self._documents.have_several_places(self._rows)

    def years(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """As ``Reports.years``."""
        return self._documents.years_of(self._rows)


class EmbeddedReportIndex:
    """What a published index tells of its reports, by the protocol of ``ReportIndex``."""

    def __init__(self, published: PublishedIndex) -> None:
        self._published = published
        self._documents = published.documents

    @property
    def ids(self) -> AbstractSet[str]:
        """As ``ReportIndex.ids``."""
        return self._documents.ids

    @property
    def places(self) -> AbstractSet[str]:
        """As ``ReportIndex.places``."""
        return self._documents.places

    @property
    def years(self) -> AbstractSet[int]:
        """As ``ReportIndex.years``."""
        return self._documents.years

    @property
    def sections(self) -> AbstractSet[str]:
        """As ``ReportIndex.sections``."""
        return self._published.passages.headings

    @functools.cached_property
    def spoken_years(self) -> tuple[int, ...]:
        """As ``ReportIndex.spoken_years``."""
        own = self._years_of(frozenset(Period) - {Period.REVIEW})[0]
        looked_back_on = self._years_of({Period.REVIEW})[1]
        return tuple(sorted({*own, *looked_back_on}, reverse=True))

    def _years_of(self, periods: Collection[Period]) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """The years of the reports that have passages of some periods, and those that they look back on."""
        rows = self._published.passages.where(None, periods, ())
        documents = self._published.passages.documents_of(rows)
        return self._documents.years_of(np.unique(documents).astype(np.int64))

    @functools.cached_property
    def periods(self) -> frozenset[Period]:
        """As ``ReportIndex.periods``."""
        where = self._published.passages.where
        return frozenset([each for each in Period if len(where(None, (each,), ()))])

    @property
    def place_names(self) -> PlaceNames:
        """As ``ReportIndex.place_names``."""
        return self._documents.place_names

    def places_in_order(self, n: int) -> list[str]:
        """As ``ReportIndex.places_in_order``."""
        return self._documents.places_in_order(n)

    def places_holding(self, text: str, n: int) -> list[str]:
        """As ``ReportIndex.places_holding``."""
        return self._documents.places_holding(text, n)

    def common_sections(self, n: int) -> list[str]:
        """As ``ReportIndex.common_sections``."""
        return self._published.passages.common_headings(n)

    def reports(self, selection: ReportSelection, without: Collection[int] = ()) -> EmbeddedReports:
        """As ``ReportIndex.reports``."""
        documents = self._documents
        rows = documents.where(selection.documents, selection.places, selection.years)
        if without:
            rows = np.arange(len(documents)) if rows is None else rows
            rows = rows[~np.isin(rows, list(without))]
        return EmbeddedReports(documents, rows)

    def row_of(self, identity: str, *, n_chars: int | None = None) -> int | None:
        """As ``ReportIndex.row_of``."""
        return self._documents.row_of(identity, n_chars=n_chars)

    def named(self, text: str) -> tuple[NumberedReport, ...]:
        """As ``ReportIndex.named``."""
        reports = map(self._documents.about, range(len(self._documents)))
        return tuple(
            NumberedReport(row=row, about=about)
            for row, about in enumerate(reports)
            if text in about.title or text in about.path
        )

    def abouts(self, rows: Sequence[int]) -> tuple[About, ...]:
        """As ``ReportIndex.abouts``."""
        return tuple(map(self._documents.about, rows))

    def origins(self, rows: Sequence[int]) -> tuple[Origin, ...]:
        """As ``Searchable.origins``."""
        return tuple(map(self._documents.origin, rows))

    def texts(self, rows: Sequence[int]) -> tuple[str, ...]:
        """As ``ReportIndex.texts``."""
        return tuple(map(self._documents.text_of, rows))

    def contents(self, rows: Sequence[int]) -> tuple[ReportContents, ...]:
        """As ``ReportIndex.contents``."""
        passages = self._published.passages
        return tuple(
            ReportContents(
                sections=tuple(passages.sections_of(row)), n_passages=len(passages.of_document(row))
            )
            for row in rows
        )

    @functools.cached_property
    def _families(self) -> dict[int, tuple[tuple[int, ...], ...]]:
        """Of each report with versions the families that it is in."""
        families: dict[int, list[tuple[int, ...]]] = {}
        for family in self._documents.versions:
            for row in family:
                families.setdefault(row, []).append(family)
        return {row: tuple(each) for row, each in families.items()}

    def versions(self, rows: Sequence[int]) -> tuple[tuple[tuple[int, ...], ...], ...]:
        """As ``ReportIndex.versions``."""
        return tuple(self._families.get(row, ()) for row in rows)

    def may_hold(self, forms: Collection[str]) -> AbstractSet[int] | None:
        """As ``ReportIndex.may_hold``."""
        rows = phrase_holders.documents(self._published, forms)
        return None if rows is None else {*rows.tolist()}

    def _outline(self, row: int, selected: Rows | None) -> Outline:
        passages = self._published.passages
        rows, spans = passages.spans_of(row)
        line = self._documents.line_of(row)
        are_selected = (
            np.ones(len(rows), bool) if selected is None else np.isin(np.asarray(rows), selected)
        )
        each = zip(rows, spans.tolist(), are_selected.tolist(), strict=True)
        return Outline(
            passages=tuple(
                PassageSpan(
                    number=number,
                    start=start,
                    end=end,
                    sentences=tuple(passages.sentence_spans(passage)),
                    is_selected=is_selected,
                )
                for passage, (number, start, end), is_selected in each
            ),
            headings=document_lines.headings_of(line),
            pages=document_lines.pages_of(line),
        )
