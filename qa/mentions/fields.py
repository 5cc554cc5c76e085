"""Mentions as plain values: a line each for a table, or all of them for JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.types import About
    from qa.mentions.mention import Mention, Mentions

MENTION_FIELDS = (
    *("report", "path", "place", "level", "report_year", "passage", "page", "is_heading", "text"),
    *("form", "quote", "start", "end", "document"),
)
COUNT_FIELDS = ("report", "path", "place", "level", "report_year", "n_mentions", "document")
REMARK = "counted: passages and headings; not: page furniture, salutations, lines told twice"


def lines_of_mentions(value: Mentions) -> Iterator[dict[str, Any]]:
    """Each place on one level, report by report."""
    for report in value.reports:
        of_report = _report(report.about)
        for each in report.mentions:
            yield of_report | _mention(each) | {"document": report.about.id}


def lines_of_counts(value: Mentions) -> Iterator[dict[str, Any]]:
    """Each report in scope on one level, with how often it has the phrase, also where never."""
    counted = [(report.about, len(report.mentions)) for report in value.reports]
    for about, n_mentions in (*counted, *((about, 0) for about in value.silent)):
        yield _report(about) | {"n_mentions": n_mentions, "document": about.id}


def fields_of_mentions(value: Mentions, n_quoted: int | None = None) -> dict[str, Any]:
    """All that was counted, as one object.

    Args:
        value: the mentions.
        n_quoted: of each report only the first so many are quoted; all by default.
    """
    return {
        "text": value.text,
        "forms": list(value.forms),
        "synonyms": list(value.synonyms),
        "n_reports": value.n_reports,
        "n_mentioning": len(value.reports),
        "n_mentions": value.n_mentions,
        "n_in_headings": value.n_in_headings,
        "counted": REMARK,
        "years": [
            {
                "year": each.year,
                "n_reports": each.n_reports,
                "n_mentioning": each.n_mentioning,
                "n_mentions": each.n_mentions,
            }
            for each in value.years
        ],
        "reports": [
            _report(report.about)
            | {"document": report.about.id, "n_mentions": len(report.mentions)}
            | {"versions": list(report.versions)}
            | {"mentions": [_mention(each) for each in report.mentions[:n_quoted]]}
            for report in value.reports
        ],
        "silent": [_report(about) | {"document": about.id} for about in value.silent],
    }


def _report(about: About) -> dict[str, Any]:
    return {
        "report": about.title,
        "path": about.path,
        "place": about.place,
        "level": about.level.value,
        "report_year": about.year,
    }


def _mention(value: Mention) -> dict[str, Any]:
    return {
        "passage": value.number,
        "page": value.page,
        "is_heading": value.is_heading,
        "text": value.text,
        "form": value.form,
        "quote": value.quote,
        "start": value.start,
        "end": value.end,
    }
