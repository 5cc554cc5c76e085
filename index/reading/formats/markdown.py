"""Markdown (CommonMark with tables): the words without their marks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from index.language.text import decode
from index.reading.formats.common import text_tables
from index.reading.formats.common.lines import Cell, Lines, Row

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token

    from index.reading.formats.extract import Extract

_ENDS_PARAGRAPH = re.compile(r"[。！？!?：:][”’』」）)】]*$")
_BROKEN_FIGURE = re.compile(r"[0-9]\.?$")
_GAP = re.compile(r"\S(?:\t| {2,})\S")
_MIN_BROKEN_CHARS = 25  # a line that was broken for its length is longer
_MAX_BRACKETS = 500  # of a block: one with more is no text
_LINE_END_CHARS = 64  # of a line, in which is looked for how it ends


def read(data: bytes, name: str) -> Extract:
    """Read a ``.md`` file: the words without their marks, each block one line (CommonMark)."""
    lines = Lines(name)
    for block in _blocks(_parser(), decode(data, name)):
        if isinstance(block, list):
            lines.add_table(block)
        else:
            lines.add(block[0], level=block[1])
    return text_tables.marked(lines.extract())


def _parser() -> MarkdownIt:
    """A parser that looks for links only in blocks with few brackets.

    At each bracket it reads on to where its link could end, some twenty times over: a megabyte of
    brackets takes most of a minute.
    """
    parser = MarkdownIt("commonmark").enable("table")
    without_links = MarkdownIt("commonmark").disable(["link", "image"])

    def read_inline(state: StateCore) -> None:
        for token in state.tokens:
            if token.type == "inline":
                is_full = token.content.count("[") > _MAX_BRACKETS
                reader = without_links if is_full else parser
                token.children = []
                reader.inline.parse(token.content, reader, state.env, token.children)

    parser.core.ruler.at("inline", read_inline)
    return parser


def _blocks(parser: MarkdownIt, text: str) -> Iterator[tuple[str, int] | list[Row]]:
    """Each line with its heading level, 0 for all but headings; each table as its rows."""
    level = 0
    marker = ""
    cells: list[str] = []
    rows: list[Row] = []
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
            rows.append(Row(cells=tuple(Cell(text=cell) for cell in cells)))
        elif token.type == "table_close":
            yield rows
            rows = []
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
    is_row = _GAP.search(line) and _GAP.search(after)  # of a table set with blanks
    if _ENDS_PARAGRAPH.search(line) or len(line) < _MIN_BROKEN_CHARS or is_row:
        return "\n"
    if _BROKEN_FIGURE.search(line) and after[0].isdigit():
        return ""
    # Chinese is set without spaces: only between Latin words does a line end mean one.
    return " " if line[-1:].isascii() and after[0].isascii() else ""
