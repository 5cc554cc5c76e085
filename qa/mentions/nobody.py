"""A person whom a question names and no report does: nothing that is told of others answers it."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from qa.mentions import phrase
from qa.types import Level, Reason
from qa.understanding.names.persons import named_persons

if TYPE_CHECKING:
    from index.searchable.protocol import Searchable
    from index.searchable.reports import Reports
    from qa.types import Answer
    from qa.understanding.synonyms import Synonyms


_PAGE = 1000  # reports that are listed in one go


def name_of(question: str, index: Searchable, reports: Reports, synonyms: Synonyms) -> str:
    """The name of the person whom a question asks about, where no text of some reports has it.

    Empty where it names none, or where one of the ways to read the name stands in any of them.

    Args:
        question: the question.
        index: what is asked.
        reports: those that are asked.
        synonyms: the dictionary.
    """
    names = named_persons(question)
    for name in names:
        sought = phrase.parse(name, synonyms)
        likely = [
            row for row in index.may_hold(sought.forms) if reports.is_all or row in _rows(reports)
        ]
        if any(sought.places(text) for text in index.texts(likely)):
            return ""
    return names[-1] if names else ""


def _rows(reports: Reports) -> set[int]:
    pages = (reports.origins(first, _PAGE) for first in range(0, len(reports), _PAGE))
    return {row for page in pages for row, _ in page}


def untold(of_one: Answer, name: str) -> Answer:
    """An answer as a no, for the reason that a name is nowhere."""
    others = (term for term in of_one.missing_terms if term not in name)
    return dataclasses.replace(
        of_one,
        level=Level.NOT_TOLD,
        reason=Reason.MISSING_TERMS,
        text="",
        citations=(),
        value=None,
        counterpart=None,
        conflicts=(),
        alternatives=(),
        instead=(),
        missing_terms=(name, *others),
        place=None,
        of_table=None,
    )
