"""What was added and removed lately, and how far each is; every visitor who may add sees all of it."""

from __future__ import annotations

import dataclasses
import secrets
import threading
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from index.types import About

if TYPE_CHECKING:
    from pathlib import Path

# Of those that have come to their end the newest are kept; longer those that somebody may look for.
_N_KEPT, _N_LOOKED_FOR = 64, 200


class Stage(StrEnum):
    """How far a file is on its way into the corpus, or out of it."""

    RECEIVING = "receiving"
    READING = "reading"
    INDEXING = "indexing"
    DONE = "done"
    COPY = "copy"  # of a report that is there: nothing was kept
    FAILED = "failed"
    REMOVED = "removed"


_LOOKED_FOR = frozenset({Stage.FAILED, Stage.REMOVED})
ENDED = frozenset({Stage.DONE, Stage.COPY}) | _LOOKED_FOR


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition:
    """A file on its way.

    Attributes:
        id: what requests name it by.
        name: the file's, as it is saved; below the corpus' folder once it is kept.
        stage: how far it is.
        client: who sent it.
        n_bytes: how much has come, of ``n_total``.
        identity: the sha256 of its bytes.
        file: where it lies.
        moved: of a removed report, where its files lay and where they lie now.
        document: the head as it was read; of a copy that of the report it is of.
        doubts: what of the head is doubtful, and why.
        failure: why it was not taken, as a name of ``Texts``; ``reason`` is what fills it in.
        warnings: what was told of it besides, a line each.
    """

    id: str
    name: str
    stage: Stage = Stage.RECEIVING
    client: str = ""
    n_bytes: int = 0
    n_total: int = 0
    identity: str = ""
    file: Path | None = None
    moved: tuple[tuple[Path, Path], ...] = ()
    document: About | None = None
    doubts: tuple[str, ...] = ()
    failure: str = ""
    reason: str = ""
    warnings: tuple[str, ...] = ()

    @property
    def has_ended(self) -> bool:
        """Whether nothing more becomes of it by itself."""
        return self.stage in ENDED


class Additions:
    """The additions of a server, oldest first. Share between threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._server = secrets.token_hex(4)  # after a restart no id means another addition
        self._n_begun = 0
        self._of: dict[str, Addition] = {}

    def begin(self, name: str, **fields: Any) -> Addition:
        """Take down that something begins."""
        with self._lock:
            self._n_begun += 1
            made = Addition(id=f"{self._server}-{self._n_begun}", name=name, **fields)
            self._of[made.id] = made
            self._forget_old(ENDED - _LOOKED_FOR, _N_KEPT)
            self._forget_old(_LOOKED_FOR, _N_LOOKED_FOR)
            return made

    def change(self, addition: str, /, **fields: Any) -> Addition | None:
        """Take down what became of one; what is forgotten stays so."""
        with self._lock:
            before = self._of.get(addition)
            if before is None:
                return None
            after = self._of[addition] = dataclasses.replace(before, **fields)
            return after

    def _forget_old(self, stages: frozenset[Stage], n_kept: int) -> None:
        listed = [each.id for each in self._of.values() if each.stage in stages]
        for old in listed[:-n_kept]:
            del self._of[old]

    def forget(self, name: str) -> None:
        """Leave one out from now on."""
        with self._lock:
            self._of.pop(name, None)

    def get(self, name: str) -> Addition | None:
        """One by its id; ``None`` where it is not known (any more)."""
        with self._lock:
            return self._of.get(name)

    def all(self) -> tuple[Addition, ...]:
        """All that are known."""
        with self._lock:
            return tuple(self._of.values())


def about(document: About) -> About:
    """What is known of a report, without the text that it may come with."""
    return About(**{each.name: getattr(document, each.name) for each in dataclasses.fields(About)})
