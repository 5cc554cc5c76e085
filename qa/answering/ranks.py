"""Ranks: whether one that is asked for is stated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.language.quantities import quantities
from index.language.units import Dimension
from index.types import Aspect
from qa.choosing import slots
from qa.choosing.evidence import PHRASED

if TYPE_CHECKING:
    from qa.choosing.evidence import Evidence
    from qa.choosing.ordering.ranked import Ranked
    from qa.understanding.question import Question


def is_asked(question: Question) -> bool:
    """Whether a question asks for a place in an order, or by how many places one moved."""
    return question.wanted.dimensions == {Dimension.RANK}


def is_unstated(question: Question, ranked: Ranked) -> bool:
    """Whether a rank is asked for, and neither what was chosen nor its sentence states one."""
    if not is_asked(question):
        return False
    if ranked.of_choice.get("head") or ranked.of_choice.get(
        PHRASED
    ):  # 第几届人大, which the head tells
        return False
    best = ranked.best
    ranks = [
        each
        for each in ranked.evidence
        if each.measure is not None and _is_rank(each.measure.dimension, each.measure.aspect)
    ]
    if ranks and ranks[0] is ranked.evidence[0]:
        return False
    own = [each for each in ranks if best.start <= each.start < best.end]
    if own:
        return all(map(_is_of_another, own))
    return not any(each.dimension is Dimension.RANK for each in quantities(best.text))


def _is_of_another(rank: Evidence) -> bool:
    return slots.is_vetoed(rank.features) or bool(rank.features.get("other measure"))


def _is_rank(dimension: Dimension, aspect: Aspect) -> bool:
    return dimension is Dimension.RANK or aspect is Aspect.RANK
