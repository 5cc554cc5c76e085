"""A person whom a question names and no report does: nothing that is told of others answers it."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import numpy as np

from qa.mentions import candidates, phrase
from qa.types import Level, Reason
from qa.understanding.persons import named_persons

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.published.contents import PublishedIndex
    from qa.types import Answer
    from qa.understanding.synonyms import Synonyms


def name_of(question: str, index: PublishedIndex, rows: Sequence[int], synonyms: Synonyms) -> str:
    """The name of the person whom a question asks about, where no text of some reports has it.

    Empty where it names none, or where one of the ways to read the name stands in any of them.

    Args:
        question: the question.
        index: what is asked.
        rows: the rows of the reports that are asked.
        synonyms: the dictionary.
    """
    names = named_persons(question)
    for name in names:
        sought = phrase.parse(name, synonyms)
        likely = candidates.documents(index, sought.forms)
        for row in likely[np.isin(likely, np.asarray(rows, np.int64))].tolist():
            if sought.places(index.documents.text_of(row)):
                return ""
    return names[-1] if names else ""


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
