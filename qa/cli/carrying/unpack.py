"""``wenbao unpack``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from qa import service
from qa.cli.options import say, with_settings

if TYPE_CHECKING:
    from qa.settings import Settings


@click.command("unpack", epilog="Example: wenbao unpack reports.wenbao --index reports")
@click.argument("file", type=click.Path(path_type=Path))
@with_settings("index", "corpus", "model")
def command(settings: Settings, file: Path) -> None:
    """Make an index, in a new folder, of FILE, which `wenbao export` wrote.

    An exported index answers as it is. Unpacked, it also follows reports: those of --corpus, where
    they are the ones that it was made of.
    """
    service.unpack_index(settings, file, say)
