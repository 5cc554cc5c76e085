"""A build in a process of its own, beside an app that answers questions meanwhile.

It works at a lower priority, and gives its memory back when it ends. It ends with the app, whatever
ends that: the index then stays as it was. ``python -m qa.keeping.rebuild`` is that process.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from index.errors import CorpusError, IndexWriteError, WenbaoError
from index.platform import shortage
from index.platform.processes import own_process
from qa.keeping import renewal
from qa.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from index.publishing import Progress
    from qa.service import Say

PROGRAM = own_process.command("qa.keeping.rebuild")
_LESS_URGENT = 10  # of Unix' nice
_ERRORS = {error.__name__: error for error in (CorpusError, IndexWriteError)}


def run(
    settings: Settings, paths: Sequence[Path], *, say: Say, tell: Progress, stop: threading.Event
) -> tuple[str, ...]:
    """Build the index of some paths anew, unless it has become current meanwhile.

    Args:
        settings: where to build, and with which model.
        paths: the corpus.
        say: is given each line to tell.
        tell: is told how far it is.
        stop: ends the build, of which nothing is published then.

    Returns:
        A line for each file that could not be read.

    Raises:
        CorpusError: there is nothing to index.
        WenbaoError: the index cannot be built.
    """
    wanted = {
        "index": str(settings.folder),
        "model": settings.model,
        "cache": str(settings.cache) if settings.cache is not None else None,
        "paths": [str(path) for path in paths],
    }
    with _started() as process, _ended_by(stop, process):
        with contextlib.suppress(OSError):  # it has ended already: its end is told below
            _send(process, wanted)
        failures = None
        for event in _events(process.stdout or ()):
            if "line" in event:
                say(event["line"])
            elif "n_done" in event:
                tell(event["n_done"], event["n_texts"])
            elif "error" in event:
                raise _ERRORS.get(event["kind"], WenbaoError)(event["error"])
            else:
                failures = tuple(event["failures"])
    if failures is None and not stop.is_set():
        raise IndexWriteError(
            "the build beside the app ended before it was through: its memory or the machine's "
            "may have run out; run `wenbao build` to see why"
        )
    return failures or ()


def main() -> None:
    """Be the process."""
    wanted = json.loads(sys.stdin.buffer.readline())
    threading.Thread(target=_end_with_app, daemon=True).start()
    if hasattr(os, "nice"):
        os.nice(_LESS_URGENT)
    try:
        result = renewal.renew(
            Settings(
                index=Path(wanted["index"]),
                model=wanted["model"],
                cache=Path(wanted["cache"]) if wanted["cache"] is not None else None,
            ),
            [Path(path) for path in wanted["paths"]],
            say=lambda line: _print(line=line),
            watch=lambda: contextlib.nullcontext(_tell),
        )
    except (WenbaoError, OSError) as error:
        lack = shortage.of(error) or error
        _print(error=str(lack), kind=type(lack).__name__)
    else:
        _print(failures=result.failures if result is not None else ())


def _tell(n_done: int, n_texts: int) -> None:
    _print(n_done=n_done, n_texts=n_texts)


def _print(**event: object) -> None:
    sys.stdout.buffer.write(json.dumps(event).encode() + b"\n")
    sys.stdout.buffer.flush()


def _end_with_app() -> None:
    """End at once where the app has: the other end of the standard input is closed."""
    while os.read(sys.stdin.fileno(), 1):  # not by Python's own reader, which would be locked
        pass
    os._exit(1)


@contextlib.contextmanager
def _started() -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen(  # noqa: S603 - our own module
        PROGRAM,
        env=own_process.environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        creationflags=getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0),
    ) as process:
        try:
            yield process
        finally:
            process.kill()


@contextlib.contextmanager
def _ended_by(stop: threading.Event, process: subprocess.Popen[bytes]) -> Iterator[None]:
    """Kill the process once ``stop`` is set."""
    is_done = threading.Event()

    def watch() -> None:
        while not is_done.wait(0.1):
            if stop.is_set():
                process.kill()
                return

    watching = threading.Thread(target=watch, name="ending a build", daemon=True)
    watching.start()
    try:
        yield
    finally:
        is_done.set()
        watching.join()


def _send(process: subprocess.Popen[bytes], wanted: dict[str, Any]) -> None:
    if process.stdin is not None:
        process.stdin.write(json.dumps(wanted).encode() + b"\n")
        process.stdin.flush()


def _events(lines: IO[bytes] | Iterable[bytes]) -> Iterator[dict[str, Any]]:
    """What the process says; a library's own words on its standard output are none of it."""
    for line in lines:
        with contextlib.suppress(ValueError):
            event = json.loads(line)
            if isinstance(event, dict):
                yield event


if __name__ == "__main__":
    main()
