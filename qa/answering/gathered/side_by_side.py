"""What takes reckoning: the quoted figures side by side, and no figure of wenbao's own."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from qa.answering import refusals
from qa.types import Finding, Reason

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.types import Answer


def laid_out(answer: Answer, sides: Sequence[Answer]) -> Answer:
    """An answer whose question takes reckoning with the figures that the answers of its sides quote.

    Unchanged where one of the sides is not told: then it is answered, or refused, as any other.
    """
    figures = [
        Finding(value=side.value, citation=side.citations[0])
        for side in sides
        if side.value is not None
    ]
    if not figures or len(figures) < len(sides):
        return answer
    return dataclasses.replace(
        refusals.withdrawn(answer, Reason.TAKES_RECKONING),
        alternatives=tuple(figures),
        takes_reckoning=True,
    )
