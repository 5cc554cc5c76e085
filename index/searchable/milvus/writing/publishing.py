"""Generations in Milvus: published by one alias, followed by readers, dropped when nobody asks them.

Nobody registers as a reader. A reader looks every second which generation is published, and goes on with
the one before while it answers what it was asked: for some seconds, in a long table for minutes. So a
generation is dropped by a later publication, ten minutes after it was replaced at the earliest; who asks
it even then is told so, and is given no wrong answer. Groups that are of no generation are left by
builds that were killed, and dropped a day after they were begun.
"""

from __future__ import annotations

import contextlib
import dataclasses
import threading
import time
from typing import TYPE_CHECKING

from index.errors import EngineError, IndexMissingError
from index.searchable.milvus import texts
from index.searchable.milvus.asked import MilvusIndex
from index.searchable.milvus.description import Description
from index.searchable.milvus.filters import EVERYTHING, any_of
from index.searchable.milvus.layout import NO_VECTOR, Group, Part, groups_among, key
from index.searchable.milvus.trouble import CollectionGoneError
from index.searchable.milvus.writing import loading

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from index.searchable.milvus.connection import Connection

KEPT_S = 600
_ABANDONED_S = 86_400
_LOOK_S = 1.0
_N_LOOKS = 5  # at most so often a manifest is read again that was replaced meanwhile


