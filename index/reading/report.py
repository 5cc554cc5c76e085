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
from index.language.text import fold
from index.reading.extent import body_with_tables, find_end, find_head, is_of_page, is_salutation
from index.reading.furniture import is_control, is_page_number, is_photo_caption
from index.reading.head import kinds, masthead, titles
from index.reading.head.correction import NOTHING, Correction
from index.reading.head.evidence import Evidence
from index.reading.headings import Level, is_annex, ranks_of
from index.reading.outline import Block, Line, Outline
from index.reading.periods import (
    Calendar,
    period_after,
    period_of,
    period_of_body,
    period_of_kind,
    period_of_title,
)
from index.reading.repeats import find_copy, running_heads, squeezed
from index.types import Document, Dropped, DropReason, Heading, Period, ReportKind, Source

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
    doubts: tuple[str, ...] = ()  # the same, one by one
    correction: Correction = NOTHING  # of its head


def parse(source: Source, correction: Correction = NOTHING) -> Report:
    """Read the structure off a source, whose text stays as it is; its head may be corrected."""
    given = {start for start, _ in source.dropped}
    every = [Line(start, end, source.text[start:end]) for start, end in cutting.lines(source.text)]
    dropped = [_drop(line, DropReason.FURNITURE) for line in every if line.start in given]
    lines = [line for line in every if line.start not in given]
    title_at, body_at = find_head(lines)
    title_end = title_at[1] if title_at else 0
    body_at = body_with_tables(lines, title_end, body_at, source.tables, source.text)
    copy_at = find_copy(lines, body_at)
    end_at = find_end(lines[:copy_at], body_at, is_cut=copy_at < len(lines))
    title_lines = lines[title_at[0] : title_at[1]] if title_at else []
    head = lines[title_end:body_at]
    before = lines[: title_at[0]] if title_at else []
    dropped += [_drop(line, DropReason.FURNITURE) for line in (*before, *lines[end_at:copy_at])]
    known = {squeezed(line.text) for line in lines[body_at:end_at]}
    dropped += [
        _drop(line, DropReason.REPEATED if squeezed(line.text) in known else DropReason.FURNITURE)
        for line in lines[copy_at:]
    ]
    heads_of_pages = running_heads(lines[:end_at])
    at_head = []
    for is_page, group in groupby(head, key=is_of_page):
        stretch = list(group)
        if is_page:
            dropped += [_drop(line, DropReason.FURNITURE) for line in stretch]
        else:
            at_head.append(_whole(stretch))
    outline = Outline(
        {heading.start: heading for heading in source.headings},
        ranks_of([line.text for line in lines[body_at:end_at]]),
    )
    tables = _Tables(source.tables)
    for line in lines[body_at:end_at]:
        table, is_first = tables.at(line)
        if table is not None:
            outline.add_table(line, is_first=is_first)
        elif (
            is_photo_caption(line.text)
            or is_control(line.text)
            or squeezed(line.text) in heads_of_pages
        ):
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
        Evidence(
            titles=titles.candidates(
                [line.text for line in title_lines], [line.text for line in before]
            ),
            lines=[line.text for line in head],
            around=[line.text for line in every[: body_at + len(given)]],
            parts=parts,
            body=source.text[lines[body_at].start :] if body_at < len(lines) else "",
            format_title=source.title,
            stem=PurePosixPath(source.path).stem,
        ),
        correction,
    )
    headings = outline.headings
    if title_lines:
        start, end = title_lines[0].start, title_lines[-1].end
        headings = [Heading(level=Level.TITLE, title=facts.title, start=start, end=end), *headings]
    calendar = Calendar(
        year=facts.year,
        of_republic=facts.of_republic,
        is_address=facts.kind is ReportKind.ADDRESS,
    )
    of_kind = _of_kind(facts.title, correction, calendar)
    paragraphs = at_head + _with_periods(source.text, of_kind, calendar, outline.blocks)
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
    return Report(
        document=document,
        paragraphs=tuple(paragraphs),
        doubt=facts.doubt(source.path),
        doubts=facts.doubts,
        correction=correction,
    )


class _Tables:
    """The tables of a text, met in the order of its lines."""

    def __init__(self, tables: Sequence[Table]) -> None:
        self._left = list(reversed(tables))
        self._met: Table | None = None

    def at(self, line: Line) -> tuple[Table | None, bool]:
        """The table that a line is a row of, and whether it is its first."""
        while self._left and self._left[-1].end < line.start:
            self._left.pop()
        table = self._left[-1] if self._left else None
        if table is None or table.start > line.end or line.start > table.end:
            return None, False
        # Not by where the line begins: the cell in the corner is empty in many tables.
        is_first = table is not self._met
        self._met = table
        return table, is_first


def _drop(line: Line, reason: DropReason) -> Dropped:
    return Dropped(start=line.start, end=line.end, reason=reason)


def _whole(lines: Sequence[Line]) -> Paragraph:
    """The paragraph that these lines of a head are."""
    return Paragraph(start=lines[0].start, end=lines[-1].end, section=(), period=Period.OTHER)


def _of_kind(title: str, correction: Correction, calendar: Calendar) -> Period | None:
    """The period of a whole report by its kind: its title's, or another that it is corrected to."""
    if correction.kind is not None and kinds.kind_of(fold(title).text) != correction.kind:
        return period_of(correction.kind)
    return period_of_kind(calendar.told(title))


def _with_periods(
    text: str, of_kind: Period | None, calendar: Calendar, blocks: Sequence[Block]
) -> list[Paragraph]:
    """Give each paragraph the period of its part, or, without parts, that of the words so far."""
    said = [calendar.told(text[block.start : block.end]) for block in blocks]
    of_part = _of_parts(blocks, said, of_kind, calendar)
    paragraphs = []
    running = of_kind or Period.OTHER
    for block, words in zip(blocks, said, strict=True):
        if block.part is not None:
            period = of_part[block.part]
        else:
            period = period_after(words, calendar.year, running)
            if of_part:  # what stands above the parts looks back at most
                period = Period.REVIEW if period is Period.REVIEW else of_kind or Period.OTHER
            running = period
        paragraphs.append(
            Paragraph(start=block.start, end=block.end, section=block.section, period=period)
        )
    return paragraphs


def _of_parts(
    blocks: Sequence[Block], said: Sequence[str], of_kind: Period | None, calendar: Calendar
) -> dict[Heading, Period]:
    """The period of each part, by its title, the document's kind, or its words."""
    bodies: dict[Heading, list[str]] = {}
    for block, words in zip(blocks, said, strict=True):
        if block.part is not None:
            bodies.setdefault(block.part, []).append(words)
    titles_say = {
        part: period_of_title(calendar.told(part.title), calendar.year) or of_kind
        for part in bodies
    }
    plans = [part.start for part, period in titles_say.items() if period is Period.PLAN]
    of_part: dict[Heading, Period] = {}
    before = Period.OTHER
    for part, body in bodies.items():
        period = titles_say[part]
        if period is None and not is_annex(part.title):
            known = _unless_told(part, before, max(plans, default=0), calendar)
            period = period_of_body("".join(body), calendar.year, before, else_=known)
        of_part[part] = before = period or Period.OTHER
    return of_part


def _unless_told(part: Heading, before: Period, plan_at: int, calendar: Calendar) -> Period | None:
    """The period of a part whose heading and words tell none."""
    if before is Period.OTHER and part.start < plan_at:
        return Period.REVIEW  # until a heading says that the plan begins, a report looks back
    return Period.PLAN if calendar.is_address and before is Period.OTHER else None
