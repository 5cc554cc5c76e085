"""The names of the periods that passages speak of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.types import Period

if TYPE_CHECKING:
    from qa.web.texts import Texts


def of_passage(period: Period, texts: Texts) -> str:
    """Which time a passage speaks of."""
    return {
        Period.REVIEW: texts.period_review,
        Period.PLAN: texts.period_plan,
        Period.GLOSSARY: texts.period_glossary,
        Period.OTHER: texts.period_other,
    }[period]
