"""What is read of a generation by row: where passages stand, what reports are, their texts."""

from __future__ import annotations

import functools
import itertools
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from index.platform.batches import batches
from index.searchable.milvus import filters, texts
from index.searchable.milvus.connection import MOST_ROWS
from index.searchable.milvus.kept import Kept
from index.searchable.milvus.layout import PERIODS, Part

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from index.fact_types import Fact
    from index.origins import Origin
    from index.searchable.milvus.connection import Connection
    from index.searchable.milvus.description import Description
    from index.searchable.milvus.texts import Card
    from index.types import Document, Passage, Period

_AT_ONCE = 8  # calls of one question that run beside each other
_KEPT_PLACES = 65_536
_KEPT_PASSAGES = 4_096
_KEPT_DOCUMENTS = 64  # of some 100 kB each
_PASSAGES_A_CALL = 1_000
_DOCUMENTS_A_CALL = 16
_ROWS_A_CALL = 8_192
REPORT_FIELDS = ("place", "year", "review_year")
PLACE_FIELDS = ("document", "period", "first", "count")

_KEPT_COUNTS = 1_024  # of selections
_KEPT_IDS = 64  # lists of them, of as many as one call gives

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a passage stands: its report's row, its period, its sentences' first row and number."""

    document: int
    period: Period
    first: int
    count: int

    @classmethod
    def of(cls, fields: Mapping[str, Any]) -> Place:
        """The place that the fields of a row tell."""
        return cls(
            document=fields["document"],
            period=PERIODS[fields["period"]],
            first=fields["first"],
            count=fields["count"],
        )


class Holdings:
    """A generation, read by rows. Share between threads.

    Args:
        connection: the server.
        described: the generation.
    """

    def __init__(self, connection: Connection, described: Description) -> None:
        self.connection = connection
        self.described = described
        self.count = functools.lru_cache(maxsize=_KEPT_COUNTS)(self._count)
        self._ids = functools.lru_cache(maxsize=_KEPT_IDS)(self._read_ids)
        self._cards: Kept[int, Card] = Kept(_KEPT_PASSAGES)
        self._pool = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="Milvus")
        self._parts_pool = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="Milvus, parts")
        self._places: Kept[int, Place] = Kept(_KEPT_PLACES)
        self._origins: Kept[int, Origin] = Kept(_KEPT_PASSAGES)
        self._meeting: Kept[str, tuple[tuple[int, int, int], ...]] = Kept(_KEPT_COUNTS)
        self._passages: Kept[int, tuple[Passage, tuple[Fact, ...]]] = Kept(_KEPT_PASSAGES)
        self._documents: Kept[int, Document] = Kept(_KEPT_DOCUMENTS)

    def of(self, part: Part) -> str:
        """The name of a collection."""
        return self.described.group.of(part)

    def together(self, calls: Iterable[Callable[[], T]]) -> list[T]:
        """What some calls come to that run beside each other; they make no such calls themselves."""
        futures = [self._pool.submit(call) for call in calls]
        return [future.result() for future in futures]

    def keep_places(self, places: Mapping[int, Place]) -> None:
        """Keep where some passages stand, which a search has told."""
        self._places.put(places)

    def places(self, passages: Sequence[int]) -> dict[int, Place]:
        """Where some passages stand, by their rows.

        Raises:
            IndexDamagedError: one is not there.
        """
        return _all(passages, self._places.of(passages, self._read_places), "a passage")

    def origins(self, documents: Sequence[int]) -> dict[int, Origin]:
        """What tells some reports from others, by their rows; raises as ``places``."""
        return _all(documents, self._origins.of(documents, self._read_origins), "a report")

    def passages(self, wanted: Sequence[int]) -> dict[int, tuple[Passage, tuple[Fact, ...]]]:
        """Some passages with their facts, by their rows; raises as ``places``."""
        return _all(wanted, self._passages.of(wanted, self._read_passages), "a passage")

    def documents(self, wanted: Sequence[int]) -> dict[int, Document]:
        """Some reports, by their rows; raises as ``places``."""
        return _all(wanted, self._documents.of(wanted, self._read_documents), "a report")

    def cards(self, documents: Sequence[int]) -> dict[int, Card]:
        """What is known of some reports, by their rows; raises as ``places``."""
        return _all(documents, self._cards.of(documents, self._read_cards), "a report")

    def summary(self) -> str:
        """The text of the distinct values; raises as ``places``."""
        where = filters.any_of("owner", [texts.SUMMARY])
        pieces = self.each(Part.TEXTS, where, texts.FIELDS)
        return _all([texts.SUMMARY], texts.joined(pieces), "the list of values")[texts.SUMMARY]

    def _count(self, part: Part, where: str) -> int:
        manifest = self.described.manifest
        known = {Part.DOCUMENTS: manifest.n_documents, Part.PASSAGES: manifest.n_passages}
        if not where and part in known:
            return known[part]
        return self.connection.count(self.of(part), where)

    def ids(self, part: Part, where: str, first: int, n: int) -> list[int]:
        """The n rows that meet a filter, from the first-th on, in their order."""
        if not where:
            return list(range(first, min(first + n, self.count(part, ""))))
        found: list[int] = []
        for ids in self._id_pages(part, where):
            found += ids[max(first, 0) : max(first + n, 0)]
            first -= len(ids)
            if first + n <= 0:
                break
        return found

    def _id_pages(self, part: Part, where: str) -> Iterator[list[int]]:
        """All rows that meet a filter, in their order, as many together as a call gives."""
        whole = self._ids(part, where, "")
        if len(whole) < MOST_ROWS:
            yield whole
            return
        for window in self._windows(part):
            yield self._ids(part, where, window)

    def each(self, part: Part, where: str, fields: Sequence[str]) -> Iterator[dict[str, Any]]:
        """All rows that meet a filter, in their order, with some fields; as many at once as a call gives."""
        output = tuple(dict.fromkeys(("id", *fields)))
        rows = self.connection.query(self.of(part), where or filters.EVERYTHING, output)
        if len(rows) < MOST_ROWS:
            yield from sorted(rows, key=_id)
            return
        for window in self._windows(part):
            yield from sorted(
                self.connection.query(self.of(part), _both(where, window), output), key=_id
            )

    def _windows(self, part: Part) -> Iterator[str]:
        """Filters that split the rows of a collection, so that no call has to give too many."""
        for rows in batches(range(self.count(part, "")), MOST_ROWS):
            yield filters.between("id", rows[0], rows[-1])

    def _read_ids(self, part: Part, where: str, window: str) -> list[int]:
        rows = self.connection.query(self.of(part), _both(where, window), ("id",))
        return sorted(int(row["id"]) for row in rows)

    def meeting(self, passages: Sequence[int], where: str) -> set[int]:
        """Those of some passages that meet a filter."""
        found: set[int] = set()
        for batch in batches(passages, MOST_ROWS):
            both = filters.all_of([filters.any_of("id", batch), where])
            rows = self.connection.query(self.of(Part.PASSAGES), both, ("id",))
            found.update(int(row["id"]) for row in rows)
        return found

    def fact_places(self, facts: Sequence[int]) -> list[tuple[int, int]]:
        """Of some facts, by their rows, the passage, and the number among those of it."""
        found = self._rows(Part.FACTS, "id", facts, ("id", "passage", "number"), _ROWS_A_CALL)
        placed = {row["id"]: (row["passage"], row["number"]) for row in found}
        return [_all(facts, placed, "a fact")[fact] for fact in facts]

    def reports_meeting(self, where: str) -> tuple[tuple[int, int, int], ...]:
        """Of the reports that meet a filter the key of the place, the year, the one looked back on.

        What tells them from others is kept beside.
        """
        return self._meeting.of([where], self._read_meeting)[where]

    def _read_meeting(self, wheres: list[str]) -> dict[str, tuple[tuple[int, int, int], ...]]:
        found: dict[str, tuple[tuple[int, int, int], ...]] = {}
        for where in wheres:
            rows = [*self.each(Part.DOCUMENTS, where, (*REPORT_FIELDS, "origin"))]
            self._origins.put({row["id"]: texts.origin_of(row["origin"]) for row in rows})
            of_each = [(row["place"], row["year"], row["review_year"]) for row in rows]
            found[where] = tuple(dict.fromkeys(of_each))
        return found

    def _read_cards(self, wanted: list[int]) -> dict[int, Card]:
        found = self._rows(Part.DOCUMENTS, "id", wanted, ("id", "card"), _PASSAGES_A_CALL)
        return {row["id"]: texts.card_of(row["card"]) for row in found}

    def _read_places(self, wanted: list[int]) -> dict[int, Place]:
        found = self._rows(Part.PASSAGES, "id", wanted, ("id", *PLACE_FIELDS), _ROWS_A_CALL)
        return {row["id"]: Place.of(row) for row in found}

    def _read_origins(self, wanted: list[int]) -> dict[int, Origin]:
        found = self._rows(Part.DOCUMENTS, "id", wanted, ("id", "origin"), _PASSAGES_A_CALL)
        return {row["id"]: texts.origin_of(row["origin"]) for row in found}

    def _read_passages(self, wanted: list[int]) -> dict[int, tuple[Passage, tuple[Fact, ...]]]:
        owners = {texts.owner_of_passage(row): row for row in wanted}
        found = self._rows(Part.TEXTS, "owner", owners, texts.FIELDS, _PASSAGES_A_CALL)
        joined = texts.joined(found)
        return {owners[owner]: texts.passage_of(text) for owner, text in joined.items()}

    def _read_documents(self, wanted: list[int]) -> dict[int, Document]:
        owners = {texts.owner_of_document(row): row for row in wanted}
        found = self._rows(Part.TEXTS, "owner", owners, texts.FIELDS, _DOCUMENTS_A_CALL)
        joined = texts.joined(found)
        return {owners[owner]: texts.document_of(text) for owner, text in joined.items()}

    def _rows(
        self, part: Part, field: str, values: Iterable[int], output: Sequence[str], at_once: int
    ) -> list[dict[str, Any]]:
        """The rows whose field has one of some values, read in as few calls as answers may be long."""
        wheres = [filters.any_of(field, each) for each in batches([*values], at_once)]
        if len(wheres) == 1:
            return self.connection.query(self.of(part), wheres[0], output)
        query = functools.partial(self.connection.query, self.of(part), output=output)
        calls = self._parts_pool.map(query, wheres)  # not the pool of who waits for this
        return list(itertools.chain.from_iterable(calls))


def _id(row: Mapping[str, Any]) -> int:
    return int(row["id"])


def _both(where: str, window: str) -> str:
    return filters.all_of([where, window]) or filters.EVERYTHING


def _all(wanted: Collection[int], found: dict[int, T], what: str) -> dict[int, T]:
    if any(row not in found for row in wanted):
        raise texts.damaged(what)
    return found
