"""What was done with so many: 建设高标准农田20万亩 is what a year brought, and no stock of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.language.lexicon import alternation, word_set
from index.language.tokens import words
from index.types import Aspect
from qa.understanding.across.counted import LEAD
from qa.understanding.concepts import folded

if TYPE_CHECKING:
    from index.fact_types import Fact
    from index.language.measures import Measure

_DONE = alternation("done_to_a_count")
_ASKED = re.compile(rf"^{LEAD}(?P<act>{_DONE})[^\W\d_]{{2}}")
_ANY = re.compile(_DONE)
_AT_END = re.compile(rf"(?:{_DONE})(?:{alternation('undertaken')})?$")  # 城中村改造项目
_OF_WHAT_WAS_THERE = re.compile(alternation("reworked"))
_REACHES = re.compile(rf"(?:{alternation('reaches_some')})$")  # 惠及经营主体10万户
_STANDS = re.compile(alternation("stands_at"))
_OF_ALL = re.compile(alternation("own_place"))
_DOING = word_set("act", "finished", "predicate", "verbal")
_THEN = word_set("adverb")
_PAUSE = ","


def asks_count(question: str) -> bool:
    """Whether a question is for how many something was done to: 改造老旧小区多少个."""
    return _ASKED.match(folded(question)) is not None


def is_another(question: str, measure: Measure, fact: Fact) -> bool:
    """Whether something else was done than what is asked: 300个老旧小区 that 改造 is not said of."""
    asked = _ASKED.match(folded(question))
    if asked is None or not _OF_WHAT_WAS_THERE.fullmatch(asked["act"]):
        return False
    said = (measure.before, measure.after, *measure.earlier, folded(fact.measure.text))
    return not any(asked["act"] in each for each in said)


def is_of_actors(measure: Measure, fact: Fact) -> bool:
    """Whether a figure counts those alone who do something: 6家企业进入500强, 1万名毕业生下基层."""
    name = folded(fact.measure.text)
    if not name or name in measure.before or not measure.after.startswith(name):
        return False
    if _OF_ALL.search(measure.before):  # 全省60家医院开展互认
        return False
    return any(
        each.term in _DOING or each.term in _THEN for each in words(measure.after[len(name) :])
    )


def aspect_of(measure: Measure, fact: Fact) -> Aspect:
    """A fact's aspect; what was built, done to so many, or reached them, is new, and no stock."""
    name = folded(fact.measure.text)
    if fact.aspect is not Aspect.LEVEL or not name:
        return fact.aspect
    before, _, after = measure.before.partition(name)
    if _STANDS.search(after):  # 建设用地达到20万亩
        return fact.aspect
    same_clause = [each for each in measure.earlier[:1] if not each.endswith(_PAUSE)]
    is_done = any(_ANY.search(each) for each in (before, *same_clause))
    is_done = is_done or _REACHES.search(before) is not None
    return Aspect.ADDITION if is_done or _AT_END.search(name) else fact.aspect
