"""The one place where text becomes WordprocessingML: what stands in the body of a Word file.

The browser puts it into a file (``qa/web/scripts/word.js``), with the styles that are named here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import markupsafe

from index.language.text import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from qa.web.exporting.content import Content, Quote
    from qa.web.texts import Texts


def written(told: Content, texts: Texts) -> str:
    """What is taken along, as elements of a document's body (ECMA-376, part 1, 17.2)."""
    return "".join(_blocks(told, texts))


def _blocks(told: Content, texts: Texts) -> Iterator[str]:
    yield _paragraph("Heading2", told.question)
    yield from (_paragraph("Said", line) for line in (*told.meant, *told.lead))
    for line in told.answer:
        yield _paragraph("Member" if told.is_list else "Answer", line)
    yield from (_paragraph("Said", line) for line in filter(None, (told.rest, *told.said)))
    for quote in told.quotes:
        yield from _quoted(quote, texts)
    if told.pair:
        yield _paragraph("Normal", told.pair)
    for warning, items in told.others:
        yield _paragraph("Normal", warning)
        yield from (_paragraph("Member", f"{figure} {of}") for figure, of in items)


def _quoted(quote: Quote, texts: Texts) -> Iterator[str]:
    if quote.table is not None:
        yield from (_paragraph("Quote", line) for line in quote.table.caption)
        yield _table((quote.table.head, *quote.table.rows))
    elif quote.sentence:
        yield _paragraph("Quote", texts.in_quotes.format(text=quote.sentence))
    link = _link(quote.link, texts.open) if quote.link else ""
    yield _paragraph("Source", f"——{quote.where} ", link)


def _paragraph(style: str, text: str, more: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{_run(text)}{more}</w:p>'


def _run(text: str) -> str:
    """A run that shows a text as it is; what XML cannot hold is spelled out, as on the page."""
    shown = markupsafe.escape(visible(" ".join(text.split("\n"))))
    return f'<w:r><w:t xml:space="preserve">{shown}</w:t></w:r>'


def _link(address: str, shown: str) -> str:
    """A field that opens an address, which needs no relationship of the document."""
    instruction = markupsafe.escape(f' HYPERLINK "{address}" ')
    return f'<w:fldSimple w:instr="{instruction}">{_run(shown)}</w:fldSimple>'


def _table(rows: Sequence[Sequence[str]]) -> str:
    n_columns = max(map(len, rows))
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="8C8378"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    grid = "<w:gridCol/>" * n_columns
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/><w:tblBorders>{borders}</w:tblBorders>'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(_rows(rows, n_columns))}</w:tbl>"
    )


def _rows(rows: Iterable[Sequence[str]], n_columns: int) -> Iterator[str]:
    for row in rows:
        cells = (f"<w:tc>{_paragraph('Normal', cell)}</w:tc>" for cell in _filled(row, n_columns))
        yield f"<w:tr>{''.join(cells)}</w:tr>"


def _filled(row: Sequence[str], n: int) -> list[str]:
    return [*row, *[""] * (n - len(row))]
