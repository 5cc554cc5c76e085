"""What a question wants: the kind of its answer, and of a figure the unit and the aspect."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from index.language.lexicon import alternation
from index.language.numerals import FROM_TWO
from index.language.units import Dimension, dimension_of, unit_pattern
from index.types import Aspect
from qa.kinds import Asks, Kind
from qa.understanding import reasons
from qa.understanding.named_figures import ITS_INDICATOR, NAMES_INDICATOR, WHAT_IS_THE
from qa.understanding.work.undertakings import undertaking


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """The answer that a question wants.

    ``units`` and ``dimensions`` say what a figure may be given in, empty where the question does
    not tell; ``aspect`` is ``None`` where it does not tell. ``noun`` is what the interrogative of
    an entity or list stands with (哪条街道 → 街道), empty without one; ``asks_reason`` tells that it
    asks why, ``asks_aims`` that it asks for all that is aimed at.
    """

    kind: Kind
    units: frozenset[str] = frozenset()
    dimensions: frozenset[Dimension] = frozenset()
    aspect: Aspect | None = None
    how_many: str = ""
    noun: str = ""
    asks_reason: bool = False
    asks_aims: bool = False


# What people ask with, and what they ask for: the words as alternatives, without a group.
_HOW_MANY_OF = alternation("how_many")
_WHAT = alternation("what")
_WHAT_THING = alternation("what_thing")
_RANK_NOUNS = alternation("rank_noun")
_END = r"[?。!]*$"
_ASKS_RANK = rf"{alternation('asks_place_in_order')}|排[第几]|排(?:{_HOW_MANY_OF})[名位]?{_END}"

_HOW_MANY = rf"{alternation('how_much')}|几(?!乎|点建议|时|家欢喜|月|号|日)"
_COUNTING = re.compile(rf"{_HOW_MANY}|how (?:many|much)\b")
# 效率 and 功率 are no rates, nor is 率先 one.
RATE = r"(?<![效功])率(?!先)"
_INDICATOR_AT_END = (
    rf"(?:{alternation('indicator')}|[^效功]率|gdp)"
    rf"(?:的?(?:{alternation('indicator_at')})?(?:{alternation('of_indicator')}))?"
    rf"(?:是|为|呢|{alternation('how_is_it')}|有)?(?:{_WHAT})?{_END}"
)
_HOW_LARGE = r"多[大长高久重远快宽深厚]|how (?:many|much|long|large|big|high|far|old|fast)"
_QUANTITY = re.compile(
    rf"{_HOW_MANY}|{_HOW_LARGE}|{_ASKS_RANK}|排[名]|"
    rf"{_INDICATOR_AT_END}|{WHAT_IS_THE}|{NAMES_INDICATOR}|what (?:percentage|proportion|share)\b"
)
_IS_WHAT = (
    rf"(?<!{alternation('target')})(?:是|指)(?:的是|的)?个?(?:{_WHAT})"
    rf"(?:{alternation('meaning_or_thing')})?{_END}"
)
_POINTS_AT = rf"指的?是?(?:{_WHAT_THING}|{alternation('which')}|哪|啥)"
_IS_WHAT_KIND = rf"是个?(?:{_WHAT})样?的?(?:{alternation('kind_of_thing')}|大模型)"
_WHAT_DOES_IT_MEAN = (
    r"^what (?:is|are|does)\b.*?\bmean|"
    rf"^what (?:is|are) (?!the\b(?! [“\"])|{ITS_INDICATOR})|^define\b|definition of"
)
_DEFINITION = re.compile(
    rf"{alternation('asks_term')}|{_IS_WHAT}|什么意思|啥意思|怎么理解|如何理解|"
    rf"{alternation('definition')}|{_POINTS_AT}|{_IS_WHAT_KIND}|是(?:做|干)(?:{_WHAT})的|"
    rf"^{alternation('explain')}|{alternation('glossary')}|怎么解释|{_WHAT_DOES_IT_MEAN}"
)
_ATTRIBUTE = re.compile(rf"[^\s“”\"]的[^的“”\"]{{1,8}}(?:是|指)(?:{_WHAT}){_END}")
_SEVERAL = rf"哪[{FROM_TWO}\d]+[个大项类条种座所家]"
_WHICH_PLURAL = r"(?:which|what)\s+(?:\w+\s+){0,3}?\w+s\b(?:\s+(?:were|are|did|have))|\blist\b"
_ROLL = (  # 名单, 都有谁, 都是啥: members are asked for
    rf"^(?!.*[哪谁叫]).*(?:名[单字]|清[单]|名[称]|企业名)(?:呢|是(?:{_WHAT}))?{_END}|"
    rf"都?有谁{_END}|都是个?(?:谁|{_WHAT}){_END}"
)
_LIST = re.compile(
    rf"{alternation('asks_list')}|{_SEVERAL}|"
    rf"{alternation('in_turn')}(?:是(?!{alternation('how_much')})|.{{0,8}}{_WHAT_THING})|{alternation('includes')}(?:{_WHAT})|"
    rf"{_WHAT_THING}.{{0,6}}(?:{alternation('listed_thing')})|{_WHICH_PLURAL}|{_ROLL}"
)
_YES_NO = re.compile(
    rf"吗{_END}|(?<![什怎多那这])么{_END}|{alternation('whether')}|"
    r"^(?:is|are|was|were|did|does|do|has|have|will|can)\b"
)
_WHAT_ENTITY = (
    rf"{_WHAT_THING}(?:样的?)?(?!样|时|办|{alternation('circumstances')})\w|"
    rf"{_WHAT_THING}(?:{alternation('time_or_place')})"
)
_ENTITY = re.compile(
    rf"谁|哪(?!些|怕)|叫(?:{_WHAT})|{alternation('asks_identity')}|何[地处时]|{_WHAT_ENTITY}|"
    r"who|whose|which|where|when|what"
)
WHEN = re.compile(
    r"什么时候|[啥何几]时|多会儿|哪[一]?[年天月日]|几[月号日](?!度)|哪个月|when\b|"
    r"what (?:year|date|month)"
)
_TOPIC = re.compile(
    rf"{alternation('how_or_why')}|{reasons.WHAT_FOR}|what about|how (?:to|does|did|is|are|do|will)|why"
)
_CHANGED_HOW_MUCH = (
    rf"(?:{alternation('change_before_how_many')})了?(?:了)?(?:{_HOW_MANY_OF}|百分)|"
    rf"(?:{alternation('main_change')})(?:的?{alternation('target')})?(?:各|{alternation('in_turn')})?(?:是|为)?(?:{_HOW_MANY_OF})?{_END}"
)
_ASPECTS = (
    (
        Aspect.RANK,
        re.compile(
            rf"{_ASKS_RANK}|(?:{_RANK_NOUNS}|{alternation('asks_ranked')})"
            rf"(?!.*(?:{alternation('asks_moved')})了?(?:{_HOW_MANY_OF}))|\branks?\b"
        ),
    ),
    (
        Aspect.CHANGE,
        re.compile(
            rf"{_CHANGED_HOW_MUCH}|{alternation('asks_change')}|"
            r"\b(?:growth|grow|grew|grown|increased?|rise|rose|declined?|fall|fell|decreased?)\b"
        ),
    ),
    (
        Aspect.SHARE,
        re.compile(
            rf"占(?!地)|{alternation('asks_share')}|{RATE}|share|percentage|proportion|rate\b"
        ),
    ),
    (Aspect.TOTAL, re.compile(rf"{alternation('asks_total')}|in total|altogether")),
    (
        Aspect.ADDITION,
        re.compile(
            rf"{alternation('asks_added')}|(?:{alternation('makes_new')})了(?:{_HOW_MANY_OF}|几)|"
            r"\bnew\b|added"
        ),
    ),
)
_TO_LEVEL = re.compile(rf"(?:{alternation('brought_to')})(?:到|至)")

_MONEY = re.compile(rf"{alternation('asks_money')}|revenue|income|investment|gdp(?![a-z])")
OF_CHANGE = frozenset({Dimension.SHARE, Dimension.POINTS, Dimension.MULTIPLE})
_IN_POINTS = re.compile(rf"(?:{_HOW_MANY_OF})个?点(?![几\d钟])")  # 涨了几个点: per cent, or points
_DIMENSIONS = (
    (_IN_POINTS, OF_CHANGE),
    (re.compile(alternation("asks_duration")), {Dimension.TIME}),
    (re.compile(r"how long"), {Dimension.TIME, Dimension.LENGTH}),
    (re.compile(rf"{alternation('asks_length')}|how far|kilomet|\bkm\b"), {Dimension.LENGTH}),
    (re.compile(rf"{alternation('asks_area')}|how large|\barea\b"), {Dimension.AREA}),
    (re.compile(alternation("sum_of_money")), {Dimension.MONEY}),
    (re.compile(alternation("asks_concentration")), {Dimension.CONCENTRATION, Dimension.MASS}),
    (re.compile(rf"算力(?!{alternation('beside_computing')})"), {Dimension.COMPUTING}),
    (
        re.compile(rf"{alternation('asks_share')}|{RATE}|percentage|\brate\b|\bshare\b"),
        OF_CHANGE,
    ),
    (re.compile(rf"{alternation('asks_age')}|how old"), {Dimension.TIME}),
    (
        re.compile(rf"{_ASKS_RANK}|{_RANK_NOUNS}|\brank"),
        {Dimension.RANK},
    ),
    (re.compile(r"多重"), {Dimension.MASS}),
    (re.compile(alternation("asks_persons")), {Dimension.PERSON}),
)
_ASKS_HOW_MUCH = re.compile(
    rf"{_COUNTING.pattern}|{_HOW_LARGE}|{alternation('what')}|{WHAT_IS_THE}"
)
_RATE_OF_CHANGE = re.compile(alternation("asks_change"))
_BY_SO_MANY = re.compile(
    rf"(?:{alternation('by_amount')})了(?:{_HOW_MANY_OF}|几)"
)  # 学位增加了多少
_SUMS = frozenset(
    {Dimension.MONEY, Dimension.MASS, Dimension.AREA, Dimension.VOLUME, Dimension.ENERGY}
)
# GDP是多少万亿: of what, the number tells
_SUM_IN = re.compile(rf"(?:{_HOW_MANY_OF})[万千百十]?亿(?![几\d])")
_TARGET = re.compile(rf"{alternation('asks_target')}|\btarget")
_RANKED = re.compile(rf"{_RANK_NOUNS}|{alternation('forward')}")
_EXCLUDED = re.compile(
    r"(?<=.)[,，?？。;；\s]+(?:而|我)?(?:不是|不要|不问|别)[^,，?？。;；]*"
)  # …多少家? 不是问总数


def without_excluded(question: str) -> str:
    """A question without the clauses that say what is not asked."""
    return _EXCLUDED.sub("", question)


def wanted(folded: str) -> Wanted:
    """What a folded question wants that has no excluding clauses."""
    kind = _kind(folded)
    asks = kind.handling.asks
    if asks is not Asks.MEASURE:
        noun = _noun(folded) if asks is Asks.NOUN else ""
        return Wanted(kind=kind, noun=noun, asks_reason=reasons.asks(folded))
    aspect = _aspect(folded)
    unit, how_many = _unit(folded)
    dimensions = {dimension_of(unit)} if unit else _dimensions(folded, aspect)
    is_places = unit == "位" and _RANKED.search(folded)  # 排名上升了几位: places, not persons
    if is_places or aspect is Aspect.RANK:
        dimensions = {Dimension.RANK}
    return Wanted(
        kind=kind,
        units=frozenset({unit} if unit else ()),
        dimensions=frozenset(dimensions - {Dimension.NONE}),
        aspect=aspect,
        how_many=how_many,
    )


_ASKS_MEANING = re.compile(rf"指的?是?{alternation('which')}")
# What tells a kind, and what tells that it is none all the same; the first that fits counts.
_KINDS = (
    (Kind.LIST, _LIST, _ASKS_MEANING),
    (Kind.QUANTITY, _COUNTING, None),
    (Kind.DEFINITION, _DEFINITION, _ATTRIBUTE),
    (Kind.YES_NO, _YES_NO, None),
    (Kind.ENTITY, WHEN, None),
    (Kind.QUANTITY, _QUANTITY, None),
    (Kind.TOPIC, _TOPIC, None),
    (Kind.ENTITY, _ENTITY, None),
)


def _kind(folded: str) -> Kind:
    for kind, tells, tells_not in _KINDS:
        if tells.search(folded) and not (tells_not and tells_not.search(folded)):
            return kind
    return Kind.TOPIC


def _aspect(folded: str) -> Aspect | None:
    if _TO_LEVEL.search(folded):
        return Aspect.LEVEL
    return next((aspect for aspect, pattern in _ASPECTS if pattern.search(folded)), None)


def _dimensions(folded: str, aspect: Aspect | None) -> set[Dimension]:
    told = next((own for pattern, own in _DIMENSIONS if pattern.search(folded)), set())
    if aspect is Aspect.CHANGE:  # 死亡人数下降多少: by so many, or by so much of them
        if _BY_SO_MANY.search(folded):
            return set(told)
        return {*OF_CHANGE, *(() if _RATE_OF_CHANGE.search(folded) else told)}
    if told:
        return set(told)
    in_sum = _SUM_IN.search(folded)
    if not _MONEY.search(folded):
        return set(_SUMS) if in_sum else set()
    # What is aimed at is mostly told as growth: 地区生产总值目标 is 增长4.5%左右. Of a name alone
    # (去年GDP) it is left open what is to be told of it.
    may_be_change = _TARGET.search(folded) or not _ASKS_HOW_MUCH.search(folded)
    return {Dimension.MONEY, *(OF_CHANGE if may_be_change and not in_sum else ())}


_PERCENT = re.compile(rf"{alternation('percent')}(?:{_HOW_MANY_OF})")


@functools.cache
def _unit_pattern() -> re.Pattern[str]:
    return re.compile(
        rf"(?<!第)(?:{_HOW_MANY_OF})(?:{alternation('asked_scale')})?(?P<unit>{unit_pattern()})"
    )


def _unit(folded: str) -> tuple[str, str]:
    """The unit that is asked for (多少家, 几条), and the words that ask for it; empty without."""
    match = _PERCENT.search(folded)
    if match:
        return "%", match.group()
    if points := _IN_POINTS.search(folded):
        return "", points.group()
    match = _unit_pattern().search(folded)
    return (match["unit"], match.group()) if match else ("", "")


_COUNTED = rf"[几些{FROM_TWO}\d]"
_COUNTING_WORD = "个|家|所|条|座|位|支|款|种|项|类|处|部|名|片|只|件|间"
_AFTER_NOUN = "[是在有的要获被成入打?。!,、了将和与建组开引推实联参负牵设重申最]|通[车过]|$"
_NOUN = re.compile(
    rf"(?:哪(?:一)?{_COUNTED}*(?:{_COUNTING_WORD})?+|(?:{alternation('what_kind_of')})的?|which|what)"
    rf"(?P<noun>(?![里儿些])[^\W\d_]{{1,6}}?)(?={_AFTER_NOUN})"
)
_NOUN_BEFORE = re.compile(rf"的(?P<noun>[^\W\d_的]{{1,4}})(?:是|叫)(?:哪|{_WHAT})")  # …的镇是哪个


def _noun(folded: str) -> str:
    """What the interrogative of a question stands with (哪条街道 → 街道)."""
    if asked := undertaking(folded):
        return asked.noun
    match = _NOUN.search(folded) or _NOUN_BEFORE.search(folded)
    return match["noun"] if match else ""
