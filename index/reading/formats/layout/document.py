"""A PDF's text: its pages' lines, without page furniture, as paragraphs and tables.

A PDF knows where characters stand, and nothing of paragraphs. What is repeated at the edges of pages,
and page numbers, are put after the text and told as dropped.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from index.reading.formats.common.lines import Lines
from index.reading.formats.extract import ScanError
from index.reading.formats.layout import paragraphs
from index.reading.formats.layout.glyphs import pages
from index.reading.formats.layout.placing import placed
from index.reading.formats.layout.text_lines import Line, lines_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.reading.formats.extract import Extract

_EDGE = 0.12  # of a page's height, at its top and bottom, where furniture stands
_MIN_REPEATS = 3  # of a line at the edges of pages, that makes it furniture
_PAGE_NUMBER = re.compile(
    r"[-—–─·\s]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[/共]\s*\d{1,4}\s*页?)?[-—–─·\s]*"
)
_DIGITS = re.compile(r"\d+")
_MIN_CHARS_A_PAGE = 8  # below which, in the mean, a PDF holds pictures of its text


def read(data: bytes, name: str) -> Extract:
    """Read a PDF that holds text, in this process.

    Raises:
        CorpusError: it is broken, protected, too long, or holds no text but pictures.
    """
    heights: list[float] = []
    of_pages: list[list[Line]] = []
    n_chars = 0
    for page in pages(data, name):  # one at a time: its characters take much more than its lines
        n_chars += len(page.glyphs)
        heights.append(page.height)
        of_pages.append(lines_of(page))
    if n_chars < _MIN_CHARS_A_PAGE * max(len(heights), 1):
        raise ScanError(
            f"{name} is a scan: it holds pictures of its pages and no text; "
            "save it as text, or install what reads pictures: pip install 'wenbao[ocr]'"
        )
    furniture = _furniture(heights, of_pages)
    lines = Lines(name)
    body = [[line for line in of_page if id(line) not in furniture] for of_page in of_pages]
    paragraphs.write(list(placed(body)), lines)
    for text in dict.fromkeys(furniture.values()):
        lines.drop(text)
    return lines.extract(has_pages=True)


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
