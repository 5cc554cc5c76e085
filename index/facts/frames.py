"""What a fact takes over from around its clause: times, and where they were told."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from index.fact_types import Origin, Time, TimePart
from index.language.lexicon import alternation
from index.language.named_times import Calendar, NamedTime, named_times
from index.language.text import fold
from index.types import Period, ReportKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from index.types import About, Passage


def calendar_of(about: About, period: Period = Period.OTHER) -> Calendar:
    """What relative times of a report count from, where it speaks of a period."""
    before = about.review_year
    if period is Period.REVIEW and before is not None:
        before -= 1
    return Calendar(year=about.year, review_year=about.review_year, year_before=before)


_OPENING_CHARS = 60
_OPENING = re.compile(
    rf"^(?:(?:{alternation('deputies')})|[—\-，,！!：:\s]|{alternation('just_past')})+"
)


@dataclass(frozen=True, slots=True)
class Told:
    """Years and a part of them, each with where it was told."""

    first: int | None = None
    last: int | None = None
    part: TimePart | None = None
    origin: Origin = Origin.UNKNOWN
    part_origin: Origin = Origin.UNKNOWN
    is_ahead: bool = False
    is_loose: bool = False
    base: int | None = None  # the year that a change is counted from


def of_report(about: About, period: Period, section: Sequence[str]) -> Told:
    """The time that a passage is of by its headings, or by its report."""
    calendar = calendar_of(about)
    for title in reversed(section):
        times = [each for each in named_times(fold(title).text, calendar) if each.first is not None]
        fitting = [each for each in times if _fits(each, period, calendar)]
        if fitting:
            return told(fitting[:1], Origin.HEADING)
    origin = Origin.HEADING if section else Origin.DEFAULT
    year = {Period.REVIEW: about.review_year, Period.PLAN: about.year}.get(period)
    if year is None and about.kind is ReportKind.STATISTICS:
        year, origin = about.review_year, Origin.DEFAULT
    return Told() if year is None else Told(year, year, None, origin, is_loose=True)


@dataclass(slots=True)
class SectionFrame:
    """The time that the paragraphs of a part of a report are of, one after the other.

    Where its heading tells one year, that is it. Where it tells several or none, a paragraph that
    begins with a time (过去五年, 刚刚过去的2022年, 一年来) is followed by others of that time.
    """

    about: About
    part: tuple[str, ...] | None = None
    carried: Told = field(default_factory=Told)

    def of(self, passage: Passage) -> Told:
        """The time of the next paragraph, before its own sentences tell one."""
        if passage.section[:1] != self.part:
            self.part, self.carried = passage.section[:1], Told()
        calendar = calendar_of(self.about, passage.period)
        begun = lead_times(_OPENING.sub("", passage.text[:_OPENING_CHARS]), calendar)
        if begun.first is not None:
            part = None if begun.part is TimePart.AS_OF else begun.part
            self.carried = dataclasses.replace(
                begun, part=part, origin=Origin.BEFORE, part_origin=Origin.BEFORE
            )
        heading = of_report(self.about, passage.period, passage.section)
        is_of_one = heading.first is not None and heading.first == heading.last
        if is_of_one and not heading.is_loose:
            return heading
        return dataclasses.replace(over(self.carried, heading), is_loose=False)


def _fits(time: NamedTime, period: Period, calendar: Calendar) -> bool:
    """Whether a heading's time is of the period that its part speaks of."""
    if calendar.year is None or time.last is None:
        return True
    if period is Period.REVIEW:
        return time.first is not None and time.first <= (calendar.review_year or calendar.year)
    return period is not Period.PLAN or time.last >= calendar.year


def told(times: Iterable[NamedTime], origin: Origin) -> Told:
    """What some times tell together: the last that has years, the last that has a part."""
    result = Told()
    for each in times:
        if each.is_base:
            result = dataclasses.replace(result, base=each.first)
            continue
        if each.first is not None or each.last is not None:
            part = each.part
            result = Told(each.first, each.last, part, origin, origin, each.is_ahead, each.is_loose)
        elif each.part is not None:
            result = dataclasses.replace(result, part=each.part, part_origin=origin)
            if each.is_ahead:
                result = dataclasses.replace(result, is_ahead=True)
    return result


