"""Documents by row number: what a question needs of all of them in columns, the rest when asked."""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from index import arrays
from index.rows import Rowed
from index.strings import Strings
from index.types import Document, Dropped, DropReason, Heading

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

_KEPT = 64  # documents, of some 100 kB each
_KEPT_ORIGINS = 4096
_COLUMNS = np.dtype(
    [
        ("id", "S64"),  # the sha256
        ("year", "<i4"),  # 0 for none
        ("place", "<i4"),  # the row of its place
    ]
)
_FAMILIES = np.dtype("<u4")


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """What tells a document from others: known without reading it.

    Two that share one of their ``families`` are versions of one report.
    """

    id: str
    place: str
    year: int | None
    families: tuple[int, ...] = ()


class DocumentTable(Rowed[Document]):
    """All documents, in the order of their paths.

    Args:
        documents: the documents.
        families: the families of each, where any has some.
    """

    def __init__(
        self, documents: Iterable[Document] = (), families: Sequence[tuple[int, ...]] = ()
    ) -> None:
        super().__init__(_KEPT)
        documents = tuple(documents)
        self.texts = Strings.of(document.text for document in documents)
        places = sorted({document.place for document in documents})
        row_of = {place: row for row, place in enumerate(places)}
        self._about = Strings.of(_to_json(document) for document in documents)
        self._places = Strings.of(places)
        self._columns = np.array(
            [(each.id, each.year or 0, row_of[each.place]) for each in documents], _COLUMNS
        )
        families = families or [()] * len(documents)
        # Where those of each document begin, counted from the end of this list, then all of them.
        begins = np.cumsum([0, *map(len, families)])
        self._families = np.array([*begins, *(one for each in families for one in each)], _FAMILIES)
        self._keep_origins()

    def _keep_origins(self) -> None:
        self.origin = functools.lru_cache(maxsize=_KEPT_ORIGINS)(self._read_origin)

    def __len__(self) -> int:
        return len(self._columns)

    @property
    def ids(self) -> frozenset[str]:
        """The ids of all documents."""
        return frozenset(each.decode() for each in self._columns["id"].tolist())

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
        identity, year, place = self._columns[row].item()
        return Origin(
            id=identity.decode(),
            place=self._places[place],
            year=year or None,
            families=self._families_of(row),
        )

    def _families_of(self, row: int) -> tuple[int, ...]:
        first, last = self._families[row : row + 2].tolist()
        values = self._families[len(self) + 1 :]
        return tuple(values[first:last].tolist())

    def _read(self, row: int) -> Document:
        fields = json.loads(self._about[row])
        delivered = fields.pop("delivered")
        saved = fields.pop("saved")
        headings = fields.pop("headings")
        dropped = fields.pop("dropped")
        return Document(
            **fields,
            text=self.texts[row],
            delivered=dt.date.fromisoformat(delivered) if delivered else None,
            saved=dt.date.fromisoformat(saved) if saved else None,
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
        arrays.save(folder / "families.bin", self._families)

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
        loaded._families = arrays.load(folder / "families.bin", _FAMILIES)
        lengths = {len(part) for part in (loaded._about, loaded.texts, loaded)}
        if len(lengths) != 1:
            raise arrays.damaged(folder / "columns.bin")
        n = len(loaded) + 1
        if len(loaded._families) < n or loaded._families[n - 1] != len(loaded._families) - n:
            raise arrays.damaged(folder / "families.bin")
        return loaded


def _to_json(document: Document) -> str:
    """A document without its text, as a line."""
    fields: dict[str, Any] = dataclasses.asdict(document)
    del fields["text"]
    for name in ("delivered", "saved"):
        fields[name] = fields[name].isoformat() if fields[name] else None
    return json.dumps(fields, ensure_ascii=False) + "\n"
