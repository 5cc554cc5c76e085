"""Tables as plain values: for JSON a line, for a spreadsheet a row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qa.listing import fact_table
from qa.listing.listed_facts import number
from qa.tables.values import UNLIKE_RESULTS, sentence_of
from qa.tables.wording.chinese import CHINESE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qa.tables.values import Cell, Column, Row, Table
    from qa.tables.wording.wording import Wording
    from qa.types import Citation, Finding, OfTable


def cells_of(table: Table) -> Iterator[dict[str, Any]]:
    """Each cell of a table as one flat object, row by row; cells that are not told too.

    Where only some reports were chosen, ``within`` says which.
    """
    within = {"within": table.within} if table.within else {}
    for row in table.rows:
        for column, cell in zip(table.columns, row.cells, strict=True):
            yield fields_of(row, column, cell) | within


def fields_of(row: Row, column: Column, cell: Cell) -> dict[str, Any]:
    """A cell with its report: what it says, in which unit, of when, and where it stands.

    ``value`` and ``high`` of a change downwards are below zero, and ``falls`` says that it is one;
    ``text`` is as it is written, without a sign.
    """
    about, citation, value, amount = row.about, cell.citation, cell.value, cell.amount
    return {
        "document": about.id,
        "title": about.title,
        "path": about.path,
        "versions": [each.path for each in row.versions],
        "place": about.place,
        "year": about.year,
        "column": column.name,
        "question": column.question,
        "level": cell.level.value,
        "confidence": round(cell.confidence, 4),
        "text": cell.text,
        "value": number(cell.low),
        "high": number(cell.high),
        "unit": amount.unit if amount is not None else "",
        "measure": value.measure if value is not None else "",
        "of_year": value.year if value is not None else None,
        "period": value.period.value if value is not None else "",
        "falls": cell.falls,
        "marks": [mark.value for mark in cell.marks],
        "near": [near_of(each) for each in cell.near],
        "conflicts": [near_of(each) for each in cell.conflicts],
        **_where(citation),
    }


def _where(citation: Citation | None) -> dict[str, Any]:
    if citation is None:
        return dict.fromkeys(("paragraph", "page", "start", "end"), None) | {"quote": ""}
    return {
        "quote": sentence_of(citation),
        "paragraph": citation.passage.number,
        "page": citation.document.page_of(citation.start),
        "start": citation.start,
        "end": citation.end,
    }


def near_of(value: Finding) -> dict[str, Any]:
    """A figure that is near to what is asked, or another for the same."""
    return {
        "text": value.value.text,
        "measure": value.value.measure,
        "of_year": value.value.year,
        "period": value.value.period.value,
        **_where(value.citation),
    }


def sheet_row(fields: dict[str, Any], words: Wording = CHINESE) -> dict[str, Any]:
    """A cell as a spreadsheet shows it, in words for people."""
    marks = [word for mark, word in words.marks.items() if mark.value in fields["marks"]]
    near = [f"{each['measure']} {each['text']}".strip() for each in fields["near"]]
    unlike = [words.marks[mark] for mark in UNLIKE_RESULTS if mark.value in fields["marks"]]
    return {
        **fields,
        "text": fields["text"] + words.brackets(words.comma.join(unlike)),
        "level": words.levels[fields["level"]],
        "period": words.periods.get(fields["period"], ""),
        "direction": words.falls if fields["falls"] else "",
        "marks": words.comma.join(marks),
        "near": words.semicolon.join(near),
    }


def seen_heads(table: Table, words: Wording = CHINESE) -> list[str]:
    """The heads of a table as it is seen: for each indicator its text, its number, what is to be known."""
    heads: list[str] = [words.place, words.report_year]
    for k, column in enumerate(table.columns):
        units = {
            c.amount.unit for _, c in table.column(k) if c.amount is not None and c.amount.unit
        }
        unit = words.brackets(units.pop()) if len(units) == 1 else ""
        heads += [column.name, f"{words.number}{unit}", words.remark]
    return heads


def seen_row(row: Row, place: str, words: Wording = CHINESE) -> list[Any]:
    """A row below these heads: texts, and numbers where there are such, below zero for falls."""
    shown: list[Any] = [place, row.about.year]
    for cell in row.cells:
        shown += [words.shown(cell) or words.levels[cell.level.value], cell.low, words.marked(cell)]
    return shown


def csv_file(table: Table, words: Wording = CHINESE) -> bytes:
    """All cells of a table as CSV, for a spreadsheet; none is a formula.

    Where only some reports were chosen, a last column says which.
    """
    titles = dict(words.sheet_fields) | ({"within": words.within} if table.within else {})
    cells = (sheet_row(each, words) for each in cells_of(table))
    rows = ({titles[name]: row[name] for name in titles} for row in cells)
    return b"".join(fact_table.csv_lines(rows, [*titles.values()]))


def table_of(value: Table) -> dict[str, Any]:
    """A whole table, as one object."""
    return {
        "question": value.question,
        "columns": [
            {"question": each.question, "name": each.name, "n_told": value.n_told(k)}
            for k, each in enumerate(value.columns)
        ],
        "n_reports": len(value.rows),
        "completeness": CHINESE.of_table(value),
        "notes": list(CHINESE.notes(value)),
        "result": read_off(value.result) if value.result is not None else None,
        "cells": list(cells_of(value)),
    }


def read_off(value: OfTable) -> dict[str, Any]:
    """What was read off a table."""
    return {
        "wish": value.wish,
        "text": value.text,
        "question": value.question,
        "lines": [
            {
                "place": each.place,
                "text": each.text,
                "rank": each.rank,
                "marks": list(each.marks),
                "document": each.citation.document.id if each.citation is not None else None,
                **_where(each.citation),
            }
            for each in value.lines
        ],
        "warnings": list(value.warnings),
        "n_reports": value.n_reports,
        "n_told": value.n_told,
    }
