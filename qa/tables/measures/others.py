"""Figures that share a word with what is asked and are of another thing: 上市企业 for 小巨人企业."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.language.lexicon import alternation, word_set, words
from index.language.units import Dimension, dimension_of
from qa.choosing import phrases
from qa.tables.measures import groups
from qa.understanding.concepts import folded

if TYPE_CHECKING:
    from qa.choosing.evidence import Evidence
    from qa.understanding.concepts import Concepts

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
_LATIN = re.compile(r"^[0-9a-z]")
_AND = "、"


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
        or lacks_a_thing(name, evidence, concepts)
        or is_share_of_another(name, subject, concepts)
        or is_of_several(name, evidence, concepts)
        or is_of_a_class(name, concepts)
        or _reaches_some(name, evidence, subject)
    )


_MONEY = Dimension.MONEY


def told_of(evidence: Evidence) -> str:
    """What a figure is of, folded: of those that are handed out in turn its own, not that of the last.

    接待游客、旅游花费、接待入境游客分别增长10%、13%、81%: the first is that of 接待游客.
    """
    measure = folded(evidence.fact.measure.text) if evidence.fact is not None else ""
    item = evidence.measure.item if evidence.measure is not None else ""
    is_own = len(item) > 1 and item not in measure and measure not in item
    return item if is_own and phrases.nouns(item) and not groups.names_one(item) else measure


def lacks_a_thing(name: str, evidence: Evidence, concepts: Concepts) -> bool:
    """Whether a figure is called by one thing that is asked and its sentence does not name another: 就业 of 农民工就业."""
    every, named = groups.things(concepts), concepts.in_text(name)
    things = frozenset(i for i in every if not any(_is_inside(concepts, j, i) for j in every - {i}))
    # 规上工业增加值 names all that is inside of 规模以上工业增加值
    inside = frozenset(i for i in things if any(_is_inside(concepts, i, j) for j in named - {i}))
    missing = things - named - evidence.concepts - inside
    is_heavy = concepts.share(missing) >= _TELLS * concepts.share(things)
    return bool(missing) and bool(things & (named | inside)) and is_heavy


def _is_inside(concepts: Concepts, part: int, whole: int) -> bool:
    return concepts[part].words[0] in concepts[whole].words[0]


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


def is_of_a_class(name: str, concepts: Concepts) -> bool:
    """Whether a figure is of one class of what is asked: 5a级景区, of a级景区."""
    latin = (word for each in concepts for word in each.words if _LATIN.match(word))
    return any(
        word in name and not re.search(rf"(?<![0-9a-z]){re.escape(word)}", name) for word in latin
    )


def _reaches_some(name: str, evidence: Evidence, subject: str) -> bool:
    """Whether a figure counts those that something reached, and not all there are: 惠及经营主体10万户."""
    if evidence.measure is None or not name:
        return False
    before, _, _ = evidence.measure.before.partition(name)
    found = _REACHES.search(before)
    return found is not None and found[0] not in subject


def names_nothing(subject: str) -> bool:
    """Whether a folded question names no thing, but only what is told of one: 增速, 总量."""
    changes = word_set("asks_change", "names_change")
    bare = re.sub(_ASKS, "", subject)
    return bool(bare) and (bare in changes or groups.is_bare(bare))
