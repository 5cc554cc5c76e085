"""All reports and passages of an index as sequences, read a few at a time: for who goes over them all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeVar, overload

from index.platform.batches import batches
from index.types import Document, Passage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.origins import Origin
    from index.searchable.protocol import Searchable, Selected
    from index.searchable.reports import NumberedReport, Reports

_N_DOCUMENTS = 32  # that are read in one go, of some 100 kB each
_N_PASSAGES = 256
_N_REPORTS = 1000  # whose texts are not read

T = TypeVar("T")


class _Paged(Sequence[T]):
    """A sequence of which so many items are read in one go; the page that was read last is kept."""

    _n_page: int

    def __init__(self) -> None:
        self._kept: tuple[int, Sequence[T]] = (-1, ())

    def _one(self, place: int) -> T:
        return self._read(place, 1)[0]

    def _page(self, first: int) -> Sequence[T]:
        kept, page = self._kept
        if kept != first:
            page = self._read(first, min(self._n_page, len(self) - first))
            self._kept = first, page
        return page

    def _read(self, first: int, n: int) -> Sequence[T]:
        raise NotImplementedError

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[T]: ...
    def __getitem__(self, at: int | slice) -> T | Sequence[T]:
        places = range(len(self))[at]
        if isinstance(places, int):
            first, page = self._kept
            return page[places - first] if 0 <= places - first < len(page) else self._one(places)
        if places.step == 1:
            return tuple(self._read(places.start, len(places)))
        return tuple([self[place] for place in places])

    def __iter__(self) -> Iterator[T]:
        for first in range(0, len(self), self._n_page):
            yield from self._page(first)


def each_report(reports: Reports) -> Iterator[NumberedReport]:
    """Some reports, in their order."""
    for first in range(0, len(reports), _N_REPORTS):
        yield from reports.page(first, _N_REPORTS)


def each_origin(reports: Reports) -> Iterator[tuple[int, Origin]]:
    """Some reports, each by its row and by what tells it from others, in their order."""
    for first in range(0, len(reports), _N_REPORTS):
        yield from reports.origins(first, _N_REPORTS)


def families(index: Searchable) -> list[tuple[int, ...]]:
    """The rows of the reports that are versions of one, report by report."""
    pages = map(index.versions, batches(range(index.n_documents), _N_REPORTS))
    return sorted({family for page in pages for of_one in page for family in of_one})


class Documents(_Paged[Document]):
    """All reports, in the order of their paths."""

    _n_page = _N_DOCUMENTS

    def __init__(self, index: Searchable) -> None:
        super().__init__()
        self._index = index

    def __len__(self) -> int:
        return self._index.n_documents

    def _read(self, first: int, n: int) -> Sequence[Document]:
        return self._index.documents(range(first, first + n))


class Passages(_Paged[Passage]):
    """The selected passages, or all, report by report, in the order they stand in."""

    _n_page = _N_PASSAGES

    def __init__(self, index: Searchable, within: Selected | None = None) -> None:
        super().__init__()
        self._index = index
        self._within = within

    def __len__(self) -> int:
        return (self._index if self._within is None else self._within).n_passages

    def _read(self, first: int, n: int) -> Sequence[Passage]:
        return self._index.page(self._within, first, n)
