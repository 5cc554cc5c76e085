"""A whole report, typeset for reading: its outline, and every paragraph with its address."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from index.reading.headings import Level
from qa import titles
from qa.types import Highlight, HighlightKind
from qa.web.fragments import (
    addresses,
    citations,
    originals,
    quotation,
    tables,
)
from qa.web.fragments.templates import render
from qa.web.pages import listed_figures

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from index.fact_types import Fact
    from index.searchable.protocol import Searchable
    from index.searchable.reports import Reports
    from index.types import Document, Heading, Passage, RecognisedPage
    from qa.web.fragments.originals import Original
    from qa.web.pages.listed_figures import ListedFigure
    from qa.web.texts import Texts

_DEEPEST = Level.ITEM  # leads stand inside their paragraphs: the outline would only repeat them


@dataclass(frozen=True, slots=True, kw_only=True)
class _Block:
    """A heading with its level, or a paragraph with its number, where it stands."""

    start: int
    anchor: str
    text: Markup | str
    element: str = ""
    level: int = 0
    number: int = 0
    table: Markup | None = None
    see: Markup | str = ""
    recognised: str = ""
    figures: tuple[ListedFigure, ...] = ()


def body(
    document: Document,
    passages: Sequence[Passage],
    texts: Texts,
    original: Original | None = None,
    facts: Iterable[Fact] = (),
) -> Markup:
    """The outline, and the text of a report with the figures of each paragraph.

    Args:
        document: the report.
        passages: its passages, in their order.
        texts: the texts of the visitor's language.
        original: its file, where that is there.
        facts: its facts.
    """
    blocks = [_heading(document, each) for each in _alone(document.headings, passages)]
    figures = _figures(document, passages, facts, texts)
    blocks += (
        dataclasses.replace(block, figures=tuple(figures.get(block.number, ())))
        for block in _paragraphs(document, passages, texts, original)
    )
    blocks.sort(key=lambda block: block.start)
    return render(
        "report",
        outline=[*_outline(document, passages)],
        facts=_facts(document),
        original=originals.open_file(document, original, texts) if original else Markup(),
        blocks=blocks,
        dropped=[document.text[each.start : each.end] for each in document.dropped],
        texts=texts,
    )


def paragraph(
    document: Document, passage: Passage, start: int, end: int, *, is_near: bool = False
) -> Markup:
    """The text of a paragraph with a span of the document marked in it, and the sentence around.

    ``is_near`` tells that the span is no answer, only the nearest there is: the sentence alone is
    marked.

    Raises:
        ValueError: the span is no part of the passage.
    """
    span = Highlight(
        start=start - passage.start, end=end - passage.start, kind=HighlightKind.ANSWER
    )
    marks = [
        *(() if is_near else (span,)),
        *(
            Highlight(
                start=sentence.start - passage.start,
                end=sentence.end - passage.start,
                kind=HighlightKind.SENTENCE,
            )
            for sentence in passage.sentences
            if sentence.start < end and start < sentence.end
        ),
        *citations.doubts(document, passage),
    ]
    return tables.text_of(passage, marks)


def listed(index: Searchable, there: Reports, texts: Texts, n: int) -> Markup:
    """The first n reports, each a link that opens it, and how many there are besides.

    Args:
        index: what holds them.
        there: those whose files are there.
        texts: the texts of the visitor's language.
        n: how many to list.
    """
    page = there.page(0, n)
    contents = index.contents([each.row for each in page])
    names = titles.telling(each.about for each in page)
    return render(
        "reports",
        reports=[
            {
                "address": addresses.of(each.about),
                "name": names[each.about.id],
                "n_paragraphs": own.n_passages,
            }
            for each, own in zip(page, contents, strict=True)
        ],
        n_more=len(there) - len(page),
        texts=texts,
    )


def _alone(headings: Sequence[Heading], passages: Sequence[Passage]) -> list[Heading]:
    """The headings that fill a line of their own; others begin a paragraph."""
    starts = [(passage.start, passage.end) for passage in passages]
    return [
        heading
        for heading in headings
        if heading.level != Level.TITLE
        and not any(start <= heading.start < end for start, end in starts)
    ]


def _outline(document: Document, passages: Sequence[Passage]) -> Iterator[dict[str, str | int]]:
    """A link for each heading, to the first paragraph at or below it."""
    for heading in document.headings:
        if not Level.TITLE < heading.level <= _DEEPEST:
            continue
        below = next((each for each in passages if each.end > heading.start), None)
        if below is not None:
            yield {
                "level": heading.level,
                "address": addresses.link(document, below),
                "anchor": _anchor(document, heading),
                "title": heading.title,
            }


def _anchor(document: Document, heading: Heading) -> str:
    return addresses.of_heading(document, heading.start)


def _heading(document: Document, heading: Heading) -> _Block:
    return _Block(
        start=heading.start,
        anchor=_anchor(document, heading),
        text=heading.title,
        element=f"h{min(heading.level + 2, 6)}",  # the report's title is the reader's h2
        level=heading.level,
    )


def _paragraphs(
    document: Document, passages: Sequence[Passage], texts: Texts, original: Original | None
) -> Iterator[_Block]:
    """The paragraphs; the first of each page that a machine read tells so."""
    before: RecognisedPage | None = None
    for passage in passages:
        page = document.recognised_in(passage.start, passage.end)
        is_first = page is not None and page != before
        told = quotation.recognised_page(page, texts) if is_first and page is not None else ""
        yield _paragraph(document, passage, told, originals.see(document, passage, original, texts))
        before = page


def _figures(
    document: Document, passages: Sequence[Passage], facts: Iterable[Fact], texts: Texts
) -> dict[int, list[ListedFigure]]:
    """The figures of each paragraph, by its number."""
    by_number = {passage.number: passage for passage in passages}
    figures: dict[int, list[ListedFigure]] = {}
    for fact in facts:
        passage = by_number.get(fact.passage)
        if passage is not None and passage.table is None:  # a table is a list of its figures
            listed = listed_figures.listed(fact, document, passage, texts)
            figures.setdefault(fact.passage, []).append(listed)
    return figures


def _paragraph(document: Document, passage: Passage, recognised: str, see: Markup | str) -> _Block:
    anchor = addresses.link(document, passage)[1:]
    text = tables.text_of(passage, citations.doubts(document, passage))
    return _Block(
        start=passage.start,
        anchor=anchor,
        text=text,
        number=passage.number,
        table=text if passage.table is not None else None,
        see=see,
        recognised=recognised,
    )


def _facts(document: Document) -> str:
    """What is known of a report besides its title."""
    delivered = document.delivered.isoformat() if document.delivered else ""
    speaker = " ".join(filter(None, (document.office, document.speaker)))
    return " · ".join(filter(None, (document.place, delivered, speaker, document.path)))
