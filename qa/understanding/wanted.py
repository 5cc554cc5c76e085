"""What a question wants: the kind of its answer, and of a figure the unit and the aspect."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from index.language.quantities import Dimension, dimension_of, unit_pattern
from index.types import Aspect
from qa.kinds import Asks, Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """The answer that a question wants.

    ``units`` and ``dimensions`` say what a figure may be given in, empty where the question does
    not tell; ``aspect`` is ``None`` where it does not tell. ``noun`` is what the interrogative of
    an entity or list stands with (哪条街道 → 街道), empty without one.
    """

    kind: Kind
    units: frozenset[str] = frozenset()
    dimensions: frozenset[Dimension] = frozenset()
    aspect: Aspect | None = None
    how_many: str = ""
    noun: str = ""


_HOW_MANY = "多少|几(?!乎|点建议|时|家欢喜|月|号|日)"
_COUNTING = re.compile(rf"{_HOW_MANY}|how (?:many|much)\b")
_INDICATORS = (
    "总额|总值|增加值|收入|支出|产量|产值|面积|里程|人数|户数|数量|总数|规模|金额|浓度|占比|比重|比例|比率|"
    "增速|增幅|增长率|降幅|涨幅|寿命|指数|排名|位次|名次|投资额|到位额|成交额|吞吐量|运力|装机容量|产能|"
    "用量|总量|覆盖率|利用率|普及率|参保率|失业率|城镇化率|合格率|破案率|[^效功]率|增长目标|目标数?|数目|强度|长度|高度|"
    "指标|增长|额|量|gdp"
)
_QUANTITY = re.compile(
    rf"{_HOW_MANY}|多[大长高久重远快宽深厚]|第几|排[第名]|how (?:many|much|long|large|big|high|far|old|fast)|"
    rf"(?:{_INDICATORS})(?:的?(?:预期|今年|去年|计划)?(?:增速|目标|增幅))?(?:是|为|呢|如何|怎么样|有)?(?:什么|啥)?[?。!]*$|"
    r"^(?:what (?:is|was|are|were) the).*\b(?:rate|share|target|number|amount|growth|output|area|total|"
    r"concentration|ratio|length|size|investment|price|speed|cost|budget|"
    r"revenue|income|gdp|volume|value|percentage)\b|"
    r"what (?:percentage|proportion|share)\b"
)
_DEFINITION = re.compile(
    r"什么是|何谓|何为|什么叫|(?<!目标)(?:是|指)(?:的是|的)?(?:什么|啥)(?:意思|含义|概念|东西)?[?。!]*$|什么意思|"
    r"啥意思|怎么理解|如何理解|含义|定义|指的?是?(?:什么|哪些?|啥)|是个?(?:什么|啥)样?的?(?:单位|大?模型|机制|制度|"
    r"政策|活动|工程|概念|行动|平台|模式|组织|机构|东西|称号|项目)|是(?:做|干)(?:什么|啥)的|"
    r"^解释|名词解释|怎么解释|^what (?:is|are|does)\b.*?\bmean|^what (?:is|are) (?!the\b(?! [“\"]))|^define\b|definition of"
)
_ATTRIBUTE = re.compile(r"[^\s“”\"]的[^的“”\"]{1,8}(?:是|指)(?:什么|啥)[?。!]*$")
_LIST = re.compile(
    r"哪些|哪几|有什么|有啥|都有|哪[二两三四五六七八九十\d]+[个大项类条种座所家]|分别是(?!多少)|包括什么|包括啥|什么.{0,6}(?:措施|举措|办法|成果|成绩|"
    r"活动|政策|项目)|分别.{0,8}什么|(?:which|what)\s+(?:\w+\s+){0,3}?\w+s\b(?:\s+(?:were|are|did|have))|\blist\b"
)
_YES_NO = re.compile(
    r"吗[?。!]*$|(?<![什怎多那这])么[?。!]*$|是否|是不是|有没有|能不能|能否|可不可以|会不会|要不要|^(?:is|are|was|were|did|does|do|has|have|will|can)\b"
)
_ENTITY = re.compile(
    r"谁|哪(?!些|怕)|什么(?:样的?)?(?!样|时|办|情况)\w|叫(?:什么|啥)|是什么|何[地处时]|什么(?:时候|地方)|who|whose|which|where|when|what"
)
_WHEN = re.compile(
    r"什么时候|何时|哪(?:一)?[年天月日]|几[月号日](?!度)|哪个月|when\b|what (?:year|date|month)"
)
_TOPIC = re.compile(
    r"怎么(?:样|办|解决|帮|做)?|如何|为什么|为何|咋|what about|how (?:to|does|did|is|are|do|will)|why"
)

_ASPECTS = (
    (
        Aspect.RANK,
        re.compile(
            r"第几|排第|(?:排名|位次|名次|位居)(?!.*(?:上升|提升|提高|前移|前进|下降)了?(?:多少|几))|\branks?\b"
        ),
    ),
    (
        Aspect.CHANGE,
        re.compile(
            r"(?:增长|提高|上升|提升|下降|降低|减少|增加|上涨|涨|跌|降|少|多|扩大|缩短|压缩|提速)了?(?:了)?(?:多少|几|百分)|增速|增幅|"
            r"增长率|涨幅|降幅|同比|增长目标|预期增长|涨了|(?:增长|下降|提高)(?:的?目标)?(?:是|为)?(?:多少|几)?[?。!]*$|"
            r"\b(?:growth|grow|grew|grown|increased?|rise|rose|declined?|fall|fell|decreased?)\b"
        ),
    ),
    (
        Aspect.SHARE,
        re.compile(
            r"占(?!地)|比重|比例|占比|百分之|(?<![效功])率(?!先)|share|percentage|proportion|rate\b"
        ),
    ),
    (Aspect.TOTAL, re.compile(r"总数|一共|累计|总共|总量|总计|总的|in total|altogether")),
    (Aspect.ADDITION, re.compile(r"新增|新引|新建|新开|新设|新认定|新培育|增加了|\bnew\b|added")),
)
_TO_LEVEL = re.compile(r"(?:增长|提高|上升|提升|下降|降低|增加|扩[容大]|降|涨|升)(?:到|至)")

_MONEY = re.compile(
    r"多少钱|资金(?:有|是|达|总)?|金额|总额|收入|支出|总值|增加值|投资(?:额|有|完成)?|产值|成交额|到位额|营收|注册资本|"
    r"税收|损失|救助|贷款|revenue|income|investment|gdp\b"
)
_DIMENSIONS = (
    (re.compile(r"多长时间|多久"), {Dimension.TIME}),
    (re.compile(r"how long"), {Dimension.TIME, Dimension.LENGTH}),
    (re.compile(r"多长|多远|长度|里程|多宽|多高|多深|how far|kilomet|\bkm\b"), {Dimension.LENGTH}),
    (re.compile(r"面积|多大面积|how large|\barea\b"), {Dimension.AREA}),
    (re.compile(r"多少钱|多少资金|金额"), {Dimension.MONEY}),
    (re.compile(r"浓度"), {Dimension.CONCENTRATION}),
    (re.compile(r"算力(?!产业|使用|利用|企业)"), {Dimension.COMPUTING}),
    (
        re.compile(r"百分之|比例|占比|比重|(?<![效功])率(?!先)|percentage|\brate\b|\bshare\b"),
        {Dimension.SHARE, Dimension.MULTIPLE, Dimension.POINTS},
    ),
    (re.compile(r"几岁|寿命|how old"), {Dimension.TIME}),
    (re.compile(r"第几|排名|位次|名次|\brank"), {Dimension.RANK}),
    (re.compile(r"多重"), {Dimension.MASS}),
    (re.compile(r"人数|多少人"), {Dimension.PERSON}),
)
_TARGET = re.compile(r"目标|预期|\btarget")
_RANKED = re.compile(r"排名|位次|名次|前移")
_OF_CHANGE = frozenset({Dimension.SHARE, Dimension.POINTS, Dimension.MULTIPLE})


_EXCLUDED = re.compile(
    r"(?<=.)[,，?？。;；\s]+(?:而|我)?(?:不是|不要|不问|不算|别)[^,，?？。;；]*"
)  # …多少家? 不是问总数


def without_excluded(question: str) -> str:
    """A question without the clauses that say what is not asked."""
    return _EXCLUDED.sub("", question)


def wanted(folded: str) -> Wanted:
    """What a folded question wants that has no excluding clauses."""
    kind = _kind(folded)
    asks = kind.handling.asks
    if asks is not Asks.MEASURE:
        return Wanted(kind=kind, noun=_noun(folded) if asks is Asks.NOUN else "")
    aspect = _aspect(folded)
    unit, how_many = _unit(folded)
    dimensions = {dimension_of(unit)} if unit else _dimensions(folded, aspect)
    if unit == "位" and _RANKED.search(folded):  # 排名上升了几位: places, not persons
        dimensions = {Dimension.RANK}
    return Wanted(
        kind=kind,
        units=frozenset({unit} if unit else ()),
        dimensions=frozenset(dimensions - {Dimension.NONE}),
        aspect=aspect,
        how_many=how_many,
    )


_ASKS_MEANING = re.compile(r"指的?是?哪些")  # …指的是哪些?
# What tells a kind, and what tells that it is none all the same; the first that fits counts.
_KINDS = (
    (Kind.LIST, _LIST, _ASKS_MEANING),
    (Kind.QUANTITY, _COUNTING, None),
    (Kind.DEFINITION, _DEFINITION, _ATTRIBUTE),
    (Kind.YES_NO, _YES_NO, None),
    (Kind.ENTITY, _WHEN, None),
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
    for pattern, dimensions in _DIMENSIONS:
        if pattern.search(folded):
            return set(dimensions)
    if aspect is Aspect.CHANGE:
        return set(_OF_CHANGE)
    if not _MONEY.search(folded):
        return set()
    # What is aimed at is mostly told as growth: 地区生产总值目标 is 增长4.5%左右.
    return {Dimension.MONEY, *(_OF_CHANGE if _TARGET.search(folded) else ())}


@functools.cache
def _unit_pattern() -> re.Pattern[str]:
    return re.compile(
        rf"(?<!第)(?:多少|几)(?:万亿|千亿|百亿|亿|万|千|百)?(?P<unit>{unit_pattern()})"
    )


def _unit(folded: str) -> tuple[str, str]:
    """The unit that is asked for (多少家, 几条), and the words that ask for it; empty without."""
    match = re.search(r"百分之(?:几|多少)", folded)
    if match:
        return "%", match.group()
    match = _unit_pattern().search(folded)
    return (match["unit"], match.group()) if match else ("", "")


_NOUN = re.compile(
    r"(?:哪(?:一)?(?:[几些两二三四五六七八九十\d]+)?(?:个|家|所|条|座|位|支|款|种|项|类|处|部|名|片|只|件|间)?+|什么样?的?|which|what)"
    r"(?P<noun>(?![里儿些])[^\W\d_]{1,6}?)(?=[是在有的要获被成入打?。!,、了将和与建组开引推实联参负牵设重申最]|通[车过]|$)"
)
_NOUN_BEFORE = re.compile(r"的(?P<noun>[^\W\d_的]{1,4})(?:是|叫)(?:哪|什么|啥)")  # …的镇是哪个


def _noun(folded: str) -> str:
    """What the interrogative of a question stands with (哪条街道 → 街道)."""
    match = _NOUN.search(folded) or _NOUN_BEFORE.search(folded)
    return match["noun"] if match else ""
