"""``wenbao reports``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from index.reading.head import terms
from index.types import ReportKind
from qa.cli.listing import options
from qa.cli.options import json_option, with_settings
from qa.cli.printing import catalogue as lines
from qa.listing import catalogue

if TYPE_CHECKING:
    from qa.settings import Settings

_KINDS = ", ".join(map(terms.term_of_kind, ReportKind))


@click.command("reports", epilog="Example: wenbao reports --missing")
@options.place_option
@options.year_option
@click.option(
    "--kind",
    "kinds",
    metavar="KIND",
    multiple=True,
    help=f"Only reports of this kind: {_KINDS}.",
)
@click.option("--missing", is_flag=True, help="A line a place and kind, with the years that lack.")
@options.csv_option
@with_settings("index")
@json_option
def command(
    settings: Settings,
    *,
    places: tuple[str, ...],
    years: tuple[int, ...],
    kinds: tuple[str, ...],
    missing: bool,
    as_csv: bool,
    as_json: bool,
) -> None:
    """List the reports, the newest first, and the years of each place that lack between others.

    Versions of one report are told by their files.
    """
    options.one_form(as_csv=as_csv, as_json=as_json)
    wanted = [_kind(name) for name in kinds]
    index, gone = options.published_with_presence(settings)
    scope = options.chosen(index, places, years)
    found = catalogue.catalogue(index, index.reports(scope, gone), wanted)
    if not as_csv and not as_json:
        click.echo(lines.series(found) if missing else lines.catalogue(found))
    elif missing:
        rows_of_series = map(catalogue.fields_of_series, found.series)
        options.print_rows(rows_of_series, catalogue.SERIES_FIELDS, as_csv=as_csv)
    else:
        rows_of_reports = map(catalogue.fields_of_report, found.reports)
        options.print_rows(rows_of_reports, catalogue.REPORT_FIELDS, as_csv=as_csv)


def _kind(name: str) -> ReportKind:
    """The kind that a user names, as the file of corrections does, or in English.

    Raises:
        click.UsageError: there is no such kind.
    """
    kind = terms.kind_of_term(name) if name.strip() else None
    if kind is None:
        raise click.UsageError(f"there is no kind {name!r} of reports: there are {_KINDS}")
    return kind
