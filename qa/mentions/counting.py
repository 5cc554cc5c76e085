"""Counts a phrase in the texts of an index: in their passages, and in the headings above them.

What became no passage is not counted: page furniture, salutations, what a file holds twice, and the
title. A heading that leads its paragraph is part of that passage and counts once.
"""

from __future__ import annotations

import bisect
import itertools
from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from index.published import document_lines
from qa.mentions import candidates
from qa.mentions.mention import Mention, Mentions, ReportMentions, YearMentions

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from index.platform.arrays import Rows
    from index.published.contents import PublishedIndex
    from index.types import About, Heading
    from qa.mentions.phrase import Phrase

_MAX_QUOTE_CHARS = 300  # of a sentence, or of a row of a table


def count(index: PublishedIndex, phrase: Phrase, within: Rows | None = None) -> Mentions:
    """Count a phrase.

    Args:
        index: what to count it in.
        phrase: what is sought.
        within: the rows of the only passages to count it in; all by default.
    """
    in_scope = _documents(index, within)
    likely = candidates.documents(index, phrase.forms)
    places: dict[int, tuple[Mention, ...]] = {}
    for row in likely[np.isin(likely, in_scope)].tolist():
        if mentions := tuple(_in_document(index, row, phrase, within)):
            places[row] = mentions
    abouts = {row: index.documents.about(row) for row in in_scope.tolist()}
    versions = _versions(index, places)
    reports = [
        ReportMentions(about=abouts[row], mentions=mentions, versions=versions.get(row, ()))
        for row, mentions in places.items()
    ]
    return Mentions(
        text=phrase.text,
        forms=phrase.forms,
        synonyms=phrase.synonyms,
        reports=tuple(sorted(reports, key=_newest_first)),
        silent=tuple(about for row, about in abouts.items() if row not in places),
        years=tuple(_years(abouts, places)),
    )


def _documents(index: PublishedIndex, within: Rows | None) -> Rows:
    if within is None:
        return np.arange(len(index.documents))
    return np.unique(np.asarray(index.passages.documents_of(within), np.int64))


def _newest_first(report: ReportMentions) -> tuple[int, int, str]:
    return -(report.about.year or 0), -len(report.mentions), report.about.path


def _in_document(
    index: PublishedIndex, row: int, phrase: Phrase, within: Rows | None
) -> Iterator[Mention]:
    """The places of a phrase in a document that count, in their order."""
    text = index.documents.text_of(row)
    spans = phrase.places(text)
    if not spans:
        return
    passages, places = index.passages.spans_of(row)
    is_counted = (
        np.ones(len(passages), bool) if within is None else np.isin(np.asarray(passages), within)
    )
    headings: tuple[Heading, ...] | None = None
    line = index.documents.line_of(row)
    pages = document_lines.pages_of(line)
    for start, end, form in spans:
        at = int(np.searchsorted(places["start"], start, side="right")) - 1
        page = bisect.bisect_right(pages, start) if pages else None
        if at >= 0 and end <= places["end"][at]:
            if is_counted[at]:
                first, last = _quoted(index.passages.sentence_spans(passages[at]), start, end)
                yield _mention(text, (start, end, form), (first, last), places[at], page)
            continue
        headings = document_lines.headings_of(line) if headings is None else headings
        lines = [
            (each.start, each.end) for each in headings if each.start <= start < end <= each.end
        ]
        below = at + 1
        if lines and below < len(passages) and is_counted[below]:
            yield _mention(
                text, (start, end, form), lines[-1], places[below], page, is_heading=True
            )


def _mention(
    text: str,
    span: tuple[int, int, str],
    quoted: tuple[int, int],
    passage: NDArray[np.void],
    page: int | None,
    *,
    is_heading: bool = False,
) -> Mention:
    start, end, form = span
    first, last = _shortened(quoted, start, end)
    return Mention(
        form=form,
        text=text[start:end],
        start=start,
        end=end,
        quote=text[first:last],
        quote_start=first,
        number=int(passage["number"]),
        page=page,
        is_heading=is_heading,
    )


def _quoted(sentences: Sequence[tuple[int, int]], start: int, end: int) -> tuple[int, int]:
    """The sentences that a span stands in, as one span."""
    around = [each for each in sentences if each[0] < end and start < each[1]]
    first = min((each[0] for each in around), default=start)
    last = max((each[1] for each in around), default=end)
    return min(first, start), max(last, end)


def _shortened(quoted: tuple[int, int], start: int, end: int) -> tuple[int, int]:
    """Of a very long sentence what stands around a span."""
    first, last = quoted
    beside = max(0, _MAX_QUOTE_CHARS - (end - start)) // 2
    if last - first <= _MAX_QUOTE_CHARS:
        return first, last
    return max(first, start - beside), min(last, end + beside)


def _versions(
    index: PublishedIndex, places: dict[int, tuple[Mention, ...]]
) -> dict[int, tuple[str, ...]]:
    """Of each document that is counted the ids of those that are versions of the same report."""
    members: dict[int, list[int]] = {}
    for row in places:
        for family in index.documents.origin(row).families:
            members.setdefault(family, []).append(row)
    kin: dict[int, dict[str, None]] = {}
    for rows in members.values():
        for row, other in itertools.permutations(rows, 2):
            kin.setdefault(row, {})[index.documents.origin(other).id] = None
    return {row: tuple(ids) for row, ids in kin.items()}


def _years(
    abouts: dict[int, About], places: dict[int, tuple[Mention, ...]]
) -> Iterator[YearMentions]:
    """The years in scope, the newest first; those of reports that tell none last."""
    n_reports = Counter(about.year for about in abouts.values())
    n_mentioning = Counter(abouts[row].year for row in places)
    n_mentions: Counter[int | None] = Counter()
    for row, mentions in places.items():
        n_mentions[abouts[row].year] += len(mentions)
    for year in sorted(n_reports, key=lambda year: -(year or 0)):
        yield YearMentions(
            year=year,
            n_reports=n_reports[year],
            n_mentioning=n_mentioning[year],
            n_mentions=n_mentions[year],
        )
