"""A fact as the question that it answers."""

from __future__ import annotations

import dataclasses
import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.fact_types import Direction, Origin, Status, TimePart
from index.language import tokens
from index.language.lexicon import alternation, word_set, words
from index.language.units import Dimension, dimension_of
from index.types import Aspect

if TYPE_CHECKING:
    from index.fact_types import Fact
    from index.types import Passage
    from qa.suggesting.phrases import Phrases

AIMED = frozenset({Status.TARGET, Status.PLAN})
REACHED = frozenset({Status.DONE, Status.EXPECTED})
_OF_YEAR = frozenset({TimePart.YEAR, TimePart.AS_OF, TimePart.NONE})
_COUNTED = frozenset({Dimension.COUNT, Dimension.PERSON})
# A name that a reader understands by itself: no clause, nothing that points elsewhere.
_NAME = re.compile(
    r"(?!.*[其各该这那本等今要又既较均及占、]|.*的$)(?=.{3,14}$)[\u4e00-\u9fff“]"
    r"[\u4e00-\u9fffA-Za-z0-9.“”·]+"
)
# The last word of a name of no thing: what was done, a rank, any task.
_NO_THING = ("predicate", "adverb", "finished", "rank_noun", "outline_work", "problem")
_GENERIC = (
    *("generic_head", "says_no_subject", "dependent", "total", "asks_total", "all_there_is"),
    *("in_all", "outline_work", "outline_idle", "doing_noun", "plan_kind", "goal"),
    *("kind_of_thing", "rank_noun", "function", "adverb", "idle", "document"),
    *("level_nation", "whole_year", "indicator_at"),
)
_NEW = re.compile(rf"^(?:{alternation('makes_new')}|[新增])")
_SAYS_ORDER = re.compile(alternation("rank_noun"))
_SAYS_CHANGE = re.compile(rf"(?:{alternation('asks_change')})$")  # 涨幅: nobody asks how it grows
_MONEY = re.compile(rf"(?:{alternation('asks_money')})$")
_ACT = re.compile(alternation("act"))
_SHARE = re.compile(rf"(?:{alternation('share_noun')})$")
# Before the name of a share: what stands before this is told apart from it (投入与生产总值的比例).
_PARTS = re.compile(rf"(?:{alternation('joins', 'adjunct', 'stands_at')})$")
_OWN = re.compile(r"[全我本]\w$")  # 全县, which is the report's own
_WHOLE_CHARS = 2
_CLAUSE_END = re.compile(r"[，,。；;：:！!？?\n]")


def name_of(fact: Fact) -> str:
    """What a fact measures, by a name that can stand alone; empty where it has none."""
    name = fact.measure.text.strip()
    return name if is_telling(name) else ""


@functools.lru_cache(maxsize=4096)
def is_telling(name: str) -> bool:
    """Whether a name says by itself what is measured: not 计划任务, 全国排名, 民生实事全面完成."""
    if not _NAME.fullmatch(name) or name in word_set("dependent"):
        return False
    terms = [word.term for word in tokens.words(name)]
    if not terms or terms[0] in word_set("function", "adverb"):
        return False
    is_thing = terms[-1] not in word_set(*_NO_THING) and not name.endswith(words("carries_out"))
    return is_thing and any(term not in generic_words() for term in terms)


def generic_words() -> frozenset[str]:
    """Words that tell no more than that there is something: 总数, 工作, 情况, 项目."""
    return word_set(*_GENERIC)


def is_cut(fact: Fact, passage: Passage) -> bool:
    """Whether a share is called by what it is one of, and not by what has it."""
    measure = fact.measure
    if not _SHARE.search(measure.text) or measure.start == measure.end:
        return False
    before = passage.text[: max(0, measure.start - passage.start)]
    clause = _CLAUSE_END.split(before)[-1].rstrip().removesuffix(fact.subject.text)
    return _PARTS.search(_OWN.sub("", clause.rstrip())) is not None


