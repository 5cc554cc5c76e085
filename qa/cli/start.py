"""Starts the command line; where its libraries cannot even be loaded, says what the machine lacks."""

from __future__ import annotations

import sys
from typing import NoReturn

from index.platform import shortage


def main() -> None:
    """Be the command ``wenbao``."""
    lack = shortage.of_libraries()
    if lack is not None:
        _end(lack)
    try:
        # Its libraries take memory and open files, of which there may be too few.
        from qa.cli.main import main as command  # noqa: PLC0415

        command(prog_name="wenbao")
    except BaseException as error:  # Rust's panics are no Exceptions
        lack = None if isinstance(error, SystemExit) else shortage.of(error)
        if lack is None:
            raise
        _end(lack)


def _end(lack: Exception) -> NoReturn:
    sys.stderr.write(f"Error: {lack}\n")
    sys.exit(1)
