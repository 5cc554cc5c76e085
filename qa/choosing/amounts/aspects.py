"""Whether a figure tells of a thing what is asked of it: how much there is, how much is new, how it changed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.fact_types import Direction, TimePart
from index.language.lexicon import alternation, word_set
from index.language.tokens import words
from index.types import Aspect
from qa.understanding import asked_rank
from qa.understanding.concepts import folded
from qa.understanding.wanted import OF_CHANGE, RATE

if TYPE_CHECKING:
    from index.fact_types import Fact, Time
    from index.language.measures import Measure

_MAY_BE_NEW = 0.25  # what is told without a word of whether it is new
_RATE = re.compile(rf"{RATE}|{alternation('share_noun', 'intensity')}")
_GAP = re.compile(r"[快高低慢优好多少先]于")  # 增速快于全省3个百分点: no growth of three
_ASKS_GAP = re.compile(
    rf"{_GAP.pattern}|(?<![占对环同相配])比(?![例重率])[^年月期]{{1,8}}?(?:[快慢优好]|(?<!提)高|(?<!降)低|[多超]出|[多少](?={alternation('how_many')}))"
)
_FALLS = re.compile(alternation("set_lower"))
_COMPARED = re.compile(alternation("year_on_year"))
_AMOUNT = re.compile(alternation("made", "heads", "throughput"))
_OF_PARTS = frozenset({Aspect.CHANGE, Aspect.SHARE})  # no 煤炭产量 by itself
_THERE_ARE = re.compile(rf"有(?:{alternation('how_many')})")
_SHARE_NAMED = re.compile(rf"{_RATE.pattern}|占(?!地)|{alternation('asks_share')}")
_TARGET = re.compile(alternation("asks_target"))
_OF_SUM = re.compile(rf"gdp|{alternation('asks_money')}")
_HOW_MANY_THERE_ARE = re.compile(rf"{_THERE_ARE.pattern}|{alternation('all_there_is')}")
_SO_FAR = re.compile(alternation("in_sum"))
_ASKS_SO_FAR = re.compile(alternation("asks_total"))
_IS_SHARE = re.compile(rf"占|{alternation('share_noun')}")
_HAPPENS = word_set("counts_times")


def is_sum(time: Time) -> bool:
    """Whether a fact is of several years together, or of each of them."""
    return time.part is TimePart.AVERAGE or (time.first is not None and time.first != time.last)


def other_aspect(asked: str, wanted: Aspect | None, measure: Measure, fact: Fact) -> float:
    """How surely a figure tells of a thing what is not asked of it, 0 to 1.

    Its fall, and not how large it is; how much there is of it, and not how much is new.

    Args:
        asked: the question, folded.
        wanted: the aspect that it asks for.
        measure: what the words beside the figure say of it.
        fact: what was read of it.
    """
    is_stock = {fact.aspect, measure.aspect} == {Aspect.LEVEL}
    if wanted is Aspect.ADDITION and is_stock:
        return 1.0 if _is_there_already(measure) else _MAY_BE_NEW
    if wanted is fact.aspect is Aspect.RANK:
        before = "".join((*measure.earlier[:1], measure.before))
        return float(asked_rank.is_by_other(asked, folded(fact.measure.text), before))
    return float(_is_other_aspect(asked, wanted, measure, fact))


def is_half_told(
    asked: str, wanted: Aspect | None, measure: Measure, fact: Fact, *, names_time: bool
) -> bool:
    """Whether a figure tells of what is asked, but less, or more, than all of it in that time.

    Its growth, where a sum is called by its name alone (2024年GDP); those that are new, where it is
    asked how many there are; all that there have been so far, where one year is asked about; by how
    many places it rose, and not its rank; a rank in words, where none is asked.
    """
    if wanted is Aspect.RANK:
        moved = [each.term for each in words(measure.before)][-1:]  # 提升6个位次
        is_rise = fact.amount.value is not None and measure.aspect is Aspect.CHANGE
        return is_rise and not any(each in asked for each in moved)
    if wanted is None and fact.aspect is Aspect.RANK and fact.amount.value is None:
        return True  # 位居前列: no value is told
    if wanted not in (None, Aspect.LEVEL) or _TARGET.search(asked):
        return False
    told = {fact.aspect, measure.aspect}
    if told == {Aspect.CHANGE} and measure.dimension in OF_CHANGE and _OF_SUM.search(asked):
        return True
    if fact.aspect is Aspect.ADDITION and _HOW_MANY_THERE_ARE.search(asked):
        return True
    return names_time and not _ASKS_SO_FAR.search(asked) and is_of_all_so_far(asked, measure)


def is_of_all_so_far(asked: str, measure: Measure) -> bool:
    """Whether something happened so often since it began, and not in one year: 累计开行3万列."""
    since = _SO_FAR.search(measure.before)
    if since is None:
        return False
    happened = {each.term for each in words(measure.before[since.end() :])} & word_set("predicate")
    return measure.quantity.unit in _HAPPENS or any(each in asked for each in happened)


def _is_other_aspect(asked: str, wanted: Aspect | None, measure: Measure, fact: Fact) -> bool:
    told = {fact.aspect, measure.aspect}
    if wanted is Aspect.ADDITION:
        is_change = told <= _OF_PARTS and measure.dimension in OF_CHANGE
        is_total = told - {Aspect.LEVEL} <= {Aspect.TOTAL, Aspect.RANK} and told != {Aspect.LEVEL}
        return is_change or is_total  # 11.2%: by how much of them there are more
    if _is_unasked_share(asked, wanted, measure, fact):
        return True
    if wanted is Aspect.TOTAL:
        return _is_no_total(asked, told, measure, fact)
    is_compared = _is_compared_with_another(asked, wanted, measure, fact)
    return is_compared or _is_of_other_kind(asked, wanted, told, measure, fact)


def _is_of_other_kind(
    asked: str, wanted: Aspect | None, told: set[Aspect], measure: Measure, fact: Fact
) -> bool:
    """Whether a size is told where a change is asked, or a change or a share for a size or a rate."""
    if wanted is Aspect.CHANGE:
        is_figure = fact.amount.value is not None
        is_of_size = told <= {Aspect.LEVEL, Aspect.TOTAL} and measure.dimension not in OF_CHANGE
        return is_figure and (is_of_size or told <= {Aspect.SHARE, Aspect.RANK})
    is_size = wanted is None and not _TARGET.search(asked) and _AMOUNT.search(asked)
    if is_size and told & _OF_PARTS:  # what is aimed at is mostly told as growth
        return True
    is_rate = wanted in (None, Aspect.SHARE, Aspect.LEVEL) and bool(_RATE.search(asked))
    return is_rate and not _ASKS_GAP.search(asked) and told == {Aspect.CHANGE}


def _is_no_total(asked: str, told: set[Aspect], measure: Measure, fact: Fact) -> bool:
    """Whether a figure is not of all there is: of what is new, of a part, of how it moved."""
    if told == {Aspect.CHANGE} and measure.dimension in OF_CHANGE and not _TARGET.search(asked):
        return True
    # 总共有多少家: no number of those that are new
    is_new = fact.aspect is Aspect.ADDITION and _THERE_ARE.search(asked)
    if is_new or (asked_rank.SUM.search(asked) and not is_sum(fact.time)):
        told = told - {Aspect.LEVEL}
    return bool(told) and told <= {Aspect.ADDITION, Aspect.RANK, Aspect.SHARE}


def _is_compared_with_another(
    asked: str, wanted: Aspect | None, measure: Measure, fact: Fact
) -> bool:
    """Whether a figure tells a gap where none is asked, another one, or a rise for a fall."""
    rises = wanted is Aspect.CHANGE and fact.direction is Direction.UP
    is_gap = _is_gap(measure) is not bool(_ASKS_GAP.search(asked))
    is_compared = _is_compared_otherwise(asked, measure.before)
    return is_gap or is_compared or (rises and _FALLS.search(asked) is not None)


def _is_unasked_share(asked: str, wanted: Aspect | None, measure: Measure, fact: Fact) -> bool:
    """Whether a figure is named as a share where how much there is in all is asked for."""
    if wanted not in (None, Aspect.LEVEL, Aspect.TOTAL) or _SHARE_NAMED.search(asked):
        return False
    is_share = fact.aspect is Aspect.SHARE and measure.dimension in OF_CHANGE
    return is_share and _IS_SHARE.search(folded(fact.measure.text)) is not None


def _is_gap(measure: Measure) -> bool:
    """Whether a figure tells how far something is from another: 高于全省3个百分点."""
    return _GAP.search(measure.before) is not None


def _is_there_already(measure: Measure) -> bool:
    """Whether the words before a figure say that there is so much: 共有, 现有."""
    there = word_set("has_already") & word_set("stands_at")
    said = (measure.before, *measure.earlier[:1])  # 拥有甲3个，乙2个
    return any(each.term in there for text in said for each in words(text))


def _is_compared_otherwise(asked: str, told: str) -> bool:
    """Whether a change is from the month before where one from the year before is asked, or the reverse."""
    named = [_COMPARED.findall(text) for text in (asked, told)]
    if not all(named):
        return False
    a, b = (each[-1] in word_set("month_on_month") for each in named)
    return a is not b
