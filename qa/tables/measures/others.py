"""Figures that share a word with what is asked and are of another thing: 上市企业 for 小巨人企业."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.language.lexicon import alternation, word_set, words
from index.language.tokens import words as words_of
from index.language.units import Dimension, dimension_of
from qa.choosing import phrases
from qa.choosing.amounts import joint
from qa.tables.measures import groups
from qa.understanding.concepts import folded

if TYPE_CHECKING:
    from qa.choosing.evidence import Evidence
    from qa.understanding.concepts import Concept, Concepts

_BETTER_NAMED = "better named beside"
_TELLS = 0.3  # of the things that are asked: what one weighs at least that no figure may leave out
_ASKS = rf"(?:是|有|为)?(?:(?:{alternation('how_many')}).{{0,3}})?[?。!]*$"
_MADE = "|".join(sorted(word_set("made") & word_set("indicator")))
_OUTPUT = re.compile(rf"(?:{_MADE})(?:{alternation('asks_target', 'all_there_is')})?{_ASKS}")
_SHARE = re.compile(rf"占(?![地比])|{alternation('share_noun')}")
_HOLDS = re.compile(r"占(?![地比])")
_IN_TURN = re.compile(rf"{alternation('in_turn')}|[均都各]")
_REACHES = re.compile(rf"(?:{alternation('reaches_some')})$")
_EACH = tuple(each for each in words("ratio") if each not in word_set("of_bearer"))
_CLASS = re.compile(r"[0-9a-z]*[a-z][\u4e00-\u9fff]")  # a级, 5g基
_ANY_LATIN = re.compile("[a-z]")
_AND, _OF_WHOLE = "、", "占"
_NO_THING = re.compile(rf"(?:{alternation('goal', 'asks_target')})[值数]?$|[是为有]$")


def is_of_another(evidence: Evidence, subject: str, concepts: Concepts) -> bool:
    """Whether a figure is of another thing than what is asked for, although its words name some of it.

    Args:
        evidence: the figure.
        subject: what is asked, folded.
        concepts: what that speaks of.
    """
    fact = evidence.fact
    if fact is None:
        return True
    name = told_of(evidence)
    return (
        _BETTER_NAMED in evidence.features
        or (_OUTPUT.search(subject) is not None and dimension_of(fact.amount.unit) is _MONEY)
        or any(each in name and each not in subject for each in _EACH)
        or lacks_a_thing(name, evidence, subject, concepts)
        or is_by_a_looser_name(name, concepts)
        or is_share_of_another(name, subject, concepts)
        or is_of_several(name, evidence, concepts)
        or is_of_a_class(name, subject)
        or _reaches_some(name, evidence, subject)
    )


_MONEY = Dimension.MONEY


def told_of(evidence: Evidence) -> str:
    """What a figure is of, folded: of those that are handed out in turn its own, not that of the last.

    接待游客、旅游花费、接待入境游客分别增长10%、13%、81%: the first is that of 接待游客.
    """
    measure = _measure(evidence)
    item = evidence.measure.item if evidence.measure is not None else ""
    is_own = len(item) > 1 and item not in measure and measure not in item
    return item if is_own and phrases.nouns(item) and not groups.names_one(item) else measure


def _measure(evidence: Evidence) -> str:
    return folded(evidence.fact.measure.text) if evidence.fact is not None else ""


def lacks_a_thing(name: str, evidence: Evidence, subject: str, concepts: Concepts) -> bool:
    """Whether a figure is called by one thing that is asked and its sentence does not name another: 就业 of 农民工就业."""
    every = frozenset(i for i in groups.things(concepts) if _is_thing(concepts[i], subject))
    named = concepts.in_text(name)
    things = frozenset(i for i in every if not any(_is_inside(concepts, j, i) for j in every - {i}))
    # 规上工业增加值 names all that is inside of 规模以上工业增加值
    inside = frozenset(i for i in things if any(_is_inside(concepts, i, j) for j in named - {i}))
    beside = evidence.concepts if name == _measure(evidence) else frozenset()
    missing = things - named - beside - inside
    is_heavy = concepts.share(missing) >= _TELLS * concepts.share(things)
    return bool(things & (named | inside)) and bool(missing) and is_heavy


def _is_thing(concept: Concept, subject: str) -> bool:
    """Whether a concept is of a thing, and not of a goal (控制目标), of a whole (占gdp比重), or a part of words (比是)."""
    word = concept.words[0]
    is_cut = len(concept.words) == 1 and all(each.term != word for each in words_of(subject))
    return not (is_cut or _NO_THING.search(word) or f"{_OF_WHOLE}{word}" in subject)


def _is_inside(concepts: Concepts, part: int, whole: int) -> bool:
    return concepts[part].words[0] in concepts[whole].words[0]


def is_by_a_looser_name(name: str, concepts: Concepts) -> bool:
    """Whether a figure is only near to what is asked by the dictionary: an income, where wages are asked for.

    Another name for a thing shares a character with it (高铁, 高速铁路), is linked to it by one that holds both
    (外贸, 外贸进出口), is in Latin letters, or is that of the product of an economy.
    """
    for i in concepts.in_text(name) & groups.things(concepts):
        own, every = concepts[i].words[0], concepts[i].words
        found = [word for word in every if word in name]
        is_alike = any(set(own) & set(word) for word in found)
        is_linked = any(own in word and any(each in word for each in found) for word in every)
        is_product = any(each in word for word in (own, *found) for each in words("product"))
        if not (is_alike or is_linked or is_product or _ANY_LATIN.search(own + "".join(found))):
            return True
    return False


def is_share_of_another(name: str, subject: str, concepts: Concepts) -> bool:
    """Whether a share is that of another thing: 民营企业出口占, where that of 民营经济 is asked for.

    An industry's share is that of what it yields.
    """
    holds = _HOLDS.search(name)
    part = phrases.nouns(name[: holds.start()]) if holds else ()
    if not part or not _SHARE.search(subject):
        return False
    head = part[-1].term
    asked = [word for each in concepts for word in each.words]
    return head not in word_set("of_industry") and not any(head in word for word in asked)


def is_of_several(name: str, evidence: Evidence, concepts: Concepts) -> bool:
    """Whether a figure is one for what is asked and other things together: 集成电路、生物医药产业规模."""
    measure = evidence.measure
    if _AND not in name or (measure is not None and measure.item):
        return False
    if measure is not None and _IN_TURN.search(measure.before + measure.after):
        return False
    named = [bool(concepts.in_text(each)) for each in name.split(_AND)]
    return any(named) and not all(named)


def is_of_a_class(name: str, subject: str) -> bool:
    """Whether a figure is of one class of what is asked: 5a级景区, of a级景区."""
    return any(
        each[0] in name and not re.search(rf"(?<![0-9a-z]){re.escape(each[0])}", name)
        for each in _CLASS.finditer(subject)
    )


def _reaches_some(name: str, evidence: Evidence, subject: str) -> bool:
    """Whether a figure counts those that something reached, and not all there are: 惠及经营主体10万户."""
    fact, measure = evidence.fact, evidence.measure
    if fact is None or measure is None or dimension_of(fact.amount.unit) not in joint.COUNTED:
        return False
    before = measure.before.partition(name)[0] if name else ""
    found = _REACHES.search(before)
    return found is not None and found[0] not in subject


def names_nothing(subject: str) -> bool:
    """Whether a folded question names no thing, but only what is told of one: 增速, 总量."""
    changes = word_set("asks_change", "names_change")
    bare = re.sub(_ASKS, "", subject)
    return bool(bare) and (bare in changes or groups.is_bare(bare))
