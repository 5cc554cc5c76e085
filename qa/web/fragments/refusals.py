"""A refusal: what was searched, the nearest sentences as what they are, and what could be asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from qa.answering.highlights import shared, within
from qa.tables.making import name_of
from qa.web.fragments import citations, quotation
from qa.web.fragments.html import marked
from qa.web.fragments.templates import render

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qa.types import Answer, Finding
    from qa.web.texts import Texts

_N_NEAREST = 3  # sentences that a refusal shows
_N_NAMED = 8  # reports that it names


@dataclass(frozen=True, slots=True, kw_only=True)
class Searched:
    """What a question was asked of: ``filters`` in words, empty where there were none.

    ``offered`` are questions that are answered there, for whom this one is refused; ``of_each`` the names of
    the reports that were each asked for a table, of which none tells.
    """

    n_documents: int
    n_passages: int
    filters: str = ""
    offered: tuple[str, ...] = ()
    of_each: tuple[str, ...] = ()


def refused(answer: Answer, searched: Searched, texts: Texts, beside: Markup | str = "") -> Markup:
    """An honest no; ``beside`` are the figures that differ in one respect from what was asked."""
    return render(
        "refused",
        headline=_headline(answer, searched, texts),
        side_by_side=[_side(each, texts) for each in answer.alternatives]
        if answer.takes_reckoning
        else [],
        searched=_told(searched, texts),
        uncovered=quotation.uncovered(answer, texts),
        lacking=""
        if answer.is_offer
        else quotation.lacking(answer, texts, is_narrowed=bool(searched.filters)),
        beside=beside,
        nearest=[] if answer.is_offer else [*_nearest(answer, texts)],
        # Of the others ``searched`` has those that are answered.
        offered=tuple(dict.fromkeys((*answer.instead[: answer.is_offer], *searched.offered))),
        widened=answer.asked if searched.filters else "",
        texts=texts,
    )


def _headline(answer: Answer, searched: Searched, texts: Texts) -> str:
    """The refusal in a line."""
    if answer.takes_reckoning:
        return texts.takes_reckoning
    if answer.is_offer:
        return texts.table.told.offer
    if answer.read_off is not None and searched.of_each:
        name = name_of(answer.read_off.question)
        return texts.table.told_by_none.format(n=len(searched.of_each), name=name)
    return texts.not_found


def _told(searched: Searched, texts: Texts) -> str:
    """What was searched; where each report was asked, which these are."""
    if searched.of_each:
        named = texts.separator.join(searched.of_each[:_N_NAMED])
        n = len(searched.of_each)
        more = texts.table.told.and_more.format(n=n) if n > _N_NAMED else ""
        return texts.table.asked_each.format(named=named + more)
    told = texts.searched_within if searched.filters else texts.searched
    return told.format(
        documents=searched.n_documents, passages=searched.n_passages, filters=searched.filters
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
