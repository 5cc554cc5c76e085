"""The facts of a table: each figure of a cell, by the heads of its row and column."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.fact_types import Direction, Fact, Origin, Status, Time, TimePart, Words
from index.facts import frames
from index.facts.figures import figures
from index.facts.mended import mended
from index.language import numerals
from index.language.lexicon import alternation, word_set
from index.language.units import Dimension
from index.types import Aspect, Period

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.facts.figures import Figure
    from index.table_types import TableFigure, TablePart
    from index.types import About, Passage

_OF_ROW = re.compile(
    rf"^\s*(?:(?:{alternation('part_of_row')})[:：]?\s*|\d{{1,2}}[.、．]\s*|[（(]\d{{1,2}}[)）]\s*)+"
)
_GENERIC = re.compile(alternation("generic_head"))
_AIMED = re.compile(alternation("target", "plans", "strives"))
_RECKONED = re.compile(alternation("reckons"))
_PLACE = re.compile(
    rf"^(?:表\s*[\d{numerals.TENS}]*[\s:：]*)?(?:20\d{{2}}年)?([\u4e00-\u9fff]{{2,6}}?[市县区旗州])(?=[\u4e00-\u9fff])"
)
_SHARE_HEAD = re.compile(rf"(?:{alternation('share_noun')})$")


def facts_of_table(about: About, passage: Passage, table: TablePart) -> Iterator[Fact]:
    """The facts of the part of a table that a passage holds."""
    report = frames.of_report(about, passage.period, passage.section)
    place = _place(about, table)
    for cell in table.figures:
        text = passage.text[cell.start - passage.start : cell.end - passage.start]
        figure = _figure(text, cell.unit)
        if figure is None:
            continue
        aspect = _aspect(cell, figure)
        status, status_origin = _status(passage.period, cell)
        yield Fact(
            document_id=about.id,
            passage=passage.number,
            start=cell.start,
            end=cell.end,
            text=text,
            amount=figure.amount,
            measure=Words(text=_measure(cell), origin=Origin.TABLE_HEAD),
            subject=place,
            aspect=aspect,
            direction=_direction(figure, aspect),
            time=_time(cell, report),
            status=status,
            status_origin=status_origin,
        )


def _figure(text: str, unit: str) -> Figure | None:
    found = figures(mended(f"{text.strip()}{unit}"))
    return found[0] if len(found) == 1 else None


def _measure(cell: TableFigure) -> str:
    """What a row is called, and its column where that says more than which kind of figure it is."""
    label = _OF_ROW.sub("", cell.label).strip()
    heads = [head for head in cell.head if not _GENERIC.fullmatch(head) and head not in label]
    return "".join((label, *heads)) if not cell.is_change else label or "".join(cell.head)


def _aspect(cell: TableFigure, figure: Figure) -> Aspect:
    if cell.is_change or figure.dimension is Dimension.POINTS:
        return Aspect.CHANGE
    if _SHARE_HEAD.search("".join(cell.head)) or figure.dimension is Dimension.SHARE:
        return Aspect.SHARE
    return Aspect.RANK if figure.dimension is Dimension.RANK else Aspect.LEVEL


def _direction(figure: Figure, aspect: Aspect) -> Direction:
    if aspect is not Aspect.CHANGE:
        return Direction.NONE
    value = figure.amount.value
    if not value:
        return Direction.FLAT if value == 0 else Direction.NONE
    return Direction.DOWN if value < 0 else Direction.UP


def _time(cell: TableFigure, report: frames.Told) -> Time:
    if cell.year is not None:
        return Time(first=cell.year, last=cell.year, part=TimePart.YEAR, origin=Origin.TABLE_HEAD)
    return frames.time_of(report)


def _status(period: Period, cell: TableFigure) -> tuple[Status, Origin]:
    heads = "".join(cell.head)
    if _AIMED.search(heads):
        return Status.TARGET, Origin.TABLE_HEAD
    if _RECKONED.search(heads):
        return Status.EXPECTED, Origin.TABLE_HEAD
    if period is Period.PLAN:
        return Status.TARGET, Origin.HEADING
    return Status.DONE, Origin.HEADING if period is Period.REVIEW else Origin.DEFAULT


def _place(about: About, table: TablePart) -> Words:
    """Whose a table is by its caption: another place than the report's is named there."""
    for line in table.caption:
        match = _PLACE.match(line.strip())
        if match and match[1] not in about.place and match[1] not in word_set("own_place"):
            return Words(text=match[1], origin=Origin.CAPTION)
    return Words(text=about.place, origin=Origin.DEFAULT if about.place else Origin.UNKNOWN)
