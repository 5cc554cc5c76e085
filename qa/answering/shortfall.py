"""What an answer in words plainly lacks: members of so many, or the other side of a comparison."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.language.lexicon import alternation
from index.language.numerals import FROM_TWO, count
from qa.listing.members import members
from qa.understanding import reckoning
from qa.understanding.concepts import folded

if TYPE_CHECKING:
    from qa.understanding.question import Question

_N = rf"(?P<n>[{FROM_TWO}]|[2-9](?!\d)|1\d(?!\d))"
_OF = "[个大项类条种座所家部位名批支方件款处届期]"
_NAMED = f"{alternation('asks_identity', 'asks_person', 'which', 'asks_list')}|叫"
_SO_MANY = (
    re.compile(rf"哪{_N}"),  # 哪四方面, 哪三期
    re.compile(rf"(?<![第\d]){_N}{_OF}[^?？,，]{{1,16}}?(?:{_NAMED})"),  # 那3个运动员叫什么
)
_DEPUTY = "副"
_MANY = 3


def falls_short(question: Question, answer: str, sentence: str = "") -> bool:
    """Whether the words that were chosen of a sentence cannot be all that is asked for.

    One of three that are asked for (哪三期) is not the answer, nor is this year's value where it is asked
    whether it is more than last year's: at most they are a part of it. Nor is the head a deputy.
    """
    text = folded(question.text)
    if _DEPUTY in text and _DEPUTY not in folded(sentence):
        return True
    return reckoning.compares(text) or len(members(answer) or [answer]) < _n_asked(text)


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
