"""The figures of a text: whole as written, with their number, unit and dimension."""

from __future__ import annotations

import dataclasses
import functools
import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from index.language import word_lists
from index.language.text import fold

if TYPE_CHECKING:
    from index.language.text import Folded


class Dimension(StrEnum):
    """What kind of thing a unit counts; the names stand in ``units.txt``."""

    SHARE = "share"  # %: a share, a rate, or a change
    POINTS = "points"  # percentage points
    MULTIPLE = "multiple"
    MONEY = "money"
    LENGTH = "length"
    AREA = "area"
    VOLUME = "volume"
    MASS = "mass"
    CONTAINER = "container"
    POWER = "power"
    ENERGY = "energy"
    COMPUTING = "computing"
    CONCENTRATION = "concentration"
    TEMPERATURE = "temperature"
    PERSON = "person"
    TIME = "time"
    RANK = "rank"
    LEVEL = "level"
    COUNT = "count"
    NONE = "none"  # a bare number: an index, or a number whose unit the text leaves out


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A figure at ``text[start:end]`` of the text it was found in, modifiers and unit included.

    ``magnitude`` is the number with its 万 and 亿 multiplied out, ``None`` for a range, a ratio and
    for what only says its order (数十); ``unit`` is the folded unit without those, and without
    a time (``元`` of ``亿元`` and of ``元/月``), ``written_unit`` the unit with them, as it stands.
    ``is_written_out`` tells Chinese numerals (三个) from digits.
    """

    start: int
    end: int
    text: str
    magnitude: Decimal | None
    unit: str
    written_unit: str
    dimension: Dimension
    is_written_out: bool


_POWERS = {"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8}
_HAN_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_PER = {"百": "%", "千": "‰", "万": "‱"}

# --- the pieces of a figure
_NUMERAL = "零〇一二三四五六七八九十百千万亿两"
_SIGN = r"(?:(?<![^长降为是速幅率达至到(,、:\s])[-\u2212]|负)"
_BEFORE = (
    # 附近, 签约 and the like end in a modifier and are none.
    r"(?:大约|(?<![节签预条契集制合履公邀违])约|将近|接近|(?<![附最临邻相])近|超过|(?<![赶反])超|逾|高于|"
    r"低于|不少于|不低于|不高于|不超过|不多于|不小于|不到|不足|至少|最多|最高|最低|最快|最长|最短|最大)"
)
_AFTER = r"(?:左右|(?:及|\(含\))?以[上下](?!海)|以内(?!蒙)|上下|之多|有余|多(?!\w))"
_DIGITS = r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?(?![0-9])|[0-9]+(?:\.[0-9]+)?)"
# 数十, 上千, 十几 say an order only; 人数十万 does not.
_ORDER = r"(?:(?:(?<![人户件台总指倍分基级系函参个多少])数|几|(?<![以之])上)[十百千万亿]+|十几)"
_HAN = rf"(?:{_ORDER}|[{_NUMERAL}]+(?:点[零〇一二三四五六七八九]+)?)"
_SCALE = "(?:万亿|千亿|百亿|十亿|亿|千万|百万|十万|万|千|百)"
_TO = r"\s*(?:-|—|–|~|至|到)+\s*"
_MORE = "[余多来]"

# A unit is none where it begins another word: 12部门, 5万支持, 2024对外.
_GOES_ON = {
    "成": "为立功果本交员效长就品熟绩",
    "对": "外于口接标",
    "金": "额融牌属",
    "银": "行龄",
    "部": "门分委队",
    "支": "持撑出付",
    "处": "理于罚",
    "所": "有在以",
    "方": "面案式向法",
    "分": "别布类",
    "面": "积向",
    "升": "级至到",
    "年": "级龄代",
    "天": "然津",
    "日": "均常",
    "台": "阶",
    "家": "庭",
    "种": "植子",
    "里": "程",
    "头": "部",
    "股": "份权",
    "单": "位元",
    "节": "能",
    "座": "谈",
    "周": "边",
    "片": "区",
    "门": "槛类",
    "班": "子组级",
    "批": "准发",
    "层": "次面",
    "队": "伍",
    "元": "旦",
}
# Units that a Chinese numeral before them makes a name of (三级医院, 五星级饭店, 三门核电).
_NOT_WRITTEN_OUT = frozenset({"星级", *"级点金银铜分轮次班层方面里门度首pe"})
_NO_NUMERALS = frozenset("一万亿百千零")  # alone they are parts of words: 一家人, 万家灯火, 零距离
# … save with these: 增长一倍, 提高一个百分点.
_OF_ONE = frozenset({Dimension.MULTIPLE, Dimension.POINTS})

# --- figures of another form
_MEDALS = "[0-9]+金(?:[0-9]+银)?(?:[0-9]+铜)?(?![额融牌属行])"
_RATIO = r"(?:1[:\u2236][0-9]+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?[:\u2236]1)(?![0-9:\u2236.])"
_FRACTION = rf"""
    {_BEFORE}?(?P<per>[百千万])分之(?P<parts>{_DIGITS}|{_HAN}){_AFTER}?
    |{_BEFORE}?[二三四五六七八九十两]+分之[一二三四五六七八九两]+{_AFTER}?
    |{_BEFORE}?[1-9][0-9]?/[0-9]{{1,2}}(?![0-9/年月.]){_AFTER}?  # 1/6
    |(?:超过|超|近|约)?(?:一半|过半|超半|近半|半数)(?=以上|[的是为\W]|$)(?:以上)?
