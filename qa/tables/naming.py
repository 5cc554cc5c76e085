"""Whether a figure's own words name what is asked of many reports, and all of it.

Nobody reads the passages beside a table of many rows, so that a cell is stricter than an answer.
"""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.language.lexicon import alternation, word_set
from index.language.units import Dimension, dimension_of
from index.types import Aspect
from qa.choosing import slots
from qa.choosing.amounts import joint
from qa.retrieval import measured
from qa.tables.measures import acts, groups, others, ratios
from qa.understanding.concepts import folded

if TYPE_CHECKING:
    from index.fact_types import Fact
    from index.language.measures import Measure
    from qa.choosing.evidence import Evidence
    from qa.choosing.ordering.ranked import Ranked
    from qa.tables.measures.ratios import Ratio
    from qa.understanding.concepts import Concepts
    from qa.understanding.question import Question

NAMED = 0.25  # of a question: what a measure says at least of it that may be what is asked
_WHOLLY = 0.2  # of a question: what the measure of a part says of it at least
_OF_ANOTHER = frozenset({*slots.VETOES, "other measure", "other dimension"})
_NEW = "unasked addition"
_ASKS = rf"(?:是|有|为)?(?:(?:{alternation('how_many')}).{{0,3}})?[?。!]*$"
_MEASURED = re.compile(alternation("indicator", "asks_money", "asks_total", "measured_in", "price"))
_RATE = re.compile(rf"率|占|{alternation('share_noun', 'intensity')}")
_NUMBER = re.compile(rf"(?:{alternation('all_there_is')}){_ASKS}")
_COUNTS = re.compile(rf"(?:{alternation('firms', 'people', 'households')}){_ASKS}")
_OWNED = re.compile(rf"(?:{alternation('owned')}).?{_ASKS}")
_NO_NUMBER = frozenset({Dimension.MONEY, Dimension.SHARE, Dimension.POINTS})
_NARROWER, _WIDER = "narrower measure", "wider measure"


