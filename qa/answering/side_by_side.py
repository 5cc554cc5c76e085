"""What takes reckoning: the quoted figures side by side, and no figure of wenbao's own."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from qa.types import Finding, Level, Reason

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
        answer,
        level=Level.NOT_TOLD,
        reason=Reason.TAKES_RECKONING,
        text="",
        citations=(),
        value=None,
        counterpart=None,
        conflicts=(),
        alternatives=tuple(figures),
        takes_reckoning=True,
    )
