"""``wenbao watch``."""

from __future__ import annotations

import contextlib
import functools
import signal
import threading
from typing import TYPE_CHECKING

import click

from qa import service
from qa.cli.build import paths_argument
from qa.cli.options import say, with_settings
from qa.keeping import progress, renewal
from qa.keeping.following import Following

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path
    from types import FrameType

    from qa.service import Say
    from qa.settings import Settings


class _ToldToEnd(BaseException):
    """SIGINT or SIGTERM: what is being built is left as it was before."""


@click.command("watch", epilog="Example: wenbao watch corpus")
@paths_argument
@with_settings("index", "model")
def command(settings: Settings, paths: tuple[Path, ...]) -> None:
    """Keep the index in step with the corpus, or with the reports and folders at PATHS.

    It is built anew whenever files are added, changed, renamed or deleted, until SIGINT (Ctrl+C) or
    SIGTERM ends this command.
    """
    corpus = paths or service.corpus(settings)
    with _until_told_to_end():
        Following(
            settings,
            corpus,
            build=functools.partial(_build, settings),
            say=say,
            told=_Quiet(),
            stop=threading.Event(),
        ).run()


class _Quiet:
    """All there is to tell is said in lines."""

    def touched(self) -> None:
        """Nothing is asked here."""

    def follows(self, paths: tuple[Path, ...]) -> None:
        """Nor is anything added here."""

    def failed(self, lines: tuple[str, ...]) -> None:
        """They were said."""


def _build(settings: Settings, paths: Sequence[Path], say: Say) -> tuple[str, ...]:
    result = renewal.renew(settings, paths, say=say, watch=lambda: progress.shown(say))
    return result.failures if result is not None else ()


@contextlib.contextmanager
def _until_told_to_end() -> Iterator[None]:
    """End quietly at SIGINT and SIGTERM."""
    before = {sig: signal.signal(sig, _end) for sig in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    except _ToldToEnd:
        say("no longer watching")
    finally:
        for sig, handler in before.items():
            signal.signal(sig, handler)


def _end(_signal: int, _frame: FrameType | None) -> None:
    for sig in (signal.SIGINT, signal.SIGTERM):
        signal.signal(sig, signal.SIG_IGN)  # once is enough
    raise _ToldToEnd
