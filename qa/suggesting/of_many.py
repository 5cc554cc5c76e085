"""Questions to several reports at once: of what the facts of some of them tell alike."""

from __future__ import annotations

import dataclasses
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.suggesting.example import OfMany
from qa.suggesting.fact_questions import asked
from qa.suggesting.report_facts import facts_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.fact_types import Fact
    from index.types import About
    from qa.snapshot import Snapshot
    from qa.suggesting.fact_questions import Asked
    from qa.suggesting.phrases import Phrases
    from qa.tables.values import Table

MAX_REPORTS = 300  # of which tables are made to see whether a question is answered
_N_LOOKED_AT = 300  # reports, for those that belong together
_N_READ = 4  # reports whose facts are read
_N_NAMED = 4  # places that a question names one by one
_ALIKE = 2  # reports at least that tell the same thing


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """Reports that are asked together: some of them, and what a question calls their places.

    ``is_course`` is whether they are of one place, in several years.
    """

    abouts: tuple[About, ...]
    places: str
    is_course: bool = False


def together(snapshot: Snapshot, phrases: Phrases) -> Together | None:
    """The reports of one level and year that are most; of one place its years, ``None`` if it has one.

    Args:
        snapshot: what is published.
        phrases: how questions are phrased.
    """
    reports = snapshot.reports
    if not _ALIKE <= len(reports) <= MAX_REPORTS:
        return None
    abouts = [each.about for each in reports.page(0, _N_LOOKED_AT)]
    abouts = [each for each in abouts if each.place and each.year is not None]
    once = {(each.place, each.year): each for each in abouts}
    counted = Counter((each.level, each.year) for each in once.values())
    if not counted:
        return None
    (level, year), n_places = max(counted.items(), key=lambda each: (each[1], each[0][1] or 0))
    if n_places >= _ALIKE:
        own = [each for each in once.values() if (each.level, each.year) == (level, year)]
        return Together(abouts=tuple(own), places=phrases.each(level))
    place, n_years = Counter(each.place for each in once.values()).most_common(1)[0]
    if n_years < _ALIKE:
        return None
    return _course([each for each in once.values() if each.place == place], phrases)


def of_table(table: Table, phrases: Phrases) -> Together | None:
    """The reports of a table, as its question has them; ``None`` where there are too many or too few."""
    abouts = [row.about for row in table.rows]
    if not _ALIKE <= len(abouts) <= MAX_REPORTS:
        return None
    places = list(dict.fromkeys(each.place for each in abouts if each.place))
    if len(places) == 1:
        return _course(abouts, phrases)
    levels = {each.level for each in abouts}
    names = table.across.places if table.across is not None else ()
    if names and len(names) <= _N_NAMED:
        named = phrases.between.join(names)
    else:
        named = phrases.each(levels.pop() if len(levels) == 1 else None)
    return Together(abouts=tuple(abouts), places=named)


def _course(abouts: Sequence[About], phrases: Phrases) -> Together:
    newest = sorted(abouts, key=lambda each: each.year or 0, reverse=True)
    place = phrases.each_year.format(place=newest[0].place)
    return Together(abouts=tuple(newest), places=place, is_course=True)


def questions(
    snapshot: Snapshot, group: Together, phrases: Phrases, table: Table | None = None
) -> Iterator[OfMany]:
    """What the first reports of some tell alike, as questions to all of them.

    Beside a table its own measures come first, and none of its figures is asked for again. Then comes
    what most reports tell.
    """
    cells = () if table is None else tuple(cell for row in table.rows for cell in row.cells)
    shown = {(c.fact.document_id, c.fact.start) for c in cells if c.fact is not None}
    names = {c.fact.measure.text.strip() for c in cells if c.fact is not None}
    told: dict[Asked, list[Fact]] = {}
    repeated: set[Asked] = set()
    for about in group.abouts[:_N_READ]:
        for each, fact in _asked_of(snapshot, about, group, phrases):
            told.setdefault(each, []).append(fact)
            if (fact.document_id, fact.start) in shown:
                repeated.add(each)

    changes = {phrases.target_rise, phrases.rise, phrases.fall}

    def farness(each: Asked) -> tuple[bool, bool, int]:
        """Changes are told alike of places large and small, and come before what there is of a thing."""
        return each.name not in names, each.phrase not in changes, -len(told[each])

    for each in sorted(told, key=farness):
        if len(told[each]) >= _ALIKE and each not in repeated:
            yield OfMany(question=each.question_of(phrases, group.places), facts=tuple(told[each]))


def _asked_of(
    snapshot: Snapshot, about: About, group: Together, phrases: Phrases
) -> Iterator[tuple[Asked, Fact]]:
    """What a report is asked for, each once, with its fact; of a course in no year."""
    facts, passages = facts_of(snapshot, about.id)
    seen: set[Asked] = set()
    for fact in facts:
        own = asked(fact, passages[fact.passage], phrases, about.place)
        is_open = own is None or (own.year is None and not group.is_course)
        if own is None or is_open or own.phrase == phrases.added:
            continue
        if group.is_course:
            own = dataclasses.replace(own, year=None)
        if own not in seen:
            seen.add(own)
            yield own, fact
