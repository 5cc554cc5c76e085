"""Finds out what became of the files that were kept: which of them can be asked by now."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

from qa.web.adding.additions import Stage

if TYPE_CHECKING:
    from collections.abc import Callable

    from qa.snapshot import Snapshot
    from qa.web.adding.additions import Addition, Additions
    from qa.web.library import Library

_QUIET_S = 10  # without a build, after one: the next is not about to begin


class Settling:
    """Follows the additions into the index. Share between threads.

    Args:
        additions: what was added.
        library: where it is to be asked.
        now: tells the time, in seconds.
    """

    def __init__(
        self, additions: Additions, library: Library, now: Callable[[], float] = time.monotonic
    ) -> None:
        self._additions = additions
        self._library = library
        self._now = now
        self._lock = threading.Lock()
        self._first: dict[str, str] = {}  # by addition: what was published when it was kept
        self._quiet_since: float | None = None

    def settle(self) -> None:
        """Look what has become of each."""
        if not self._library.is_ready:
            return
        with self._lock:
            snapshot = self._library.snapshot()
            if self._library.updating.is_building:
                self._quiet_since = None
            elif self._quiet_since is None:
                self._quiet_since = self._now()
            additions = self._additions.all()
            known = {each.id for each in additions}
            self._first = {name: at for name, at in self._first.items() if name in known}
            for addition in additions:
                if addition.stage is Stage.INDEXING or addition.id in self._first:
                    self._settle(addition, snapshot)

    def _settle(self, addition: Addition, snapshot: Snapshot) -> None:
        published = self._first.setdefault(addition.id, snapshot.name)
        if addition.identity in snapshot.index.ids:
            self._first.pop(addition.id)
            self._additions.change(addition.id, stage=Stage.DONE)
        elif addition.stage is Stage.INDEXING:
            self._give_up(addition, published, snapshot)

    def _give_up(self, addition: Addition, published: str, snapshot: Snapshot) -> None:
        """Tell why a file is in no index, once one has been built of it."""
        updating = self._library.updating
        if updating.is_building:
            return
        why = next((each for each in updating.failures if addition.name in each), "")
        if why:
            self._additions.change(
                addition.id, stage=Stage.FAILED, failure="adding_unreadable", reason=why
            )
        elif snapshot.name != published and self._is_quiet():
            # Another file holds the same words: that one answers.
            self._additions.change(addition.id, stage=Stage.COPY)

    def _is_quiet(self) -> bool:
        return self._quiet_since is not None and self._now() - self._quiet_since >= _QUIET_S
