"""Web pages: the report in one, with its headings and tables; the page around it told as dropped.

The main part is the innermost element that holds nearly all of the page's prose: menus, share bars
and lists of links hold none.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree
from lxml import html as parser

from index.errors import CorpusError
from index.language.text import decode, decode_as
from index.reading.formats.common.lines import Cell, Lines, Row
from index.reading.formats.common.reflow import reflowed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.reading.formats.extract import Extract

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE)
_CHARSET_WITHIN = 4096
# Pages that name an older, smaller table use characters of the larger one.
_LARGER = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030",
           "big5": "big5hkscs", "big5-hkscs": "big5hkscs", "x-x-big5": "big5hkscs"}  # fmt: skip
_MAX_MARKS = 6_000_000  # of tags and attributes
_MAX_DEPTH = 200  # of elements: pages that people write have some thirty
_UNSEEN = frozenset(
    {"script", "style", "noscript", "template", "head", "select", "option", "button", "input",
     "textarea", "iframe", "object", "embed", "svg", "math", "canvas", "audio", "video", "map"}
)  # fmt: skip
_AROUND = frozenset({"nav", "footer", "aside", "menu"})
_BLOCKS = frozenset(
    {"p", "div", "section", "article", "main", "header", "footer", "nav", "aside", "ul", "ol", "li",
     "dl", "dt", "dd", "table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption", "blockquote",
     "pre", "center", "form", "fieldset", "figure", "figcaption", "address", "hr", "h1", "h2", "h3",
     "h4", "h5", "h6", "body"}
)  # fmt: skip
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_WHITE = re.compile(r"[ \t\r\n\f]+")
_PROSE = re.compile(r"[。！？；][”’』」）)】]*|[，,、].*[：:]$")
_MIN_PROSE_CHARS = 12
_MAIN_SHARE = 0.9  # of a page's prose, that its main part holds at the least
_MAX_CELL_CHARS = 80  # in the mean: cells of a table that sets a page are longer
_MIN_TABLE = 2  # rows, and columns
_MAX_SPAN = 1000


def read(data: bytes, name: str) -> Extract:
    """Read a saved web page.

    Raises:
        CorpusError: it is in no known encoding, or holds no text.
    """
    root = _parsed(_decoded(data, name), name)
    titles = root.xpath("//title")
    title = _squeezed(titles[0].text_content()) if titles else ""
    body = root.find("body")
    Lines(name).count_cells(sum(1 for _ in root.iter("td", "th")))  # before any is walked
    walk = _Walk(name, _main_part(root if body is None else body), title)
    walk.take(root if body is None else body, inside=False)
    walk.end_line()
    return walk.lines.extract(title=title)


def _decoded(data: bytes, name: str) -> str:
    declared = _CHARSET.search(data[:_CHARSET_WITHIN])
    if declared is not None:
        charset = declared[1].decode("ascii").lower()
        text = decode_as(data, _LARGER.get(charset, charset))
        if text is not None:
            return text
    return decode(data, name)


def _parsed(text: str, name: str) -> parser.HtmlElement:
    # Of a declaration of another encoding in the text nothing is taken: it is decoded already.
    if text.count("<") + text.count("=") > _MAX_MARKS:
        raise CorpusError(f"{name} has more elements than are read: split it into smaller files")
    reader = parser.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True
    )
    try:
        root = parser.document_fromstring(text.encode(), parser=reader)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise CorpusError(
            f"{name} is a web page without text: save it again when it is shown in full"
        ) from error
    # What follows would be missing, and nobody would see it.
    if any(error.level == etree.ErrorLevels.FATAL for error in reader.error_log):
        raise CorpusError(
            f"{name} is a web page of elements nested too deep: save the text in it as .txt"
        )
    return root


def _squeezed(text: str) -> str:
    return _WHITE.sub(" ", text).strip()


def _is_seen(element: parser.HtmlElement) -> bool:
    tag = element.tag
    return (
        isinstance(tag, str)
        and tag not in _UNSEEN
        and "hidden" not in element.attrib
        and not _HIDDEN.search(element.get("style", ""))
    )


def _main_part(body: parser.HtmlElement) -> parser.HtmlElement:
    """The innermost element that holds nearly all prose of a page."""
    n_prose: dict[parser.HtmlElement, int] = {}

    def count(element: parser.HtmlElement, depth: int) -> int:
        """How many characters of prose an element holds; text in links is none."""
        if not _is_seen(element) or element.tag in _AROUND:
            return 0
        if depth > _MAX_DEPTH:
            return len(_squeezed(element.text_content()))
        own = "" if element.tag == "a" else (element.text or "")
        total = 0
        for inner in element:
            if isinstance(inner.tag, str) and inner.tag not in _BLOCKS and inner.tag != "a":
                own += inner.text_content()
            else:
                total += count(inner, depth + 1)
            if element.tag != "a":
                own += inner.tail or ""
        own = _squeezed(own)
        if len(own) >= _MIN_PROSE_CHARS and _PROSE.search(own):
            total += len(own)
        n_prose[element] = total
        return total

    whole = count(body, 0)
    main, inner = body, body
    while inner is not None and whole:
        main = inner
        inner = next((each for each in main if n_prose.get(each, 0) >= _MAIN_SHARE * whole), None)
    # A paragraph that is nearly all of a page's prose stands among headings and short lines.
    while main.tag not in ("div", "td", "article", "section", "main", "body", "html", "form"):
        main = main.getparent()
    return main


class _Walk:
    """Goes through a page and collects its lines."""

    def __init__(self, name: str, main: parser.HtmlElement, title: str) -> None:
        self.lines = Lines(name)
        self._main = main
        self._title = title
        self._text: list[str] = []
        self._level = 0
        self._inside = False
        self._depth = 0

    def take(self, element: parser.HtmlElement, *, inside: bool) -> None:
        """Take what an element shows.

        Args:
            element: the element.
            inside: whether it is in the page's main part.
        """
        if not _is_seen(element):
            return
        if self._depth > _MAX_DEPTH:
            self._text.append(element.text_content())
            return
        inside = (inside or element is self._main) and element.tag not in _AROUND
        rows = _data_table(element) if element.tag == "table" else None
        if rows is not None:
            self._take_rows(rows, inside=inside)
            return
        if element.tag == "pre":
            self._take_lines(element, inside=inside)
            return
        is_block = element.tag in _BLOCKS
        if is_block:
            self.end_line()
            self._level = _HEADINGS.get(element.tag, self._level)
            self._inside = inside
        elif element.tag == "br":
            self.end_line()
        self._text.append(element.text or "")
        self._depth += 1
        for inner in element:
            self.take(inner, inside=inside)
            self._inside = inside
            self._text.append(inner.tail or "")
        self._depth -= 1
        if is_block:
            self.end_line()
            self._level = 0 if element.tag in _HEADINGS else self._level

    def _take_rows(self, rows: list[Row], *, inside: bool) -> None:
        """Take a table of data."""
        self.end_line()
        if inside:
            self.lines.add_table(rows)
            return
        for row in rows:
            self.lines.drop(" ".join(cell.text for cell in row.cells if cell.text))

    def _take_lines(self, element: parser.HtmlElement, *, inside: bool) -> None:
        """Take text that is set with its own line ends."""
        self.end_line()
        self._inside = inside
        for line in reflowed(element.text_content()).split("\n"):
            self._text.append(line)
            self.end_line()

    def end_line(self) -> None:
        """Add the line that was collected."""
        line = _squeezed("".join(self._text)).strip("\u3000\xa0 ")
        self._text = []
        if not line:
            return
        is_title = self._level == 1 or (bool(self._title) and line in self._title)
        if self._inside or is_title:
            self.lines.add(line, level=self._level if self._inside else 0)
        else:
            self.lines.drop(line)


def _data_table(table: parser.HtmlElement) -> list[Row] | None:
    """The rows of a table of data; ``None`` for one that only sets a page."""
    if table.xpath(".//table"):
        return None
    rows = [row for row in table.iter("tr") if _is_seen(row)]
    of_rows = [[cell for cell in row if cell.tag in ("td", "th")] for row in rows]
    texts = [_squeezed(cell.text_content()) for cells in of_rows for cell in cells]
    if (
        len(rows) < _MIN_TABLE
        or max(map(len, of_rows), default=0) < _MIN_TABLE
        or sum(map(len, texts)) > _MAX_CELL_CHARS * len(texts)
    ):
        return None
    reaching: dict[int, int] = {}  # for how many rows more a cell reaches down, by its column
    return [Row(cells=tuple(_cells(cells, reaching))) for cells in of_rows]


def _cells(elements: list[parser.HtmlElement], reaching: dict[int, int]) -> Iterator[Cell]:
    column = 0

    def from_above() -> Iterator[Cell]:
        nonlocal column
        while column < _MAX_SPAN and reaching.get(column, 0):
            reaching[column] -= 1
            column += 1
            yield Cell(text="", goes_on=True)

    for element in elements:
        yield from from_above()
        n_columns, n_rows = _span(element, "colspan"), _span(element, "rowspan")
        for each in range(column, min(column + n_columns, _MAX_SPAN)):
            reaching[each] = n_rows - 1
        column += n_columns
        yield Cell(text=_squeezed(element.text_content()), n_columns=n_columns)
    yield from from_above()


def _span(element: parser.HtmlElement, name: str) -> int:
    digits = element.get(name, "").strip()
    if not (digits.isascii() and digits.isdecimal()):
        return 1
    return min(max(int(digits[:6]), 1), _MAX_SPAN)
