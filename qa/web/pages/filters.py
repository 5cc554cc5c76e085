"""The filters: what to search in, and how many sources to see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.language.text import fold
from index.types import Period
from qa import titles
from qa.understanding import question
from qa.understanding.asked_time import asked_time
from qa.web.fragments import addresses, periods
from qa.web.fragments.templates import render
from qa.web.pages.view import N_SOURCES, SOURCE_COUNTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markupsafe import Markup

    from index.searchable.protocol import Searchable
    from index.searchable.reports import NumberedReport, Reports
    from qa.snapshot import Snapshot
    from qa.types import Answer
    from qa.understanding.asked_time import AskedTime
    from qa.web.pages.view import View
    from qa.web.texts import Texts

N_LISTED = 300  # reports, and places: a longer list is no choice, and each visit is sent it
_N_SECTIONS = 200  # of all reports, the commonest first: a longer list is no choice


def form(index: Searchable, there: Reports, texts: Texts) -> Markup:
    """The fields of the filters, each with what this corpus has to choose from.

    What leaves no choice is not offered. Of reports and places the first ``N_LISTED``: every
    visitor is sent all of it.

    Args:
        index: what is searched.
        there: its reports whose files are there.
        texts: the texts of the visitor's language.
    """
    page = there.page(0, N_LISTED)
    years = sorted(index.years, reverse=True)
    places = index.places_in_order(N_LISTED)
    reports = [each.about for each in page]
    names = titles.telling(reports)
    choices = (
        (
            "report",
            texts.filter_report,
            [
                (addresses.of(each), names[each.id], texts.report_title.format(title=each.title))
                for each in reports
            ],
        ),
        ("place", texts.filter_place, [(each, each, each) for each in places]),
        ("year", texts.filter_year, [(year, year, texts.year.format(year=year)) for year in years]),
        (
            "spoken",
            texts.filter_spoken,
            [(year, year, texts.spoken_of.format(year=year)) for year in index.spoken_years],
        ),
        (
            "period",
            texts.filter_period,
            [
                (each.value, *[periods.of_passage(each, texts)] * 2)
                for each in Period
                if each in index.periods
            ],
        ),
    )
    sections = _sections(index, page)
    return render(
        "filters",
        choices=[each for each in choices if len(each[2]) > 1],
        sections=sections if len(sections) > 1 else [],
        counts=SOURCE_COUNTS,
        n_sources=N_SOURCES,
        texts=texts,
    )


def told(view: View, index: Searchable, texts: Texts) -> str:
    """What a view is restricted to, in words; empty where it is to nothing."""
    report = addresses.about(index, view.report) if view.report else None
    chosen = (
        texts.report_title.format(title=report.title) if report else "",
        view.place,
        texts.year.format(year=view.year) if view.year is not None else "",
        periods.of_passage(view.period, texts) if view.period else "",
        view.section,
        texts.spoken_of.format(year=view.spoken) if view.spoken is not None else "",
    )
    return texts.separator.join(filter(None, chosen))


def as_asked(answer: Answer, snapshot: Snapshot, texts: Texts) -> dict[str, str]:
    """What a question itself is restricted to, in words: the places and years that it names.

    By the names of the filters that would say the same; a place is not told where all reports are of one.
    """
    generation = snapshot.generation
    asked = question.parse(answer.asked, generation.reports, snapshot.synonyms)
    is_of_one = not snapshot.reports.has_several_places
    places = [
        each.told_name
        for each in asked.asked_places
        if not (is_of_one or each.is_own or each.is_nation)
    ]
    years = [texts.year.format(year=year) for year in asked.years]
    if answer.citations and not years:
        years = _years(asked_time(fold(answer.asked).text, answer.citations[0].document), texts)
    told = {"place": places, "spoken": years}
    return {name: texts.separator.join(each) for name, each in told.items() if each}


def _years(asked: AskedTime, texts: Texts) -> list[str]:
    """The years that a question names by other words, as the report takes them that answers: 去年."""
    if asked.last is None:
        return []
    if asked.is_span:
        return [texts.turn.years.format(first=asked.first, last=asked.last)]
    return [texts.year.format(year=asked.last)]


def _sections(index: Searchable, listed: Sequence[NumberedReport]) -> list[tuple[str, str]]:
    """The parts of the reports that are listed, each with the reports that have it, for the script to narrow them.

    Only these are named: no other can be chosen.
    """
    reports: dict[str, list[str]] = {}
    for each, own in zip(listed, index.contents([each.row for each in listed]), strict=True):
        for title in own.sections:
            reports.setdefault(title, []).append(addresses.of(each.about))
    return [
        (title, " ".join(reports.get(title, ()))) for title in index.common_sections(_N_SECTIONS)
    ]
