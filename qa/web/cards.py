"""The sources pane: a card for each passage that was found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.types import Period
from qa.web.markup import element, escape, join, marked

if TYPE_CHECKING:
    from index.types import Document, Passage
    from qa.types import Answer, Hit
    from qa.web.markup import Html
    from qa.web.texts import Texts


def sources(answer: Answer | None, texts: Texts) -> Html:
    """The pane for an answer; before the first question, ``None``, a line that says what it is."""
    heading = element("h2", escape(texts.sources))
    if answer is None:
        return join((heading, element("p", escape(texts.sources_empty), class_="hint")))
    note = (
        ()
        if answer.found
        else (element("p", escape(texts.sources_unanswered), class_="hint unanswered"),)
    )
    cited = {_id(source.passage) for source in answer.citations}
    cards = (
        element("li", _card(hit, texts, is_cited=_id(hit.passage) in cited)) for hit in answer.hits
    )
    return join((heading, *note, element("ol", *cards, class_="cards")))


def citation(document: Document, passage: Passage, texts: Texts) -> Html:
    """Where a passage stands: 《title》第 n 段 · section path."""
    place = texts.citation.format(title=document.title, number=passage.number)
    return join((escape(place), *((escape(" · "), _path(passage)) if passage.section else ())))


def _id(passage: Passage) -> tuple[str, int]:
    return passage.document_id, passage.number


def _card(hit: Hit, texts: Texts, *, is_cited: bool) -> Html:
    passage = hit.passage
    place = texts.citation.format(title=hit.document.title, number=passage.number)
    section = (element("p", _path(passage), class_="section", lang="zh"),)
    return element(
        "article",
        element(
            "header",
            element("span", escape(str(hit.rank)), class_="rank"),
            element("h3", escape(place)),
            element(
                "span",
                escape(_period(passage.period, texts)),
                class_=f"period {passage.period.value}",
            ),
        ),
        *(section if passage.section else ()),
        element("p", marked(passage.text, hit.highlights), class_="passage", lang="zh"),
        _match(hit.similarity, texts),
        class_="card cited" if is_cited else "card",
    )


def _path(passage: Passage) -> Html:
    return escape(" / ".join(passage.section))


def _period(period: Period, texts: Texts) -> str:
    match period:
        case Period.REVIEW:
            return texts.period_review
        case Period.PLAN:
            return texts.period_plan
        case Period.GLOSSARY:
            return texts.period_glossary
        case Period.OTHER:
            return texts.period_other


def _match(similarity: float, texts: Texts) -> Html:
    value = f"{similarity:.2f}"
    return element(
        "p",
        escape(texts.similarity),
        element(
            "span",
            element("span", class_="level", style=f"width:{similarity:.0%}"),
            class_="bar",
            aria_hidden="true",
        ),
        element("span", escape(value), class_="value"),
        class_="match",
        title=texts.similarity_note.format(value=value),
    )
