"""Whether a figure is of the unit, the aspect and the time that a question asks for, or one beside it."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.fact_types import Amount, Origin
from index.language.lexicon import alternation, word_set
from index.language.times import years_of
from index.language.tokens import is_word
from index.language.units import Dimension
from index.types import Aspect
from qa.choosing import phrases, slots
from qa.understanding.asked_time import asks_two_years
from qa.understanding.concepts import folded, in_order, named_together

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.fact_types import Fact
    from qa.choosing.evidence import Evidence
    from qa.choosing.same_measure import AskedMeasure
    from qa.choosing.stated_facts import StatedFigure
    from qa.understanding.concepts import Concepts
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
    added = aspect is Aspect.ADDITION or _came_with_others(figure)
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


def _came_with_others(figure: StatedFigure) -> bool:
    """Whether things were brought in with others, as no word beside them says: 引进项目9个，企业7家."""
    if figure.fact is None or figure.fact.aspect is not Aspect.ADDITION:
        return False
    says_nothing = not _MAKES_NEW.search(figure.measure.before + figure.measure.after)
    return says_nothing and figure.measure.aspect is Aspect.LEVEL


# What is hardly asked for without being named.
_SELDOM = frozenset({Dimension.TIME, Dimension.RANK, Dimension.LEVEL})
ONE_OF_SEVERAL = "one of several"  # of which more are asked for, or none by its name
UNNAMED = "unnamed"  # what is asked for is named after it, or in another sentence
_SELDOM_ASPECTS = frozenset({Aspect.CHANGE, Aspect.RANK})


@functools.lru_cache(maxsize=4096)
def _same_unit(asked: frozenset[str], unit: str) -> float:
    """1 for a unit that is asked for, .5 for another that the same things are counted by."""
    if unit in asked:
        return 1.0
    return 0.5 if any(unit in family and asked & family for family in _FAMILIES) else 0.0


_COUNTS = ("counts_people", "counts_bodies", "counts_times", "counts_matters", "counts_places")
_FAMILIES = tuple(map(word_set, (*_COUNTS, "counts_vehicles", "container")))


def _same_aspect(asked: Aspect, aspect: Aspect) -> bool:
    if asked in (Aspect.TOTAL, Aspect.LEVEL):
        return aspect in (Aspect.TOTAL, Aspect.LEVEL, Aspect.SHARE)
    return asked is aspect


_STANDING = frozenset({Aspect.LEVEL, Aspect.TOTAL, Aspect.SHARE})
_MOVING = frozenset({Aspect.ADDITION, Aspect.CHANGE})
_DEPENDENT = re.compile(rf"(?:{alternation('dependent')})$")
_HOW_MANY = f"(?:{alternation('how_many')})"
_OF_THEM = re.compile(rf"[里中]面?的?(?:有|{_HOW_MANY}).*{_HOW_MANY}?.*是")  # 就业里有多少是毕业生
_CHANGES = word_set("asks_change", "grew", "fell")  # what tells that a change is asked for
_NO_THINGS = _CHANGES | word_set(
    "asks_share", "generic_head", "heads", "indicator", "of_indicator", "own_place", "predicate"
)
_IN_TURN = re.compile(
    rf"{alternation('in_turn')}|各(?:{alternation('grew', 'fell')}|[是为有占多]|.{{1,3}}{_HOW_MANY})"
)
_EVERYONE = re.compile(alternation("everyone", "own_place"))
_NEW = word_set("makes_new", "asks_added")
_MAKES_NEW = re.compile(alternation("added", "makes_new", "asks_added"))
_TARGET = re.compile(alternation("asks_target"))

_Stock = tuple[str, str, "int | None", bool]
_Named = tuple[frozenset[int], str, "int | None", bool]
_Of = tuple[str, Aspect, str, "int | None", "int | None", bool]


@dataclass(frozen=True, slots=True)
class _Names:
    """What a question names, by the numbers of its concepts.

    ``together`` are pairs that it names in one breath, ``things`` what it asks about, ``head`` the
    last of them, ``new`` the words that make others new (开工), ``changes`` those of a change (增速).
    """

    together: tuple[tuple[frozenset[int], frozenset[int]], ...]
    things: frozenset[int]
    head: int | None
    new: frozenset[int]
    changes: frozenset[int]


@functools.lru_cache(maxsize=16)  # for each passage that one question reads
def _names(asked: str, concepts: Concepts) -> _Names:
    words = {i: each.words[0] for i, each in enumerate(concepts)}
    things = {i for i, word in words.items() if is_word(word) and phrases.is_noun(word)}
    things -= {i for i, word in words.items() if word in _NO_THINGS}
    return _Names(
        together=named_together(asked, concepts),
        things=frozenset(things),
        head=next((i for i in reversed(in_order(asked, concepts)) if i in things), None),
        new=frozenset(i for i, word in words.items() if word in _NEW),
        changes=frozenset(i for i, word in words.items() if word in _CHANGES),
    )


@dataclass(frozen=True, slots=True)
class Beside:
    """What the figures of a passage tell together: how much there is, and what each is called.

    ``totals`` are what is told in all, ``named`` what each is called by, ``several`` the members that
    each of several values of one measure is of, ``own`` the concepts beside each, and ``names`` what
    the question names.
    """

    stocks: frozenset[_Stock]
    totals: frozenset[tuple[str, str]]
    named: frozenset[_Named]
    several: frozenset[tuple[_Of, str]]
    own: frozenset[tuple[frozenset[int], str]]
    names: _Names

    @classmethod
    def of(cls, asked: AskedMeasure, concepts: Concepts, evidence: Sequence[Evidence]) -> Beside:
        """What the figures of a passage tell."""
        known = [each.fact for each in evidence if each.fact is not None]
        names = _names(asked.text, concepts)
        return cls(
            stocks=frozenset(_stock(each) for each in known if each.aspect in _STANDING),
            totals=frozenset(_stock(each)[:2] for each in known if each.aspect is Aspect.TOTAL),
            named=frozenset(_named(asked, names.changes, each) for each in known),
            several=frozenset(
                (_of(each.fact, _member(each)), _member(each))
                for each in evidence
                if each.fact and _member(each)
            ),
            own=frozenset((_told_of(asked, each), _unit(each)) for each in evidence),
            names=names,
        )

    def features(
        self, asked: AskedMeasure, of_slots: slots.AskedSlots, evidence: Evidence
    ) -> dict[str, float]:
        """What the others take from a figure's being the answer."""
        fact = evidence.fact
        if fact is None:
            return {}
        tells = {
            "stock beside": self._tells_how_much(of_slots, fact)
            and not self.names.new & evidence.own,
            "better named beside": self._names_more(asked, fact)
            or self._names_head(asked, evidence, fact),
            UNNAMED: bool(self.names.things) and not self._is_named(asked, evidence, fact),
            ONE_OF_SEVERAL: self._is_one_of_several(asked, evidence, fact),
        }
        return {name: 1.0 for name, is_so in tells.items() if is_so}

    def _tells_how_much(self, asked: slots.AskedSlots, fact: Fact) -> bool:
        """Whether a fact is what was added, or moved, where only how much there is was asked for.

        新增企业23家、总数达到118家: 企业有多少家? 新建茶园1万亩，累计建成8万亩: 累计建了多少亩?
        """
        if asked.aspect is Aspect.TOTAL:
            return fact.aspect is not Aspect.TOTAL and _stock(fact)[:2] in self.totals
        if asked.aspect not in (None, Aspect.LEVEL) or _TARGET.search(asked.text):
            return False
        stock = _stock(fact)
        return fact.aspect in _MOVING and stock in self.stocks and bool(phrases.nouns(stock[0]))

    def _names_more(self, asked: AskedMeasure, fact: Fact) -> bool:
        """Whether another figure of the same unit and time is called by more of what is asked for.

        引进企业40家，其中外资企业6家: 引进外资企业几家?
        """
        own, *others = _named(asked, self.names.changes, fact)
        return bool(own) and any(own < more and others == [*rest] for more, *rest in self.named)

    def _names_head(self, asked: AskedMeasure, evidence: Evidence, fact: Fact) -> bool:
        """Whether another figure of the same unit is of what is asked for, and this one is not.

        经营主体90万户，其中企业30万户: 经营主体中企业有多少户?
        """
        if self.names.head is None or self.names.head in evidence.own:
            return False
        if self.names.head in asked.spoken_in(folded(fact.measure.text)):
            return False
        return any(self.names.head in own for own, unit in self.own if unit == _unit(evidence))

    def _is_named(self, asked: AskedMeasure, evidence: Evidence, fact: Fact) -> bool:
        """Whether a figure's sentence names anything that is asked for, up to it, or its fact does."""
        told = f"{folded(fact.measure.text)}{folded(fact.subject.text)}"
        named = evidence.concepts | asked.spoken_in(told)
        is_of_them = _OF_THEM.search(asked.text) is not None
        return self.names.head in named if is_of_them else not self.names.things.isdisjoint(named)

    def _is_one_of_several(self, asked: AskedMeasure, evidence: Evidence, fact: Fact) -> bool:
        """Whether others tell the same of other members, or the rest of what is asked for.

        内外贸分别增长89%、115%: 内外贸增长多少? 开工17万平方米、竣工2万平方米: 开工竣工多少平方米?
        """
        if _IN_TURN.search(asked.text) and not asks_two_years(asked.text):
            return True
        beside = [own for own, unit in self.own if unit == _unit(evidence)]
        told = _told_of(asked, evidence)
        for one, other in self.names.together:
            has, lacks = (one, other) if one <= told else (other, one)
            is_one = has <= told and not lacks <= told
            if is_one and any(lacks <= own and not has <= own for own in beside):
                return True
        member = _member(evidence)
        of = _of(fact, member)
        others = [each for same, each in self.several if same == of and each != member]
        mine = asked.spoken_in(member)
        is_asked = bool(mine) and not any(mine <= asked.spoken_in(each) for each in others)
        return bool(member) and bool(others) and not is_asked


