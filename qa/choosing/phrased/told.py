"""What a passage tells in a set phrase of what is asked, whichever phrase it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.choosing.phrased.credits import owing
from qa.choosing.phrased.partners import partners
from qa.choosing.phrased.ranks import ranks
from qa.choosing.phrased.sessions import sessions
from qa.retrieval.shortlist import ELSEWHERE
from qa.understanding.concepts import folded

if TYPE_CHECKING:
    from qa.choosing.evidence import Evidence
    from qa.retrieval.shortlist import Shortlisted
    from qa.understanding.concepts import Concepts
    from qa.understanding.question import Question


def told(question: Question, concepts: Concepts, candidate: Shortlisted) -> list[Evidence]:
    """What a passage tells so, best first; nothing where it uses no such phrase, or none is asked for."""
    if not ELSEWHERE.isdisjoint(candidate.penalties):
        return []
    passage = candidate.passage
    return (
        partners(question, concepts, passage)
        or ranks(question, concepts, candidate)
        or sessions(question, passage)
        or owing(folded(question.text), candidate.document, passage)
    )
