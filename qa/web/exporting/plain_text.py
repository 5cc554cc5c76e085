"""An answer as plain text: to be pasted with its citation, and in a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.language.text import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qa.web.exporting.content import Content, Quote, Table
    from qa.web.texts import Texts


def copied(told: Content, texts: Texts) -> str:
    """The answer, a line for each member of a list, with the sentence it stands in and where."""
    return _joined((*told.lead, *told.answer, told.rest, *_quotes(told, texts, has_links=False)))


def written(told: Content, texts: Texts) -> str:
    """All that is taken along."""
    lines = [texts.question_line.format(question=told.question), *told.meant, *told.lead]
    lines += [f"· {line}" if told.is_list else line for line in told.answer]
    lines += [told.rest, *told.said, *_quotes(told, texts, has_links=True), told.pair]
    for warning, items in told.others:
        lines += [warning, *(f"· {figure} {of}" for figure, of in items)]
    return _joined(lines)


def _joined(lines: list[str] | tuple[str, ...]) -> str:
    return "\n".join("\t".join(map(visible, line.split("\t"))) for line in lines if line)


def _quotes(told: Content, texts: Texts, *, has_links: bool) -> Iterator[str]:
    for quote in told.quotes:
        yield from _quoted(quote, texts)
        yield f"——{quote.where}"
        if has_links and quote.link:
            yield quote.link


def _quoted(quote: Quote, texts: Texts) -> Iterator[str]:
    if quote.table is not None:
        yield from _rows(quote.table)
    elif quote.sentence:
        yield texts.in_quotes.format(text=quote.sentence)


def _rows(table: Table) -> Iterator[str]:
    """A table, its cells parted by tabs: a sheet takes it as it is."""
    yield from table.caption
    for row in (table.head, *table.rows):
        yield "\t".join(" ".join(cell.split()) for cell in row)
