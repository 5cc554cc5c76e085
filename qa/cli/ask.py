"""``wenbao ask``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from qa import json_values
from qa.cli.options import (
    after_option,
    explain_option,
    json_option,
    question_argument,
    with_settings,
)
from qa.cli.printing import tables, terminal
from qa.cli.printing.streams import json_line
from qa.engine import Engine
from qa.types import OFFER

if TYPE_CHECKING:
    from qa.settings import Settings


@click.command(
    "ask", epilog='Example: wenbao ask "去年呢?" --after "2024年地区生产总值增长目标是多少?"'
)
@question_argument
@after_option
@with_settings("index", "top_k")
@explain_option
@json_option
def command(
    settings: Settings, question: str, *, after: tuple[str, ...], explain: bool, as_json: bool
) -> None:
    """Print the answer to QUESTION, verbatim, and where it stands."""
    answer = Engine.of(settings).ask(question, history=after, top_k=settings.top_k)
    if as_json:
        click.echo(json_line(json_values.answer(answer)))
        return
    of_table = answer.of_table
    if of_table is None or of_table.wish == OFFER:
        click.echo(terminal.answer(answer, explain=explain))
    if of_table is not None:
        click.echo(tables.answer(of_table))
