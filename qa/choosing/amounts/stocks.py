"""Figures of what was done to things, or of those that came, where it is asked how many there are."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from index.language.lexicon import alternation, word_set
from index.language.tokens import words
from index.language.units import Dimension
from index.types import Aspect

if TYPE_CHECKING:
    from index.fact_types import Fact
    from index.language.measures import Measure

_STOCKS = frozenset({None, Aspect.LEVEL, Aspect.TOTAL})
_HOW_MANY = alternation("how_many")
_THERE_ARE = re.compile(
    rf"有(?:{_HOW_MANY})|(?:{alternation('all_there_is', 'asks_total')})|"
    rf"(?:{alternation('asks_area', 'asks_length')}|规[模])(?:是|为)?(?:有?多[大长]|有?(?:{_HOW_MANY})[^?。!]{{0,4}})?[?。!]*$"
)
_OF_DOING = re.compile(r"了|的有")  # 报名的有多少人: those who did so
_SO_FAR = re.compile(alternation("in_sum"))


@functools.lru_cache(maxsize=256)
def asks_stock(asked: str) -> bool:
    """Whether a folded question asks how much there is of a thing, and not how much something was done."""
    if not _THERE_ARE.search(asked) or _OF_DOING.search(asked):
        return False
    return not any(each.term in _acts() for each in words(asked))


def is_of_part(asked: str, wanted: Aspect | None, measure: Measure, fact: Fact) -> bool:
    """Whether a figure is of those that came, or that something was done to, where all are asked for.

    改造小区11个: 小区有多少个? All that were ever built are those that there are.

    Args:
        asked: the question, folded.
        wanted: the aspect that it asks for.
        measure: the figure, with its words.
        fact: what was read of it.
    """
    if wanted not in _STOCKS or not asks_stock(asked):
        return False
    acts = _acts()
    if (
        measure.dimension is Dimension.COUNT
    ):  # 完成加装电梯3部; money that is invested is all there is
        acts |= word_set("carries_out")
        stands = any(each.term in _levels() for each in words(measure.before))
        if not stands and _is_worked_on(asked, measure.after):
            return True
    done = [each.term for each in words(measure.before) if each.term in acts | _levels()]
    last = done[-1] if done else ""
    if fact.aspect is Aspect.ADDITION:
        return last not in _levels()
    is_of_all = _SO_FAR.search(measure.before) and last in word_set("makes_new", "finished")
    return last in acts and not is_of_all


def _is_worked_on(asked: str, after: str) -> bool:
    """Whether something is done with what is counted: 23座停车场改造, 4家企业入选百强, where no 百强 are asked for."""
    terms = [each.term for each in words(after)]
    at = next((i for i, term in enumerate(terms) if term in _acts()), None)
    if at is None:
        return False
    return not any(
        len(each) > 1 and each in asked and each not in terms[:at] for each in terms[at:]
    )


@functools.cache
def _acts() -> frozenset[str]:
    """What is done to things: what is told of it is no number of all that there are."""
    told = word_set("predicate", "act", "makes_new", "asks_added", "finished") - _levels()
    return told - word_set("function", "asks_total", "in_all", "of_what_is_done")


@functools.cache
def _levels() -> frozenset[str]:
    stands = word_set("stands_at", "has_already", "reaches", "total", "holds_rank", "passes")
    return stands - word_set("grew", "moves_level")  # 新建提升绿化面积
