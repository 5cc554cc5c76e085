"""PDFs: lines joined to paragraphs, in the order in which they are read, without page furniture.

A PDF knows where characters stand, and nothing of paragraphs. A line that is full goes on in the
next one, unless that is set in, or of another size. What is repeated at the edges of pages, and page
numbers, are put after the text and told as dropped.
"""

from __future__ import annotations

import itertools
import re
import statistics
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.errors import CorpusError
from index.language.numerals import TENS
from index.reading.formats.common.lines import Cell, Lines, Row
from index.reading.formats.layout.glyphs import Page, pages
from index.reading.formats.layout.text_lines import Line, lines_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.reading.formats.extract import Extract

_EDGE = 0.12  # of a page's height, at its top and bottom, where furniture stands
_MIN_REPEATS = 3  # of a line at the edges of pages, that makes it furniture
_PAGE_NUMBER = re.compile(
    r"[-—–─·\s]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[/共]\s*\d{1,4}\s*页?)?[-—–─·\s]*"
)
_DIGITS = re.compile(r"\d+")

# In heights of a character.
_INDENT = 1.2  # from which on a line is set in
_SHORT = 1.8  # before the right edge, from which on a line is not full
_OTHER_SIZE = 0.25  # by which another size differs
_SAME_EDGE = 0.6  # between lines that begin, or end, at the same edge, at the most
_OWN_EDGE = 2.0  # from which on a page has other edges than the file
_WORD_WIDTH = 0.6  # of a Latin letter or a digit
_OPEN = 8.0  # before the right edge, where a line is set in and ends in the middle of a sentence
_SAME_LEFT = 0.8  # between lines of a paragraph: boxes of characters differ in width
_FAR = 1.5  # times the usual step from line to line, from which on a paragraph ends
_HANG = 5.0  # by which the lines below a number are set in, at the most
_TABLE_STEP = 3.0  # between two rows of a table, at the most

