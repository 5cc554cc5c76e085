"""Documents by row number: what a question needs of all of them in columns, the rest when asked."""

from __future__ import annotations

import functools
import itertools
import zlib
from typing import TYPE_CHECKING, Any

import numpy as np

from index.language.place_names import PlaceNames
from index.origins import Origin
from index.platform import arrays
from index.platform.lazy_sequence import UNREADABLE, LazySequence
from index.platform.sorted_column import SortedColumn, Values
from index.platform.string_table import SortedStringTable, StringTable
from index.published import document_lines
from index.types import Document

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from index.platform.arrays import Rows
    from index.types import About

_KEPT = 64  # documents, of some 100 kB each
_KEPT_ORIGINS = 4096
_SUMS = "sums.bin"
_COLUMNS = np.dtype(
    [
        ("id", "S64"),  # the sha256
        ("year", "<i4"),  # 0 for none
        ("review_year", "<i4"),  # the same
        ("place", "<i4"),  # the row of its place
    ]
)
_FAMILIES = np.dtype("<u4")
_SORTED = ("id", "place", "year")  # what documents are found by


class DocumentTable(LazySequence[Document]):
    """All documents, in the order of their paths.

    Args:
        documents: the documents.
        families: the families of each, where any has some.
    """

    def __init__(
        self, documents: Iterable[Document] = (), families: Sequence[tuple[int, ...]] = ()
    ) -> None:
        super().__init__(_KEPT, "report")
        documents = tuple(documents)
        self.texts = StringTable.of(document.text for document in documents)
        places = sorted({document.place for document in documents})
        row_of = {place: row for row, place in enumerate(places)}
        self._about = StringTable.of(document_lines.line_of(document) for document in documents)
        self._places = SortedStringTable.of(places)
        self.place_names = PlaceNames.of(places)
        self._columns = np.array(
            [
                (each.id, each.year or 0, each.review_year or 0, row_of[each.place])
                for each in documents
            ],
            _COLUMNS,
        )
        families = families or [()] * len(documents)
        # Where those of each document begin, counted from the end of this list, then all of them.
        begins = np.cumsum([0, *map(len, families)])
        self._families = np.array([*begins, *(one for each in families for one in each)], _FAMILIES)
        self._sort(lambda column, _: SortedColumn.of(column))
        self._sums: NDArray[np.uint32] | None = None  # of each report, where it was saved
        self._keep_origins()

    def _sort(self, rows_of: Callable[[NDArray[Any], str], SortedColumn]) -> None:
        self._by = {name: rows_of(self._columns[name], name) for name in _SORTED}

    def _keep_origins(self) -> None:
        self.origin = functools.lru_cache(maxsize=_KEPT_ORIGINS)(self._read_origin)

    def _sum(self, row: int) -> int:
        """A checksum of all that a report is read from."""
        columns = self._columns[row]
        place = self._places.bytes_of(int(columns["place"]))
        parts = (columns.tobytes(), place, self._about.bytes_of(row), self.texts.bytes_of(row))
        return zlib.crc32(b"".join(parts))

    def _compare(self, row: int) -> None:
        if self._sums is not None and self._sum(row) != self._sums[row]:
            raise self._damaged(row)

    def __len__(self) -> int:
        return len(self._columns)

    @property
    def ids(self) -> Values[str]:
        """The ids of all documents."""
        return Values(
            lambda value: isinstance(value, str) and self.row_of(value) is not None,
            lambda: (each.decode() for each in self._by["id"].values()),
        )

    @property
    def years(self) -> Values[int]:
        """The years of all documents that have one."""
        return Values(
            lambda value: isinstance(value, int) and value != 0 and len(self._of_year(value)) > 0,
            lambda: filter(None, self._by["year"].values()),
        )

    @property
    def places(self) -> Values[str]:
        """The places of all documents that have one."""
        return Values(
            lambda value: value != "" and value in self._places,
            lambda: filter(None, iter(self._places)),
        )

    @property
    def n_places(self) -> int:
        """How many places they are of."""
        return len(self._places) - ("" in self._places)

    def places_in_order(self, n: int) -> list[str]:
        """The first n places by name, in the order of their first documents."""
        names = itertools.islice(self.places, n)
        return sorted(names, key=lambda name: int(self._of_place(name)[0]))

    def places_holding(self, text: str, n: int) -> list[str]:
        """The first n places by name that hold some characters: 天津市河北区 holds 河北."""
        return [self._places[row] for row in self._places.holding(text, n)]

    def places_of(self, rows: Rows, n: int) -> tuple[list[str], int]:
        """The first n places by name of some documents, given by their rows, and how many there are."""
        places = np.unique(self._columns["place"][rows])
        named = [name for name in map(self._places.__getitem__, places[: n + 1].tolist()) if name]
        has_unnamed = len(named) < len(places[: n + 1])  # the empty name is the first of all
        return named[:n], len(places) - has_unnamed

    def have_several_places(self, rows: Rows | None) -> bool:
        """Whether some documents, or all, are of more than one place; of none counts as one."""
        if rows is None:
            return len(self._places) > 1
        places = self._columns["place"][rows]
        return bool(len(places) and (places != places[0]).any())

    def years_of(self, rows: Rows | None) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """The years of some documents, or of all, and those that they look back on, each once."""
        columns = self._columns if rows is None else self._columns[rows]
        years, reviewed = (
            tuple(filter(None, np.unique(columns[name]).tolist()))
            for name in ("year", "review_year")
        )
        return years, reviewed

    def row_of(self, identity: str, *, n_chars: int | None = None) -> int | None:
        """The row of the first document with an id; ``None`` where there is none.

        Args:
            identity: the id, or the beginning of it.
            n_chars: how many of the id's first characters to compare; all by default.
        """
        wanted, by_id = identity.encode(errors="replace"), self._by["id"]
        place, rows = by_id.place(wanted), []
        while (row := by_id.row_at(place)) is not None:
            if self._columns["id"][row][:n_chars] != wanted:
                break
            rows.append(row)
            place += 1
        return min(rows, default=None)

    def where(
        self, ids: Collection[str], places: Collection[str], years: Collection[int]
    ) -> Rows | None:
        """The rows of the documents that have one of the ids, places and years, in their order.

        An empty part asks nothing: ``None`` is for all documents.
        """
        each_part = (
            [*map(self._of_id, ids)],
            [*map(self._of_place, places)],
            [*map(self._of_year, years)],
        )
        chosen = [rows for rows in each_part if rows]
        if not chosen:
            return None
        each = [np.unique(np.concatenate(rows)) for rows in chosen]
        return functools.reduce(lambda a, b: np.intersect1d(a, b, assume_unique=True), each)

    def _of_id(self, identity: str) -> Rows:
        return self._by["id"].rows(identity.encode(errors="replace"))

    def _of_place(self, name: str) -> Rows:
        place = self._places.find(name)
        return np.empty(0, np.int64) if place is None else self._by["place"].rows(place)

    def _of_year(self, year: int) -> Rows:
        return self._by["year"].rows(year)

    def about(self, row: int) -> About:
        """What is known of a document; its text is not read."""
        return document_lines.about_of(self._about[row])

    def text_of(self, row: int) -> str:
        """The text of a document, compared with its checksum; what else is known is not read."""
        self._compare(row)
        try:
            return self.texts.bytes_of(row).decode()
        except UNREADABLE as error:
            raise self._damaged(row) from error

    def line_of(self, row: int) -> str:
        """What is known of a document as ``document_lines`` reads it; its text is not read."""
        return self._about[row]

    @property
    def versions(self) -> list[tuple[int, ...]]:
        """The rows of the documents that are versions of one report, for each such report."""
        rows: dict[int, list[int]] = {}
        for row in range(len(self)):
            for family in self._families_of(row):
                rows.setdefault(family, []).append(row)
        return sorted(map(tuple, rows.values()))

    @property
    def most_versions(self) -> int:
        """How many documents there are at most of one report."""
        families = self._families[len(self) + 1 :]
        return int(np.bincount(families).max()) if len(families) else 1

    def _read_origin(self, row: int) -> Origin:
        try:
            identity, year, review_year, place = self._columns[row].item()
            return Origin(
                id=identity.decode(),
                place=self._places[place],
                year=year or None,
                review_year=review_year or None,
                families=self._families_of(row),
            )
        except UNREADABLE as error:
            raise self._damaged(row) from error

    def _families_of(self, row: int) -> tuple[int, ...]:
        first, last = self._families[row : row + 2].tolist()
        return tuple(self._families[len(self) + 1 :][first:last].tolist())

    def _read(self, row: int) -> Document:
        self._compare(row)
        return document_lines.document_of(self._about[row], self.texts[row])

    def save(self, folder: Path) -> None:
        """Write into a new folder: arrays, text and JSON lines."""
        folder.mkdir()
        self._about.save(folder / "about.jsonl")
        self.texts.save(folder / "texts.txt")
        self._places.save(folder / "places.txt")
        arrays.save(folder / "columns.bin", self._columns)
        arrays.save(folder / "families.bin", self._families)
        self.place_names.save(folder)
        for name, rows in self._by.items():
            rows.save(folder / f"by_{name}.bin")
        sums = np.fromiter(map(self._sum, range(len(self))), "<u4", len(self))
        arrays.save(folder / _SUMS, sums)

    @classmethod
    def load(cls, folder: Path) -> DocumentTable:
        """Map what ``save`` wrote.

        Raises:
            IndexDamagedError: a file is not what was written.
            OSError: a file is gone.
        """
        loaded = cls()
        loaded._about = StringTable.load(folder / "about.jsonl")
        loaded.texts = StringTable.load(folder / "texts.txt")
        loaded._places = SortedStringTable.load(folder / "places.txt")
        loaded._columns = arrays.load(folder / "columns.bin", _COLUMNS)
        loaded._families = arrays.load(folder / "families.bin", _FAMILIES)
        loaded._sums = arrays.load(folder / _SUMS, "<u4")
        lengths = {len(part) for part in (loaded._about, loaded.texts, loaded._sums, loaded)}
        if len(lengths) != 1:
            raise arrays.damaged(folder / "columns.bin")
        n = len(loaded) + 1
        if len(loaded._families) < n or loaded._families[n - 1] != len(loaded._families) - n:
            raise arrays.damaged(folder / "families.bin")
        loaded.place_names = PlaceNames.load(folder)
        loaded._sort(lambda column, name: SortedColumn.load(folder / f"by_{name}.bin", column))
        return loaded
