"""What the chat says: a question with its answer, a refusal, a complaint."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.types import Highlight, HighlightKind
from qa.web.fragments import citations, figures, quotation
from qa.web.fragments.html import element, escape, join, marked

if TYPE_CHECKING:
    from index.types import Document
    from qa.types import Answer, Citation
    from qa.web.fragments.html import Html
    from qa.web.texts import Texts

_SURE, _FAIRLY_SURE = 0.9, 0.7  # chances from which on an answer is called so


@dataclass(frozen=True, slots=True, kw_only=True)
class Searched:
    """What a question was asked of: ``filters`` in words, empty where there were none."""

    n_documents: int
    n_passages: int
    filters: str = ""


def turn(answer: Answer, searched: Searched, texts: Texts) -> Html:
    """A question and its answer, with what can be done with it."""
    return element(
        "article",
        element(
            "h2", escape(answer.question.strip()), class_="asked", lang="zh", data_testid="user"
        ),
        element("div", said(answer, searched, texts), class_="said", data_testid="bot"),
        _actions(answer, texts),
        class_="turn found" if answer.found else "turn refused",
    )


def said(answer: Answer, searched: Searched, texts: Texts) -> Html:
    """The answer in the report's own words with its citations, or an honest no.

    Before it stands what the question was understood to be, where that is not what was typed.
    """
    message = _quoted(answer, texts) if answer.found else _refused(answer, searched, texts)
    if not answer.is_rewritten:
        return message
    understood = element(
        "p",
        escape(texts.understood.format(question=answer.asked) + " "),
        element("button", escape(texts.edit), type="button", class_="edit quiet"),
        class_="understood",
    )
    return join((understood, message))


def notice(text: str) -> Html:
    """One line above the question box."""
    return element("p", escape(text))


def _quoted(answer: Answer, texts: Texts) -> Html:
    text = escape(answer.text)
    chips = [element("li", escape(_confidence(answer, texts)), class_="confidence")]
    told = [each.citation.document for each in (*answer.conflicts, *answer.alternatives)]
    cites = [_cite(source, texts, *told) for source in answer.citations]
    if answer.value is None:
        quote = element("blockquote", text, class_=_size(answer.text), lang="zh")
        return join((quote, element("ul", *chips, class_="chips"), *cites))
    chips = [*figures.chips(answer.value, texts), *chips]
    return join(
        (
            element("blockquote", text, class_="figure", lang="zh"),
            element("ul", *chips, class_="chips"),
            *map(_context, answer.citations),
            *cites,
            figures.beside(answer, texts),
        )
    )


def _size(text: str) -> str:
    """Short answers are set larger than whole sentences."""
    return "name" if len(text) <= 24 else "sentence"  # noqa: PLR2004 -- characters of a line


def _context(source: Citation) -> Html:
    """The sentence in which a figure stands."""
    passage = source.passage
    for sentence in passage.sentences:
        if sentence.start <= source.start and source.end <= sentence.end:
            mark = Highlight(
                start=source.start - sentence.start,
                end=source.end - sentence.start,
                kind=HighlightKind.ANSWER,
            )
            return element("p", marked(sentence.text, [mark]), class_="context", lang="zh")
    return escape("")


def _cite(source: Citation, texts: Texts, *beside: Document) -> Html:
    where = citations.where(source.document, source.passage, texts, *beside)
    return element("cite", citations.link(source, where))


def _confidence(answer: Answer, texts: Texts) -> str:
    """How sure the answer is; not very, where another figure is about as likely to be meant."""
    if answer.alternatives or answer.confidence < _FAIRLY_SURE:
        return texts.hardly_sure
    return texts.sure if answer.confidence >= _SURE else texts.fairly_sure


def _refused(answer: Answer, searched: Searched, texts: Texts) -> Html:
    told = texts.searched_within if searched.filters else texts.searched
    told = told.format(
        documents=searched.n_documents, passages=searched.n_passages, filters=searched.filters
    )
    lines = [element("strong", escape(texts.not_found)), element("p", escape(told))]
    lacking = quotation.lacking(answer, texts, is_narrowed=bool(searched.filters))
    if lacking:
        lines.append(element("p", escape(lacking), class_="missing"))
    if answer.hits:
        nearest = (
            element(
                "li",
                citations.link(
                    citations.of(hit, hit.sentence),
                    citations.where(hit.document, hit.passage, texts),
                ),
            )
            for hit in answer.hits[:3]
        )
        lines.append(element("p", escape(texts.nearest)))
        lines.append(element("ol", *nearest))
    return join(lines)


def _actions(answer: Answer, texts: Texts) -> Html:
    """Buttons below an answer: its sources, and whether it is right."""
    judge = (
        element(
            "button",
            escape(text),
            type="button",
            class_=f"judge quiet {verdict}",
            data_verdict=verdict,
            aria_pressed="false",
        )
        for verdict, text in (("liked", texts.liked), ("disliked", texts.disliked))
    )
    sources = element(
        "button", escape(texts.show_sources), type="button", class_="show-sources quiet"
    )
    return element(
        "div",
        sources if answer.hits else escape(""),
        element("span", *judge, role="group", aria_label=texts.judge, class_="judging"),
        element("span", class_="judged", role="status"),
        class_="actions",
    )
