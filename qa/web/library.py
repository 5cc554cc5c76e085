"""What the page and the endpoints ask, from the first moment on: also before there is an engine."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.errors import NotReadyError
from qa.web.operating.condition import Condition
from qa.web.operating.journal import Journal

if TYPE_CHECKING:
    from pathlib import Path

    from qa.engine import Engine
    from qa.snapshot import Snapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class ScannedPage:
    """A page that is being read by machine: the n-th of those of its file, from 1."""

    file: str
    number: int
    n_pages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far the building of an index is that nobody can ask yet.

    ``n_texts`` is how many texts are to be encoded, 0 while that is not known. ``failure`` is why
    the index cannot be built, empty while it can; ``page`` is the page of a scan that is being read; ``awaited`` are the paths where the reports to
    be built from were looked for, and are still, where that is the reason.
    """

    n_done: int = 0
    n_texts: int = 0
    page: ScannedPage | None = None
    failure: str = ""
    awaited: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Updating:
    """How far the newest build is, of the first index or beside one that is asked.

    ``n_texts`` is how many texts are to be encoded, 0 while that is not known. ``failures`` are a
    line for each file that the last build could not read, or the one why there was none.
    """

    is_building: bool = False
    n_done: int = 0
    n_texts: int = 0
    failures: tuple[str, ...] = ()


class Library:
    """The engine that is asked, or how far it is. Share between threads.

    Args:
        engine: the engine, where there is one already.
        journal: takes down each question; ``journal`` of a library.
    """

    def __init__(self, engine: Engine | None = None, journal: Journal | None = None) -> None:
        self._engine = engine
        self.journal = journal or Journal()
        self._progress = Progress()
        self._updating = Updating()
        self._paths: tuple[Path, ...] = ()

    @property
    def is_ready(self) -> bool:
        """Whether there is an engine; once there is, there always is."""
        return self._engine is not None

    def condition(self) -> Condition:
        """How it is, told at once: also while a newer index is being opened."""
        if self._engine is None:
            if self._progress.failure:  # which may name files of this machine
                return Condition(why_not="there is no index that can be opened: the log says why")
            return Condition(why_not="the index is not open yet: ask again in a moment")
        name, manifest = self._engine.opened
        return Condition(
            generation=name, n_reports=manifest.n_documents, n_passages=manifest.n_passages
        )

    @property
    def progress(self) -> Progress:
        """How far the engine's index is; means nothing once there is an engine."""
        return self._progress

    @property
    def updating(self) -> Updating:
        """How far the newest build is, and what it could not read."""
        return self._updating

    @property
    def paths(self) -> tuple[Path, ...]:
        """The folders and files of the corpus that is followed; none of a bundle."""
        return self._paths

    @property
    def engine(self) -> Engine:
        """The engine.

        Raises:
            NotReadyError: its index is being built, or cannot be.
        """
        if self._engine is not None:
            return self._engine
        if self._progress.failure:
            raise NotReadyError(f"there is no index: {self._progress.failure}")
        raise NotReadyError("the index is being built: ask again in a minute")

    def snapshot(self) -> Snapshot:
        """What is published now, to be asked for all that one request wants.

        Raises:
            NotReadyError: its index is being built, or cannot be.
        """
        return self.engine.snapshot()

    def tell(self, progress: Progress) -> None:
        """Take down how far the index is, or why it cannot be built."""
        self._progress = progress

    def update(self, updating: Updating) -> None:
        """Take down how far the newest build is."""
        self._updating = updating

    def follow(self, paths: tuple[Path, ...]) -> None:
        """Take down which corpus is followed."""
        self._paths = paths

    def give(self, engine: Engine) -> None:
        """Let ``engine`` be asked from now on."""
        self._engine = engine