def _stock(fact: Fact) -> _Stock:
    core = _DEPENDENT.sub("", folded(fact.measure.text))
    return core, folded(fact.subject.text), fact.time.last, slots.is_ahead(fact)


def _named(asked: AskedMeasure, changes: frozenset[int], fact: Fact) -> _Named:
    spoken = asked.spoken_in(folded(fact.measure.text)) - changes
    return spoken, fact.amount.unit, fact.time.last, slots.is_ahead(fact)


def _of(fact: Fact, member: str) -> _Of:
    """What a fact is of, but for whose it is."""
    measure, time = folded(fact.measure.text), fact.time
    if len(member) > 1:  # 内 is no part by itself of 内外贸
        measure = measure.replace(member, "", 1)
    return measure, fact.aspect, fact.amount.unit, time.first, time.last, slots.is_ahead(fact)


def _member(evidence: Evidence) -> str:
    """Whose a figure is by its own words, folded; empty where it is everyone's, or nobody's."""
    if evidence.measure is not None and evidence.measure.item:
        return evidence.measure.item
    fact = evidence.fact
    if fact is None or fact.subject.origin is Origin.DEFAULT or fact.aspect is Aspect.RANK:
        return ""
    subject = folded(fact.subject.text)
    return "" if _EVERYONE.match(subject) else subject


def _told_of(asked: AskedMeasure, evidence: Evidence) -> frozenset[int]:
    """The concepts that a figure is told of: one of several in turn as it is called."""
    in_turn = evidence.measure is not None and evidence.measure.item
    measure = folded(evidence.fact.measure.text) if in_turn and evidence.fact else ""
    return asked.spoken_in(measure) if measure else evidence.own


def _unit(evidence: Evidence) -> str:
    return evidence.measure.quantity.unit if evidence.measure is not None else ""
