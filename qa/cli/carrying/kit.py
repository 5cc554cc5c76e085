"""``wenbao kit``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from qa.cli.options import say, with_settings
from qa.kits import kit

if TYPE_CHECKING:
    from qa.settings import Settings


@click.command("kit", epilog="Example: wenbao kit wenbao-kit --wheels wheels")
@click.argument("folder", type=click.Path(path_type=Path))
@with_settings("index", "corpus")
@click.option(
    "--wheels",
    metavar="FOLDER",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Pack these wheels, for another system or Python, instead of what is installed here.",
)
def command(settings: Settings, *, folder: Path, wheels: Path | None) -> None:
    """Make FOLDER: all that a machine without a network needs to answer.

    The packages as they are installed here, the index, its reports and its model. There,
    `python3 install.py WHERE` in FOLDER lays them out, by Python alone.
    """
    kit.make(settings, folder, wheels, say)
