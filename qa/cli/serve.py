"""``wenbao serve``."""

from __future__ import annotations

import os
import sys
import webbrowser
from typing import TYPE_CHECKING

import click

from qa.cli.options import say, with_settings

if TYPE_CHECKING:
    from qa.settings import Settings


@click.command("serve", epilog="Example: wenbao serve --port 8080")
@with_settings(
    "index",
    "corpus",
    "model",
    "host",
    "port",
    "auth",
    "public_url",
    "trusted_proxies",
    "allow_upload",
    "user_header",
    "read_only",
    "metrics",
    "log_format",
    "log_questions",
)
@click.option(
    "--watch/--no-watch",
    default=True,
    help="Build the index anew whenever reports are added, changed, renamed or deleted.",
)
@click.option(
    "--browser/--no-browser",
    default=False,
    help="Open the page in this machine's browser.",
)
@click.option(
    "--any-port/--only-port",
    default=False,
    help="Where the port is taken, listen on a free one.",
)
def command(settings: Settings, *, watch: bool, browser: bool, any_port: bool) -> None:
    """Start the web chat; where there is no index yet, the page shows how it is built."""
    # Gradio's telemetry would look up outside hosts; it is read when gradio is loaded.
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    # Its libraries take seconds to import, and `wenbao --help` names this command too.
    from qa.web import serving  # noqa: PLC0415

    opened = webbrowser.open if browser else None
    if not serving.serve(settings, say=say, follows=watch, open_page=opened, any_port=any_port):
        sys.exit(1)
