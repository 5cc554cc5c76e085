"""Facts as a spreadsheet takes them, and as a terminal shows them."""

from __future__ import annotations

import codecs
import csv
import io
import re
from typing import TYPE_CHECKING, Any

from index.language.text import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

_FORMULA = re.compile(r"[=+\-@\t\r]")  # what a spreadsheet takes for the beginning of one
_NUMBER = re.compile(r"[-+]?\d[\d,.]*[%‰]?")
_SHOWN = ("text", "measure", "subject", "aspect", "time", "status", "report")
_MAX_WIDTHS = {"text": 20, "measure": 32, "subject": 20, "report": 40}


def csv_lines(rows: Iterable[Mapping[str, Any]], names: Sequence[str]) -> Iterator[bytes]:
    """CSV in UTF-8, with the mark by which Excel knows it; no cell is a formula."""
    yield codecs.BOM_UTF8 + csv_line(names)
    for row in rows:
        yield csv_line([safe_cell(row[name]) for name in names])


def csv_line(cells: Sequence[object]) -> bytes:
    """A line of CSV in UTF-8, as its cells are."""
    text = io.StringIO()
    csv.writer(text).writerow(cells)
    return text.getvalue().encode("utf-8", "replace")


def safe_cell(value: object) -> object:
    """A value as a cell; text that a spreadsheet would run is told to be text by an apostrophe."""
    if isinstance(value, bool):
        return "yes" if value else ""
    if not isinstance(value, str):
        return "" if value is None else value
    if _FORMULA.match(value.lstrip(" ")) and not _NUMBER.fullmatch(value):
        return f"'{value}"
    return value


def terminal_table(rows: Sequence[Mapping[str, Any]]) -> str:
    """A table with a line for each fact, its columns as wide as what they hold."""
    import tabulate  # noqa: PLC0415 - CSV and JSON show no table

    shown = [{**row, "time": _time(row)} for row in rows]
    texts = [[_cut(str(row[name] or ""), name) for name in _SHOWN] for row in shown]
    table: str = tabulate.tabulate([_SHOWN, *texts], tablefmt="plain", disable_numparse=True)
    return table


def _time(row: Mapping[str, Any]) -> str:
    """The years, and which part of them, as one cell."""
    first, last, part = row["year_from"], row["year_to"], row["part"]
    if first is None and last is None:
        return "?" if part == "none" else f"? {part}"
    years = str(last) if first == last else f"{first or '?'}-{last or '?'}"
    return years if part == "year" else f"{years} {part}"


def _cut(text: str, name: str) -> str:
    """A text that fits its column, without what could move a terminal's cursor."""
    from wcwidth import wcswidth  # noqa: PLC0415 - as above

    text, most = visible(" ".join(text.split())), _MAX_WIDTHS.get(name, 24)
    if wcswidth(text) <= most:
        return text
    while wcswidth(text) >= most:
        text = text[:-1]
    return f"{text}…"
