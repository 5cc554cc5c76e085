"""The structure of a report: its title, headings, paragraphs with section and period.

The rules are of Chinese government reports in general; a line of the text is a paragraph. Every
line ends up as the title, a heading, (part of) a paragraph, or dropped with a reason.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate, groupby
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from index.language import cutting
from index.language.lexicon import alternation
from index.reading.furniture import is_around, is_furniture, is_page_number, is_photo_caption
from index.reading.head import masthead, metadata, titles
from index.reading.headings import Level, is_annex, is_glossary, mark_of, numbering_of
from index.reading.outline import Block, Line, Outline
from index.reading.periods import period_after, period_of_body, period_of_kind, period_of_title
from index.types import Document, Dropped, DropReason, Heading, Period, Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from index.types import Table

_SALUTATION = re.compile(rf"(?:{alternation('salutation')})[:：!！,，\s]*")
_OPENING = re.compile(
    rf"(?:{alternation('opening_now')})?[，,]?(?:由?我|我受).{{0,40}}(?:{alternation('presents')})"
)
_MAX_MASTHEAD_LINES = 12
_MIN_SENTENCE_CHARS = 15  # of one that a report ends with: 是否继续？ is none
_MIN_LINKS = 2  # lines below a report that are of the page, titles of other reports among them
_MAX_DROPPED_SHARE = 0.05  # of a text's characters: more is no furniture, whatever stands there


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A stretch of the text that becomes one passage."""

    start: int
    end: int
    section: tuple[str, ...]
    period: Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A document with its paragraphs, in the order they stand in."""

    document: Document
    paragraphs: tuple[Paragraph, ...]
    doubt: str = ""  # what is missing of its head, or contradicts, in a line


def parse(source: Source) -> Report:
    """Read the structure off a source, whose text stays as it is."""
    given = {start for start, _ in source.dropped}
    every = list(_lines(source.text))
    dropped = [_drop(line, DropReason.FURNITURE) for line in every if line.start in given]
    lines = [line for line in every if line.start not in given]
    title_at, body_at = _find_head(lines)
    end_at = _find_end(lines, body_at)
    title_lines = lines[title_at[0] : title_at[1]] if title_at else []
    head = lines[title_at[1] if title_at else 0 : body_at]
    before = lines[: title_at[0]] if title_at else []
    dropped += [_drop(line, DropReason.FURNITURE) for line in (*before, *lines[end_at:])]
    at_head = []
    for is_page, group in groupby(head, key=_is_around):
        stretch = list(group)
        if is_page:
            dropped += [_drop(line, DropReason.FURNITURE) for line in stretch]
        else:
            at_head.append(_whole(stretch))
    outline = Outline({heading.start: heading for heading in source.headings})
    tables = _Tables(source.tables)
    for line in lines[body_at:end_at]:
        table = tables.at(line)
        if table is not None:
            outline.add_table(line, is_first=line.start == table.start)
        elif is_photo_caption(line.text):
            dropped.append(_drop(line, DropReason.FURNITURE))
            outline.skip()
        elif is_page_number(line.text):
            dropped.append(_drop(line, DropReason.PAGE_NUMBER))
            outline.skip()
        elif _SALUTATION.fullmatch(line.text):
            dropped.append(_drop(line, DropReason.SALUTATION))
            outline.skip()
        else:
            outline.add(line)
    outline.close()
    parts = [heading.title for heading in outline.headings if heading.level == Level.PART]
    facts = masthead.read(
        masthead.Evidence(
            titles=titles.candidates(
                [line.text for line in title_lines], [line.text for line in before]
            ),
            lines=[line.text for line in head],
            around=[line.text for line in every[: body_at + len(given)]],
            parts=parts,
            body=source.text[lines[body_at].start :] if body_at < len(lines) else "",
            format_title=source.title,
            stem=PurePosixPath(source.path).stem,
        )
    )
    headings = outline.headings
    if title_lines:
        start, end = title_lines[0].start, title_lines[-1].end
        headings = [Heading(level=Level.TITLE, title=facts.title, start=start, end=end), *headings]
    paragraphs = at_head + _with_periods(source.text, facts.title, facts.year, outline.blocks)
    document = Document(
        id=source.id,
        path=source.path,
        title=facts.title,
        kind=facts.kind,
        place=facts.place,
        level=facts.level,
        year=facts.year,
        covers=facts.covers,
        delivered=facts.delivered,
        speaker=facts.speaker,
        office=facts.office,
        occasion=facts.occasion,
        text=source.text,
        headings=tuple(headings),
        tables=source.tables,
        pages=source.pages,
        dropped=tuple(sorted(dropped, key=lambda drop: drop.start)),
        saved=source.saved,
    )
    return Report(document=document, paragraphs=tuple(paragraphs), doubt=facts.doubt(source.path))


class _Tables:
    """The tables of a text, met in the order of its lines."""

    def __init__(self, tables: Sequence[Table]) -> None:
        self._left = list(reversed(tables))

    def at(self, line: Line) -> Table | None:
        """The table that a line is a row of."""
        while self._left and self._left[-1].end < line.start:
            self._left.pop()
        table = self._left[-1] if self._left else None
        return (
            table
            if table is not None and table.start <= line.end and line.start <= table.end
            else None
        )


def _lines(text: str) -> Iterator[Line]:
    """The lines that hold something, without the white space around them."""
    at = 0
    for raw in text.split("\n"):
        stripped = raw.strip()
        if stripped:
            start = at + raw.index(stripped)
            yield Line(start, start + len(stripped), stripped)
        at += len(raw) + 1


def _drop(line: Line, reason: DropReason) -> Dropped:
    return Dropped(start=line.start, end=line.end, reason=reason)


def _whole(lines: Sequence[Line]) -> Paragraph:
    """The paragraph that these lines of a head are."""
    return Paragraph(start=lines[0].start, end=lines[-1].end, section=(), period=Period.OTHER)


def _is_small(part: Sequence[Line], lines: Sequence[Line]) -> bool:
    """Whether a part of a text holds so little prose that it can be the page around a report."""
    return sum(map(_n_prose_chars, part)) <= _MAX_DROPPED_SHARE * _n_chars(lines)


def _n_prose_chars(line: Line) -> int:
    return len(line.text) if cutting.is_prose(line.text) else 0


def _n_chars(lines: Iterable[Line]) -> int:
    return sum(len(line.text) for line in lines)


def _find_head(lines: Sequence[Line]) -> tuple[tuple[int, int] | None, int]:
    """The lines of the title, if there is one, and the first line of the body.

    A work report begins its body by addressing the assembly; the title is the last line above
    that names a report, with hardly any prose above it. Another document's title is its first line
    or lines, if they are one; the masthead below it is short lines that are no prose.
    """
    texts = [line.text for line in lines]
    for i, line in enumerate(lines):
        if _SALUTATION.fullmatch(line.text) or _OPENING.match(line.text):
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
    while start < len(lines) - 1 and is_furniture(lines[start].text):
        start += 1
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


def _is_around(line: Line) -> bool:
    """Whether a line of a head is none of the report's."""
    return is_around(line.text) or is_page_number(line.text) or titles.is_of_page(line.text)


