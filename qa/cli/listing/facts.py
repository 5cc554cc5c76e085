"""``wenbao facts``."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import click

from qa.cli.listing import options
from qa.cli.options import json_option, with_settings
from qa.listing import fact_table
from qa.listing.listed_facts import FACT_FIELDS, fields_of, listed

if TYPE_CHECKING:
    from qa.settings import Settings


@click.command("facts", epilog="Example: wenbao facts 1 --measure 企业")
@click.argument("report", required=False)
@click.option("--measure", metavar="WORDS", help="Only what measures something so called.")
@options.csv_option
@with_settings("index")
@json_option
def command(
    settings: Settings, report: str | None, *, measure: str | None, as_csv: bool, as_json: bool
) -> None:
    """Print each figure of REPORT with what it is of; of all reports without one.

    REPORT is its number in `wenbao info`, its file, its id, or a part of its title. A slot whose
    origin is "unknown" is not told by the report.
    """
    options.one_form(as_csv=as_csv, as_json=as_json)
    facts = listed(options.published(settings), report, measure)
    try:
        first = next(facts, None)
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    rows = map(fields_of, itertools.chain(() if first is None else (first,), facts))
    if as_csv or as_json:
        options.print_rows(rows, FACT_FIELDS, as_csv=as_csv)
    else:
        click.echo(fact_table.terminal_table(list(rows)))
