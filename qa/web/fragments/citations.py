"""A link to where something stands: 《title》第 n 段 · section path."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.types import Citation
from qa.web.fragments import addresses
from qa.web.fragments.html import element, escape, join
from qa.web.fragments.quotation import path, place

if TYPE_CHECKING:
    from index.types import Document, Passage
    from qa.types import Highlight, Hit
    from qa.web.fragments.html import Html
    from qa.web.texts import Texts


def link(citation: Citation, shown: Html) -> Html:
    """A link that opens the reader at a citation and marks its span there."""
    return element(
        "a",
        shown,
        href=addresses.link(citation.document, citation.passage),
        data_start=str(citation.start),
        data_end=str(citation.end),
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


def where(document: Document, passage: Passage, texts: Texts, *beside: Document) -> Html:
    """Where a passage stands, with the headings above it; ``beside`` are named as well."""
    section = escape(" · " + path(passage)) if passage.section else escape("")
    told = escape(place(document, passage, texts, *beside))
    return join((told, element("span", section, class_="path")))