def over(inner: Told, outer: Told) -> Told:
    """What is told nearer, and of the farther what that leaves open."""
    if inner.first is not None or inner.last is not None:
        return inner
    if inner.part is not None or inner.base is not None:
        return dataclasses.replace(
            outer,
            base=inner.base,
            part=inner.part or outer.part,
            part_origin=inner.part_origin if inner.part else outer.part_origin,
            is_ahead=outer.is_ahead or inner.is_ahead,
        )
    return outer


def since_base(time: Time, base: int | None) -> Time:
    """The time of a change that is counted from a year: the years after it."""
    if base is None or time.last is None or base + 1 >= time.last:
        return time
    return dataclasses.replace(time, first=base + 1, part=TimePart.CUMULATIVE)


def time_of(all_told: Told, *, at_end: bool = False, is_kept: bool = False) -> Time:
    """The time of a fact that is told so.

    Of several years, what was reached (``at_end``) is of the last, what was kept of each; all else
    of them together.
    """
    first, last, part = all_told.first, all_told.last, all_told.part
    is_span = first is not None and last is not None and first != last
    origin = all_told.origin
    if part is TimePart.CUMULATIVE and not is_span:
        return Time(part=TimePart.CUMULATIVE, origin=Origin.UNKNOWN)
    if part is TimePart.AVERAGE and not is_span:
        return Time(part=TimePart.AVERAGE, origin=Origin.UNKNOWN)
    if first is None and last is None:
        return Time(part=part or TimePart.NONE, origin=Origin.UNKNOWN)
    if part is None:
        part = TimePart.CUMULATIVE if is_span and not (at_end or is_kept) else TimePart.YEAR
        first = last if at_end and not is_kept else first
    elif part is not TimePart.AVERAGE and part is not TimePart.CUMULATIVE and is_span:
        first = last
    if all_told.part is not None and all_told.part is not TimePart.YEAR:
        origin = all_told.part_origin if all_told.origin is not Origin.UNKNOWN else origin
    return Time(first=first, last=last, part=part, origin=origin)


@dataclass(slots=True)
class TimeFrame:
    """The times that lead the sentences of a passage."""

    report: Told
    passage: Told = field(default_factory=Told)
    sentence: Told = field(default_factory=Told)
    n_begun: int = 0
    is_first: bool = False

    def begin_sentence(self) -> None:
        """Note that a sentence begins: what the one before told is told before."""
        lasts = self.is_first or not self.sentence.is_loose
        self.is_first = self.n_begun < _LEADING
        self.n_begun += 1
        if (
            lasts
            and self.sentence.first is not None
            and self.sentence.part not in (TimePart.AS_OF, TimePart.AVERAGE)
            and not self._is_within_span()
        ):
            self.passage = dataclasses.replace(
                self.sentence, origin=Origin.BEFORE, part_origin=Origin.BEFORE
            )
        self.sentence = Told()

    def _is_within_span(self) -> bool:
        """Whether a sentence told one of the years that its passage is of together."""
        frame = over(self.passage, self.report)
        if frame.first is None or frame.last is None or frame.first == frame.last:
            return False
        told = self.sentence
        return told.first == told.last and frame.first <= (told.first or 0) <= frame.last

    def note(self, clause: Told, *, leads: bool) -> None:
        """Note the time of a clause; one that leads it is of what follows too."""
        if leads or clause.first is None:
            self.sentence = over(
                dataclasses.replace(
                    clause, origin=_of(clause.origin), part_origin=_of(clause.part_origin)
                ),
                self.sentence,
            )

    def around(self, clause: Told) -> Told:
        """The time of a value whose clause tells one, or none."""
        return over(clause, over(self.sentence, over(self.passage, self.report)))


def _of(origin: Origin) -> Origin:
    return Origin.SENTENCE if origin is Origin.CLAUSE else origin


def lead_times(text: str, calendar: Calendar) -> Told:
    """The time that a sentence begins with."""
    folded = fold(text).text
    leading = []
    at = 0
    for each in named_times(folded, calendar):
        if each.start > at + _MAX_LEAD:
            break
        leading.append(each)
        at = each.end
    return told(leading, Origin.CLAUSE)


_LEADING = 2  # sentences whose times may lead a whole passage
_MAX_LEAD = 2  # characters between the beginning of a sentence and the time that leads it
