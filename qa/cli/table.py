"""``wenbao table``."""

from __future__ import annotations

import dataclasses
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from index.reading.head.terms import level_of_term
from index.types import PlaceLevel
from qa.cli.options import say, with_settings
from qa.cli.printing import tables
from qa.engine import Engine
from qa.retrieval.scope import EVERYTHING, Scope
from qa.tables.rows.report_rows import is_of
from qa.understanding.question import checked

if TYPE_CHECKING:
    from qa.settings import Settings
    from qa.snapshot import Snapshot

_LEVELS = ", ".join(level.value for level in PlaceLevel if level is not PlaceLevel.UNKNOWN)
_N_SHOWN = 8


def _level(_ctx: click.Context, _param: click.Parameter, term: str | None) -> PlaceLevel | None:
    level = None if term is None else level_of_term(term)
    if term is not None and level in (None, PlaceLevel.UNKNOWN):
        raise click.BadParameter(f"{term!r} is no level of places: {_LEVELS}, or 省 市 县 乡镇")
    return level


@click.command("table", epilog="Example: wenbao table 各县航运企业有多少家? --csv")
@click.argument(
    "questions",
    nargs=-1,
    required=True,
    metavar="QUESTION...",
    callback=lambda _ctx, _param, texts: tuple(map(checked, texts)),
)
@click.option("--place", "places", multiple=True, help="Only the reports of this place; repeat it.")
@click.option(
    "--year", "years", multiple=True, type=int, help="Only reports of this year; repeat it."
)
@click.option("--level", callback=_level, help=f"Only places of this level: {_LEVELS}.")
@click.option("--csv", "form", flag_value="csv", help="For a spreadsheet, in UTF-8 with its mark.")
@click.option("--xlsx", "form", flag_value="xlsx", help="An Excel file; give --out, or a pipe.")
@click.option("--docx", "form", flag_value="docx", help="A Word file, quotations as footnotes.")
@click.option("--markdown", "form", flag_value="markdown", help="With quotations as footnotes.")
@click.option("--json", "form", flag_value="json", help="One JSON object a line, for each cell.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Write to this file.")
@with_settings("index")
def command(
    settings: Settings,
    questions: tuple[str, ...],
    *,
    places: tuple[str, ...],
    years: tuple[int, ...],
    level: PlaceLevel | None,
    form: str | None,
    out: Path | None,
) -> None:
    """Print what every report says to QUESTION: a row for each, also where it does not tell.

    Each QUESTION makes a column, and one that names several figures makes several. A question such as
    哪个省最高 is also answered, by what is read off the table.
    """
    form = form or (tables.form_of(out) if out is not None else "terminal")
    if form in ("xlsx", "docx") and out is None and sys.stdout.isatty():
        raise click.UsageError("such a file is no text for a terminal: give --out FILE")
    snapshot = Engine.of(settings).snapshot()
    scope = _scope(snapshot, places, years)
    table = snapshot.table(questions, scope, level=level, progress=tables.Progress(say))
    table = dataclasses.replace(table, within=tables.chosen(scope, level))
    if not table.rows:
        raise click.UsageError(
            "no report is of that place, year and level: `wenbao info` lists them"
        )
    tables.write(table, form, out)


def _scope(snapshot: Snapshot, places: tuple[str, ...], years: tuple[int, ...]) -> Scope:
    """The reports of some places and years, which have to be there.

    Raises:
        click.UsageError: a place, or a year, has no report.
    """
    if not places and not years:
        return EVERYTHING
    known = tuple(snapshot.index.places) if places else ()
    named: list[str] = []
    for place in places:
        own = [place] if place in known else [each for each in known if is_of(each, (place,))]
        if not own:
            shown = ", ".join(known[:_N_SHOWN]) or "none"
            raise click.UsageError(f"no report is of {place!r}: there are {shown}, …")
        named += own
    for year in years:
        if year not in snapshot.index.years:
            there = ", ".join(map(str, sorted(set(snapshot.index.years))))
            raise click.UsageError(f"no report is of {year}: there are those of {there}")
    return Scope(places=tuple(dict.fromkeys(named)), years=years)
