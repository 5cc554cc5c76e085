"""What an answer in words plainly lacks: members of so many, or the other side of a comparison."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.language.lexicon import alternation
from index.language.numerals import FROM_TWO, TENS, count
from index.types import Period
from qa.choosing.whole_names import asks_when, tells_time
from qa.listing.members import members
from qa.understanding import reckoning
from qa.understanding.concepts import folded
from qa.understanding.names.persons import asks_whom
from qa.understanding.place_mentions import KINDS

if TYPE_CHECKING:
    from qa.choosing.ordering.ranked import Ranked
    from qa.understanding.question import Question

_N = rf"(?P<n>[{FROM_TWO}]|[2-9](?!\d)|1\d(?!\d))"
_OF = "[个大项类条种座所家部位名批支方件款处届期]"
_NAMED = f"{alternation('asks_identity', 'asks_person', 'which', 'asks_list')}|叫"
_SO_MANY = (
    re.compile(rf"哪{_N}"),  # 哪四方面, 哪三期
    re.compile(rf"(?<![第\d]){_N}{_OF}[^?？,，]{{1,16}}?(?:{_NAMED})"),  # 那3个运动员叫什么
)
_DEPUTY = re.compile("副")
_GOAL = re.compile(alternation("goal"))
_ACTING = re.compile(rf"代理?(?:{alternation('office')})")
_CHOICE = re.compile(rf"{reckoning.OR_ELSE}|\bor\b")
_NTH = re.compile(rf"第([{TENS}\d]+)([次届批期轮号])")
_ASKS_PERSON = re.compile(alternation("asks_person"))
_SHORT = 2  # characters of a word that may stand in a name
_MANY = 3


def falls_short(question: Question, answer: str, sentence: str = "") -> bool:
    """Whether the words that were chosen of a sentence cannot be all that is asked for.

    One of three that are asked for (哪三期) is not the answer, nor is this year's value where it is asked
    whether it is more than last year's: at most they are a part of it. Nor is the head a deputy, or acting, the
    fourth session the third, what tells no time a when, whom an official praised, or what the question says itself (人大常委会的报告谁作的: 县人大常委会).
    """
    text, told = folded(question.text), folded(sentence)
    if any(each.search(text) and not each.search(told) for each in (_DEPUTY, _ACTING)):
        return True
    if reckoning.asks_if_reached(text) and not _GOAL.search(told):
        return True
    if asks_whom(text):  # 区长表扬了谁: who the head is is told everywhere
        return True
    if answer and asks_when(text) and not tells_time(answer):
        return True
    if _is_said(text, folded(answer)) or _is_other_one(text, told):
        return True
    return reckoning.compares(text) or lacks_members(question, answer)


def lacks_members(question: Question, answer: str) -> bool:
    """Whether an answer names fewer than so many as a question asks for (哪两家)."""
    return len(members(answer) or [answer]) < _n_asked(folded(question.text))


def tells_goal_alone(question: Question, ranked: Ranked) -> bool:
    """Whether it is asked if a goal was reached, and a passage only tells what is aimed at next."""
    is_ahead = ranked.passage.period is Period.PLAN
    return is_ahead and reckoning.asks_if_reached(folded(question.text))


def _is_said(asked: str, answer: str) -> bool:
    """Whether a question says all of an answer itself, and leaves no choice of it (甲还是乙)."""
    said = answer.lstrip(KINDS)
    if _CHOICE.search(asked):
        return False
    of_several = (answer[start:end] for start, end in members(answer))
    is_one_said = _ASKS_PERSON.search(asked) and any(
        len(each) > _SHORT and each in asked for each in of_several
    )  # 谁与图书馆合作: 图书馆、博物馆
    return bool(is_one_said) or (len(said) > 1 and said in asked)


def _is_other_one(asked: str, sentence: str) -> bool:
    """Whether a sentence tells of another one of those that a question counts through."""
    told = set(_NTH.findall(sentence))
    of_kind = {kind for _, kind in told}
    return any(kind in of_kind and (n, kind) not in told for n, kind in _NTH.findall(asked))


def is_counted(question: Question, answer: str) -> bool:
    """Whether an enumeration has just as many members as the question says, and these are many.

    Two of something are told by chance; 六大领域 are hardly six other ones.
    """
    n = _n_asked(folded(question.text))
    return n >= _MANY and len(members(answer)) == n


def _n_asked(text: str) -> int:
    """How many members a folded question asks for; 1 where it does not say."""
    match = next(filter(None, (form.search(text) for form in _SO_MANY)), None)
    return count(match["n"]) if match else 1
