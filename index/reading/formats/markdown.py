"""Markdown (CommonMark with tables): the words without their marks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from index.language.text import decode
from index.reading.formats.extract import Extract
from index.types import Heading

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from markdown_it.token import Token

_ENDS_PARAGRAPH = re.compile(r"[。！？!?：:][”’』」）)】]*$")
_BROKEN_FIGURE = re.compile(r"[0-9]\.?$")
_MIN_BROKEN_CHARS = 25  # a line that was broken for its length is longer
_LINE_END_CHARS = 64  # of a line, in which is looked for how it ends


def read(data: bytes, name: str) -> Extract:
    """Read a ``.md`` file: the words without their marks, each block one line (CommonMark)."""
    lines: list[str] = []
    headings: list[Heading] = []
    at = 0
    for text, level in _markdown_lines(
        MarkdownIt("commonmark").enable("table"), decode(data, name)
    ):
        if level:
            headings.append(Heading(level=level, title=text, start=at, end=at + len(text)))
        lines.append(text)
        at += len(text) + 1
    return Extract(text="\n".join(lines), headings=tuple(headings))


def _markdown_lines(parser: MarkdownIt, text: str) -> Iterator[tuple[str, int]]:
    """Each line of each block with its heading level, 0 for all but headings."""
    level = 0
    marker = ""
    cells: list[str] = []
    in_row = False
    for token in parser.parse(text):
        if token.type == "heading_open":
            level = int(token.tag[1:])
        elif token.type == "list_item_open":
            marker = f"{token.info}{token.markup} " if token.info else ""
        elif token.type == "tr_open":
            cells, in_row = [], True
        elif token.type == "tr_close":
            in_row = False
            yield "\t".join(cells), 0
        elif token.type == "inline" and in_row:
            cells.append(_words(token.children or ()).replace("\n", " "))
        elif token.type == "inline":
            words = marker + _words(token.children or ())
            yield from ((line, level) for line in words.split("\n") if line.strip())
            level, marker = 0, ""
        elif token.content:  # code and HTML blocks: text like any other
            yield from ((line, 0) for line in token.content.splitlines() if line.strip())


def _words(tokens: Iterable[Token]) -> str:
    """The text of inline tokens; a line broken inside a sentence is joined again.

    Many reports are saved as Markdown with a paragraph a line and no empty line between: a line
    that ends as a sentence does, or is as short as a heading, is a paragraph of its own.
    """
    pieces: list[str] = []
    line = ""  # the end of the last line
    broken = False
    for token in tokens:
        words = "\n" if token.type == "hardbreak" else token.content
        if token.children:
            words = _words(token.children)
        joint = _joint(line, words) if broken and words else ""
        broken = token.type == "softbreak" or (broken and not words)
        pieces += joint, words
        line = f"{line}{joint}{words[-_LINE_END_CHARS:]}".rpartition("\n")[2][-_LINE_END_CHARS:]
    return "".join(pieces)


def _joint(line: str, after: str) -> str:
    """What stands for a line's end between two lines of one Markdown paragraph.

    ``line`` is the end of the first.
    """
    if _ENDS_PARAGRAPH.search(line) or len(line) < _MIN_BROKEN_CHARS:
        return "\n"
    if _BROKEN_FIGURE.search(line) and after[0].isdigit():
        return ""
    # Chinese is set without spaces: only between Latin words does a line end mean one.
    return " " if line[-1:].isascii() and after[0].isascii() else ""
