"""What a passage tells in a set phrase of what is asked, whichever phrase it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.choosing.phrased.partners import partners

if TYPE_CHECKING:
    from index.types import Passage
    from qa.choosing.evidence import Evidence
    from qa.understanding.concepts import Concepts
    from qa.understanding.question import Question


def told(question: Question, concepts: Concepts, passage: Passage) -> list[Evidence]:
    """What a passage tells so, best first; nothing where it uses no such phrase, or none is asked for."""
    return partners(question, concepts, passage)
