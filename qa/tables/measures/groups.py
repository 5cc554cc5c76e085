"""Parts of all people, or of all there is: what is told of one is not told of the whole."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.language.lexicon import alternation, word_set
from index.language.measures import PAIRS
from index.language.tokens import words
from qa.choosing import phrases
from qa.understanding.concepts import folded
from qa.understanding.names import named_places

if TYPE_CHECKING:
    from index.language.tokens import Token
    from qa.understanding.concepts import Concepts

_GROUP = re.compile("城[镇乡]|农[村牧]")  # begins the measure of a part of all people
_MEASURED_IN = re.compile(
    rf"(?:{alternation('measured_in')})(?=(?:{alternation('share_noun')})?(?:[是有为]?(?:{alternation('how_many')}))?[?。!]*$)"
)
_OF_ALL = re.compile(  # what is counted in towns alone, and what is told of all who live there
    rf"城[镇乡](?:{alternation('of_towns', 'counted_in_towns')})|(?:{alternation('dwellers')})(?:{alternation('of_bearer')})"
)
_CITIES_WITH_AIR = re.compile(rf"(?:{alternation('city_with_air')})(?={alternation('air')})")
_TOLD_OF_THINGS = (
    "all_there_is",
    "counted_in_towns",
    "dependent",
    "firms",
    "households",
    "indicator",
    "people",
    "says_no_part",
    "says_no_subject",
    "undertaken",
)
_OF_ANY_THING = ("asks_total", "dependent", "in_all", "made", "names_change", "own_place", "total")
_WHO = re.compile(  # 且有劳动能力的脱贫户, 的高校毕业生
    rf"且|(?:[及或]?以[上下内])?的[^,。;、]{{0,8}}?(?:{alternation('people', 'households', 'firms')}|户(?!数)|者|毕业[生])"
)
_BOTH = [
    (pair, each)
    for pair, members in PAIRS.items()
    for each in members
    if each in pair[1:] and each[1:]
]
_WITH = "对"  # before whom something is dealt with
_CALLED = re.compile("“([^”]+)”")
_TELLS_SHARE = re.compile(rf"占(?![地比]).|(?:{alternation('share_noun')})$")
_ASKS_SHARE = re.compile(rf"占|{alternation('share_noun', 'intensity')}|率")
_SHARE_OF = re.compile(rf"占(?![地比])(?P<whole>.{{1,10}}?)(?:{alternation('share_noun')})?$")


def names_one(text: str) -> bool:
    """Whether a folded text speaks of a group."""
    return _GROUP.search(text) is not None


def is_of_all(measure: str) -> bool:
    """Whether a folded measure is of everyone, although it begins as that of a group does: 城镇新增就业."""
    return _OF_ALL.match(measure) is not None


def without(measure: str) -> str | None:
    """What a folded measure of a group is of, without the group; ``None`` where it is of none."""
    group = None if is_of_all(measure) else _GROUP.match(measure)
    return None if group is None else measure[group.end() :]


def things(concepts: Concepts) -> frozenset[int]:
    """The numbers of the concepts that say of what something is asked: 高铁 of 高铁里程."""
    return frozenset(
        i
        for i, each in enumerate(concepts)
        if phrases.is_noun(each.words[0])
        and each.words[0] not in word_set(*_OF_ANY_THING, "indicator")
    )


def is_bare(measure: str) -> bool:
    """Whether a folded measure names no thing, but only what of one is told: 总量, 增速; or nothing.

    What leads to it has to tell of what it is.
    """
    return all(
        len(each.term) == 1 or each.term in word_set(*_OF_ANY_THING) for each in words(measure)
    )


def is_part(measure: str, question: str, concepts: Concepts) -> bool:
    """Whether a measure is of a part alone: it begins with a noun that is not asked."""
    measure, asked = folded(measure), folded(question)
    if _names_some(measure, asked):
        return True
    if _GROUP.match(measure) and not names_one(asked):
        return not is_of_all(measure)
    first = next(iter(phrases.nouns(measure)), None)
    if first is None or first.start > 0 or _says_all(first.term):
        return False
    if says_no_part(measure, concepts):
        return False
    if first.term in asked or any(
        first.term in word or word.startswith(first.term) or word in first.term
        for concept in concepts
        for word in concept.words
    ):
        return False
    return not named_places.named(first.term, words(first.term), None)


def _names_some(measure: str, asked: str) -> bool:
    """Whether a folded measure is of those alone that it has a name for, or that something is done with.

    高新技术“精英行动”企业, 对东盟进出口额; or it is their share, which is not asked for, or more than is: 进出口 of 出口.
    """
    if any(each in asked and both in measure and both not in asked for both, each in _BOTH):
        return True
    if phrases.names_both_ways(measure, asked):
        return True
    if measure.startswith(_WITH) and _WITH not in asked:
        return True
    if _TELLS_SHARE.search(measure) and not _ASKS_SHARE.search(asked):
        return True
    return any(name not in asked for name in _CALLED.findall(measure))


def has_another_head(measure: str, concepts: Concepts) -> bool:
    """Whether a folded measure ends with another thing than what is asked: 学位授权点, for 学位.

    What is only told of a thing is none: 数量, 规模, 项目.
    """
    own = [each for each in phrases.nouns(measure) if each.term not in word_set(*_TOLD_OF_THINGS)]
    if not own:
        return False
    head, asked = own[-1], [word for each in concepts for word in each.words]
    inside = measure[: head.end]
    if any(inside.endswith(word) or head.term in word for word in asked):
        return False
    return any(word in measure[: head.start] for word in asked if phrases.is_noun(word))


def bounds_some(after: str) -> bool:
    """Whether a figure only tells who is meant, by the folded words after it: 1万元以下的脱贫户."""
    return _WHO.match(after) is not None


def is_of_another(measure: str, subject: str, concepts: Concepts) -> bool:
    """Whether a folded measure is of another thing than what is asked for, by what that is measured in.

    新能源电池产能, where 新能源装机 is asked for; 新能源 alone may be.
    """
    measured_in, own = _MEASURED_IN.search(folded(subject)), phrases.nouns(measure)
    if measured_in is None or not own or measured_in[0] in measure:
        return False
    asked = (word for each in concepts for word in each.words)
    return not any(own[-1].term in word or word.endswith(own[-1].term) for word in asked)


def _says_all(term: str) -> bool:
    """Whether a word says that all is meant, or that it is the place's own: 全社会, 全市, 居民."""
    return term.startswith("全") or term in word_set("own_place", "dwellers", "from_everywhere")


