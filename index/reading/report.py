"""The structure of a report: its title, headings, paragraphs with section and period.

The rules are of Chinese government reports in general; a line of the text is a paragraph. Every
line ends up as the title, a heading, (part of) a paragraph, or dropped with a reason.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from index.language import cutting
from index.reading.extent import find_end, find_head, is_of_page, is_salutation
from index.reading.furniture import is_page_number, is_photo_caption
from index.reading.head import masthead, titles
from index.reading.headings import Level, is_annex
from index.reading.outline import Block, Line, Outline
from index.reading.periods import period_after, period_of_body, period_of_kind, period_of_title
from index.types import Document, Dropped, DropReason, Heading, Period, Source

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.table_types import Table


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
    every = [Line(start, end, source.text[start:end]) for start, end in cutting.lines(source.text)]
    dropped = [_drop(line, DropReason.FURNITURE) for line in every if line.start in given]
    lines = [line for line in every if line.start not in given]
    title_at, body_at = find_head(lines)
    end_at = find_end(lines, body_at)
    title_lines = lines[title_at[0] : title_at[1]] if title_at else []
    head = lines[title_at[1] if title_at else 0 : body_at]
    before = lines[: title_at[0]] if title_at else []
    dropped += [_drop(line, DropReason.FURNITURE) for line in (*before, *lines[end_at:])]
    at_head = []
    for is_page, group in groupby(head, key=is_of_page):
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
        elif is_salutation(line.text):
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
        recognised=source.recognised,
        doubtful=source.doubtful,
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


def _drop(line: Line, reason: DropReason) -> Dropped:
    return Dropped(start=line.start, end=line.end, reason=reason)


def _whole(lines: Sequence[Line]) -> Paragraph:
    """The paragraph that these lines of a head are."""
    return Paragraph(start=lines[0].start, end=lines[-1].end, section=(), period=Period.OTHER)


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
