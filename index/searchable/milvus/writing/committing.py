"""The one who takes reports in: a right that one process has at a time, and loses when it is gone.

The right is an alias, which an engine creates once: of a collection that its holder has made. The holder
writes into it that it is there; who waits, and sees for a while by his own clock that nothing more is
written, takes the alias away. A holder that was only slow looks whether the right is still its own before
it publishes. Should two publish at once even so, the reports that the later one left out are still on the
list, and are taken in by the next.
"""

from __future__ import annotations

import contextlib
import threading
import time
from typing import TYPE_CHECKING

from index.errors import EngineError
from index.searchable.milvus.filters import EVERYTHING
from index.searchable.milvus.layout import NO_VECTOR, Group, Part, groups_among
from index.searchable.milvus.writing import loading

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from index.searchable.milvus.connection import Connection

LEASE_S = 60.0
_BEATS_A_LEASE = 6
_LOOK_S = 0.5


class Right:
    """The right to publish in an index.

    Args:
        connection: the server.
        name: the index's.
        lease_s: how long a holder may be silent.
    """

    def __init__(self, connection: Connection, name: str, *, lease_s: float = LEASE_S) -> None:
        self._connection = connection
        self._name = name
        self._alias = f"{name}_{Part.COMMIT.value}"
        self._lease_s = lease_s
        self._seen: tuple[str | None, int] = None, 0
        self._seen_at = 0.0

    @contextlib.contextmanager
    def held(
        self, until: Callable[[], bool] = lambda: False
    ) -> Iterator[Callable[[], None] | None]:
        """Wait for the right, and hold it; gives what raises once it is lost.

        Args:
            until: asked now and then while it is waited for: whether it is not wanted any more. Then
                nothing is held, and ``None`` is given.
        """
        own = Group.new(self._name)
        collection = own.of(Part.COMMIT)
        loading.create_small(self._connection, collection, Part.COMMIT)
        ended = threading.Event()
        beating = threading.Thread(
            target=self._beat, args=(collection, ended), name="beating", daemon=True
        )
        try:
            self._write(collection, 0)
            while not self._take(collection):
                if until():
                    yield None
                    return
                time.sleep(_LOOK_S)
            beating.start()
            yield lambda: self._check(collection)
        finally:
            ended.set()
            with contextlib.suppress(EngineError):
                if self._connection.collection_of(self._alias) == collection:
                    self._give_up()
                self._connection.drop(collection)

    def _take(self, collection: str) -> bool:
        holder = self._connection.collection_of(self._alias)
        if holder is None:
            with contextlib.suppress(EngineError):  # another one took it just now
                self._connection.alias(self._alias, collection, is_new=True)
            return self._connection.collection_of(self._alias) == collection
        if self._is_silent(holder) and self._connection.collection_of(self._alias) == holder:
            self._give_up()
            if groups_among(self._name, [holder]):
                with contextlib.suppress(EngineError):
                    self._connection.drop(holder)
        return False

    def _is_silent(self, holder: str) -> bool:
        """Whether nothing more was written by a holder for longer than it may be silent."""
        try:
            rows = self._connection.query(holder, EVERYTHING, ("beat",), is_strong=True)
            seen = holder, max((int(row["beat"]) for row in rows), default=0)
        except EngineError:
            seen = holder, -1
        if seen != self._seen:
            self._seen, self._seen_at = seen, time.monotonic()
        return time.monotonic() - self._seen_at > self._lease_s

    def _give_up(self) -> None:
        self._connection.alias(self._alias, None)

    def _beat(self, collection: str, ended: threading.Event) -> None:
        beat = 0
        while not ended.wait(self._lease_s / _BEATS_A_LEASE):
            beat += 1
            with contextlib.suppress(EngineError):
                self._write(collection, beat)

    def _write(self, collection: str, beat: int) -> None:
        self._connection.write(collection, [{"id": 0, "beat": beat, "vector": NO_VECTOR}])

    def _check(self, collection: str) -> None:
        if self._connection.collection_of(self._alias) != collection:
            raise EngineError(
                f"another build publishes in {self._name} now, as this one was silent for too long: "
                "nothing of it is lost; it is taken in by the next"
            )