class Catalogue:
    """The generations of an index in Milvus.

    Args:
        connection: the server.
        name: the index's.
        kept_s: how long a generation is kept after it was replaced.
    """

    def __init__(self, connection: Connection, name: str, *, kept_s: float = KEPT_S) -> None:
        self.connection = connection
        self.name = name
        self.kept_s = kept_s

    def label(self) -> str | None:
        """The label of the published generation; ``None`` where there is none. One short call."""
        collection = self.connection.collection_of(self.name)
        (group,) = groups_among(self.name, [collection] if collection else []) or (None,)
        return group.label if group else None

    def current(self) -> Description:
        """The published generation.

        Raises:
            IndexMissingError: nothing has been published.
            EngineError: it cannot be asked.
        """
        for _ in range(_N_LOOKS):
            label = self.label()
            if label is None:
                break
            try:
                return self.described(Group(name=self.name, label=label))
            except CollectionGoneError:
                continue  # another one was published, and this one dropped
        raise IndexMissingError(
            f"there is no index {self.name} in Milvus: build one, `wenbao build corpus --index "
            f"milvus://host:port/{self.name}`"
        )

    def current_if_any(self) -> Description | None:
        """The published generation; ``None`` where there is none."""
        try:
            return self.current()
        except IndexMissingError:
            return None

    def described(self, group: Group) -> Description:
        """What a group is, by its manifest.

        Raises:
            CollectionGoneError: it has none.
            IndexDamagedError, IndexMismatchError: it cannot be read.
        """
        collection = group.of(Part.MANIFEST)
        rows = self.connection.query(collection, EVERYTHING, texts.FIELDS, is_strong=True)
        text = texts.joined(rows).get(0)
        if text is None:
            raise texts.damaged("the manifest")
        return Description.from_json(text, self.name)

    def publish(
        self,
        described: Description,
        *,
        taken_in: Collection[str] = (),
        check: Callable[[], None] = lambda: None,
        now_s: float | None = None,
    ) -> Description:
        """Make a loaded group the published generation, in one step, and drop what nobody asks.

        Args:
            described: the group.
            taken_in: the labels of the batches whose reports are in it.
            check: called before the step; what it raises keeps the generation before.
            now_s: the time, in seconds since 1970.
        """
        now = int(time.time() if now_s is None else now_s)
        before = self.current_if_any()
        replaced: list[tuple[str, int]] = []
        batches: list[tuple[str, int]] = []
        if before is not None:
            replaced = [*before.replaced, (before.group.label, now)]
            batches = [*before.batches]
        batches += [(label, now) for label in taken_in]
        registered = self._registered()  # what is on that list still must never be taken in again
        published = dataclasses.replace(
            described,
            replaced=tuple(each for each in replaced if not self._is_past(each, now)),
            batches=tuple(
                each for each in batches if each[0] in registered or not self._is_past(each, now)
            ),
        )
        loading.describe(self.connection, published)
        check()
        self._point_to(published.group.of(Part.MANIFEST))
        past = {each[0] for each in (*replaced, *batches) if self._is_past(each, now)}
        with contextlib.suppress(EngineError):  # what cannot be dropped now is dropped a day later
            self._sweep(published, past, now)
        return published

    def register(self, group: Group) -> None:
        """Note a loaded group of reports that is to be taken in: from now on it is not lost."""
        collection = self._batches
        loading.create_small(self.connection, collection, Part.BATCHES)
        row = {"id": key(group.label), "label": group.label, "vector": NO_VECTOR}
        self.connection.write(collection, [row])

    def forget(self, labels: Collection[str]) -> None:
        """Take groups of reports off the list, and drop them."""
        self.connection.delete(self._batches, any_of("id", map(key, labels)))
        for label in labels:
            loading.drop(self.connection, Group(name=self.name, label=label))

    def pending(self, published: Description | None) -> list[Group]:
        """The groups of reports that are to be taken in, in the order they were begun."""
        settled = {label for label, _ in published.batches} if published else set()
        labels = sorted(self._registered() - settled)
        return [Group(name=self.name, label=label) for label in labels]

    def _registered(self) -> set[str]:
        """The labels of all groups on the list, also of those that were taken in lately."""
        if self._batches not in self.connection.collections():
            return set()
        rows = self.connection.query(self._batches, EVERYTHING, ("label",), is_strong=True)
        return {row["label"] for row in rows}

    @property
    def _batches(self) -> str:
        return f"{self.name}_{Part.BATCHES.value}"

    def _is_past(self, each: tuple[str, int], now: int) -> bool:
        return now - each[1] > self.kept_s

    def _point_to(self, collection: str) -> None:
        """The step: what is asked next finds the new generation."""
        is_new = self.connection.collection_of(self.name) is None
        self.connection.alias(self.name, collection, is_new=is_new)

    def _sweep(self, published: Description, past: set[str], now: int) -> None:
        """Drop the groups that nobody asks: those of the past, and those that killed builds left."""
        told_of = {label for label, _ in (*published.replaced, *published.batches)}
        pending = {group.label for group in self.pending(published)}
        kept = {published.group.label, *told_of, *pending} - {*past}
        taken_in = past & self._registered()
        if taken_in:  # off the list first: what is on it can be read
            self.connection.delete(self._batches, any_of("id", map(key, taken_in)))
        for group in groups_among(self.name, self.connection.collections()):
            is_left = now - group.began_s > _ABANDONED_S and group.label not in kept
            if group.label in past or is_left:
                loading.drop(self.connection, group)


class Follower:
    """The published generation, whichever it is; share between threads.

    Args:
        catalogue: the generations.
        look_s: how often it is looked whether there is another one.

    Raises:
        IndexMissingError, EngineError: there is none that can be asked.
    """

    def __init__(self, catalogue: Catalogue, *, look_s: float = _LOOK_S) -> None:
        self._catalogue = catalogue
        self._look_s = look_s
        self._looking = threading.Lock()
        self._index = MilvusIndex(catalogue.connection, catalogue.current())
        self._looked_at = time.monotonic()

    def index(self) -> MilvusIndex:
        """The index, to be asked for one request: the same to its end.

        Where it cannot be told which is published, it is the one before; asking it tells why.
        """
        is_due = time.monotonic() - self._looked_at >= self._look_s
        if is_due and self._looking.acquire(blocking=False):  # the others go on with the one before
            try:
                self._look()
            finally:
                self._looked_at = time.monotonic()
                self._looking.release()
        return self._index

    def _look(self) -> None:
        try:
            if self._catalogue.label() not in {None, self._index.described.group.label}:
                self._index = MilvusIndex(self._catalogue.connection, self._catalogue.current())
        except (EngineError, IndexMissingError):
            return
