"""A person whom a question names and no report does: nothing that is told of others answers it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.platform.batches import batches
from index.searchable.views import each_origin
from qa.mentions import phrase
from qa.understanding.names.persons import named_persons

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.searchable.protocol import Searchable
    from index.searchable.reports import Reports
    from qa.understanding.synonyms import Synonyms


_READ = 64  # reports whose texts are read in one go


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
        if likely is None:  # it may stand in any of very many
            return ""
        if any(sought.places(text) for text in _texts(index, sorted(likely), reports)):
            return ""
    return names[-1] if names else ""


def _texts(index: Searchable, rows: Sequence[int], reports: Reports) -> Iterator[str]:
    """The texts of those of some reports, given by their rows, that are asked; read a few at a time."""
    if rows and not reports.is_all:
        asked = {row for row, _ in each_origin(reports)}
        rows = [row for row in rows if row in asked]
    for some in batches(rows, _READ):
        yield from index.texts(some)
