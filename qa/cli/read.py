"""``wenbao read``."""

from __future__ import annotations

from pathlib import Path

import click

from index.errors import CorpusError
from qa import json_values, service
from qa.cli.options import json_option, say
from qa.cli.printing import terminal
from qa.cli.printing.streams import json_line
from qa.keeping import progress
from qa.plurals import counted


@click.command("read", epilog="Example: wenbao read corpus --json")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@json_option
def command(files: tuple[Path, ...], *, as_json: bool) -> None:
    """Print what FILES, reports or folders of them, are taken for, and build nothing."""
    n_failed = 0
    for each in service.read(files, progress.Pages(say)):
        if isinstance(each, CorpusError):
            say(str(each))
            n_failed += 1
        else:
            click.echo(json_line(json_values.reading(each)) if as_json else terminal.reading(each))
    if n_failed:
        raise click.ClickException(f"{counted(n_failed, 'file')} could not be read (above)")
