"""The filters: what to search in, and how many sources to see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.types import Period
from qa import titles
from qa.web import addresses, periods
from qa.web.markup import element, escape, join
from qa.web.view import N_SOURCES, SOURCE_COUNTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from index.types import Document, Passage
    from qa.web.markup import Html
    from qa.web.texts import Texts
    from qa.web.view import View

_N_SECTIONS = 200  # of all reports, the commonest first: a longer list is no choice


def form(documents: Sequence[Document], passages: Sequence[Passage], texts: Texts) -> Html:
    """The fields of the filters, each with what this corpus has to choose from."""
    years = sorted({document.year for document in documents if document.year}, reverse=True)
    places = dict.fromkeys(document.place for document in documents if document.place)
    names = titles.telling(documents)
    return join(
        (
            _select(
                "report",
                texts.filter_report,
                [(addresses.of(each), escape(names[each.id])) for each in documents],
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


def told(view: View, documents: Iterable[Document], texts: Texts) -> str:
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


def _sections(documents: Sequence[Document], passages: Sequence[Passage], texts: Texts) -> Html:
    """The parts of the reports; each option names its reports, for the script to narrow them."""
    reports: dict[str, dict[str, None]] = {}
    addressed: Mapping[str, str] = {each.id: addresses.of(each) for each in documents}
    for passage in passages:
        for title in passage.section[:1]:
            reports.setdefault(title, {})[addressed[passage.document_id]] = None
    common = sorted(reports, key=lambda title: -len(reports[title]))[:_N_SECTIONS]
    options = [
        _option(title, escape(title), data_reports=" ".join(reports[title])) for title in common
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
