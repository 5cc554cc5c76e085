"""The filters: what to search in, and how many sources to see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.types import Period
from qa import titles
from qa.web.fragments import addresses, periods
from qa.web.fragments.templates import render
from qa.web.pages.view import N_SOURCES, SOURCE_COUNTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markupsafe import Markup

    from index.searchable.protocol import Searchable
    from index.searchable.reports import NumberedReport, Reports
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
        ("report", texts.filter_report, [(addresses.of(each), names[each.id]) for each in reports]),
        ("place", texts.filter_place, [(each, each) for each in places]),
        ("year", texts.filter_year, [(year, year) for year in years]),
        ("spoken", texts.filter_spoken, [(year, year) for year in index.spoken_years]),
        (
            "period",
            texts.filter_period,
            [
                (each.value, periods.of_passage(each, texts))
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
    report = addresses.find(index, view.report) if view.report else None
    chosen = (
        f"《{report.title}》" if report else "",
        view.place,
        texts.year.format(year=view.year) if view.year is not None else "",
        periods.of_passage(view.period, texts) if view.period else "",
        view.section,
        texts.spoken_of.format(year=view.spoken) if view.spoken is not None else "",
    )
    return texts.separator.join(filter(None, chosen))


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
