"""Where in a file the report begins and ends: its title, its head, its last line."""

from __future__ import annotations

import re
from itertools import accumulate
from typing import TYPE_CHECKING

from index.language import cutting
from index.language.lexicon import alternation
from index.language.text import fold
from index.reading.furniture import (
    is_around,
    is_control,
    is_furniture,
    is_notice,
    is_of_site,
    is_page_number,
)
from index.reading.head import metadata, titles
from index.reading.headings import (
    is_annex,
    is_glossary,
    mark_of,
    numbering_of,
    numbers_entry,
)
from index.reading.outline import is_caption

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from index.reading.outline import Line
    from index.table_types import Table

_SALUTATION = re.compile(rf"(?:{alternation('salutation')})[:：!！,，\s]*")
_OPENING = re.compile(
    rf"(?:{alternation('opening_now')})?[，,]?(?:由?我|我受).{{0,40}}(?:{alternation('presents')})"
)
_MAX_MASTHEAD_LINES = 12
_MIN_SENTENCE_CHARS = 15  # of one that a report ends with: 是否继续？ is none
_NUMBER = re.compile(r"[-+]?\d[\d,.]*[%‰]?")
# Of a table below a title that is no masthead set in cells.
_MIN_NUMBERS = 2
_MIN_ROWS = 3
_MIN_LINKS = 2  # lines below a report that are of the page, titles of other reports among them
_MAX_LINK_CHARS = 20
_MIN_MENU_LINES = 5
_MAX_MENU_MEAN = 9  # characters of a line of a menu, in the mean
_MARKS = re.compile(r"[，。；：、！？,;:\d]")
_MAX_LINES_ABOVE = 150  # of menus above the title of a report
_MAX_DROPPED_SHARE = 0.05  # of a text's characters: more is no furniture, whatever stands there


def _is_small(part: Sequence[Line], lines: Sequence[Line]) -> bool:
    """Whether a part of a text holds so little prose that it can be the page around a report."""
    return sum(map(_n_prose_chars, part)) <= _MAX_DROPPED_SHARE * _n_chars(lines)


def _n_prose_chars(line: Line) -> int:
    return len(line.text) if cutting.is_prose(line.text) else 0


def _n_chars(lines: Iterable[Line]) -> int:
    return sum(len(line.text) for line in lines)


def is_salutation(line: str) -> bool:
    """Whether a line only addresses the assembly: ``各位代表：``."""
    return _SALUTATION.fullmatch(line) is not None


def find_head(lines: Sequence[Line]) -> tuple[tuple[int, int] | None, int]:
    """The lines of the title, if there is one, and the first line of the body.

    A work report begins its body by addressing the assembly; the title is the last line above
    that names a report, with hardly any prose above it. Another document's title is its first line
    or lines, if they are one; the masthead below it is short lines that are no prose.
    """
    texts = [line.text for line in lines]
    for i, line in enumerate(lines):
        if is_salutation(line.text) or _OPENING.match(line.text):
            above = accumulate(map(_n_prose_chars, lines[:i]), initial=0)
            most = _MAX_DROPPED_SHARE * _n_chars(lines)
            named = [
                j
                for j, n_prose_chars in zip(range(i), above, strict=False)
                if n_prose_chars <= most and titles.is_title(texts[j])
            ]
            if named:
                telling = [j for j in named if titles.is_telling(texts[j])]
                last = telling[-1] if telling else named[-1]
                if any(map(metadata.is_metadata, texts[last : named[-1]])):
                    last = named[-1]  # above it is the page's title, this one is the report's
                first = last - titles.n_fragments(texts, last)
                return (first, last + 1), i if i - last <= _MAX_MASTHEAD_LINES else last + 1
            is_head = i <= _MAX_MASTHEAD_LINES and not any(map(cutting.is_prose, texts[:i]))
            return None, i if is_head or all(map(is_furniture, texts[:i])) else 0
    start = 0
    while start < len(lines) - 1 and (
        is_furniture(lines[start].text) or is_control(lines[start].text)
    ):
        start += 1
    start = _title_below_menu(texts, start)
    end = titles.end_of_title(texts, start)
    if end is not None:
        body = end
        while (
            body < min(len(lines), start + _MAX_MASTHEAD_LINES)
            and not cutting.is_prose(lines[body].text)
            and mark_of(lines[body].text) is None
        ):
            body += 1
        return (start, end), body if body < len(lines) else end
    return None, start


def body_with_tables(
    lines: Sequence[Line], title_end: int, body_at: int, tables: Sequence[Table], text: str
) -> int:
    """Where the body begins, if a table of it stands in what was taken for the head.

    With the table go the lines above it that are its caption. A table in which a page tells what it
    knows of the report, or one that sets the lines of a masthead, is of the head.
    """
    for i in range(title_end, body_at):
        line = lines[i]
        table = next((t for t in tables if t.start <= line.end and line.start <= t.end), None)
        if table is not None and _is_of_body(table, text):
            while i > title_end and is_caption(lines[i - 1].text):
                i -= 1  # noqa: PLW2901 - the captions above
            return i
    return body_at


