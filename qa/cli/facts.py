"""``wenbao facts``."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

import click

from index.published.contents import PublishedIndex
from index.storage import archive
from index.storage.store import Store
from qa.cli.options import json_option, with_settings
from qa.cli.printing.streams import json_line
from qa.listing import fact_table
from qa.listing.listed_facts import FACT_FIELDS, fields_of, listed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qa.settings import Settings


@click.command("facts", epilog="Example: wenbao facts 1 --measure 企业")
@click.argument("report", required=False)
@click.option("--measure", metavar="WORDS", help="Only what measures something so called.")
@click.option("--csv", "as_csv", is_flag=True, help="A table for a spreadsheet, in UTF-8.")
@with_settings("index")
@json_option
def command(
    settings: Settings, report: str | None, *, measure: str | None, as_csv: bool, as_json: bool
) -> None:
    """Print each figure of REPORT with what it is of; of all reports without one.

    REPORT is its number in `wenbao info`, its file, its id, or a part of its title. A slot whose
    origin is "unknown" is not told by the report.
    """
    if as_csv and as_json:
        raise click.UsageError("--csv and --json are two forms: choose one")
    facts = listed(_published(settings), report, measure)
    try:
        first = next(facts, None)
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    rows = map(fields_of, itertools.chain(() if first is None else (first,), facts))
    _print(rows, as_csv=as_csv, as_json=as_json)


def _published(settings: Settings) -> PublishedIndex:
    """The published index, without its model."""
    store = Store(archive.folder_of(settings.index, settings.cache), settings.cache)
    return store.read(lambda generation, _: PublishedIndex.load(generation))


def _print(rows: Iterable[dict[str, Any]], *, as_csv: bool, as_json: bool) -> None:
    if as_json:
        for row in rows:
            click.echo(json_line(row))
    elif as_csv:
        for data in fact_table.csv_lines(rows, FACT_FIELDS):
            click.echo(data, nl=False)
    else:
        click.echo(fact_table.terminal_table(list(rows)))
