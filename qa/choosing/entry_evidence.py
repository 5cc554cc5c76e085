"""Entries that explain a term, as answers to what it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.types import Period
from qa import weights
from qa.choosing.evidence import Evidence
from qa.listing import definitions as glossary
from qa.understanding.concepts import folded

if TYPE_CHECKING:
    from index.types import Passage
    from qa.understanding.concepts import Concepts
    from qa.understanding.question import Question


def definitions(question: Question, _: Concepts, passage: Passage) -> list[Evidence]:
    """What a passage says that a term is; nothing unless it is an entry that explains the term.

    Outside of a glossary it has to explain just that term.
    """
    return _explained(question, passage, is_sure=passage.period is Period.GLOSSARY)


def entries(question: Question, _: Concepts, passage: Passage) -> list[Evidence]:
    """As ``definitions``, where a term is named and nothing asked: of just that term anywhere."""
    return _explained(question, passage, is_sure=False)


def _explained(question: Question, passage: Passage, *, is_sure: bool) -> list[Evidence]:
    entry = glossary.entry(passage)
    if entry is None:
        return []
    head, at = entry
    fit = glossary.fit(glossary.term_of(folded(question.text)), head)
    if not fit or (not is_sure and fit < 1):
        return []
    start, end = glossary.body(passage.text, at)
    if start >= end:
        return []
    return [
        Evidence(
            start=passage.start + start,
            end=passage.start + end,
            features={"entry": fit},
            weights=weights.DEFINITION,
        )
    ]
