"""A person whom a question names and no report does: nothing that is told of others answers it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.mentions import phrase
from qa.understanding.names.persons import named_persons

if TYPE_CHECKING:
    from index.searchable.protocol import Searchable
    from index.searchable.reports import Reports
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
        likely = index.may_hold(sought.forms)
        if likely and not reports.is_all:
            asked = _rows(reports)
            likely = [row for row in likely if row in asked]
        if any(sought.places(text) for text in index.texts(likely)):
            return ""
    return names[-1] if names else ""


def _rows(reports: Reports) -> set[int]:
    pages = (reports.origins(first, _PAGE) for first in range(0, len(reports), _PAGE))
    return {row for page in pages for row, _ in page}
