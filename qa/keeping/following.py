"""Follows a corpus: has its index built anew once files were added, changed, renamed or deleted.

Network shares tell of no changes, so the corpus is looked at now and then, the less often the dearer a
look is. A file is read once it has stayed as it is between two looks: none is read half copied.
"""

from __future__ import annotations

import logging
import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from index import freshness
from index.errors import CorpusError, WenbaoError
from index.platform import shortage
from index.reading import corpus_files
from index.reading.corpus.absence import out_of_reach
from index.reading.corpus.look import Look, look
from index.reading.corpus.notes import FileNotes
from qa import service
from qa.keeping import renewal
from qa.keeping.changes import Changes

if TYPE_CHECKING:
    import threading
    from collections.abc import Sequence

    from qa.service import Say
    from qa.settings import Settings

LOOK_S = 1.0  # between two looks
_MOST_S = 60.0  # between two dear ones
_SHARE = 20  # times as long as a look took, no other is taken
RETRY_S = 60.0  # after a build that failed

_log = logging.getLogger(__name__)


class Build(Protocol):
    """Builds the index anew."""

    def __call__(self, paths: Sequence[Path], say: Say) -> tuple[str, ...]:
        """Give a line for each file that could not be read; tell ``say`` each line to tell.

        Raises:
            WenbaoError: it cannot be built.
        """
        ...


class Told(Protocol):
    """Is told what becomes of a corpus."""

    def touched(self) -> None:
        """Something in the corpus was touched: a file may be gone."""
        ...

    def follows(self, paths: tuple[Path, ...]) -> None:
        """These paths are the corpus from now on: another build has added some."""
        ...

    def failed(self, lines: tuple[str, ...]) -> None:
        """These files cannot be read, or that is why there is no new index; nothing fails if empty."""
        ...


@dataclass(slots=True)
class _State:
    """What was seen, and what was made of it."""

    last: Look | None = None
    settled: Look | None = None  # what needs no build
    notes: FileNotes | None = None
    away: tuple[str, ...] = ()
    failures: tuple[str, ...] = ()
    retry_at: float = 0.0
    lines: frozenset[str] = frozenset()  # that the last build told


class Following:
    """Follows the corpus of an index until it is told to stop.

    Args:
        settings: which index, and of which model.
        paths: its corpus.
        build: builds it anew.
        say: is given each line to tell.
        told: is told what becomes of the corpus.
        stop: ends it.
    """

    def __init__(
        self,
        settings: Settings,
        paths: Sequence[Path],
        *,
        build: Build,
        say: Say,
        told: Told,
        stop: threading.Event,
    ) -> None:
        self._settings = settings
        self._paths = tuple(paths)
        self._build = build
        self._say = say
        self._told = told
        self._stop = stop
        self._state = _State()
        self._published = renewal.corpus_of(self._settings)

    def run(self) -> None:
        """Look, and have built, until it is told to stop."""
        pause_s = 0.0
        while not self._stop.wait(pause_s):
            began = time.monotonic()
            try:
                cost_s = self._look(began)
            except (WenbaoError, OSError) as error:
                self._fail((str(shortage.of(error) or error),))
                cost_s = time.monotonic() - began
            except Exception as error:  # noqa: BLE001 -- nobody else would notice
                lack = shortage.of(error)
                if lack is None:
                    _log.exception("the corpus cannot be followed")
                self._fail((str(lack or f"the corpus cannot be followed: {error}"),))
                cost_s = _MOST_S
            pause_s = min(max(LOOK_S, _SHARE * cost_s), _MOST_S)

    def _look(self, began: float) -> float:
        """Look once, and build if need be; give how long the look took, in seconds."""
        state = self._state
        self._take_over()
        seen = look(self._paths)
        cost_s = time.monotonic() - began
        if seen == state.settled or (state.retry_at > began and seen == state.last):
            return cost_s
        if seen != state.last:
            state.last, state.retry_at = seen, 0.0
            self._told.touched()
            return cost_s
        state.notes = FileNotes(self._paths, self._settings.cache)
        if self._is_reachable(seen, state.notes) and not self._is_built():
            state.retry_at = began + RETRY_S
        else:
            state.settled = seen
        return cost_s

    def _take_over(self) -> None:
        """Follow what another build made the index of, beside what is followed: neither loses the other."""
        published = renewal.corpus_of(self._settings)
        if published == self._published:
            return
        self._published = published
        own = {os.path.realpath(path) for path in self._paths}
        new = tuple(Path(path) for path in published if path not in own)
        lacking = [path for path in self._paths if os.path.realpath(path) not in published]
        if published and lacking:
            shown = ", ".join(map(corpus_files.shown, lacking))
            self._say(
                f"another build has left out {shown}, which is followed here: it is taken in again; "
                "to leave it out, end this program and start it anew"
            )
        if new:
            self._paths += new
            shown = ", ".join(map(corpus_files.shown, new))
            self._say(f"another build has added {shown}, which is followed too from now on")
            self._told.follows(self._paths)
        if published and (new or lacking):
            self._state.settled = None

    def _is_reachable(self, seen: Look, notes: FileNotes) -> bool:
        """Whether all folders are there that were; what is not stays in the index as it is."""
        away = out_of_reach(seen, notes)
        shown = ", ".join(corpus_files.shown(Path(path)) for path in away)
        if away and away != self._state.away:
            self._say(f"{shown} cannot be reached: what was read of it stays in the index")
        elif self._state.away and not away:
            self._say("all of the corpus can be reached again")
        self._state.away = away
        return not away

    def _is_built(self) -> bool:
        """Build, if need be; whether there was no need or it is done."""
        notes = self._state.notes
        before = {noted.name: noted.id for noted in notes.files.values()} if notes else {}
        try:
            survey = freshness.survey(self._paths, self._settings.cache)
            if renewal.is_of(self._settings, self._paths, survey):
                self._fail(survey.failures)
                return True
            changes = Changes.of(before, survey.ids)
            if changes:
                self._say(f"the corpus has changed: {changes}")
            self._told.failed(())
            self._state.failures = self._build(self._paths, self._new())
        except CorpusError as error:  # no report is left
            self._fail((str(error),))
            return True
        except (WenbaoError, OSError) as error:
            self._fail((str(shortage.of(error) or error),))
            return False
        self._told.failed(self._state.failures)
        return True

    def _new(self) -> Say:
        """Say what the build before did not: most of what is uncertain of the reports stays so."""
        before, self._state.lines = self._state.lines, frozenset()

        def say(line: str) -> None:
            self._state.lines |= {line}
            if line not in before or line.startswith(service.INDEXED):
                self._say(line)

        return say

    def _fail(self, lines: tuple[str, ...]) -> None:
        """Tell what fails, each line once for as long as it does."""
        for line in lines:
            if line not in self._state.failures:
                self._say(line)
        self._state.failures = lines
        self._told.failed(lines)
