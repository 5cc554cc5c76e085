"""A count of a phrase: which reports have it, where, and which do not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.language.text import visible
from qa.types import Highlight, HighlightKind
from qa.web.fragments import addresses, citations
from qa.web.fragments.html import marked
from qa.web.fragments.templates import render

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markupsafe import Markup

    from qa.mentions.mention import Mention, Mentions, ReportMentions
    from qa.web.texts import Texts

N_SHOWN = 8  # reports; the others are folded
_N_LINKED = 12  # paragraphs of a report


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """A report: how often it has the phrase, the first sentence with it, and where else it stands."""

    title: str
    times: str
    sentence: Markup
    link: Markup
    others: tuple[Markup, ...]


def counted(found: Mentions, texts: Texts, *, is_of_silent: bool = False) -> Markup:
    """What a count comes to, in the place of an answer.

    Args:
        found: the count.
        texts: the texts of the visitor's language.
        is_of_silent: whether it was asked which reports do not have the phrase.
    """
    rows = [_row(each, texts) for each in found.reports]
    return render(
        "mentioned",
        told=told(found, texts),
        shown=rows[:N_SHOWN],
        folded=rows[N_SHOWN:],
        silent=[each.title for each in found.silent] if found.reports else [],
        is_of_silent=is_of_silent,
        words=texts.mentions,
    )


def beside(texts: Texts) -> Markup:
    """The pane of sources beside a count, whose quotations stand in it."""
    return render(
        "sources",
        is_found=True,
        note=texts.mentions.beside,
        report="",
        cards=[],
        weak=[],
        texts=texts,
    )


def told(found: Mentions, texts: Texts) -> str:
    """What a count comes to, in a sentence."""
    words = texts.mentions
    return (words.told if found.reports else words.none).format(
        reports=found.n_reports,
        mentioning=len(found.reports),
        phrase=visible(found.text),
        times=found.n_mentions,
    )


def _row(report: ReportMentions, texts: Texts) -> _Row:
    first, *_ = report.mentions
    start = first.start - first.quote_start
    mark = Highlight(start=start, end=start + len(first.text), kind=HighlightKind.TERM)
    return _Row(
        title=report.about.title,
        times=texts.mentions.times.format(n=len(report.mentions)),
        sentence=marked(first.quote, [mark]),
        link=_link(report, first, texts),
        others=tuple(_link(report, each, texts) for each in _elsewhere(report)),
    )


def _elsewhere(report: ReportMentions) -> Iterator[Mention]:
    """The first place in each other paragraph."""
    numbers = {report.mentions[0].number}
    for each in report.mentions:
        if each.number not in numbers and len(numbers) <= _N_LINKED:
            numbers.add(each.number)
            yield each


def _link(report: ReportMentions, mention: Mention, texts: Texts) -> Markup:
    address = addresses.paragraph(report.about, mention.number)
    shown = texts.paragraph.format(number=mention.number)
    if mention.page is not None:
        shown += texts.pages.format(pages=mention.page)
    return citations.link_to(address, mention.start, mention.end, shown)
