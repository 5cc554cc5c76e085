"""``wenbao search``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from qa import json_values
from qa.cli.options import explain_option, json_option, question_argument, with_settings
from qa.cli.printing import passages
from qa.cli.printing.streams import json_line
from qa.engine import Engine

if TYPE_CHECKING:
    from qa.settings import Settings


@click.command("search", epilog='Example: wenbao search "航运企业有多少家?" --explain')
@question_argument
@with_settings("index", "top_k")
@explain_option
@json_option
def command(settings: Settings, question: str, *, explain: bool, as_json: bool) -> None:
    """Print the passages that most likely answer QUESTION, the likeliest first."""
    for hit in Engine.of(settings).search(question, top_k=settings.top_k):
        lines = (
            json_line(json_values.hit(hit))
            if as_json
            else passages.hit(hit, explain=explain) + "\n"
        )
        click.echo(lines)
