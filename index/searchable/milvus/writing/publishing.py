"""Generations in Milvus: published by one alias, followed by readers, dropped when nobody asks them.

What comes after a generation is an alias too, which the engine creates once: of several who publish at the
same moment after the same one, one does. That alias is the step, and the index's name follows it: who looks
which generation is published goes on from the name's to the last that came after. So whoever is killed or held
up between the two, or points the name back at his own, leaves the last one published.

Nobody registers as a reader. A reader looks every second which generation is published, and goes on with
the one before while it answers what it was asked: for some seconds, in a long table for minutes. So a
generation is dropped by a later publication, ten minutes after it was replaced at the earliest; who asks
it even then is told so, and is given no wrong answer. Groups that are of no generation are left by
builds that were killed, and dropped a day after they were begun.
"""

from __future__ import annotations

import contextlib
import dataclasses
import time
from typing import TYPE_CHECKING

from index.errors import EngineError, IndexMissingError
from index.searchable.milvus import texts
from index.searchable.milvus.description import Description
from index.searchable.milvus.filters import EVERYTHING, any_of
from index.searchable.milvus.layout import NO_VECTOR, Group, Part, groups_among, key
from index.searchable.milvus.trouble import CollectionGoneError
from index.searchable.milvus.writing import loading

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from index.searchable.milvus.connection import Connection


class OvertakenError(EngineError):
    """Another generation was published after the same one."""


KEPT_S = 600
_ABANDONED_S = 86_400
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
        """The label of the published generation; ``None`` where there is none. Two short calls."""
        label, following = None, self._label_of(self.name)
        while following is not None:
            label, following = following, self._label_of(self._after(following))
        return label

    def _label_of(self, alias: str) -> str | None:
        """The label of the generation whose manifest an alias is of."""
        collection = self.connection.collection_of(alias)
        (group,) = groups_among(self.name, [collection] if collection else []) or (None,)
        return group.label if group else None

    def _after(self, label: str) -> str:
        """The alias of what comes after a generation."""
        return f"{self.name}_{label}_{Part.AFTER.value}"

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
        before: Description | None,
        taken_in: Collection[str] = (),
        check: Callable[[], None] = lambda: None,
        now_s: float | None = None,
    ) -> Description:
        """Make a loaded group the published generation, in one step, and drop what nobody asks.

        Args:
            described: the group.
            before: the generation that it comes after, ``None`` for the first.
            taken_in: the labels of the batches whose reports are in it.
            check: called before the step; what it raises keeps the generation before.
            now_s: the time, in seconds since 1970.

        Raises:
            OvertakenError: another one was published after ``before``; this one is not.
        """
        now = int(time.time() if now_s is None else now_s)
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
        self._step(before, published.group)
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

    def _step(self, before: Description | None, group: Group) -> None:
        """The step: what is asked next finds the new generation.

        Raises:
            OvertakenError: another one came after the one before.
        """
        own = group.of(Part.MANIFEST)
        step = self.name if before is None else self._after(before.group.label)
        try:
            self.connection.alias(step, own, is_new=True)
        except EngineError:  # it is there, or the answer was lost
            found = self.connection.collection_of(step)
            if found is None:
                raise
            if found != own:
                raise OvertakenError(self._overtaken()) from None
        if self.label() != group.label:  # one that was held up: what it came after is long past
            self._take_away(step, own)
            raise OvertakenError(self._overtaken())
        self._point_to(own)

    def _overtaken(self) -> str:
        return (
            f"another build was published in {self.name} at the same moment: this one is not; what is noted "
            "is taken in by the next, and a whole build is to be made again"
        )

    def _point_to(self, collection: str) -> None:
        """Have the index's name follow the step: what is asked next goes there straight away."""
        if self.connection.collection_of(self.name) != collection:
            self.connection.alias(self.name, collection)

    def _take_away(self, alias: str, collection: str) -> None:
        if self.connection.collection_of(alias) == collection:
            self.connection.alias(alias, None)

    def _sweep(self, published: Description, past: set[str], now: int) -> None:
        """Drop the groups that nobody asks: those of the past, and those that killed builds left."""
        told_of = {label for label, _ in (*published.replaced, *published.batches)}
        pending = {group.label for group in self.pending(published)}
        kept = {published.group.label, *told_of, *pending} - {*past}
        taken_in = past & self._registered()
        if taken_in:  # off the list first: what is on it can be read
            self.connection.delete(self._batches, any_of("id", map(key, taken_in)))
        groups = groups_among(self.name, self.connection.collections())
        dropped = [
            group
            for group in sorted(groups, key=lambda each: each.label)
            if group.label in past
            or (now - group.began_s > _ABANDONED_S and group.label not in kept)
        ]
        for group in dropped:  # a collection that has an alias may not be dropped
            after = self._after(group.label)
            if self.connection.collection_of(after) is not None:
                self.connection.alias(after, None)
        for group in dropped:
            loading.drop(self.connection, group)
