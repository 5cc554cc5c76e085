"""The frame of the page: head, conversation, question box, sources, reader."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from qa.web.fragments.html import element, escape, join
from qa.web.pages.view import N_SOURCES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.web.fragments.html import Html
    from qa.web.texts import Texts

N_REMEMBERED = 6  # questions that a later one may follow up on

# What the scripts say themselves.
_SPOKEN = (
    "searching",
    "filters_all",
    "filters_some",
    "copied",
    "not_copied",
    "find_count",
    "find_none",
    "server_gone",
    "server_back",
    "server_busy",
    "export_file",
    "title",
)


def shell(texts: Texts, *, is_greeted: bool = False) -> Html:
    """The page in a language, with nothing of the corpus in it yet.

    Args:
        texts: the texts of the language.
        is_greeted: whether it is the visitor's; before that the page is not shown.
    """
    greeted = {"data_greeted": "yes"} if is_greeted else {}
    return element(
        "div",
        _head(texts),
        element("main", _talk(texts), _sources(texts), id="panes"),
        _reader(texts),
        element("p", id="status", class_="hidden-text", role="status"),
        id="page",
        lang=texts.language,
        data_texts=json.dumps({name: getattr(texts, name) for name in _SPOKEN}),
        data_numbers=json.dumps({"remembered": N_REMEMBERED, "sources": N_SOURCES}),
        **greeted,
    )


def head(n_documents: int, n_passages: int, texts: Texts, *, reads_again: bool) -> Html:
    """What the page knows, and what does not work."""
    size = escape(texts.corpus.format(documents=n_documents, passages=n_passages))
    if reads_again:
        return size
    return join((size, element("span", escape(texts.not_read_again), class_="unread")))


def offered(questions: Sequence[str]) -> Html:
    """Questions to be asked with a click."""
    return join(
        element(
            "li",
            element("button", escape(question), type="button", class_="example", data_ask=question),
        )
        for question in questions
    )


def _head(texts: Texts) -> Html:
    return element(
        "header",
        element("h1", escape(texts.title)),
        element(
            "p",
            element("span", escape(texts.tagline)),
            element("span", id="corpus"),
        ),
        element(
            "div",
            _tool("export", texts.export),
            _tool("clear", texts.clear),
            id="tools",
            role="group",
            aria_label=texts.tools,
        ),
        id="head",
    )


def _tool(name: str, label: str) -> Html:
    return element(
        "button", escape(label), type="button", id=name, class_="quiet", disabled="disabled"
    )


def _talk(texts: Texts) -> Html:
    welcome = element(
        "div",
        element("p", escape(texts.chat_empty), class_="lead"),
        element("h2", escape(texts.examples), id="examples-label"),
        element("ul", id="examples", aria_labelledby="examples-label"),
        id="welcome",
    )
    log = element("div", id="log", role="log", aria_label=texts.chat)
    return element(
        "section",
        element("div", welcome, log, id="chat", tabindex="0", role="region", aria_label=texts.chat),
        _form(texts),
        id="talk",
        aria_label=texts.tools,
    )


def _form(texts: Texts) -> Html:
    filters = element(
        "details",
        element(
            "summary",
            escape(texts.filters + " "),
            element("span", escape(texts.filters_all), id="filters-told"),
        ),
        element("form", id="filters-form", aria_label=texts.filters),
        id="filters",
    )
    box = element(
        "textarea",
        id="question-box",
        rows="1",
        placeholder=texts.question_placeholder,
        aria_label=texts.question,
        autocomplete="off",
        spellcheck="false",
    )
    return element(
        "div",
        element("div", id="notice", role="alert"),
        filters,
        element(
            "form",
            element("div", box, id="question"),
            element("button", escape(texts.ask), type="submit", id="ask"),
            id="ask-row",
        ),
        id="asking",
    )


def _sources(texts: Texts) -> Html:
    reports = element(
        "details",
        element("summary", escape(texts.reports)),
        element("div", id="report-list"),
        id="reports",
        open="open",
    )
    return element(
        "section",
        element("h2", escape(texts.sources), id="sources-title", tabindex="-1"),
        element("div", element("p", escape(texts.sources_empty), class_="hint"), id="sources"),
        reports,
        id="sources-pane",
        aria_labelledby="sources-title",
        tabindex="0",
    )


def _reader(texts: Texts) -> Html:
    find = element(
        "form",
        element(
            "input",
            type="search",
            id="find",
            placeholder=texts.find,
            aria_label=texts.find,
            autocomplete="off",
        ),
        element("span", id="found", role="status"),
        _step("find-previous", texts.find_previous, "↑"),
        _step("find-next", texts.find_next, "↓"),
        id="find-form",
        role="search",
    )
    close = element(
        "button",
        element("span", escape("×"), aria_hidden="true"),
        type="button",
        id="close-reader",
        class_="quiet",
        aria_label=texts.close,
    )
    return element(
        "section",
        element(
            "header",
            element("h2", id="reader-title", tabindex="-1", lang="zh"),
            find,
            close,
        ),
        element("div", id="reader-body", tabindex="0", role="region", aria_label=texts.reader),
        id="reader",
        aria_label=texts.reader,
        hidden="hidden",
    )


def _step(name: str, label: str, arrow: str) -> Html:
    return element(
        "button",
        element("span", escape(arrow), aria_hidden="true"),
        type="button",
        id=name,
        class_="quiet",
        aria_label=label,
    )
