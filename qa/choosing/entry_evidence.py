"""Entries that explain a term, as answers to what it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.types import Period
from qa import weights
from qa.choosing import definitions
from qa.choosing.evidence import Evidence
from qa.types import Kind
from qa.understanding.concepts import folded

if TYPE_CHECKING:
    from index.types import Passage
    from qa.understanding.question import Question


def entries(question: Question, passage: Passage) -> list[Evidence]:
    """What a passage says that a term is; nothing unless it is an entry that explains the term."""
    entry = definitions.entry(passage)
    if entry is None:
        return []
    head, at = entry
    fit = definitions.fit(definitions.term_of(folded(question.text)), head)
    # Outside of a glossary, and for a term that is named and nothing asked, only the term itself.
    is_sure = passage.period is Period.GLOSSARY and question.wanted.kind is Kind.DEFINITION
    if not fit or (not is_sure and fit < 1):
        return []
    start, end = definitions.body(passage.text, at)
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
