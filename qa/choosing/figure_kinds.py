"""Whether a figure is of the unit, the aspect and the time that a question asks for."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from index.fact_types import Amount
from index.language.lexicon import word_set
from index.language.times import years_of
from index.language.units import Dimension
from index.types import Aspect

if TYPE_CHECKING:
    from qa.choosing.stated_facts import StatedFigure
    from qa.understanding.question import Question


def of_kind(question: Question, figure: StatedFigure) -> dict[str, float]:
    """Whether a figure is of the unit, the aspect and the time that are asked for."""
    wanted, measure, aspect = question.wanted, figure.measure, figure.measure.aspect
    # What is told in words is of no unit: 失业率控制在较低水平.
    is_worded = figure.fact is not None and figure.fact.amount == Amount()
    is_dimension_asked = bool(wanted.dimensions) and not is_worded
    right = measure.dimension in wanted.dimensions
    unit = _same_unit(wanted.units, measure.quantity.unit)
    same = wanted.aspect is not None and _same_aspect(wanted.aspect, aspect)
    other = wanted.aspect is not None and not same
    added = aspect is Aspect.ADDITION
    years = years_of(measure.before) if question.years else ()
    is_of_year = bool(set(years) & set(question.years))
    return {
        "unit": unit,
        "other unit": float(bool(wanted.units) and not unit and right),
        "dimension": float(is_dimension_asked and right),
        # The more so where a unit is asked for (多少亿元): no growth is that.
        "other dimension": (1.0 + bool(wanted.units)) * (is_dimension_asked and not right),
        "bare": float(measure.dimension is Dimension.NONE and not is_worded),
        "worded": float(is_worded),
        "time or rank": float(measure.dimension in _SELDOM and not right and not is_worded),
        "written out": float(measure.quantity.is_written_out),
        "aspect": float(same),
        "other aspect": float(other and not added),
        "addition": float(other and added),
        "unasked change": float(wanted.aspect is None and aspect in _SELDOM_ASPECTS),
        "unasked addition": float(wanted.aspect is None and added),
        "start": float(measure.is_start and not is_of_year),
        "names another year": float(bool(years) and not is_of_year),
    }


# What is hardly asked for without being named.
_SELDOM = frozenset({Dimension.TIME, Dimension.RANK, Dimension.LEVEL})
_SELDOM_ASPECTS = frozenset({Aspect.CHANGE, Aspect.RANK})


@functools.lru_cache(maxsize=4096)
def _same_unit(asked: frozenset[str], unit: str) -> float:
    """1 for a unit that is asked for, .5 for another that the same things are counted by."""
    if unit in asked:
        return 1.0
    return 0.5 if any(unit in family and asked & family for family in _FAMILIES) else 0.0


# What the same things are counted by.
_FAMILIES = tuple(
    map(
        word_set,
        (
            "counts_people",
            "counts_bodies",
            "counts_times",
            "counts_matters",
            "counts_places",
            "counts_vehicles",
        ),
    )
)


def _same_aspect(asked: Aspect, aspect: Aspect) -> bool:
    if asked in (Aspect.TOTAL, Aspect.LEVEL):
        return aspect in (Aspect.TOTAL, Aspect.LEVEL, Aspect.SHARE)
    return asked is aspect
