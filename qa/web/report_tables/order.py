"""The order of a table's rows, and which of them are shown: by what a visitor chose."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from index.language.text import fold
from qa.tables.rows.report_rows import province_rank
from qa.tables.values import Level

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from qa.types import OfTable
    from qa.web.report_tables.seen import Seen, SeenCell, SeenRow

N_SHOWN = 200  # rows that a page is sent at once
CELL_KEYS = ("figure", "measure", "time")  # what the rows can be sorted by of each column

_MAX_CHARS = 60  # of a place that rows are looked for by
_PINYIN = "gb18030"  # whose commonest characters stand in the order of their sounds
# How rows stand whatever the direction: those that can be compared, those that cannot, the untold.
_COMPARED, _OTHERS, _UNTOLD = range(3)
Rank = tuple[int, int]
_FIRST_KEYS = ("place", "year")
_RANKED = frozenset({"first", "order"})


class Only(StrEnum):
    """Which rows are wanted, by how sure their cells are."""

    ALL = ""
    UNSURE = "unsure"
    UNTOLD = "untold"
    LIKELY = "likely"


_LEVELS = {
    Only.UNSURE: frozenset({Level.NOT_TOLD, Level.LIKELY}),
    Only.UNTOLD: frozenset({Level.NOT_TOLD}),
    Only.LIKELY: frozenset({Level.LIKELY}),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What a visitor chose: a key to sort by, empty for the table's own order, and which rows."""

    key: str = ""
    is_descending: bool = False
    place: str = ""
    only: Only = Only.ALL

    @classmethod
    def of(cls, sent: Mapping[str, Any], table: Seen) -> Order:
        """What a browser sent; what a table does not have is left out."""
        key, only = str(sent.get("sort") or ""), str(sent.get("only") or "")
        return cls(
            key=key if key in keys(table) else "",
            is_descending=sent.get("descending") is True,
            place=str(sent.get("place") or "")[:_MAX_CHARS].strip(),
            only=Only(only) if only in set(Only) else Only.ALL,
        )

    @classmethod
    def asked(cls, table: Seen, read_off: OfTable | None) -> Order:
        """The order that a question asks for: of the highest, by the figures; of years, by these."""
        is_ranked = read_off is not None and any(each.rank is not None for each in read_off.lines)
        if read_off is not None and is_ranked and read_off.wish in _RANKED:
            return cls(key="figure-0", is_descending=not read_off.is_lowest)
        return cls(key="year") if table.is_course else cls()


def keys(table: Seen) -> list[str]:
    """What the rows of a table can be sorted by."""
    of_cells = (f"{name}-{k}" for k in range(len(table.names)) for name in CELL_KEYS)
    return [*_FIRST_KEYS, *of_cells]


def ranks(table: Seen) -> list[dict[str, Rank]]:
    """For each row its rank by each key: a tier, which no direction turns around, and a place in it."""
    by_key = {key: _ranks([_value(row, key) for row in table.rows]) for key in keys(table)}
    return [{key: of_rows[k] for key, of_rows in by_key.items()} for k, _ in enumerate(table.rows)]


def _ranks(values: list[tuple[int, Any]]) -> list[Rank]:
    """Equal values have equal ranks."""
    places = {value: place for place, value in enumerate(sorted(set(values)))}
    return [(value[0], places[value]) for value in values]


def _value(row: SeenRow, key: str) -> tuple[int, Any]:
    """What a row is sorted by: its tier, and what it is held against the others of it by."""
    if key == "place":
        return _COMPARED, (province_rank(row.place), row.place.encode(_PINYIN, "replace"))
    if key == "year":
        return (_COMPARED, row.year) if row.year is not None else (_UNTOLD, 0)
    name, _, number = key.partition("-")
    cell = row.cells[int(number)]
    return _figure(cell) if name == "figure" else _text(cell, name)


def _figure(cell: SeenCell) -> tuple[int, Any]:
    if cell.low is not None:
        return _COMPARED, (cell.low, cell.high if cell.high is not None else cell.low)
    return (_OTHERS if cell.cited is not None else _UNTOLD), ()


def _text(cell: SeenCell, name: str) -> tuple[int, Any]:
    text = cell.measure if name == "measure" else cell.time
    return (_COMPARED, text.encode(_PINYIN, "replace")) if text else (_UNTOLD, b"")


def chosen(
    table: Seen, order: Order, of_rows: list[dict[str, Rank]] | None = None
) -> list[SeenRow]:
    """The rows that are wanted, all of them, in their order; ties stay as they stand in the table.

    Args:
        table: the table.
        order: what was chosen.
        of_rows: its ranks, where they are known.
    """
    rows: Iterable[SeenRow] = table.rows
    if order.key:
        of_rows = ranks(table) if of_rows is None else of_rows
        by_number = [each[order.key] for each in of_rows]
        sign = -1 if order.is_descending else 1

        def place(row: SeenRow) -> Rank:
            tier, rank = by_number[row.number]
            return tier, sign * rank

        rows = sorted(rows, key=place)
    return [row for row in rows if _is_wanted(row, order)]


def _is_wanted(row: SeenRow, order: Order) -> bool:
    if order.place and fold(order.place).text not in fold(row.label).text:
        return False
    return order.only is Only.ALL or any(each.level in _LEVELS[order.only] for each in row.cells)
