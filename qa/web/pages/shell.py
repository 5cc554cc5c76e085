"""The frame of the page: head, conversation, question box, sources, reader."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from qa.batches.question_rows import SUFFIXES
from qa.web.batches.asking import MAX_KB, N_AT_ONCE, N_QUESTIONS
from qa.web.fragments.templates import render
from qa.web.pages.view import N_SOURCES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markupsafe import Markup

    from qa.web.texts import Texts

N_REMEMBERED = 6  # questions that a later one may follow up on

# What the scripts say themselves, and of tables.
_SPOKEN = (
    "searching",
    "filters_all",
    "separator",
    "copied",
    "not_copied",
    "answer_copied",
    "link_copied",
    "find_count",
    "find_none",
    "server_gone",
    "server_back",
    "server_busy",
    "export_file",
    "page_coming",
    "picture_lost",
    "title",
)
_SPOKEN_OF_TURNS = ("carried", "carried_told")
_SPOKEN_OF_BATCHES = (
    "reading",
    "too_large",
    "asking",
    "done",
    "stopped",
    "failed",
    "file",
)
_SPOKEN_OF_TABLES = (
    "likely",
    "untold",
    "copied",
    "exporting",
    "exported",
    "shown",
    "shown_of",
    "none_shown",
    "ascending",
    "descending",
    "chart",
    "incomparable",
    "no_report",
)


def shell(texts: Texts, *, is_greeted: bool = False, may_add: bool = False) -> Markup:
    """The page in a language, with nothing of the corpus in it yet.

    Args:
        texts: the texts of the language.
        is_greeted: whether it is the visitor's; before that the page is not shown.
        may_add: whether reports can be added, corrected and removed.
    """
    return render(
        "shell",
        is_greeted=is_greeted,
        may_add=may_add,
        spoken=json.dumps(
            {name: getattr(texts, name) for name in _SPOKEN}
            | {name: getattr(texts.turn, name) for name in _SPOKEN_OF_TURNS}
            | {f"table_{name}": getattr(texts.table, name) for name in _SPOKEN_OF_TABLES}
            | {f"batch_{name}": getattr(texts.batch, name) for name in _SPOKEN_OF_BATCHES}
        ),
        numbers=json.dumps(
            {
                "remembered": N_REMEMBERED,
                "sources": N_SOURCES,
                "batch_kb": MAX_KB,
                "batch_at_once": N_AT_ONCE,
            }
        ),
        batch_hint=texts.batch.hint.format(n=N_QUESTIONS, limit=MAX_KB),
        suffixes=",".join(SUFFIXES),
        texts=texts,
    )


def head(n_documents: int, n_passages: int, texts: Texts, *, reads_again: bool) -> Markup:
    """What the page knows, and what does not work."""
    return render(
        "head",
        n_documents=n_documents,
        n_passages=n_passages,
        reads_again=reads_again,
        texts=texts,
    )


def offered(questions: Sequence[str]) -> Markup:
    """Questions to be asked with a click."""
    return render("examples", questions=questions)