def is_own(fact: Fact, place: str) -> bool:
    """Whether a fact is of the place of its report (全县 is, in a county's), and of a plain year."""
    whose = fact.subject.text
    is_whole = len(whose) == _WHOLE_CHARS and whose[0] in "全我本" and place.endswith(whose[1])
    is_place = fact.subject.origin is Origin.DEFAULT or whose == place or is_whole
    return is_place and fact.time.part in _OF_YEAR


def is_done_to(fact: Fact, passage: Passage) -> bool:
    """Whether a fact tells to how many something was done, and not how many there are."""
    before = passage.text[: fact.start - passage.start]
    clause = _CLAUSE_END.split(before)[-1]
    return _ACT.search(clause.replace(fact.measure.text, "")) is not None


def is_told_plainly(fact: Fact, passage: Passage, place: str) -> bool:
    """Whether a fact is a number of the report's own place that has a name, whole and not denied."""
    is_known = bool(name_of(fact)) and is_own(fact, place) and fact.amount.value is not None
    return is_known and not fact.is_negated and not is_cut(fact, passage)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a fact is asked for by: how that is phrased, its name, its year, and its unit."""

    phrase: str
    name: str
    year: int | None
    unit: str

    def question(self, phrases: Phrases, place: str = "") -> str:
        """The question, of a place or, where none is named, of any."""
        return phrases.said(
            self.phrase,
            year=phrases.year(self.year),
            place=place,
            name=self.name,
            unit=self.unit,
        )

    def question_of(self, phrases: Phrases, places: str) -> str:
        """The question to several reports: of all places of a level, or of the years of one."""
        name = phrases.of_places.format(places=places, name=self.name)
        return dataclasses.replace(self, name=name).question(phrases)


def asked(fact: Fact, passage: Passage, phrases: Phrases, place: str) -> Asked | None:
    """What a fact is asked for by; ``None`` where it cannot be in plain words.

    Args:
        fact: the fact.
        passage: the passage that it stands in.
        phrases: how questions are phrased.
        place: the place of its report.
    """
    if not is_told_plainly(fact, passage, place):
        return None
    name = name_of(fact)
    if fact.aspect is Aspect.LEVEL and fact.status in REACHED and is_done_to(fact, passage):
        return None
    phrase = _phrase(fact, name, phrases)
    year = fact.time.last if fact.time.first == fact.time.last else None
    return Asked(phrase=phrase, name=name, year=year, unit=fact.amount.unit) if phrase else None


def question(
    fact: Fact, passage: Passage, phrases: Phrases, place: str, *, is_named: bool = False
) -> str:
    """The question that a fact answers; empty where none can be asked in plain words.

    ``is_named`` is whether the question names the place, for there are reports of several.
    """
    own = asked(fact, passage, phrases, place)
    return own.question(phrases, place if is_named else "") if own is not None else ""


def _phrase(fact: Fact, name: str, phrases: Phrases) -> str:
    """How the question of a fact is phrased; empty where there is no way to."""
    if fact.status not in AIMED | REACHED or fact.aspect is Aspect.RANK:
        return ""
    if fact.aspect is Aspect.CHANGE and not _SAYS_CHANGE.search(name):
        return _of_change(fact, phrases)
    if _SAYS_ORDER.search(name) or dimension_of(fact.amount.unit) is Dimension.TIME:
        return ""
    return phrases.target if fact.status in AIMED else _of_amount(fact, name, phrases)


def _of_change(fact: Fact, phrases: Phrases) -> str:
    if fact.status in AIMED:
        return phrases.target_rise if fact.direction is Direction.UP else ""
    return {Direction.UP: phrases.rise, Direction.DOWN: phrases.fall}.get(fact.direction, "")


def _of_amount(fact: Fact, name: str, phrases: Phrases) -> str:
    unit = fact.amount.unit
    is_counted = bool(unit) and dimension_of(unit) in _COUNTED
    if fact.aspect is Aspect.SHARE or not is_counted:
        return phrases.value
    if _MONEY.search(name):
        return ""  # 15 industries have a turnover; nobody asks how many turnovers there are
    is_new = fact.aspect is Aspect.ADDITION and not _NEW.search(name)
    return phrases.added if is_new else phrases.count
