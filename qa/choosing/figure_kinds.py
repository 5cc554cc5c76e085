"""Whether a figure is of the unit, the aspect and the time that a question asks for, or one beside it."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.fact_types import Amount
from index.language.lexicon import alternation, word_set
from index.language.times import years_of
from index.language.units import Dimension
from index.types import Aspect
from qa.choosing import phrases, slots
from qa.understanding.concepts import folded

if TYPE_CHECKING:
    from collections.abc import Iterable

    from index.fact_types import Fact
    from qa.choosing.same_measure import AskedMeasure
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


_STANDING = frozenset({Aspect.LEVEL, Aspect.TOTAL, Aspect.SHARE})
_MOVING = frozenset({Aspect.ADDITION, Aspect.CHANGE})
_DEPENDENT = re.compile(rf"(?:{alternation('dependent')})$")
_TARGET = re.compile(alternation("asks_target"))

_Stock = tuple[str, str, "int | None", bool]
_Named = tuple[frozenset[int], str, "int | None", bool]


@dataclass(frozen=True, slots=True)
class Beside:
    """What the figures of a passage tell together: how much there is, and what each is called."""

    stocks: frozenset[_Stock]
    named: frozenset[_Named]

    @classmethod
    def of(cls, asked: AskedMeasure, facts: Iterable[Fact | None]) -> Beside:
        """What some facts tell."""
        known = [each for each in facts if each is not None]
        stocks = frozenset(_stock(each) for each in known if each.aspect in _STANDING)
        return cls(stocks, frozenset(_named(asked, each) for each in known))

    def features(
        self, asked: AskedMeasure, of_slots: slots.AskedSlots, fact: Fact
    ) -> dict[str, float]:
        """What the others take from a fact's being the answer."""
        found = {}
        if self._tells_how_much(of_slots, fact):
            found["stock beside"] = 1.0
        if self._names_more(asked, fact):
            found["better named beside"] = 1.0
        return found

    def _tells_how_much(self, asked: slots.AskedSlots, fact: Fact) -> bool:
        """Whether a fact is what was added, or moved, where only how much there is was asked for.

        新增企业23家、总数达到118家: 企业有多少家?
        """
        if asked.aspect not in (None, Aspect.LEVEL) or _TARGET.search(asked.text):
            return False
        stock = _stock(fact)
        return fact.aspect in _MOVING and stock in self.stocks and bool(phrases.nouns(stock[0]))

    def _names_more(self, asked: AskedMeasure, fact: Fact) -> bool:
        """Whether another figure of the same unit and time is called by more of what is asked for.

        引进企业40家，其中外资企业6家: 引进外资企业几家?
        """
        own, *others = _named(asked, fact)
        return bool(own) and any(own < more and others == [*rest] for more, *rest in self.named)


def _stock(fact: Fact) -> _Stock:
    core = _DEPENDENT.sub("", folded(fact.measure.text))
    return core, folded(fact.subject.text), fact.time.last, slots.is_ahead(fact)


def _named(asked: AskedMeasure, fact: Fact) -> _Named:
    spoken = asked.spoken_in(folded(fact.measure.text))
    return spoken, fact.amount.unit, fact.time.last, slots.is_ahead(fact)
