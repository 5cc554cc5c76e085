"""Gets a library its engine in a thread of its own, and keeps its index in step with the corpus.

The page is there from the first moment on, and tells how far the index is.
"""

from __future__ import annotations

import contextlib
import functools
import gc
import logging
import threading
from typing import TYPE_CHECKING

from index.errors import CorpusError, ShortageError, WenbaoError
from index.platform import shortage
from index.reading.corpus.look import Look, look
from qa import service
from qa.engine import Engine
from qa.keeping import progress, rebuild
from qa.keeping.following import Following
from qa.plurals import counted
from qa.web.http import log
from qa.web.library import Library, Progress, ScannedPage, Updating

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from qa.service import Say
    from qa.settings import Settings

_LOOK_S = 1  # between two looks at a corpus that cannot be read yet
_JOIN_S = 10  # for loading a model, which cannot be interrupted

_log = logging.getLogger(__name__)


class _StoppedError(Exception):
    """Whoever serves is going: a build comes to its end at once."""


class Opening:
    """Opens or builds the index of the settings, once it is started, for a library.

    Where there are no reports yet it goes on looking for them; any other failure is told in the
    page and to ``say``, and stays. Once there is an engine, the corpus is followed.

    Args:
        library: is given the engine, and told how far it is.
        settings: which index, and which corpus.
        say: is given each line to tell.
        follows: whether the index is built anew whenever the corpus changes.
    """

    def __init__(
        self, library: Library, settings: Settings, say: Say, *, follows: bool = True
    ) -> None:
        self._library = library
        self._settings = settings
        self._say = say
        self._follows = follows
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="opening", daemon=True)
        self._keeping_up = threading.Thread(target=self._keep_up, name="keeping up", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()
        self._keeping_up.start()

    def stop(self) -> None:
        """End; an index that is being built is left as it was before."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join(_JOIN_S)

    def _run(self) -> None:
        log.client.set(self._thread.name)  # what it logs leaves out no fault of a request
        try:
            self._open()
        except _StoppedError:
            return  # as it was told to
        except (WenbaoError, OSError) as error:
            self._fail(str(shortage.of(error) or error))
        except Exception as error:  # noqa: BLE001 -- nobody else would notice
            lacking = shortage.of(error)
            if lacking is None:
                _log.exception("the index could not be built")
                name = type(error).__name__
                self._fail(f"the index could not be built: {name}, the log says why")
            else:
                self._fail(str(lacking))
        if self._settings.read_only:
            return
        if self._library.is_ready and self._library.paths:
            if self._follows:
                self._say("the corpus is followed: its changes are taken in")
                self._follow()
            else:
                self._say("changes of the corpus are not followed: `wenbao build` takes them in")

    def _open(self) -> None:
        before = self._files()
        while not self._stop.is_set() and not self._is_opened():
            self._await_change(before, self._library.progress.awaited)
            before = self._files()

    def _keep_up(self) -> None:
        """Open what is published by any process, before the first question to it has to wait."""
        while not self._stop.wait(_LOOK_S):
            if self._library.is_ready:
                before, _ = self._library.engine.opened
                snapshot = self._library.snapshot()
                if snapshot.name != before:
                    self._say(f"answering from {counted(len(snapshot.documents), 'report')}")

    def _await_published(self) -> None:
        """Open what another process publishes, once there is something that can be opened."""
        told = ""
        while not self._library.is_ready:
            try:
                self._give(Engine.of(self._settings))
            except WenbaoError as error:
                if str(error) != told:
                    told = str(error)
                    self._say(f"waiting for an index to be published: {told}")
                if self._stop.wait(_LOOK_S):
                    return

    def _is_opened(self) -> bool:
        """Open or build; ``False`` where there is nothing to build from."""
        if self._settings.read_only:
            self._await_published()
            return True
        try:
            watch = functools.partial(progress.shown, self._say, self._tell)
            pages = progress.Pages(self._say, self._tell_page)
            failures = service.open_or_build(
                self._settings,
                self._say,
                self._give,
                watch,
                beside=self._build_beside,
                page_progress=pages,
            )
            self._library.update(Updating(failures=failures or ()))
        except CorpusError as error:
            if (
                self._library.is_ready
            ):  # emptied, or away: whoever quotes a report looks for its file
                self.failed((str(error),))
                self._say(str(error))
                return True
            self._fail(str(error), awaited=service.corpus(self._settings))
            return False
        return True

    def _build_beside(self, paths: Sequence[Path] = (), say: Say | None = None) -> tuple[str, ...]:
        """Build in another process; a line for each file that could not be read."""
        self._library.update(Updating(is_building=True))
        with progress.shown(self._say, self._tell_beside) as tell:
            failures = rebuild.run(
                self._settings,
                paths or service.corpus(self._settings),
                say=say or self._say,
                tell=tell,
                stop=self._stop,
            )
        self._library.update(Updating(failures=failures))
        return failures

    def _follow(self) -> None:
        Following(
            self._settings,
            self._library.paths,
            build=self._build_beside,
            say=self._say,
            told=self,
            stop=self._stop,
        ).run()

    def touched(self) -> None:
        """Leave out what is gone at once; the rest waits until it is built."""
        self._library.engine.snapshot().look()

    def follows(self, paths: tuple[Path, ...]) -> None:
        """Have the page add to them, and remove from them."""
        self._library.follow(paths)

    def failed(self, lines: tuple[str, ...]) -> None:
        """Have the page tell it."""
        self._library.update(Updating(failures=lines))

    def _give(self, engine: Engine) -> None:
        if self._settings.is_folder and not self._settings.read_only:
            with contextlib.suppress(
                CorpusError
            ):  # there is none here: the index is asked as it is
                self._library.follow(service.corpus(self._settings))
        snapshot = engine.snapshot()
        snapshot.search("问报")  # the first question loads dictionaries: not while a visitor waits
        snapshot.reader_trouble()  # nor the first doubtful one for the second reader
        gc.freeze()  # what is loaded by now stays: collecting garbage need not look at it again
        self._library.give(engine)
        self._say(f"answering from {counted(len(snapshot.documents), 'report')}")

    def _tell(self, n_done: int, n_texts: int) -> None:
        if self._stop.is_set():
            raise _StoppedError
        self._library.tell(Progress(n_done=n_done, n_texts=n_texts))
        self._library.update(Updating(is_building=True, n_done=n_done, n_texts=n_texts))

    def _tell_beside(self, n_done: int, n_texts: int) -> None:
        self._library.update(Updating(is_building=True, n_done=n_done, n_texts=n_texts))

    def _tell_page(self, file: str, number: int, n_pages: int) -> None:
        if self._stop.is_set():
            raise _StoppedError
        page = ScannedPage(file=file, number=number, n_pages=n_pages)
        self._library.tell(Progress(page=page))

    def _fail(self, reason: str, awaited: tuple[Path, ...] = ()) -> None:
        if self._library.is_ready:
            reason = f"still answering from the index opened before: {reason}"
        self._library.tell(Progress(failure=reason, awaited=awaited))
        self._library.update(Updating(failures=(reason,)))
        self._library.follow(awaited or self._library.paths)
        self._say(reason)

    def _files(self) -> Look:
        """What there is to build from, seen before it is read: more may come while it is."""
        with contextlib.suppress(WenbaoError):  # which opening tells
            return _look(service.corpus(self._settings))
        return Look()

    def _await_change(self, before: Look, paths: tuple[Path, ...]) -> None:
        """Wait until other files are there, and stay as they are: none is half copied."""
        last = before
        while not self._stop.wait(_LOOK_S):
            now = _look(paths)
            if now == last and now != before:
                self._library.tell(Progress())
                return
            last = now


def _look(paths: tuple[Path, ...]) -> Look:
    """What lies below the paths; nothing where the machine lacks what it takes to look."""
    with contextlib.suppress(ShortageError):
        return look(paths)
    return Look()
