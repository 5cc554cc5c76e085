"""What these commands share: the index without its model, and the reports that are chosen of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from index.searchable import opening
from qa.cli.printing.streams import json_line
from qa.listing import fact_table
from qa.retrieval.named_scope import named_scope

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from index.searchable.protocol import Searchable
    from qa.retrieval.scope import Scope
    from qa.settings import Settings

place_option = click.option(
    "--place",
    "places",
    metavar="NAME",
    multiple=True,
    help="Only reports of this place (浙江, 浙江省); repeat it for several.",
)
year_option = click.option(
    "--year",
    "years",
    metavar="YEAR",
    type=int,
    multiple=True,
    help="Only reports of this year; repeat it for several.",
)
csv_option = click.option(
    "--csv", "as_csv", is_flag=True, help="A table for a spreadsheet, in UTF-8."
)


def published(settings: Settings) -> Searchable:
    """The published index, without its model."""
    return opening.listed(settings.index, settings.cache).index


def published_with_presence(settings: Settings) -> tuple[Searchable, frozenset[int]]:
    """The published index, and the rows of its reports whose files are gone."""
    found = opening.listed(settings.index, settings.cache)
    found.presence.look()
    return found.index, found.presence.gone


def chosen(index: Searchable, places: Sequence[str], years: Sequence[int]) -> Scope:
    """The reports of places and years.

    Raises:
        click.UsageError: there is none of one of them.
    """
    try:
        return named_scope(index, places, years)
    except ValueError as error:
        raise click.UsageError(str(error)) from error


def one_form(*, as_csv: bool, as_json: bool) -> None:
    """See that one form was chosen at most.

    Raises:
        click.UsageError: both were.
    """
    if as_csv and as_json:
        raise click.UsageError("--csv and --json are two forms: choose one")


def print_rows(rows: Iterable[dict[str, Any]], names: Sequence[str], *, as_csv: bool) -> None:
    """Print rows as CSV, or as lines of JSON."""
    if not as_csv:
        for row in rows:
            click.echo(json_line(row))
        return
    for data in fact_table.csv_lines(map(_cells, rows), names):
        click.echo(data, nl=False)


def _cells(row: dict[str, Any]) -> dict[str, Any]:
    """A row whose lists are one cell each."""
    return {
        name: "; ".join(map(str, value)) if isinstance(value, list) else value
        for name, value in row.items()
    }
