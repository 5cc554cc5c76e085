"""Lines joined to paragraphs: a line that is full goes on in the next one, unless that is set in."""

from __future__ import annotations

import itertools
import re
import statistics
from typing import TYPE_CHECKING

from index.language.numerals import TENS
from index.reading.formats.common.lines import Lines
from index.reading.formats.common.reflow import joint
from index.reading.formats.layout import page_tables

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.reading.formats.layout.placing import Placed

# In heights of a character.
_INDENT = 1.2  # from which on a line is set in
_SHORT = 1.8  # before the right edge, from which on a line is not full
_OTHER_SIZE = 0.25  # by which another size differs
_WORD_WIDTH = 0.6  # of a Latin letter or a digit
_OPEN = 8.0  # before the right edge, where a line is set in and ends in the middle of a sentence
_SAME_LEFT = 0.8  # between lines of a paragraph: boxes of characters differ in width
_FAR = 1.5  # times the usual step from line to line, from which on a paragraph ends
_HANG = 5.0  # by which the lines below a number are set in, at the most
_MOST_SET_IN = 4.0  # of a paragraph's first line, more than of the next: one further in is centred

_WIDE = 0.6  # of the column's width, that a line has at the least which goes on in a hanging one
_NUMBERED = re.compile(
    rf"(?:[{TENS}壹貳參肆伍陸柒捌玖拾]+[、.．]|[(（](?!\d{{3}})[^)）]{{1,3}}[)）]|\d{{1,2}}[.．、](?!\d))"
)
_PUNCTUATION = re.compile(r"[，。；、？！,;]")
_WORD = re.compile(r"[0-9A-Za-z.,%％]*[，。、；）”]?")
_ENDS = re.compile(r"[。！？!?；;：:][”’』」）)】]*$")


def write(placed: Sequence[Placed], lines: Lines) -> None:
    """Join lines to paragraphs and rows to tables."""
    text = ""
    paragraph: list[Placed] = []
    page = i = 0
    step = _step(placed)
    while i < len(placed):
        n_rows = page_tables.n_rows_at(placed, i)
        if n_rows:
            lines.add(text)
            text, paragraph = "", []
            page_tables.add_table(placed[i : i + n_rows], page, lines)
            i += n_rows
            page = placed[i - 1].page
            continue
        this = placed[i]
        following = placed[i + 1] if i + 1 < len(placed) else None
        mark = Lines.PAGE * (this.page - page)
        page = this.page
        if paragraph and _goes_on(paragraph, this, following, step):
            text += mark + joint(text, this.line.text) + this.line.marked
        else:
            lines.add(text)
            text, paragraph = mark + this.line.marked, []
        paragraph.append(this)
        i += 1
    lines.add(text)


def _step(placed: Sequence[Placed]) -> float:
    """From line to line, in most cases, in points."""
    steps = [
        before.line.bottom - after.line.bottom
        for before, after in itertools.pairwise(placed)
        if before.page == after.page and before.line.bottom > after.line.bottom
    ]
    return statistics.median(steps) if steps else 0.0


def _goes_on(
    paragraph: Sequence[Placed], this: Placed, following: Placed | None, step: float
) -> bool:
    """Whether a line goes on in the paragraph of the lines before; ``step`` is that of most lines."""
    before = paragraph[-1]
    size = before.line.size
    if abs(size - this.line.size) > _OTHER_SIZE * min(size, this.line.size):
        return False
    is_below = before.page == this.page and before.line.column == this.line.column
    if is_below and before.line.bottom - this.line.bottom > _FAR * step:
        return False
    if not _is_aligned(paragraph, this):
        return _hangs(paragraph, this, following)
    if before.lack > _may_lack(paragraph, this):
        right = max(each.line.right for each in paragraph) - _SHORT * size
        if len(paragraph) == 1 or before.line.right < right:  # full in a narrower block
            return False
    # A heading below a line that happens to end at the edge.
    is_heading = this.lack > _SHORT and _PUNCTUATION.search(this.line.text) is None
    return not (is_heading and _ENDS.search(before.line.text))


def _may_lack(paragraph: Sequence[Placed], this: Placed) -> float:
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


def _is_aligned(paragraph: Sequence[Placed], this: Placed) -> bool:
    """Whether a line begins where the next line of a paragraph does."""
    by = this.indent - paragraph[-1].indent
    if len(paragraph) > 1:
        return abs(by) <= _SAME_LEFT
    if paragraph[0].indent <= _INDENT:
        return by <= _SAME_LEFT
    # Below a first line that is set in, the next begins further left; or right below it, where the
    # whole block is set in: then the first does not end as a sentence does.
    may_follow = -_MOST_SET_IN <= by < -_SAME_LEFT or (
        abs(by) <= _SAME_LEFT and _ENDS.search(paragraph[0].line.text) is None
    )
    return may_follow and _NUMBERED.match(this.line.text) is None


def _hangs(paragraph: Sequence[Placed], this: Placed, following: Placed | None) -> bool:
    """Whether a line hangs below a numbered one, which alone begins further left."""
    first = paragraph[0]
    size = first.line.size
    by = (this.line.left - first.line.left) / size
    width = first.line.right - first.left
    is_full = first.lack <= _SHORT or first.line.right >= this.line.right - _SHORT * size
    return (
        len(paragraph) == 1
        and is_full
        and not (following is not None and _is_first(this, following))
        and _NUMBERED.match(first.line.text) is not None
        and _ENDS.search(first.line.text) is None
        and _INDENT <= by <= _HANG
        and width >= _WIDE * (first.right - first.left)
    )


def _is_first(this: Placed, following: Placed) -> bool:
    """Whether a full line is a paragraph's first, which alone is set in: the next goes further left."""
    is_left = following.indent < this.indent - _SAME_LEFT
    return this.lack <= _SHORT and is_left and _NUMBERED.match(following.line.text) is None