def says_no_part(measure: str, concepts: Concepts) -> bool:
    """Whether a folded measure says beside what is asked only where, of which year or how it is called.

    国家高新技术企业 for 高新技术企业, 北京地区进出口总额 for 进出口总额, 年均浓度 for 平均浓度,
    设区城市空气质量优良天数 for 优良天数.
    """
    rest = _CITIES_WITH_AIR.sub("", _without_whole(measure))
    unasked = _unasked(rest, concepts)
    return unasked != rest and all(map(_says_nothing_of_it, words(unasked)))


def names_nothing_else(measure: str, concepts: Concepts) -> bool:
    """Whether a folded measure names what is asked, and beside it only what is told of it: 生猪出栏量."""
    rest = _unasked(measure, concepts)
    told = word_set(*_TOLD_OF_THINGS)
    return all(each.term in told or _says_nothing_of_it(each) for each in words(rest))


def _says_nothing_of_it(word: Token) -> bool:
    return (
        word.term in word_set("says_no_part", "own_place", "places_any")
        or not phrases.is_noun(word.term)
        or bool(named_places.named(word.term, (word,), None))
    )


def _unasked(measure: str, concepts: Concepts) -> str:
    """A folded measure with blanks for what is asked."""
    for word in sorted((w for each in concepts for w in each.words), key=len, reverse=True):
        measure = measure.replace(word, " ")
    return measure


def _without_whole(measure: str) -> str:
    """A folded measure without the whole that it is a share of, where that is of the same kind.

    民生支出占一般公共预算支出比例 is the share of 民生支出, whatever else it may be held against.
    """
    share = _SHARE_OF.search(measure)
    if share is None:
        return measure
    part, whole = phrases.nouns(measure[: share.start()]), share["whole"]
    is_alike = bool(part) and whole.endswith(part[-1].term)
    return measure[: share.start()] + measure[share.end("whole") :] if is_alike else measure
