"""``wenbao build``."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING

import click

from qa import progress, service
from qa.cli.options import say, with_settings
from qa.plurals import counted

if TYPE_CHECKING:
    from qa.settings import Settings


@click.command("build", epilog="Example: wenbao build corpus")
@click.argument("paths", nargs=-1, callback=lambda _ctx, _param, texts: _paths(texts))
@with_settings("index", "model")
@click.option("--wait", is_flag=True, help="Wait for another build that is running.")
def command(settings: Settings, paths: tuple[Path, ...], *, wait: bool) -> None:
    """Rebuild the index from the corpus, or from the reports and folders at PATHS."""
    result = service.build_index(
        settings,
        paths,
        wait=wait,
        say=say,
        watch=functools.partial(progress.shown, say),
        page_progress=progress.Pages(say),
    )
    if result.failures:
        raise click.ClickException(
            f"{counted(len(result.failures), 'file')} could not be read (above); the rest is indexed"
        )


def _paths(texts: tuple[str, ...]) -> tuple[Path, ...]:
    if "" in texts:  # an unset variable of a script, which as a path would be the working folder
        raise click.UsageError("a path is empty: give a report, or a folder of reports")
    return tuple(map(Path, texts))
