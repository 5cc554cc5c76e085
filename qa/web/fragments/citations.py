"""A link to where something stands: 《title》第 n 段 · section path."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.types import Citation, Highlight, HighlightKind
from qa.web.fragments import addresses
from qa.web.fragments.quotation import path, place
from qa.web.fragments.templates import render

if TYPE_CHECKING:
    from markupsafe import Markup

    from index.types import Document, Passage
    from qa.types import Hit
    from qa.web.texts import Texts


def link(citation: Citation, shown: Markup | str) -> Markup:
    """A link that opens the reader at a citation and marks its span there."""
    return render(
        "link",
        address=addresses.link(citation.document, citation.passage),
        start=citation.start,
        end=citation.end,
        shown=shown,
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
