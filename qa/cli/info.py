"""``wenbao info``."""

from __future__ import annotations

import itertools
import sys
from typing import TYPE_CHECKING

import click

from qa import json_values, service
from qa.cli.options import json_option, with_settings
from qa.cli.printing import terminal
from qa.cli.printing.streams import json_line

if TYPE_CHECKING:
    from qa.service import IndexInfo
    from qa.settings import Settings


@click.command("info", epilog="Example: wenbao info --passages")
@click.option("--passages", "of_passages", is_flag=True, help="Each passage, and what was dropped.")
@click.option(
    "--verify", is_flag=True, help="Read every file, and tell which is not what was written."
)
@with_settings("index")
@json_option
def command(settings: Settings, *, of_passages: bool, verify: bool, as_json: bool) -> None:
    """Print what is indexed, with which model, when."""
    if verify:
        checkup = service.checkup(settings)
        click.echo(
            json_line(json_values.checkup(checkup)) if as_json else terminal.checkup(checkup)
        )
        if checkup.damages:
            sys.exit(1)
        return
    info = service.index_info(settings)
    if of_passages:
        _print_passages(info, as_json=as_json)
    else:
        click.echo(
            json_line(json_values.index_info(info)) if as_json else terminal.index_info(info)
        )


def _print_passages(info: IndexInfo, *, as_json: bool) -> None:
    by_document = itertools.groupby(info.passages, key=lambda passage: passage.document_id)
    kept = {identity: tuple(passages) for identity, passages in by_document}
    for document in info.documents:
        for passage in kept.get(document.id, ()):
            fields = {"kept": json_values.passage(passage, document)}
            click.echo(json_line(fields) if as_json else terminal.kept(document, passage))
        for drop in document.dropped:
            text = document.text[drop.start : drop.end]
            fields = {"dropped": json_values.dropped(drop, text)}
            click.echo(
                json_line(fields) if as_json else terminal.dropped(document, text, drop.reason)
            )
