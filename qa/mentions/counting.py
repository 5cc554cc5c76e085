"""Counts a phrase in the texts of an index: in their passages, and in the headings above them.

What became no passage is not counted: page furniture, salutations, what a file holds twice, and the
title. A heading that leads its paragraph is part of that passage and counts once.
"""

from __future__ import annotations

import bisect
import itertools
from collections import Counter
from typing import TYPE_CHECKING

from index.platform.batches import batches
from index.searchable.views import each_report
from qa.mentions.mention import Mention, Mentions, ReportMentions, YearMentions
from qa.understanding.question import QuestionError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.searchable.protocol import Searchable, Selected
    from index.searchable.reports import Outline
    from index.types import About
    from qa.mentions.phrase import Phrase

MOST_REPORTS = 20_000  # that a phrase is counted in: each is told of, also where it is silent
_READ = 64  # reports whose texts are read in one go
_MAX_QUOTE_CHARS = 300  # of a sentence, or of a row of a table


def count(index: Searchable, phrase: Phrase, within: Selected | None = None) -> Mentions:
    """Count a phrase.

    Args:
        index: what to count it in.
        phrase: what is sought.
        within: the only passages to count it in; all by default.

    Raises:
        QuestionError: they are of more than ``MOST_REPORTS`` reports, each of which would be told of.
    """
    reports = index.reports_of(within)
    if (n_reports := len(reports)) > MOST_REPORTS:
        raise QuestionError(
            f"a phrase is counted in {MOST_REPORTS:,} reports at most, and there are {n_reports:,}: "
            "choose places or years"
        )
    abouts = {each.row: each.about for each in each_report(reports)}
    holding = index.may_hold(phrase.forms)
    likely = [row for row in abouts if holding is None or row in holding]
    places: dict[int, tuple[Mention, ...]] = {}
    for rows in batches(likely, _READ):
        places.update(_in_reports(index, rows, phrase, within))
    versions = _versions(index, places)
    found = [
        ReportMentions(about=abouts[row], mentions=mentions, versions=versions.get(row, ()))
        for row, mentions in places.items()
    ]
    return Mentions(
        text=phrase.text,
        forms=phrase.forms,
        synonyms=phrase.synonyms,
        reports=tuple(sorted(found, key=_newest_first)),
        silent=tuple(about for row, about in abouts.items() if row not in places),
        years=tuple(_years(abouts, places)),
    )


def _newest_first(report: ReportMentions) -> tuple[int, int, str]:
    return -(report.about.year or 0), -len(report.mentions), report.about.path


def _in_reports(
    index: Searchable, rows: Sequence[int], phrase: Phrase, within: Selected | None
) -> Iterator[tuple[int, tuple[Mention, ...]]]:
    """Those of some reports that have the phrase, and where it stands in each; all are read together."""
    texts = zip(rows, index.texts(rows), strict=True)
    read = [(row, text, spans) for row, text in texts if (spans := phrase.places(text))]
    outlines = index.outlines([row for row, _, _ in read], within)
    for (row, text, spans), outline in zip(read, outlines, strict=True):
        if mentions := tuple(_in_report(text, spans, outline)):
            yield row, mentions


def _in_report(
    text: str, spans: Sequence[tuple[int, int, str]], outline: Outline
) -> Iterator[Mention]:
    """The places of a phrase in a report that count, in their order."""
    passages = outline.passages
    starts = [each.start for each in passages]
    for start, end, form in spans:
        at = bisect.bisect_right(starts, start) - 1
        page = bisect.bisect_right(outline.pages, start) if outline.pages else None
        if at >= 0 and end <= passages[at].end:
            if passages[at].is_selected:
                quoted = _quoted(passages[at].sentences, start, end)
                yield _mention(text, (start, end, form), quoted, passages[at].number, page)
            continue
        lines = [
            (each.start, each.end)
            for each in outline.headings
            if each.start <= start < end <= each.end
        ]
        below = at + 1
        if lines and below < len(passages) and passages[below].is_selected:
            number = passages[below].number
            yield _mention(text, (start, end, form), lines[-1], number, page, is_heading=True)


def _mention(
    text: str,
    span: tuple[int, int, str],
    quoted: tuple[int, int],
    number: int,
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
        number=number,
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
    index: Searchable, places: dict[int, tuple[Mention, ...]]
) -> dict[int, tuple[str, ...]]:
    """Of each document that is counted the ids of those that are versions of the same report."""
    origins = dict(zip(places, index.origins([*places]), strict=True))
    members: dict[int, list[int]] = {}
    for row, origin in origins.items():
        for family in origin.families:
            members.setdefault(family, []).append(row)
    kin: dict[int, dict[str, None]] = {}
    for rows in members.values():
        for row, other in itertools.permutations(rows, 2):
            kin.setdefault(row, {})[origins[other].id] = None
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
