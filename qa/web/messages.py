"""What the chat says: a question, its answer, a refusal, a complaint.

Gradio's chat interprets HTML even with ``render_markdown=False``, so its messages are markup too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.web import figures
from qa.web.cards import citation
from qa.web.markup import element, escape, join

if TYPE_CHECKING:
    from qa.types import Answer
    from qa.web.markup import Html
    from qa.web.texts import Texts


def asked(question: str) -> Html:
    """A question, as it was typed."""
    return escape(question)


def said(answer: Answer, texts: Texts) -> Html:
    """The answer in the report's own words with its citations, or an honest no.

    Before it stands what the question was understood to be, where that is not what was typed.
    """
    message = _quoted(answer, texts) if answer.found else _refused(answer, texts)
    if not answer.is_rewritten:
        return message
    understood = texts.understood.format(question=answer.asked)
    return join((element("p", escape(understood), class_="understood"), message))


def notice(text: str) -> Html:
    """One line below the question box, read out at once; empty text clears it."""
    return element("p", escape(text), role="alert") if text else escape("")


def header(n_documents: int, n_passages: int, texts: Texts) -> Html:
    """The head of the page: its name, what it does, and what it knows."""
    corpus = texts.corpus.format(documents=n_documents, passages=n_passages)
    return join(
        (
            element("h1", escape(texts.title)),
            element(
                "p",
                element("span", escape(texts.tagline)),
                element("span", escape(corpus)),
                lang=texts.language,
            ),
        )
    )


def _quoted(answer: Answer, texts: Texts) -> Html:
    places = (
        element("cite", citation(source.document, source.passage, texts))
        for source in answer.citations
    )
    text = escape(answer.text)
    if answer.value is None:
        return join((element("blockquote", text, lang="zh"), *places))
    return join(
        (
            element("blockquote", text, class_="figure", lang="zh"),
            figures.facts(answer.value, texts),
            *places,
            figures.beside(answer, texts),
        )
    )


def _refused(answer: Answer, texts: Texts) -> Html:
    lines = [element("strong", escape(texts.not_found))]
    if answer.missing_terms:
        terms = texts.separator.join(answer.missing_terms)
        lines.append(element("p", escape(texts.missing_terms.format(terms=terms))))
    if answer.hits:
        lines.append(element("p", escape(texts.nearest)))
    return join(lines)
