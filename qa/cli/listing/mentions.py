"""``wenbao mentions``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from qa.cli.listing import options
from qa.cli.options import json_option, with_settings
from qa.cli.printing import mentions as lines
from qa.mentions import counting, fields, phrase
from qa.understanding.synonyms import Synonyms

if TYPE_CHECKING:
    from qa.mentions.mention import Mentions
    from qa.settings import Settings


@click.command("mentions", epilog='Example: wenbao mentions "上海交通大学" --csv')
@click.argument("text")
@options.place_option
@options.year_option
@click.option("--synonyms", is_flag=True, help="Count the dictionary's other words for it too.")
@click.option("--counts", is_flag=True, help="A line a report, also where it has none of it.")
@click.option("--all", "is_all", is_flag=True, help="Quote every place, not a few of each report.")
@options.csv_option
@with_settings("index")
@json_option
def command(
    settings: Settings,
    text: str,
    *,
    places: tuple[str, ...],
    years: tuple[int, ...],
    synonyms: bool,
    counts: bool,
    is_all: bool,
    as_csv: bool,
    as_json: bool,
) -> None:
    """Count TEXT, exactly as it is, in all reports, by report and year, and quote each place.

    Width, traditional forms and blanks make no difference. What is counted are paragraphs, tables
    and headings; page furniture, salutations and what a file holds twice are not.
    """
    options.one_form(as_csv=as_csv, as_json=as_json)
    sought = phrase.parse(text, Synonyms.load(settings.synonyms), with_synonyms=synonyms)
    index, gone = options.published_with_presence(settings)
    scope = options.chosen(index, places, years)
    found = counting.count(index, sought, index.select(scope, gone))
    if as_csv or as_json:
        _print_rows(found, counts=counts, as_csv=as_csv)
        return
    click.echo(lines.mentions(found, n_quoted=0 if counts else None if is_all else lines.N_QUOTED))


def _print_rows(found: Mentions, *, counts: bool, as_csv: bool) -> None:
    if counts:
        options.print_rows(fields.lines_of_counts(found), fields.COUNT_FIELDS, as_csv=as_csv)
    else:
        options.print_rows(fields.lines_of_mentions(found), fields.MENTION_FIELDS, as_csv=as_csv)
