"""A PDF's text: its pages' lines, without page furniture, as paragraphs and tables.

A PDF knows where characters stand, and nothing of paragraphs. What is repeated at the edges of pages,
and page numbers, are put after the text and told as dropped.
"""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from typing import TYPE_CHECKING

from index.reading.formats.common.lines import Lines
from index.reading.formats.layout import paragraphs
from index.reading.formats.layout.glyphs import Frame, Page, pages
from index.reading.formats.layout.page_kinds import PageKind
from index.reading.formats.layout.placing import placed
from index.reading.formats.layout.recognised import page_of
from index.reading.formats.layout.text_lines import Line, lines_of
from index.types import RecognisedPage

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from index.reading.formats.extract import Extract
    from index.reading.formats.recognition.page_text import PageText

_EDGE = 0.12  # of a page's height, at its top and bottom, where furniture stands
_MIN_REPEATS = 3  # of a line at the edges of pages, that makes it furniture
_PAGE_NUMBER = re.compile(
    r"[-—–─·\s]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[/共]\s*\d{1,4}\s*页?)?[-—–─·\s]*"
)
_DIGITS = re.compile(r"\d+")
# Of an image that cannot be read.
_UNREAD = Page(width=0, height=0, glyphs=(), frame=Frame(width=0, height=0), kind=PageKind.PICTURE)


def read(data: bytes, name: str, recognised: Mapping[int, PageText] | None = None) -> Extract:
    """Read pages, in this process.

    Args:
        data: the bytes of a PDF; none where all pages are recognised ones.
        name: the path to show for the file.
        recognised: what a machine read of its pages that are pictures, by their numbers from 1.

    Raises:
        CorpusError: it is broken, protected or too long.
    """
    recognised = recognised or {}
    by_machine: list[RecognisedPage] = []
    pictures: list[int] = []
    heights: list[float] = []
    of_pages: list[list[Line]] = []
    # One at a time: its characters take much more than its lines.
    printed_pages = pages(data, name) if data else [_UNREAD] * max(recognised, default=0)
    for number, printed in enumerate(printed_pages, start=1):
        page_text = recognised.get(number)
        page = printed if page_text is None else page_of(page_text, printed)
        if page_text is not None:
            by_machine.append(_told(page_text))
        elif page.kind is not PageKind.TEXT:
            pictures.append(number)
            if page.kind is PageKind.HIDDEN:
                by_machine.append(RecognisedPage(number=number))
        heights.append(page.height)
        of_pages.append(lines_of(page))
    furniture = _furniture(heights, of_pages)
    lines = Lines(name)
    body = [[line for line in of_page if id(line) not in furniture] for of_page in of_pages]
    paragraphs.write(list(placed(body)), lines)
    for text in dict.fromkeys(furniture.values()):
        lines.drop(text)
    return dataclasses.replace(
        lines.extract(has_pages=True), recognised=tuple(by_machine), pictures=tuple(pictures)
    )


def _told(page: PageText) -> RecognisedPage:
    return RecognisedPage(number=page.number, confidence=page.confidence, lowest=page.lowest)


def _furniture(heights: Sequence[float], of_pages: Sequence[Sequence[Line]]) -> dict[int, str]:
    """The lines at the edges of pages that are no part of the text, by their identity."""
    at_edges: list[tuple[Line, str]] = []
    for height, lines in zip(heights, of_pages, strict=True):
        for line in lines:
            is_top = line.bottom > (1 - _EDGE) * height
            if is_top or line.top < _EDGE * height:
                at_edges.append((line, f"{is_top} {_DIGITS.sub('#', line.text)}"))
    n_of = Counter(pattern for _, pattern in at_edges)
    return {
        id(line): line.text
        for line, pattern in at_edges
        if n_of[pattern] >= _MIN_REPEATS or _PAGE_NUMBER.fullmatch(line.text)
    }
