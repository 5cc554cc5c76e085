"""Values of tables, of those in ``index.types``: all spans are in code points of ``Document.text``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table of a report, whose rows are lines of the text.

    ``rows`` hold a span for each column; a cell that reaches over several columns or rows stands in
    each of them with the same span.
    """

    start: int
    end: int
    rows: tuple[tuple[tuple[int, int], ...], ...]

    @classmethod
    def from_json(cls, fields: Mapping[str, Any]) -> Self:
        """The table whose ``dataclasses.asdict`` went through JSON.

        Raises:
            ValueError, KeyError, TypeError: it is something else.
        """
        return cls(
            start=fields["start"],
            end=fields["end"],
            rows=tuple(tuple((start, end) for start, end in row) for row in fields["rows"]),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class TableFigure:
    """A figure in a cell of a table, and what it is of.

    ``label`` is what its row is called, ``above`` what the rows are called that this one is part of,
    the nearest first; ``head`` what its column is called, outermost first, without units and what
    is nothing but a year; ``unit`` the unit that its head, its row or the caption tells, empty where
    it has one of its own; ``year`` the year that one of them names; ``is_change`` tells that its head
    is of growth.
    """

    start: int
    end: int
    label: str
    above: tuple[str, ...] = ()
    head: tuple[str, ...] = ()
    unit: str = ""
    year: int | None = None
    is_change: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TablePart:
    """What a passage holds of a table: some of its rows, with what they are read by.

    ``caption`` are the lines above the whole table and ``heads`` its rows of heads, a text for each
    column; of the ``rows``, which are spans as in ``Table``, the first ``n_heads`` are these.
    ``labels`` are the columns that name the rows; ``figures`` stand in the order of the text.
    """

    caption: tuple[str, ...]
    heads: tuple[tuple[str, ...], ...]
    rows: tuple[tuple[tuple[int, int], ...], ...]
    n_heads: int
    labels: tuple[int, ...]
    figures: tuple[TableFigure, ...]
