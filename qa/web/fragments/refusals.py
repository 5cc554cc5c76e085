"""A refusal: what was searched, the nearest sentences as what they are, and what could be asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from index.language import numerals, units
from qa.answering.highlights import within
from qa.types import HighlightKind
from qa.web.fragments import citations, quotation
from qa.web.fragments.html import marked
from qa.web.fragments.templates import render

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qa.types import Answer, Finding, Highlight, Hit
    from qa.web.texts import Texts

_N_NEAREST = 3  # sentences that a refusal shows


@dataclass(frozen=True, slots=True, kw_only=True)
class Searched:
    """What a question was asked of: ``filters`` in words, empty where there were none.

    ``offered`` are questions that are answered there, for whom this one is refused.
    """

    n_documents: int
    n_passages: int
    filters: str = ""
    offered: tuple[str, ...] = ()


def refused(answer: Answer, searched: Searched, texts: Texts, beside: Markup | str = "") -> Markup:
    """An honest no; ``beside`` are the figures that differ in one respect from what was asked."""
    told = texts.searched_within if searched.filters else texts.searched
    told = told.format(
        documents=searched.n_documents, passages=searched.n_passages, filters=searched.filters
    )
    headline = texts.takes_reckoning if answer.takes_reckoning else texts.not_found
    if answer.is_offer:
        headline = texts.table.told.offer
    return render(
        "refused",
        headline=headline,
        side_by_side=[_side(each, texts) for each in answer.alternatives]
        if answer.takes_reckoning
        else [],
        searched=told,
        uncovered=quotation.uncovered(answer, texts),
        lacking=""
        if answer.is_offer
        else quotation.lacking(answer, texts, is_narrowed=bool(searched.filters)),
        beside=beside,
        nearest=[] if answer.is_offer else [*_nearest(answer, texts)],
        offered=tuple(dict.fromkeys((*answer.instead, *searched.offered))),
        widened=answer.asked if searched.filters else "",
        texts=texts,
    )


def _side(each: Finding, texts: Texts) -> Markup:
    """A figure that a reckoning takes, with what it measures, as a link to where it stands."""
    where = citations.where(each.citation.document, each.citation.passage, texts)
    told = " · ".join(filter(None, (each.value.with_unit, each.value.measure)))
    return citations.link(each.citation, Markup("{} {}").format(told, where))


def _nearest(answer: Answer, texts: Texts) -> Iterator[tuple[Markup, Markup]]:
    """The sentences that have words of the question, each with a link to where it stands.

    A report is named once, where the next one is of it too.
    """
    before = ""
    hits = [hit for hit in answer.hits if shared(hit)]
    for hit in hits[:_N_NEAREST]:
        passage, document = hit.passage, hit.document
        where: Markup | str = citations.where(document, passage, texts)
        if document.id == before:
            where = citations.where_in_report(document, passage, texts)
        before = document.id
        sentence = hit.sentence
        text = passage.text[sentence.start : sentence.end]
        marks = [*shared(hit), *citations.doubts(document, passage)]
        shown = marked(text, within(marks, sentence.start, sentence.end))
        yield shown, citations.link(citations.of(hit, sentence), where, is_near=True)


def shared(hit: Hit) -> list[Highlight]:
    """The words of the question in the sentence that is nearest; a unit alone says nothing."""
    marks = [mark for mark in hit.highlights if mark.kind is HighlightKind.TERM]
    words = {hit.passage.text[mark.start : mark.end] for mark in marks}
    is_said = any(word.lstrip(numerals.POWERS) not in units.units() for word in words)
    return marks if is_said else []