"""
_PLACE = r"""
    (?:倒数)?第(?:[0-9]+|[一二三四五六七八九十]+)(?:位|名|(?![^\s,.;:、。()“”"和与及]))
    |前(?:[0-9]+|[一二三四五六七八九十]+)(?:位|名|强)
    |首位|榜首
"""
# Numbers that measure nothing: dates, names, lists. Their repetitions are bounded where another
# place could begin the same run again: a run of n would be read n times.
_NO_QUANTITY = r"""
    (?:19|20)[0-9]{2}\s*(?:-|—|~|至|/)\s*(?:19|20)?[0-9]{2}\s*(?:学|财)?年
    |(?:19|20)[0-9]{2}\s*年(?:[0-9]{1,2}\s*月)?(?:[0-9]{1,2}\s*日)?
    |[0-9]{1,2}\s*[-—~至]\s*[0-9]{1,2}\s*月(?!子)|[0-9]{1,2}\s*月(?:[0-9]{1,2}\s*日|(?!子|份的))
    |[〇○零一二三四五六七八九]{4}年|20世纪[0-9]+年代|[0-9]{2}年代
    |[a-z][a-z-]{0,40}[0-9]+(?:\.[0-9]+)?(?![0-9.%])  # PM2.5, G7
    |第[0-9零一二三四五六七八九十百]+|(?:附件|附表|专栏)\s*[0-9]+
    |(?:[0-9]+\s*[-—~、至]\s*){0,40}[0-9]+\s*号(?:线|院|楼|机|地块|公路|门|码头)?
    |前[一二三四0-9]+?季度|[上下]半年|[0-9]+热线|[0-9]+[gdk](?![a-z])
    |[一二三四五六七八九十]是|十[一二三四五]五|[二两]十大|[二三]中全会|[0-9一二两三四五六七八九]位数
    |[“"][^”"0-9]{0,12}[”"]|[“"][0-9a-z+.·-]+[”"]  # names: “两个确立”, “1310”
    |[(][一二三四五六七八九十]+[)]|[(\[【\u3014][0-9]{1,3}[)\]】\u3015]|^[^\S\n]*[0-9]{1,3}[.、](?![0-9](?![0-9]{3}年))
    |[0-9]+\+[0-9]+|[0-9](?:\+n)+|[0-9]+[:\u2236][0-9]+|[0-9]+[×*][0-9]+小时
    |[一二三四五六七八九十两]个一|两个(?:确立|维护|毫不动摇)
    |三[农资产会保严]|三公(?![里斤顷])|两[会岸新重高维]|[一二三四]产|一方面|二手|四[史风周]|双[百千]
    |万[众家物象有]|千(?:方百计|家万户)|百[姓货强日年]
"""
# What any of them can begin with: without it a position costs one look, not twenty.
_FIRST = rf"""[0-9{_NUMERAL}a-z“"(\[【\u3014○\-\u2212负大约将接近超逾高低不至最数几上下倒第前首榜双过半附专\s]"""
# No figure without one of these; looked for before the text is folded, so in all its forms.
_ANY = re.compile(rf"[\d{_NUMERAL}半首榜萬億兩]")
_LATIN = re.compile(r"[a-z]$")


def is_figure(text: str) -> bool:
    """Whether a text is a figure and nothing else."""
    found = quantities(text)
    return len(found) == 1 and (found[0].start, found[0].end) == (0, len(text))


def quantities(text: str) -> tuple[Quantity, ...]:
    """All figures of a text, in the order they stand in; no two of them overlap."""
    return in_folded(text, fold(text)) if may_hold_any(text) else ()


def may_hold_any(text: str) -> bool:
    """Whether a text can hold a figure at all: cheap, for the many sentences that hold none."""
    return _ANY.search(text) is not None


def in_folded(text: str, folded: Folded) -> tuple[Quantity, ...]:
    """All figures of a text that has been folded already."""
    found: list[Quantity] = []
    for match in _pattern().finditer(folded.text):
        if match.lastgroup == "none":
            continue
        quantity = _of(match, text, folded)
        if quantity is None:
            continue
        if found:
            if found[-1].end > quantity.start:  # one character can fold to several: ㍘
                continue
            between = text[found[-1].end : quantity.start]
            if _is_range(text, found[-1], between, quantity):
                quantity = _range(text, found.pop(), quantity)
        found.append(quantity)
    _share_units(text, found)
    return tuple(found)


_JOINS = frozenset("、和与及")
_RANGE = re.compile(r"\s*[-—–~～至到]{1,2}\s*")
_FROM = re.compile(r"[从由][^,，。;；、]{0,16}$")
_FROM_CHARS = 20  # before a figure, in which 从 is looked for


def is_from(text: str, start: int) -> bool:
    """Whether the figure that begins at a place is where a change began: 从5%到6%."""
    return _FROM.search(text, max(0, start - _FROM_CHARS), start) is not None


def _is_range(text: str, low: Quantity, between: str, high: Quantity) -> bool:
    """Whether two figures with a unit each are one range (5%-6%), and no change (从5%到6%)."""
    return (
        bool(low.unit)
        and low.unit == high.unit
        and _RANGE.fullmatch(between) is not None
        and not is_from(text, low.start)
    )


def _range(text: str, low: Quantity, high: Quantity) -> Quantity:
    return dataclasses.replace(
        high, start=low.start, text=text[low.start : high.end], magnitude=None
    )


def _share_units(text: str, found: list[Quantity]) -> None:
    """Give a figure that leaves its unit to the next that one's: 11.1、11.2个百分点."""
    for i in range(len(found) - 2, -1, -1):
        this, following = found[i], found[i + 1]
        if (
            this.dimension is Dimension.NONE
            and following.written_unit
            and text[this.end : following.start].strip() in _JOINS
            and fold(following.written_unit).text == following.unit  # not 3、5万人: 3 or 30,000?
        ):
            found[i] = dataclasses.replace(
                this,
                unit=following.unit,
                written_unit=following.written_unit,
                dimension=following.dimension,
            )


def _of(match: re.Match[str], text: str, folded: Folded) -> Quantity | None:
    """The figure of a match; ``None`` where the number is part of a name."""
    start, end = folded.original(*match.span())
    written_unit, magnitude = "", None
    if match.lastgroup == "figure":
        if not _measures_something(match):
            return None
        unit = match["unit"] or ""
        dimension = dimension_of(unit)
        written_unit = _written_unit(match, text, folded)
        if match["upper"] is None and match["times"] is None:
            scales = (match["scale"] or "") + (match["scale2"] or "")
            magnitude = _magnitude(match["digits"] or match["han"], scales)
            if match["sign"] and magnitude is not None:
                magnitude = -magnitude
    else:
        unit, dimension = _OTHER_FORMS[match.lastgroup or ""]
        if match["per"]:
            unit = _PER[match["per"]]
            magnitude = _magnitude(match["parts"], "")
    return Quantity(
        start=start,
        end=end,
        text=text[start:end],
        magnitude=magnitude,
        unit=unit,
        written_unit=written_unit,
        dimension=dimension,
        is_written_out=not any(c.isdigit() for c in match.group()),
    )


_OTHER_FORMS = {
    "medals": ("金", Dimension.COUNT),
    "ratio": ("", Dimension.MULTIPLE),
    "fraction": ("%", Dimension.SHARE),
    "rank": ("位", Dimension.RANK),
}


def _measures_something(match: re.Match[str]) -> bool:
    """Whether a number, with or without a unit, is a figure and no part of a name."""
    return _is_counted(match) if match["han"] else bool(match["unit"]) or _stands_alone(match)


def _is_counted(match: re.Match[str]) -> bool:
    """Whether a Chinese numeral counts something."""
    han, unit = match["han"], match["unit"]
    if not unit or unit in _NOT_WRITTEN_OUT:
        return False
    if han in _NO_NUMERALS:
        return han == "一" and dimension_of(unit) in _OF_ONE
    following = _following(match)
    # 百万人才 and 千万千瓦级 are names; 5万人才 is a figure.
    return following != "级" and not (unit == "人" and following == "才")


def _stands_alone(match: re.Match[str]) -> bool:
    """Whether a number without a unit has nothing beside it that makes it part of a name."""
    if match["sign"] or match["times"] or _is_year(match.group()):
        return False
    before = match.string[match.start() - 1 : match.start()]
    if (before.isascii() and before.isalnum()) or before in _PART_OF_NAME:
        return False
    following = _following(match)
    return bool(match["scale"] or match["scale2"]) or not (following.isalnum() or following == "/")


_PART_OF_NAME = frozenset({"-", "_", "/", "·", "第", "+", "×"})


def _following(match: re.Match[str]) -> str:
    return match.string[match.end() : match.end() + 1]


def _is_year(number: str) -> bool:
    return len(number) == len("2024") and number.isdigit() and number[:2] in ("19", "20")


def _written_unit(match: re.Match[str], text: str, folded: Folded) -> str:
    """The unit with its 万 and 亿, as the text has it."""
    if not match["unit"]:
        return ""
    scales = ("scale3", "scale2") if match["upper"] else ("scale", "scale2")
    start = min(match.start(name) for name in (*scales, "unit") if match[name])
    first, last = folded.original(start, match.end("each" if match["each"] else "unit"))
    return text[first:last]


def dimension_of(unit: str) -> Dimension:
    """The dimension of a folded unit; of one with a divisor (元/月) that of what is divided."""
    table = _units()
    return table.get(unit) or table.get(unit.partition("/")[0], Dimension.NONE)


@functools.cache
def units() -> tuple[str, ...]:
    """All folded units, the longest first."""
    return tuple(sorted(_units(), key=lambda unit: (-len(unit), unit)))


@functools.cache
def unit_pattern() -> str:
    """A regular expression of all folded units where they begin no other word (部门, 支持)."""
    return "|".join(map(_unit_pattern, units()))


def _unit_pattern(unit: str) -> str:
    if unit in _GOES_ON:
        return f"{unit}(?![{_GOES_ON[unit]}])"
    return re.escape(unit) + ("(?![a-z])" if _LATIN.search(unit) else "")


@functools.cache
def _units() -> dict[str, Dimension]:
    table: dict[str, Dimension] = {}
    for line in word_lists.read("index.language.lexicon", "units.txt"):
        name, _, names = line.partition(":")
        for unit in names.split():
            table.setdefault(fold(unit).text, Dimension(name))
    return table


@functools.cache
def _pattern() -> re.Pattern[str]:
    unit = rf"(?:{unit_pattern()})(?:/(?![年月日天])(?:{unit_pattern()}|千人|万人|百人|单位gdp))?"
    figure = rf"""
        {_BEFORE}?(?P<sign>{_SIGN})?(?P<times>[0-9]+[×*])?(?:(?P<digits>{_DIGITS})|(?P<han>{_HAN})){_MORE}?
        (?P<scale>{_SCALE})?
        (?:{_TO}(?P<upper>{_DIGITS}|{_HAN})(?P<scale3>{_SCALE})?)?{_MORE}?
        (?P<scale2>万|亿)?(?:(?P<unit>{unit})(?P<each>/[年月日天])?)?{_AFTER}?
    """
    return re.compile(
        rf"""(?={_FIRST})(?:
            (?P<medals>{_MEDALS})
            |(?P<ratio>{_RATIO})
            |(?P<fraction>{_FRACTION})
            |(?P<rank>{_PLACE})
            |(?P<none>{_BEFORE}?(?:{_NO_QUANTITY}))
            |(?P<figure>{figure})
        )""",
        re.VERBOSE | re.MULTILINE,
    )


def _magnitude(number: str, scales: str) -> Decimal | None:
    value = Decimal(number.replace(",", "")) if number[0].isdigit() else _han(number)
    if value is None:
        return None
    for c in scales:
        value = value.scaleb(_POWERS[c])
    return value.normalize()


_ONLY_ORDER = re.compile("[数几上]|[一二三四五六七八九两]{2}")  # 数十, 三四家


def _han(number: str) -> Decimal | None:
    """The value of a Chinese numeral (二百三十, 一万二千, 三点五)."""
    whole, _, fraction = number.partition("点")
    if _ONLY_ORDER.search(whole):
        return None
    total = section = digit = 0
    largest = 1
    for c in whole:
        if c in _HAN_DIGITS:
            digit = _HAN_DIGITS[c]
        elif c in "十百千":
            section, digit = section + (digit or 1) * 10 ** _POWERS[c], 0
        elif 10 ** _POWERS[c] > largest:  # 三万亿: all that stands before it
            largest = 10 ** _POWERS[c]
            total, section, digit = (total + section + digit or 1) * largest, 0, 0
        else:  # 五亿三万: what stands since the 亿
            total, section, digit = total + (section + digit or 1) * 10 ** _POWERS[c], 0, 0
    value = Decimal(total + section + digit)
    if fraction:
        value += Decimal("0." + "".join(str(_HAN_DIGITS[c]) for c in fraction))
    return value
