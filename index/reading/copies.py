"""Copies: files that hold one report, each saved in another way; one of them is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.language import cutting
from index.language.wording import wording

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.reading.report import Report
    from index.types import Document, Source

_LEFT_OUT = ", corrected as that one is"
_MIN_PROSE = 12  # characters of a sentence around a report that may say something


def distinct_files(sources: Sequence[Source]) -> tuple[list[Source], list[str]]:
    """One source of those of the same bytes, and a line for each of the others."""
    files: dict[str, Source] = {}
    lines = []
    for source in sources:
        first = files.setdefault(source.id, source)
        if first is not source:
            lines.append(f"{source.path} is the same file as {first.path}: kept once")
    return list(files.values()), lines


def distinct(reports: Sequence[Report]) -> tuple[list[Report], list[str]]:
    """One report of each wording, in their order, and a line for each copy that is left out.

    Two files are copies where all that they hold is of the same wording, or all but the page
    around the report, which is no part of it. Nothing that could be asked is lost with a copy.
    Kept is the file whose head is corrected, then the one that tells most: whose paragraphs are whole, then the one whose date,
    speaker and headings are known, then the shortest, which has the least around the report; of
    equals the first. So the same files always give the same choice.
    """
    groups: list[list[Report]] = []
    group_of: dict[str, list[Report]] = {}
    for report in reports:
        keys = [key for key in _keys(report.document) if key]
        group = next((group_of[key] for key in keys if key in group_of), None)
        if group is None:
            group = []
            groups.append(group)
        group.append(report)
        for key in keys:
            group_of.setdefault(key, group)
    chosen = {min(group, key=_worth).document.id: group for group in groups}
    kept = [report for report in reports if report.document.id in chosen]
    lines = [
        f"{copy.document.path} is a copy of {report.document.path}, saved otherwise: kept once"
        f"{_LEFT_OUT if copy.correction and copy.correction != report.correction else ''}"
        for report in kept
        for copy in chosen[report.document.id]
        if copy is not report
    ]
    return kept, lines


def _keys(document: Document) -> tuple[str, str]:
    """What a file says, and what the report in it says, without the page around it.

    Whole sentences around a report, as of a preface, are more than a page: not known to say nothing.
    """
    around = [document.text[drop.start : drop.end] for drop in document.dropped]
    if any(cutting.is_prose(line) and len(line) >= _MIN_PROSE for line in around):
        return wording(document.text), ""
    return wording(document.text), wording(report_text(document))


def report_text(document: Document) -> str:
    """The text of a file without the lines that are no part of the report."""
    return "".join(_between_dropped(document))


def _between_dropped(document: Document) -> Iterator[str]:
    start = 0
    for drop in document.dropped:
        yield document.text[start : drop.start]
        start = drop.end
    yield document.text[start:]


def _worth(report: Report) -> tuple[int, int, int, int, int]:
    """The less, the better is the report told by this file."""
    document = report.document
    paragraphs = (document.text[each.start : each.end] for each in report.paragraphs)
    known = (document.place, document.year, document.delivered, document.speaker, document.office)
    return (
        not report.correction,
        sum(not cutting.ends_paragraph(text) for text in paragraphs),
        -sum(map(bool, known)),
        -len(document.headings),
        len(document.text),
    )
