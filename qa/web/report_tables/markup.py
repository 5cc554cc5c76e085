"""A table of reports as markup: the sentence that counts, the table with its tools, what could change it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from qa.tables.values import Level, Mark
from qa.web.fragments import citations
from qa.web.fragments.templates import render
from qa.web.report_tables import order as orders
from qa.web.report_tables.order import N_SHOWN, Order

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from markupsafe import Markup

    from qa.types import OfTable
    from qa.web.report_tables.order import Rank
    from qa.web.report_tables.seen import Cited, Seen, SeenCell, SeenRow
    from qa.web.texts import Texts

Reply = dict[str, Any]

_SHOWN = frozenset({"rows", "course"})  # what the table itself shows
_LISTS = frozenset({"comparison", "order"})  # the same, but for a few reports
_N_SAID = 8


def whole(table: Seen, read_off: OfTable, texts: Texts) -> tuple[Markup, Reply]:
    """An answer that is read off a table, and what the page keeps of it beside the markup.

    Args:
        table: the table.
        read_off: what was read off it.
        texts: the texts of the visitor's language.
    """
    order = Order.asked(table, read_off)
    reply = some(table, order, texts)
    is_long = len(read_off.lines) > _N_SAID
    is_listed = read_off.wish in _SHOWN or (read_off.wish in _LISTS and is_long)
    markup = render(
        "report_table",
        result=""
        if is_listed
        else texts.table.told.without_completeness(
            read_off.text, read_off.n_reports, read_off.n_told
        ),
        counted=counted(table, texts),
        caption=_caption(table, texts),
        names=table.names,
        columns=[_heads(k, texts, is_figure=table.are_figures[k]) for k in _columns(table)],
        has_figures=any(table.are_figures),
        n_rows=len(table.rows),
        is_course=table.is_course,
        order=order,
        rows=reply.pop("rows"),
        told=reply["told"],
        more=reply["more"],
        left_out=table.left_out if table.left_out in read_off.warnings else "",
        warnings=[each for each in read_off.warnings if each != table.left_out],
        texts=texts,
    )
    return markup, {"lines": reply["lines"], "heads": table.heads}


def some(table: Seen, order: Order, texts: Texts) -> Reply:
    """The first rows of a table in an order, with their lines to be copied, and how many more there are."""
    ranks = orders.ranks(table)
    wanted = orders.chosen(table, order, ranks)
    shown = wanted[:N_SHOWN]
    n_more = len(wanted) - len(shown)
    words = texts.table
    return {
        "rows": rows(table, shown, ranks, texts),
        "lines": {str(row.number): row.line for row in shown},
        "told": told(len(shown), len(table.rows), texts),
        "more": words.more.format(n=len(shown), more=f"{n_more:,}") if n_more else "",
    }


def told(n_shown: int, n_rows: int, texts: Texts) -> str:
    """How many rows are shown of all."""
    if not n_shown:
        return texts.table.none_shown
    of = texts.table.shown if n_shown == n_rows else texts.table.shown_of
    return of.format(n=n_shown, all=f"{n_rows:,}")


def counted(table: Seen, texts: Texts) -> list[str]:
    """How many reports tell each column, a line each."""
    lines = [_counted([row.cells[k].level for row in table.rows], texts) for k in _columns(table)]
    if len(lines) == 1:
        return lines
    of = texts.table.told.of
    return [of.format(name=name, text=line) for name, line in zip(table.names, lines, strict=True)]


def _columns(table: Seen) -> range:
    return range(len(table.names))


def _caption(table: Seen, texts: Texts) -> str:
    words = texts.table
    caption = words.caption if any(table.are_figures) else words.caption_of_names
    return caption.format(names=texts.separator.join(table.names))


def _heads(number: int, texts: Texts, *, is_figure: bool) -> list[tuple[str, str]]:
    """The heads of a column that rows are sorted by, each with its key; of names there is nothing but them."""
    if not is_figure:
        return []
    return [(f"{name}-{number}", getattr(texts.table, name)) for name in orders.CELL_KEYS]


def _counted(levels: Sequence[Level], texts: Texts) -> str:
    n_untold, n_likely = levels.count(Level.NOT_TOLD), levels.count(Level.LIKELY)
    words = texts.table
    return (words.counted_unsure if n_likely else words.told.completeness).format(
        n=f"{len(levels):,}", told=f"{len(levels) - n_untold:,}", likely=n_likely, untold=n_untold
    )


def rows(
    table: Seen, shown: Sequence[SeenRow], ranks: Sequence[dict[str, Rank]], texts: Texts
) -> Markup:
    """Rows of a table, each with its ranks for the scripts."""
    return render(
        "report_rows",
        rows=[
            (
                row,
                json.dumps(ranks[row.number]),
                [_cell(cell, texts) for cell in row.cells],
            )
            for row in shown
        ],
        are_figures=table.are_figures,
        texts=texts,
    )


def _cell(cell: SeenCell, texts: Texts) -> dict[str, Any]:
    """A cell with its bounds as texts, its link, what a narrow window tells below that, and the links of others."""
    marks = [texts.table.told.marks[mark] for mark in cell.marks]
    return {
        "seen": cell,
        "low": _number(cell.low),
        "high": _number(cell.high),
        "link": _link(cell.cited, cell.status) if cell.cited is not None else "",
        "marks": marks,
        "below": " · ".join(filter(None, (cell.measure, cell.time, *_below(cell, texts)))),
        "others": [(each.told, _link(each.cited, is_near=True)) for each in cell.others],
    }


def _below(cell: SeenCell, texts: Texts) -> list[str]:
    """The marks that are not told with a time: 2024年预计 says that it is an estimate."""
    words = texts.table.told.marks
    return [words[mark] for mark in cell.marks if mark is not Mark.ESTIMATE]


def _link(cited: Cited, status: str = "", *, is_near: bool = False) -> Markup:
    shown = render("report_figure", cited=cited, status=status)
    return citations.link_to(cited.address, cited.start, cited.end, shown, is_near=is_near)


def _number(number: Decimal | None) -> str:
    return "" if number is None else f"{number:f}"