def _is_of_body(table: Table, text: str) -> bool:
    rows = [[text[start:end] for start, end in row] for row in table.rows]
    n_labelled = sum(any(map(metadata.is_label, row)) for row in rows)
    if 2 * n_labelled > len(rows):
        return False
    n_numbers = sum(_NUMBER.fullmatch(fold(cell).text) is not None for row in rows for cell in row)
    return n_numbers >= _MIN_NUMBERS or len(rows) >= _MIN_ROWS


def _title_below_menu(texts: Sequence[str], start: int) -> int:
    """Where the title stands, below the menus of a page: the last telling one before any prose."""
    end = titles.end_of_title(texts, start)
    if end is not None and titles.is_telling(titles.joined(texts[start:end])):
        return start
    found = start
    n_page = 0
    for i in range(start, min(len(texts), _MAX_LINES_ABOVE)):
        if cutting.is_prose(texts[i]) or mark_of(texts[i]) is not None:
            break
        if is_control(texts[i]) or is_furniture(texts[i]):
            n_page += 1
        elif n_page and titles.is_title(texts[i]) and titles.is_telling(texts[i]):
            found = i - titles.n_fragments(texts, i)
    return found


def is_of_page(line: Line) -> bool:
    """Whether a line of a head is none of the report's."""
    return is_around(line.text) or is_page_number(line.text) or titles.is_of_page(line.text)


def _find_tail(lines: Sequence[Line], body_at: int) -> int:
    """The first line of a page's links that stand below the last sentence of a report."""
    last = _last_prose(lines, body_at)
    of_page = [
        i
        for i in range(last + 1, len(lines))
        if numbering_of(lines[i].text) is None
        and (is_around(lines[i].text) or titles.is_title(lines[i].text))
    ]
    if not of_page:
        return len(lines)
    first = of_page[0]
    is_bar = is_control(lines[first].text) and all(
        _is_link(line.text) for line in lines[first + 1 :]
    )
    return _menu_above(lines, first, last) if len(of_page) >= _MIN_LINKS or is_bar else len(lines)


def _last_prose(lines: Sequence[Line], body_at: int) -> int:
    """The last sentence of a report; what a site says of its rights is none."""
    last = len(lines) - 1
    while last > body_at and (
        not cutting.is_prose(lines[last].text)
        or len(lines[last].text) < _MIN_SENTENCE_CHARS
        or is_notice(lines[last].text)
    ):
        last -= 1
    return last


def _menu_above(lines: Sequence[Line], end: int, last: int) -> int:
    """Where the menu begins that a line of the page closes: the names of offices, places, sites."""
    while end - 1 > last and is_of_site(lines[end - 1].text):
        end -= 1
    start = end
    while start - 1 > last and _is_link(lines[start - 1].text):
        start -= 1
    menu = lines[start:end]
    is_menu = len(menu) >= _MIN_MENU_LINES and _n_chars(menu) <= _MAX_MENU_MEAN * len(menu)
    return start if is_menu else end


def _is_link(line: str) -> bool:
    return len(line) <= _MAX_LINK_CHARS and _MARKS.search(line) is None


def find_end(lines: Sequence[Line], body_at: int, *, is_cut: bool = False) -> int:
    """The first line after the report.

    Args:
        lines: the lines of the file.
        body_at: where the report begins.
        is_cut: whether the report is there again below these lines: then they end with menus.

    With a glossary at the end, that is the line after its last entry. Otherwise it is the first
    line of page furniture that little but furniture follows, and next to no text.
    """
    if is_cut:
        return _last_prose(lines, body_at) + 1
    glossaries = [i for i in range(body_at, len(lines)) if is_glossary(lines[i].text)]
    end = len(lines)
    if glossaries:
        last = glossaries[-1]
        annexes = [i for i in range(last + 1, len(lines)) if is_annex(lines[i].text)]
        entries = [i for i in range(last + 1, len(lines)) if numbers_entry(lines[i].text)]
        if entries and not annexes:
            end = entries[-1] + 1
            while end < len(lines) and _goes_on(lines, end):
                end += 1  # the last entry goes on in another paragraph
            if _is_small(lines[end:], lines):
                return end
            end = len(lines)
    lines = lines[: _find_tail(lines, body_at)]
    end = len(lines)
    n_chars = _n_chars(lines[body_at:])
    n_after = n_furniture = 0
    for i in range(len(lines) - 1, body_at, -1):
        if is_around(lines[i].text) and numbering_of(lines[i].text) is None:
            n_furniture += 1
            if 2 * n_furniture > len(lines) - i:
                end = i
        else:
            n_after += len(lines[i].text)
            if n_after > _MAX_DROPPED_SHARE * n_chars:
                break
    return end


def _goes_on(lines: Sequence[Line], i: int) -> bool:
    """Whether a line is another paragraph of the last entry."""
    text = lines[i].text
    return cutting.is_prose(text) and not is_notice(text) and _is_close(lines, i)


def _is_close(lines: Sequence[Line], i: int) -> bool:
    """Whether no more than one empty line stands above a line."""
    return lines[i].start - lines[i - 1].end <= 2 + 4  # two line feeds, and an indent
