"""An answer as Markdown, in which no text of a report is markup."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.web.exporting.content import content
from qa.web.exporting.markdown import bold, inline, paragraph, table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qa.types import Answer
    from qa.web.exporting.content import Content, Quote
    from qa.web.texts import Texts


def markdown(answer: Answer, texts: Texts, *, base: str = "", within: str = "") -> str:
    """A question with its answer and citations: as ``content``."""
    return written(content(answer, texts, base=base, within=within), texts)


def written(told: Content, texts: Texts) -> str:
    """What is taken along, as Markdown."""
    return "\n\n".join(filter(None, _blocks(told, texts)))


def _blocks(told: Content, texts: Texts) -> Iterator[str]:
    yield f"## {inline(told.question)}"
    yield from map(paragraph, told.meant)
    yield from map(paragraph, told.lead)
    if told.is_list:
        yield "\n".join(f"- {inline(line)}" for line in told.answer)
    else:
        yield from (bold(line) for line in told.answer)
    yield paragraph(told.rest)
    yield from map(paragraph, told.said)
    for quote in told.quotes:
        yield "\n>\n".join(f"> {line}" for line in _quoted(quote, texts))
    yield paragraph(told.pair)
    for warning, items in told.others:
        yield paragraph(warning)
        yield "\n".join(f"- {bold(figure)} {inline(of)}" for figure, of in items)


def _quoted(quote: Quote, texts: Texts) -> Iterator[str]:
    """The paragraphs of a quotation, each in one line or, of a table, in several."""
    if quote.table is not None:
        yield from (paragraph(line) for line in quote.table.caption)
        yield "\n> ".join(table(quote.table.head, quote.table.rows))
    elif quote.sentence:
        yield inline(texts.in_quotes.format(text=quote.sentence))
    link = f" [{texts.open}](<{quote.link}>)" if quote.link else ""
    yield f"— {inline(quote.where)}{link}"
