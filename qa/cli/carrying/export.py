"""``wenbao export``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from qa import service
from qa.cli.options import say, with_settings

if TYPE_CHECKING:
    from qa.settings import Settings


@click.command("export", epilog="Example: wenbao export reports.wenbao")
@click.argument("file", type=click.Path(path_type=Path))
@with_settings("index")
def command(settings: Settings, file: Path) -> None:
    """Write the index, with all that questions need, into FILE for another machine.

    There it is asked with --index FILE, without a network, a model or the reports.
    """
    service.export_index(settings, file, say)
