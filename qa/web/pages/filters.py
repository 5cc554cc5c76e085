"""The filters: what to search in, and how many sources to see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.types import Period
from qa import titles
from qa.web.fragments import addresses, periods
from qa.web.fragments.html import element, escape, join
from qa.web.pages.view import N_SOURCES, SOURCE_COUNTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from index.published.documents import DocumentTable
    from index.published.passages import PassageTable
    from qa.web.fragments.html import Html
    from qa.web.pages.view import View
    from qa.web.texts import Texts

N_LISTED = 300  # reports, and places: a longer list is no choice, and each visit is sent it
_N_SECTIONS = 200  # of all reports, the commonest first: a longer list is no choice


def form(documents: DocumentTable, passages: PassageTable, texts: Texts) -> Html:
    """The fields of the filters, each with what this corpus has to choose from.

    Of reports and places the first ``N_LISTED``: every visitor is sent all of it.
    """
    years = sorted(documents.years, reverse=True)
    rows = range(min(len(documents), N_LISTED))
    places = documents.places_in_order(N_LISTED)
    reports = [*map(documents.about, rows)]
    names = titles.telling(reports)
    return join(
        (
            _select(
                "report",
                texts.filter_report,
                [(addresses.of(each), escape(names[each.id])) for each in reports],
                texts,
            ),
            _select("place", texts.filter_place, [(each, escape(each)) for each in places], texts),
            _select(
                "year", texts.filter_year, [(str(year), escape(str(year))) for year in years], texts
            ),
            _select(
                "period",
                texts.filter_period,
                [(each.value, escape(periods.of_passage(each, texts))) for each in Period],
                texts,
            ),
            _sections(documents, passages, texts),
            _labelled(
                "n",
                texts.n_sources,
                [_option(str(n), escape(str(n)), is_default=n == N_SOURCES) for n in SOURCE_COUNTS],
            ),
            element("button", escape(texts.reset), type="reset", class_="quiet"),
        )
    )


def told(view: View, documents: DocumentTable, texts: Texts) -> str:
    """What a view is restricted to, in words; empty where it is to nothing."""
    report = addresses.find(documents, view.report) if view.report else None
    chosen = (
        f"《{report.title}》" if report else "",
        view.place,
        texts.year.format(year=view.year) if view.year is not None else "",
        periods.of_passage(view.period, texts) if view.period else "",
        view.section,
    )
    return texts.separator.join(filter(None, chosen))


def _sections(documents: DocumentTable, passages: PassageTable, texts: Texts) -> Html:
    """The parts of the reports; each option names its reports, for the script to narrow them.

    Only those that are listed are named: no other can be chosen.
    """
    reports: dict[str, list[str]] = {}
    for row in range(min(len(documents), N_LISTED)):
        for title in passages.sections_of(row):
            reports.setdefault(title, []).append(addresses.of(documents.about(row)))
    options = [
        _option(title, escape(title), data_reports=" ".join(reports.get(title, ())))
        for title in passages.common_headings(_N_SECTIONS)
    ]
    return _labelled("section", texts.filter_section, [_any(texts), *options])


def _select(name: str, label: str, values: Iterable[tuple[str, Html]], texts: Texts) -> Html:
    options = [_option(value, shown) for value, shown in values]
    return _labelled(name, label, [_any(texts), *options])


def _labelled(name: str, label: str, options: Sequence[Html]) -> Html:
    select = element("select", *options, name=name, autocomplete="off")
    return element("label", element("span", escape(label)), select)


def _any(texts: Texts) -> Html:
    return _option("", escape(texts.filter_any))


def _option(value: str, shown: Html, *, is_default: bool = False, **attributes: str) -> Html:
    if is_default:
        attributes["selected"] = "selected"
    return element("option", shown, value=value, **attributes)
