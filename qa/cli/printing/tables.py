"""Tables as they are printed: for a terminal, as CSV, Excel, Markdown or JSON."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

import click

from index.language.text import visible
from index.platform import durable
from index.reading.head.terms import term_of_level
from qa.cli.printing.streams import json_line
from qa.tables.fields import cells_of, csv_file
from qa.tables.wording.chinese import CHINESE
from qa.types import OFFER, REMARK

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from index.types import PlaceLevel
    from qa.retrieval.scope import Scope
    from qa.tables.values import Cell, Table
    from qa.types import OfTable

_FORMS = {
    ".csv": "csv",
    ".xlsx": "xlsx",
    ".docx": "docx",
    ".md": "markdown",
    ".jsonl": "json",
    ".json": "json",
}
_INTERVAL_S = 10
_MAX_CHARS = 24  # of a figure that is shown


def form_of(file: Path) -> str:
    """The form that a file's name asks for.

    Raises:
        click.UsageError: it asks for none that is known.
    """
    form = _FORMS.get(file.suffix.lower())
    if form is None:
        raise click.UsageError(
            f"{file.name} names no form: end it in {', '.join(_FORMS)}, or give --csv, --xlsx, …"
        )
    return form


class Progress:
    """A line every ten seconds, of a long table.

    Args:
        say: is given each line.
        clock: the time in seconds, from any start.
    """

    def __init__(
        self, say: Callable[[str], None], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._say = say
        self._clock = clock
        self._last = clock()

    def __call__(self, n_done: int, n_cells: int) -> None:
        """Tell, if it is time to."""
        now = self._clock()
        if now - self._last >= _INTERVAL_S and n_done < n_cells:
            self._last = now
            self._say(f"asked for {n_done:,} of {n_cells:,} cells ({100 * n_done // n_cells}%)")


def chosen(scope: Scope, level: PlaceLevel | None) -> str:
    """The reports that a table is made of, in words, as the page tells them; empty where these are all.

    Args:
        scope: the places and years that were chosen.
        level: the level of places that was chosen.
    """
    parts = (
        *scope.places,
        *(f"{year}年" for year in scope.years),
        f"{term_of_level(level)}级" if level is not None else "",
    )
    return CHINESE.comma.join(filter(None, parts))


def write(table: Table, form: str, out: Path | None) -> None:
    """Print a table in a form, or write it to a file, whole or not at all.

    Args:
        table: the table.
        form: ``terminal``, ``csv``, ``xlsx``, ``docx``, ``markdown`` or ``json``.
        out: the file.
    """
    if out is None and form in ("terminal", "json", "markdown"):
        for line in _lines(table, form, for_stream=True):
            click.echo(line)
        return
    data = _bytes(table, form)
    if out is None:
        click.echo(data, nl=False)
        return
    durable.replace(out, data)


def _bytes(table: Table, form: str) -> bytes:
    if form == "xlsx":
        from qa.tables.writing import sheet  # noqa: PLC0415 - other forms need no library for Excel files

        return sheet.workbook(table)
    if form == "docx":
        from qa.tables.writing.word_table import word_file  # noqa: PLC0415 - as above

        return word_file(table)
    if form == "csv":
        return csv_file(table)
    lines = _lines(table, form, for_stream=False)
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "replace")


def _lines(table: Table, form: str, *, for_stream: bool) -> Iterator[str]:
    if form == "json":
        to_line = json_line if for_stream else _plain_line
        yield from map(to_line, cells_of(table))
    elif form == "markdown":
        from qa.tables.writing.markdown_table import markdown  # noqa: PLC0415 - as above

        if table.result is not None:
            yield from result(table.result, styled=False)
            yield ""
        yield from markdown(table)
    else:
        yield from _terminal(table)


def _plain_line(fields: dict[str, Any]) -> str:
    return json.dumps(fields, ensure_ascii=False)


def result(value: OfTable, *, styled: bool = True) -> Iterator[str]:
    """What was read off a table, and what could change it, a line each."""
    text = visible(value.text)
    yield click.style(text, bold=True) if styled else text
    for warning in value.warnings:
        line = f"注意: {visible(warning)}"
        yield click.style(line, fg="yellow") if styled else line


def answer(value: OfTable) -> str:
    """An answer that was read off a table: the result, its warnings, and its reports with paragraphs."""
    if value.wish in (OFFER, REMARK):
        return visible(value.text)
    lines = [*result(value), ""]
    for each in value.lines:
        rank = f"{each.rank}. " if each.rank is not None else ""
        where = f" —— {CHINESE.where(each.citation)}" if each.citation is not None else ""
        lines.append(visible(f"{rank}{CHINESE.of_line(each)}{where}"))
    return "\n".join(lines)


def _terminal(table: Table) -> Iterator[str]:
    import tabulate  # noqa: PLC0415 - the other forms need none

    if table.result is not None:
        yield from result(table.result)
        yield ""
    heads = ["地区", "年份", *(visible(column.name) for column in table.columns), "段"]
    rows = []
    for row in table.rows:
        place = visible(row.about.place or row.about.title)
        rows.append([place, row.about.year or "", *map(_cell, row.cells), _paragraphs(row.cells)])
    shown: str = tabulate.tabulate(rows, heads, tablefmt="plain", disable_numparse=True)
    yield shown
    yield ""
    yield from map(visible, (*CHINESE.of_table(table), *CHINESE.notes(table)))


def _cell(cell: Cell) -> str:
    """A figure, what makes it less than comparable, or that it is not told, and what is near."""
    text = " ".join(cell.text.split())
    text = text if len(text) <= _MAX_CHARS else f"{text[:_MAX_CHARS]}…"
    if not cell.is_told:
        near = "、".join(each.value.text for each in cell.near)
        text = CHINESE.levels[cell.level.value] + (f"（相近: {near}）" if near else "")
    elif cell.level.value == "likely":
        text = f"{text}？"
    marks = CHINESE.marked(cell)
    return visible(f"{text}（{marks}）" if marks else text)


def _paragraphs(cells: tuple[Cell, ...]) -> str:
    return " ".join(str(c.citation.passage.number) if c.citation else "-" for c in cells)
