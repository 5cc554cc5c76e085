"""A link to where something stands: 《title》第 n 段 · section path."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.types import Citation, Highlight, HighlightKind
from qa.web.fragments import addresses, tables
from qa.web.fragments.html import marked
from qa.web.fragments.quotation import path, place, place_in_report
from qa.web.fragments.templates import render

if TYPE_CHECKING:
    from markupsafe import Markup

    from index.types import Document, Passage
    from qa.types import Hit
    from qa.web.texts import Texts


def link(citation: Citation, shown: Markup | str, *, is_near: bool = False) -> Markup:
    """A link that opens the reader at a citation and marks its span there.

    At a heading that fills a line of its own it opens at that, and marks it. ``is_near`` tells that the
    span is only the nearest there is: it is not marked as what answers.
    """
    document = citation.document
    address = addresses.link(document, citation.passage)
    if not is_above(citation):
        return link_to(address, citation.start, citation.end, shown, is_near=is_near)
    start = max(each.start for each in document.headings if each.start <= citation.start)
    anchor = addresses.of_heading(document, start)
    return render("link", address=address, heading=anchor, is_near=is_near, shown=shown)


def is_above(citation: Citation) -> bool:
    """Whether it is of a heading above its passage, and not inside of that."""
    return citation.start < citation.passage.start


def link_to(
    address: str, start: int, end: int, shown: Markup | str, *, is_near: bool = False
) -> Markup:
    """The same for the address of a paragraph, and a span in it."""
    return render(
        "link", address=address, start=start, end=end, heading="", is_near=is_near, shown=shown
    )


def of(hit: Hit, mark: Highlight) -> Citation:
    """What a highlight of a passage that was found marks, as a citation."""
    start = hit.passage.start
    return Citation(
        document=hit.document,
        passage=hit.passage,
        start=start + mark.start,
        end=start + mark.end,
    )


def doubts(document: Document, passage: Passage) -> list[Highlight]:
    """The digits of a passage that a machine read of a picture and is not sure of."""
    return [
        Highlight(start=a - passage.start, end=b - passage.start, kind=HighlightKind.DOUBTFUL)
        for a, b in document.doubtful_in(passage.start, passage.end)
    ]


def where(document: Document, passage: Passage, texts: Texts, *beside: Document) -> Markup:
    """Where a passage stands, with the headings above it; ``beside`` are named as well."""
    return render(
        "where",
        passage=passage,
        place=place(document, passage, texts, *beside),
        path=path(passage),
    )


def where_in_report(document: Document, passage: Passage, texts: Texts) -> Markup:
    """The same where its report has been named."""
    return render(
        "where",
        passage=passage,
        place=place_in_report(document, passage, texts),
        path=path(passage),
    )


def in_context(source: Citation) -> Markup | None:
    """The sentence in which an answer stands, or its row; none where it is all of it, or in several."""
    passage = source.passage
    if is_above(source):
        return None
    if passage.table is not None:
        start, end = source.start - passage.start, source.end - passage.start
        mark = Highlight(start=start, end=end, kind=HighlightKind.ANSWER)
        return tables.text_of(passage, [mark], only_best=True)
    for sentence in passage.sentences:
        if sentence.start <= source.start and source.end <= sentence.end:
            if source.text.strip("。 ") == sentence.text.strip("。 "):
                return None
            mark = Highlight(
                start=source.start - sentence.start,
                end=source.end - sentence.start,
                kind=HighlightKind.ANSWER,
            )
            return marked(sentence.text, [mark])
    return None