_MIN_EDGE_SHARE = 0.1  # of the lines, that make an edge
_MIN_OWN_LINES = 8  # of a page whose edges can be its own
_WIDE = 0.6  # of the column's width, that a line has at the least which goes on in a hanging one
_MIN_ROWS = 2  # of a table
_MIN_CHARS_A_PAGE = 8  # below which, in the mean, a PDF holds pictures of its text
_NUMBERED = re.compile(
    rf"(?:[{TENS}壹貳參肆伍陸柒捌玖拾]+[、.．]|[(（][^)）]{1, 3}[)）]|\d{1, 2}[.．、])"
)
_PUNCTUATION = re.compile(r"[，。；、？！,;]")
_WORD = re.compile(r"[0-9A-Za-z.,%％]*[，。、；）”]?")
_ENDS = re.compile(r"[。！？!?；;：:][”’』」）)】]*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Placed:
    """A line with the edges of the column that it stands in."""

    line: Line
    page: int
    left: float
    right: float

    @property
    def indent(self) -> float:
        """How far it is set in, in heights of its characters."""
        return (self.line.left - self.left) / self.line.size

    @property
    def lack(self) -> float:
        """How far before the right edge it ends, in heights of its characters."""
        return (self.right - self.line.right) / self.line.size


def read(data: bytes, name: str) -> Extract:
    """Read a PDF that holds text.

    Raises:
        CorpusError: it is broken, protected, too long, or holds no text but pictures.
    """
    read = list(pages(data, name))
    n_chars = sum(len(page.glyphs) for page in read)
    if n_chars < _MIN_CHARS_A_PAGE * max(len(read), 1):
        raise ScanError(
            f"{name} is a scan: it holds pictures of its pages and no text; "
            "save it as text, or install what reads pictures: pip install 'wenbao[ocr]'"
        )
    of_pages = [lines_of(page) for page in read]
    furniture = _furniture(read, of_pages)
    lines = Lines()
    body = [[line for line in of_page if id(line) not in furniture] for of_page in of_pages]
    _write(list(_placed(body)), lines)
    for text in dict.fromkeys(furniture.values()):
        lines.drop(text)
    return lines.extract(title="")


class ScanError(CorpusError):
    """A PDF that holds pictures of its pages and no text."""


def _furniture(read: Sequence[Page], of_pages: Sequence[Sequence[Line]]) -> dict[int, str]:
    """The lines at the edges of pages that are no part of the text, by their identity."""
    at_edges: list[tuple[Line, str]] = []
    for page, lines in zip(read, of_pages, strict=True):
        for line in lines:
            is_top = line.bottom > (1 - _EDGE) * page.height
            if is_top or line.top < _EDGE * page.height:
                at_edges.append((line, f"{is_top} {_DIGITS.sub('#', line.text)}"))
    n_of = Counter(pattern for _, pattern in at_edges)
    return {
        id(line): line.text
        for line, pattern in at_edges
        if n_of[pattern] >= _MIN_REPEATS or _PAGE_NUMBER.fullmatch(line.text)
    }


def _edges(lines: Sequence[Line]) -> tuple[float, float]:
    """The left and the right edge that most lines keep to, the outermost such."""
    tolerance = _SAME_EDGE * statistics.median(line.size for line in lines)
    n_least = max(2, round(_MIN_EDGE_SHARE * len(lines)))

    def outermost(places: Sequence[float]) -> float:
        """The first of the places that as many others as make an edge are near."""
        for place in places:
            if sum(abs(other - place) <= tolerance for other in places) >= n_least:
                return place
        return places[0]

    lefts = sorted(line.left for line in lines)
    rights = sorted((line.right for line in lines), reverse=True)
    return outermost(lefts), outermost(rights)


def _placed(of_pages: Sequence[Sequence[Line]]) -> Iterator[_Placed]:
    """Lines with their edges: those of the column in the whole file, or of a page of its own."""
    columns = {line.column for lines in of_pages for line in lines}
    whole = {
        column: _edges([line for lines in of_pages for line in lines if line.column == column])
        for column in columns
    }
    for number, lines in enumerate(of_pages):
        for column, of_column in _by_column(lines).items():
            left, right = whole[column]
            size = statistics.median(line.size for line in of_column)
            if len(of_column) >= _MIN_OWN_LINES:
                own = _edges(of_column)
                if own[1] < left or own[0] > right or abs(own[1] - right) > _OWN_EDGE * size:
                    left, right = own
            whole[column, number] = (left, right)  # type: ignore[index]
        for line in lines:
            left, right = whole[line.column, number]  # type: ignore[index]
            yield _Placed(line=line, page=number, left=left, right=right)


def _by_column(lines: Sequence[Line]) -> dict[int, list[Line]]:
    columns: dict[int, list[Line]] = {}
    for line in lines:
        columns.setdefault(line.column, []).append(line)
    return columns


def _write(placed: Sequence[_Placed], lines: Lines) -> None:
    """Join lines to paragraphs and rows to tables."""
    text = ""
    paragraph: list[_Placed] = []
    page = i = 0
    step = _step(placed)
    while i < len(placed):
        n_rows = _table_at(placed, i)
        if n_rows:
            lines.add(text)
            text, paragraph = "", []
            _write_table(placed[i : i + n_rows], page, lines)
            i += n_rows
            page = placed[i - 1].page
            continue
        this = placed[i]
        mark = Lines.PAGE * (this.page - page)
        page = this.page
        if paragraph and _goes_on(paragraph, this, step):
            text += mark + _joint(text, this.line.text) + this.line.text
        else:
            lines.add(text)
            text, paragraph = mark + this.line.text, []
        paragraph.append(this)
        i += 1
    lines.add(text)


def _step(placed: Sequence[_Placed]) -> float:
    """From line to line, in most cases, in points."""
    steps = [
        before.line.bottom - after.line.bottom
        for before, after in itertools.pairwise(placed)
        if before.page == after.page and before.line.bottom > after.line.bottom
    ]
    return statistics.median(steps) if steps else 0.0


def _goes_on(paragraph: Sequence[_Placed], this: _Placed, step: float) -> bool:
    """Whether a line goes on in the paragraph of the lines before; ``step`` is that of most lines."""
    before = paragraph[-1]
    size = before.line.size
    if abs(size - this.line.size) > _OTHER_SIZE * min(size, this.line.size):
        return False
    is_below = before.page == this.page and before.line.column == this.line.column
    if is_below and before.line.bottom - this.line.bottom > _FAR * step:
        return False
    if not _is_aligned(paragraph, this):
        return _hangs(paragraph, this)
    if before.lack > _may_lack(paragraph, this):
        right = max(each.line.right for each in paragraph) - _SHORT * size
        if len(paragraph) == 1 or before.line.right < right:  # full in a narrower block
            return False
    # A heading below a line that happens to end at the edge.
    is_heading = this.lack > _SHORT and _PUNCTUATION.search(this.line.text) is None
    return not (is_heading and _ENDS.search(before.line.text))


def _may_lack(paragraph: Sequence[_Placed], this: _Placed) -> float:
    """How far before the right edge a line may end that goes on in the next."""
    if _ENDS.search(paragraph[-1].line.text):
        return _SHORT
    if this.indent < paragraph[0].indent - _SAME_LEFT:
        return _OPEN
    if len(paragraph) == 1:
        return _SHORT
    # What cannot be broken, a figure, goes to the next line and leaves the one before shorter.
    word = _WORD.match(this.line.text)
    return _SHORT + _WORD_WIDTH * len(word[0] if word else "")


def _is_aligned(paragraph: Sequence[_Placed], this: _Placed) -> bool:
    """Whether a line begins where the next line of a paragraph does."""
    by = this.indent - paragraph[-1].indent
    if len(paragraph) > 1:
        return abs(by) <= _SAME_LEFT
    if paragraph[0].indent <= _INDENT:
        return by <= _SAME_LEFT
    # Below a first line that is set in, the next begins further left; or right below it, where the
    # whole block is set in: then the first does not end as a sentence does.
    may_follow = by < -_SAME_LEFT or (
        by <= _SAME_LEFT and _ENDS.search(paragraph[0].line.text) is None
    )
    return may_follow and _NUMBERED.match(this.line.text) is None


def _hangs(paragraph: Sequence[_Placed], this: _Placed) -> bool:
    """Whether a line hangs below a numbered one, which alone begins further left."""
    first = paragraph[0]
    by = (this.line.left - first.line.left) / first.line.size
    width = first.line.right - first.left
    return (
        len(paragraph) == 1
        and _NUMBERED.match(first.line.text) is not None
        and _ENDS.search(first.line.text) is None
        and _INDENT <= by <= _HANG
        and width >= _WIDE * (first.right - first.left)
    )


def _joint(before: str, after: str) -> str:
    """A blank between Latin words that a line's end parts."""
    is_latin = before[-1:].isascii() and before[-1:].isalpha() and after[:1].isascii()
    return " " if is_latin and after[:1].isalnum() else ""


def _table_at(placed: Sequence[_Placed], first: int) -> int:
    """How many lines from one on are rows of a table; 0 where none begins."""
    n_cells = 0
    last = first
    while last < len(placed):
        this = placed[last]
        if len(this.line.segments) < _MIN_ROWS:
            break
        if last > first:
            before = placed[last - 1]
            is_near = before.page != this.page or (
                before.line.bottom - this.line.top < _TABLE_STEP * this.line.size
            )
            if not is_near:
                break
        n_cells = max(n_cells, len(this.line.segments))
        last += 1
    return last - first if last - first >= _MIN_ROWS else 0


def _write_table(placed: Sequence[_Placed], page: int, lines: Lines) -> None:
    """Add rows; each cell goes to the column that it overlaps."""
    columns = _columns(placed)
    rows = []
    for each in placed:
        texts = [""] * len(columns)
        for segment in each.line.segments:
            middle = (segment.left + segment.right) / 2
            k = min(
                range(len(columns)),
                key=lambda c, at=middle: abs(at - sum(columns[c]) / 2),  # type: ignore[misc]
            )
            texts[k] = f"{texts[k]} {segment.text}".strip()
        n_pages, page = each.page - page, each.page
        cells = [Cell(text=text, n_pages=n_pages if not k else 0) for k, text in enumerate(texts)]
        rows.append(Row(cells=tuple(cells)))
    lines.add_table(rows)


def _columns(placed: Sequence[_Placed]) -> list[tuple[float, float]]:
    """The columns of a table: where the cells of its rows overlap."""
    spans = sorted(
        (segment.left, segment.right) for each in placed for segment in each.line.segments
    )
    columns: list[tuple[float, float]] = []
    for left, right in spans:
        if columns and left < columns[-1][1]:
            columns[-1] = (columns[-1][0], max(right, columns[-1][1]))
        else:
            columns.append((left, right))
    return columns
