"""The reports of an index as lines for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.language.text import visible
from index.reading.head import terms
from qa import titles

if TYPE_CHECKING:
    from qa.listing.catalogue import Catalogue, ListedReport, Series


def catalogue(value: Catalogue) -> str:
    """Each report in a line, and what lacks between them."""
    names = titles.telling(each.about for each in value.reports)
    lines = [f"{len(value.reports)} 份报告"]
    lines += [_report(each, names[each.about.id]) for each in value.reports]
    lines += [f"缺: {_span(each)}, 缺 {_years(each.missing)}" for each in value.incomplete]
    return "\n".join(map(visible, lines))


def series(value: Catalogue) -> str:
    """Each place and kind in a line: its years, and those that lack between them."""
    lines = [
        f"{_span(each)}: {f'缺 {_years(each.missing)}' if each.missing else '无缺'}"
        for each in value.series
    ]
    return visible("\n".join(lines or ["没有按年份编排的报告"]))


def _report(value: ListedReport, name: str) -> str:
    about = value.about
    facts = (
        f"{about.year}年" if about.year else "年份不明",
        about.place or "地区不明",
        terms.term_of_kind(about.kind),
        about.delivered.isoformat() if about.delivered else "",
        " ".join(filter(None, (about.office, about.speaker))),
        f"另有版本: {', '.join(value.versions)}" if value.versions else "",
    )
    return f"{value.number:>5}  {name}  {' · '.join(filter(None, facts))}"


def _span(value: Series) -> str:
    first, last = value.years[0], value.years[-1]
    years = f"{first}年" if first == last else f"{first}–{last}年"
    kind = terms.term_of_kind(value.kind)
    return f"{value.place} {kind} {years} {value.n_reports} 份"


def _years(years: tuple[int, ...]) -> str:
    """Years, those in a row as a span: 2019, 2021–2023."""
    spans: list[list[int]] = []
    for year in years:
        if spans and spans[-1][-1] == year - 1:
            spans[-1] = [spans[-1][0], year]
        else:
            spans.append([year, year])
    return ", ".join(str(a) if a == b else f"{a}–{b}" for a, b in spans)