def names_measure(question: Question) -> bool:
    """Whether a question says what it wants measured: 人工智能 alone does not, 人工智能企业数量 does."""
    wanted, asked = question.wanted, folded(question.subject)
    is_told = wanted.aspect or wanted.units or wanted.dimensions or _MEASURED.search(asked)
    return bool(is_told) or acts.asks_count(asked)


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """A question as figures are held against it; ``ratio`` is how much for each of something it asks."""

    question: Question
    concepts: Concepts
    ratio: Ratio | None = None

    @classmethod
    def of(cls, question: Question, concepts: Concepts) -> Naming:
        """That of a question, of some concepts."""
        return cls(question=question, concepts=concepts, ratio=ratios.asked(question, concepts))

    def with_what_was_done(self, ranked: Ranked) -> Ranked:
        """A passage as it is where so many are asked for that something was done to: each of them is new."""
        if not acts.asks_count(self.question.text):
            return ranked
        evidence = [_not_held_new(each) for each in ranked.evidence]
        parts = {name: part for name, part in ranked.parts.items() if name != _NEW}
        return dataclasses.replace(ranked, parts=parts, evidence=tuple(evidence))

    def names(self, evidence: Evidence) -> bool:
        """Whether a figure's fact says of itself that it is of what is asked, and of all of it."""
        fact, subject = evidence.fact, folded(self.question.subject)
        if fact is None or others.names_nothing(subject):
            return False
        if self._is_of_another_kind(evidence, fact):
            return False
        measure = folded(fact.measure.text)
        if self._is_related(evidence, measure) or self._is_led_by_another(evidence, fact):
            return False
        if others.is_of_another(evidence, subject, self.concepts):
            return False
        if measured.share(self.concepts, measure) >= NAMED:
            is_part = (
                groups.is_of_another(measure, self.question.subject, self.concepts)
                or (_is_counted(fact) and groups.has_another_head(measure, self.concepts))
                or groups.is_part(fact.measure.text, self.question.text, self.concepts)
            )
            is_part |= not names_measure(self.question) and not groups.names_nothing_else(
                measure, self.concepts
            )
            return not is_part or measured.ECONOMY.fullmatch(measure) is not None
        return groups.is_bare(measure)

    def _is_of_another_kind(self, evidence: Evidence, fact: Fact) -> bool:
        """Whether a figure tells what is not asked of any thing: a span, a rank, a change, who is meant."""
        aspect, measure = self.question.wanted.aspect, evidence.measure
        if evidence.features.get("time or rank"):
            return True  # nobody asks 连续8年 of an amount
        if (fact.aspect is Aspect.RANK) is not (aspect is Aspect.RANK):
            return True  # a rank is asked for, or told
        if aspect in measured.TOTALS and fact.aspect is Aspect.CHANGE:
            return True
        if aspect is None and self._is_no_level(evidence, fact):
            return True
        return _counts_another(folded(self.question.subject), fact.amount.unit) or (
            measure is not None
            and (
                groups.bounds_some(measure.after)
                or acts.is_another(self.question.text, measure, fact)
            )
        )

    def _is_no_level(self, evidence: Evidence, fact: Fact) -> bool:
        """Whether a figure tells a share of what is asked, or who of them does something, and no level."""
        if dimension_of(fact.amount.unit) is Dimension.POINTS:
            return True  # 评分提高16个百分点, of firms that are asked for
        if fact.aspect is Aspect.CHANGE and _COUNTS.search(folded(self.question.subject)):
            return True
        is_share = fact.aspect is Aspect.SHARE and _RATE.search(folded(fact.measure.text)) is None
        if is_share and not _RATE.search(self.question.subject):
            return True  # 高校毕业生67.5%留在省内, where their number is asked for
        return evidence.measure is not None and self._is_of_actors(evidence.measure, fact)

    def _is_of_actors(self, measure: Measure, fact: Fact) -> bool:
        is_act = acts.asks_count(self.question.text)
        return not is_act and _is_counted(fact) and acts.is_of_actors(measure, fact)

    def _is_led_by_another(self, evidence: Evidence, fact: Fact) -> bool:
        """Whether a figure that names no thing itself (总里程) stands where another one is spoken of.

        A sum of money alone (总量) is that of the economy, of which a report speaks throughout.
        """
        things = groups.things(self.concepts)
        named = self.concepts.in_text(folded(fact.measure.text))
        if not things or named & things or things & (evidence.concepts | evidence.leading):
            return False
        return not (fact.aspect is not Aspect.RANK and measured.asks_product(self.concepts))

    def _is_related(self, evidence: Evidence, measure: str) -> bool:
        """Whether a figure is of something near to what is asked: of a part of it, or not of each."""
        if self.ratio is not None and not self.ratio.is_in(ratios.told_by(measure, evidence)):
            return True
        if groups.is_of_all(measure):
            return False
        if _WIDER in evidence.parts:
            return True
        return _NARROWER in evidence.parts and not groups.says_no_part(measure, self.concepts)

    def names_group(self, evidence: Evidence) -> bool:
        """Whether it is told of a group alone, and what is asked of it: 城镇 of 城乡."""
        fact = evidence.fact
        if fact is None or not _OF_ANOTHER.isdisjoint(evidence.parts) or fact.amount.value is None:
            return False
        measure = folded(fact.measure.text)
        if self.ratio is not None and not self.ratio.is_in(measure):
            return False
        rest = groups.without(measure)
        if rest is None or others.is_by_a_looser_name(rest, self.concepts):
            return False
        if measured.share(self.concepts, rest) < _WHOLLY:
            return False
        return not groups.has_another_head(rest, self.concepts)


def _not_held_new(evidence: Evidence) -> Evidence:
    features = {name: value for name, value in evidence.features.items() if name != _NEW}
    return dataclasses.replace(evidence, features=features)


def _counts_another(asked: str, unit: str) -> bool:
    """Whether a figure in a unit cannot be what a folded question counts: money for 企业数量, firms for 专利拥有量."""
    is_owned = _OWNED.search(asked) is not None
    if is_owned and unit in word_set("counts_bodies") - {"个"}:
        return True
    is_number = is_owned or _NUMBER.search(asked) is not None
    return is_number and dimension_of(unit) in _NO_NUMBER


def _is_counted(fact: Fact) -> bool:
    return dimension_of(fact.amount.unit) in joint.COUNTED
