"""Where a sum is asked for, and only how it grew is told: GDP是多少, 地区生产总值增长3%."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from index.language.units import Dimension
from index.types import Aspect, Period
from qa.choosing import slots
from qa.retrieval.shortlist import UNASKED
from qa.understanding.concepts import folded
from qa.understanding.wanted import OF_CHANGE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.choosing.evidence import Evidence
    from qa.choosing.ordering.ranked import Ranked
    from qa.understanding.question import Question

_SUMS = frozenset({None, Aspect.LEVEL, Aspect.TOTAL})
_OTHER = ("other measure", "narrower measure")  # 海洋生产总值
_IN_THE_WAY = (slots.OTHER_TIME, slots.OTHER_STATUS, slots.OTHER_SUBJECT, *_OTHER)


def alone(question: Question, ranked: Sequence[Ranked]) -> Ranked | None:
    """The passage that tells how what is asked about grew, as what comes first in it; ``None`` where none does.

    It is told as likely: the asker sees that there is a growth, and no sum beside it.
    """
    wanted = question.wanted
    is_of_sum = Dimension.MONEY in wanted.dimensions and wanted.aspect in _SUMS
    if not is_of_sum or wanted.units:  # 多少亿元: no growth is that
        return None
    for each in ranked:
        is_of_time = each.passage.period is not Period.PLAN or question.period is Period.PLAN
        if not is_of_time or not UNASKED.isdisjoint(each.parts):
            continue
        growth = next((one for one in each.evidence if _is_growth(question, one)), None)
        if growth is not None:
            inside = (
                k
                for k, sentence in enumerate(each.passage.sentences)
                if sentence.start <= growth.start < sentence.end
            )
            return dataclasses.replace(each, sentence=next(inside), evidence=(growth,))
    return None


def _is_growth(question: Question, evidence: Evidence) -> bool:
    """Whether a figure is the growth of just what is asked about."""
    fact, measure = evidence.fact, evidence.measure
    if fact is None or measure is None or fact.aspect is not Aspect.CHANGE:
        return False
    if measure.dimension not in OF_CHANGE or any(evidence.features.get(n) for n in _IN_THE_WAY):
        return False
    name = folded(fact.measure.text)
    return bool(question.concepts) and all(
        any(word in name for word in each.words) for each in question.concepts
    )