def _find_tail(lines: Sequence[Line], body_at: int) -> int:
    """The first line of a page's links that stand below the last sentence of a report."""
    last = len(lines) - 1
    while last > body_at and not (
        cutting.is_prose(lines[last].text) and len(lines[last].text) >= _MIN_SENTENCE_CHARS
    ):
        last -= 1
    of_page = [
        i
        for i in range(last + 1, len(lines))
        if numbering_of(lines[i].text) is None
        and (is_around(lines[i].text) or titles.is_title(lines[i].text))
    ]
    return of_page[0] if len(of_page) >= _MIN_LINKS else len(lines)


def _find_end(lines: Sequence[Line], body_at: int) -> int:
    """The first line after the report.

    With a glossary at the end, that is the line after its last entry. Otherwise it is the first
    line of page furniture that little but furniture follows, and next to no text.
    """
    glossaries = [i for i in range(body_at, len(lines)) if is_glossary(lines[i].text)]
    end = len(lines)
    if glossaries:
        last = glossaries[-1]
        annexes = [i for i in range(last + 1, len(lines)) if is_annex(lines[i].text)]
        entries = [
            i for i in range(last + 1, len(lines)) if numbering_of(lines[i].text) is Level.ITEM
        ]
        if entries and not annexes:
            end = entries[-1] + 1
            while end < len(lines) and cutting.is_prose(lines[end].text) and _is_close(lines, end):
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


def _is_close(lines: Sequence[Line], i: int) -> bool:
    """Whether no more than one empty line stands above a line."""
    return lines[i].start - lines[i - 1].end <= 2 + 4  # two line feeds, and an indent


def _with_periods(
    text: str, title: str, year: int | None, blocks: Sequence[Block]
) -> list[Paragraph]:
    """Give each paragraph the period of its part, or, without parts, that of the words so far."""
    bodies: dict[Heading, list[str]] = {}
    for block in blocks:
        if block.part is not None:
            bodies.setdefault(block.part, []).append(text[block.start : block.end])
    of_kind = period_of_kind(title)
    of_part: dict[Heading, Period] = {}
    before = Period.OTHER
    for part, body in bodies.items():
        period = period_of_title(part.title, year) or of_kind
        if period is None and not is_annex(part.title):
            period = period_of_body("".join(body), year, before)
        of_part[part] = before = period or Period.OTHER
    paragraphs = []
    running = of_kind or Period.OTHER
    for block in blocks:
        if bodies and block.part is None:
            period = of_kind or Period.OTHER
        elif block.part is not None:
            period = of_part[block.part]
        else:
            period = running = period_after(text[block.start : block.end], year, running)
        paragraphs.append(
            Paragraph(start=block.start, end=block.end, section=block.section, period=period)
        )
    return paragraphs
