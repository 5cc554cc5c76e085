"""``wenbao merge``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from index.merge import merge
from index.model import encoder_choice
from qa.cli.options import say, with_settings
from qa.plurals import counted

if TYPE_CHECKING:
    from qa.settings import Settings


@click.command("merge", epilog="Example: wenbao merge north south --index all")
@click.argument("parts", nargs=-1, required=True, type=click.Path(path_type=Path))
@with_settings("index")
@click.option("--wait", is_flag=True, help="Wait for a build that is running there.")
def command(settings: Settings, parts: tuple[Path, ...], *, wait: bool) -> None:
    """Make one index of PARTS: folders of indexes, and files that `wenbao export` wrote.

    Nothing is read or encoded again; a report in two parts is kept once. The parts must be of the
    same version and model.
    """
    result = merge(
        parts,
        settings.folder,
        lambda model: encoder_choice.load(model, cache_dir=settings.cache, say=say),
        wait=wait,
        cache_dir=settings.cache,
    )
    for line in result.duplicates:
        say(line)
    made = result.manifest
    say(
        f"merged {counted(len(parts), 'part')}: {counted(made.n_documents, 'report')}, "
        f"{counted(made.n_passages, 'passage')}, {counted(made.n_sentences, 'sentence')}, "
        f"to {settings.index}"
    )
