"""The places and years that a question names and no report is of, and what there is in their stead."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from qa.answer_places import ReportsOf, Uncovered
from qa.understanding.concepts import folded
from qa.understanding.names.named_places import bare

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.searchable.reports import Reports
    from qa.choosing.ordering.ranked import Ranked
    from qa.types import Citation
    from qa.understanding.asked_places import AskedPlace
    from qa.understanding.question import Question

_MOST_TOLD = 5  # places whose reports are told
_EACH_TOLD = 3  # where there are no more places, the reports of each are told
_MOST_READ = 16  # reports of the places asked about that are looked at for the years of a plan


def uncovered(
    question: Question,
    reports: Reports,
    ranked: Sequence[Ranked],
    citations: Sequence[Citation] = (),
) -> Uncovered | None:
    """What a question names and no report in scope is of; ``None`` where there is no such thing.

    A year is covered by a report that is of it, that looks back on it, or whose plan is for it.

    Args:
        question: the question.
        reports: the reports that may answer.
        ranked: the passages in their order, for the places that speak of what is asked.
        citations: what answers, if anything does: what is named there is told.
    """
    told = folded(" ".join(each.passage.text for each in citations))
    known = tuple(dict.fromkeys(p for each in question.asked_places for p in each.reports))
    lacking = _lacking_places(question, reports, told)
    years = () if lacking and not known else _lacking_years(question.years, reports, known)
    years = tuple(year for year in years if str(year) not in told)
    if not (lacking or years):
        return None
    is_elsewhere = len(_lacking_years(years, reports, ())) < len(years)
    there: Sequence[str]
    near: Sequence[str] = ()
    if known and years:
        there, n_places = known[:_MOST_TOLD], len(known)
    elif lacking:
        near = _nearest(lacking, reports, ranked)
        first, n_places = reports.places(_MOST_TOLD)
        there = [*filter(None, dict.fromkeys([*near, *first]))][:_MOST_TOLD]
    else:
        there, n_places = reports.places(_MOST_TOLD)
        there = there if n_places <= _EACH_TOLD else [""]
    return Uncovered(
        places=tuple(each.told_name for each in lacking),
        years=years,
        of=known[:_MOST_TOLD] if is_elsewhere else (),
        there=tuple(_reports_of(place, reports) for place in there),
        n_places=n_places,
        near=tuple(each for each in near if each in there),
    )


def _lacking_places(question: Question, reports: Reports, told: str) -> list[AskedPlace]:
    """The places that no report is of, unless the answer names them; none where no report has a place."""
    lacking = [each for each in question.asked_places if not each.reports]
    lacking = [each for each in lacking if not (told and each.is_named(told))]
    return lacking if lacking and reports.places(1)[1] else []


def _lacking_years(
    years: Sequence[int], reports: Reports, places: Sequence[str]
) -> tuple[int, ...]:
    """Those of some years that no report of some places, or of any, is of or looks back on."""
    if not years:
        return ()
    own = reports.of(places)
    covered = {*itertools.chain(*own.years())}
    if not covered:  # they do not tell their years
        return ()
    for each in () if own.is_all else own.page(0, _MOST_READ):
        if period := each.about.covers:
            covered.update(range(period[0], period[1] + 1))
    return tuple(year for year in dict.fromkeys(years) if year not in covered)


def _nearest(
    lacking: Sequence[AskedPlace], reports: Reports, ranked: Sequence[Ranked]
) -> list[str]:
    """The places of reports that are near to others: whose reports speak of these, then of a like name.

    河北省 is of a like name as 河北区.
    """
    by_name = [each for each in lacking if not (each.is_nation or each.is_own)]
    speaking = [each.document.place for each in ranked if _speaks_of(by_name, each)]
    alike = [
        place
        for each in lacking
        for members in each.members
        for part in reversed(members)
        for place in reports.places_holding(bare(part), _MOST_TOLD)
    ]
    return [*filter(None, dict.fromkeys([*speaking, *alike]))][:_MOST_TOLD]


def _speaks_of(lacking: Sequence[AskedPlace], ranked: Ranked) -> bool:
    text = folded(ranked.passage.text)
    return any(each.is_named(text) for each in lacking)


def _reports_of(place: str, reports: Reports) -> ReportsOf:
    years, reviewed = reports.of((place,) if place else ()).years()
    return ReportsOf(place=place, years=years, looks_back_on=reviewed)
