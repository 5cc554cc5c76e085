"""Documents by row number: what a question needs of all of them in columns, the rest when asked."""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
import json
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from index import arrays
from index.rows import UNREADABLE, Rowed
from index.strings import Strings
from index.types import Document, Dropped, DropReason, Heading

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from numpy.typing import NDArray

_KEPT = 64  # documents, of some 100 kB each
_KEPT_ORIGINS = 4096
_SUMS = "sums.bin"  # a file that indexes of before lack
_COLUMNS = np.dtype(
    [
        ("id", "S64"),  # the sha256
        ("year", "<i4"),  # 0 for none
        ("place", "<i4"),  # the row of its place
    ]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """What tells a document from others: known without reading it."""

    id: str
    place: str
    year: int | None


class DocumentTable(Rowed[Document]):
    """All documents, in the order of their paths."""

    def __init__(self, documents: Iterable[Document] = ()) -> None:
        super().__init__(_KEPT, "report")
        documents = tuple(documents)
        self.texts = Strings.of(document.text for document in documents)
        places = sorted({document.place for document in documents})
        row_of = {place: row for row, place in enumerate(places)}
        self._about = Strings.of(_to_json(document) for document in documents)
        self._places = Strings.of(places)
        self._columns = np.array(
            [(each.id, each.year or 0, row_of[each.place]) for each in documents], _COLUMNS
        )
        self._sums: NDArray[np.uint32] | None = None  # of each report; none in older indexes
        self._keep_origins()

    def _keep_origins(self) -> None:
        self.origin = functools.lru_cache(maxsize=_KEPT_ORIGINS)(self._read_origin)

    def _sum(self, row: int) -> int:
        """A checksum of all that a report is read from."""
        own = self._columns[row]
        place = self._places.bytes_of(int(own["place"]))
        parts = (own.tobytes(), place, self._about.bytes_of(row), self.texts.bytes_of(row))
        return zlib.crc32(b"".join(parts))

    def __len__(self) -> int:
        return len(self._columns)

    @property
    def ids(self) -> frozenset[str]:
        """The ids of all documents."""
        try:
            return frozenset(each.decode() for each in self._columns["id"].tolist())
        except UnicodeDecodeError as error:
            raise arrays.damaged(Path("columns.bin")) from error

    @property
    def years(self) -> frozenset[int]:
        """The years of all documents that have one."""
        return frozenset(np.unique(self._columns["year"]).tolist()) - {0}

    @property
    def places(self) -> frozenset[str]:
        """The places of all documents that have one."""
        return frozenset(self._places) - {""}

    def where(
        self, ids: Collection[str], places: Collection[str], years: Collection[int]
    ) -> NDArray[np.bool_]:
        """Which documents have one of the ids, places and years; an empty part asks nothing."""
        found = np.ones(len(self), bool)
        if ids:
            found &= np.isin(self._columns["id"], [each.encode() for each in ids])
        if places:
            rows = [row for row in map(self._places.find, places) if row is not None]
            found &= np.isin(self._columns["place"], rows)
        if years:
            found &= np.isin(self._columns["year"], list(years))
        return found

    def _read_origin(self, row: int) -> Origin:
        try:
            identity, year, place = self._columns[row].item()
            return Origin(id=identity.decode(), place=self._places[place], year=year or None)
        except UNREADABLE as error:
            raise self._damaged(row) from error

    def _read(self, row: int) -> Document:
        if self._sums is not None and self._sum(row) != self._sums[row]:
            raise self._damaged(row)
        fields = json.loads(self._about[row])
        delivered = fields.pop("delivered")
        headings = fields.pop("headings")
        dropped = fields.pop("dropped")
        return Document(
            **fields,
            text=self.texts[row],
            delivered=dt.date.fromisoformat(delivered) if delivered else None,
            headings=tuple(Heading(**heading) for heading in headings),
            dropped=tuple(
                Dropped(start=drop["start"], end=drop["end"], reason=DropReason(drop["reason"]))
                for drop in dropped
            ),
        )

    def save(self, folder: Path) -> None:
        """Write into a new folder: arrays, text and JSON lines."""
        folder.mkdir()
        self._about.save(folder / "about.jsonl")
        self.texts.save(folder / "texts.txt")
        self._places.save(folder / "places.txt")
        arrays.save(folder / "columns.bin", self._columns)
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
        loaded._about = Strings.load(folder / "about.jsonl")
        loaded.texts = Strings.load(folder / "texts.txt")
        loaded._places = Strings.load(folder / "places.txt")
        loaded._columns = arrays.load(folder / "columns.bin", _COLUMNS)
        lengths = {len(part) for part in (loaded._about, loaded.texts, loaded)}
        if (folder / _SUMS).exists():
            loaded._sums = arrays.load(folder / _SUMS, "<u4")
            lengths.add(len(loaded._sums))
        if len(lengths) != 1:
            raise arrays.damaged(folder / "columns.bin")
        return loaded


def _to_json(document: Document) -> str:
    """A document without its text, as a line."""
    fields: dict[str, Any] = dataclasses.asdict(document)
    del fields["text"]
    fields["delivered"] = document.delivered.isoformat() if document.delivered else None
    return json.dumps(fields, ensure_ascii=False) + "\n"
