"""The figures of a text: whole as written, with their number, unit and dimension."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from index import lists
from index.text import Folded, fold


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

    ``magnitude`` is the number with its 万 and 亿 multiplied out, ``None`` for a range and for
    what only says its order (数十); ``unit`` is the folded unit without those (``元`` of ``亿元``),
    ``written_unit`` the unit with them, as it stands.
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


_SCALES = {"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8}
_HAN_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}

_BEFORE = (
    "大约|约|将近|接近|近|超过|超|逾|高于|低于|不少于|不低于|不高于|不超过|不多于|不小于|至少|"
    "最多|最高|最低|最快|最长|最短|最大|上万"
)
_AFTER = "左右|以上|以下|以内|上下|之多|有余"
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)?"
_HAN = r"[零〇一二三四五六七八九十百千万亿两]+(?:点[零〇一二三四五六七八九]+)?"
_SCALE = "万亿|千亿|百亿|十亿|亿|千万|百万|十万|万|千|百"
_TO = r"\s*(?:-|—|–|~|～|至|到)+\s*"
_MORE = "[余多来]"
# A calendar date, the name of a congress or a plan, a law's article: numbers that measure nothing.
_NO_QUANTITY = re.compile(
    r"(?:19|20)\d{2}\s*(?:-|—|~|至)\s*(?:19|20)\d{2}\s*年|(?:19|20)\d{2}\s*年(?:\d{1,2}\s*月)?(?:\d{1,2}\s*日)?|"
    r"\d{1,2}\s*月\d{1,2}\s*日|\d{1,2}月(?!子|份的)|[〇○零一二三四五六七八九]{4}年|"
    r"[a-z][a-z-]*\d+(?:\.\d+)?|第[\d零一二三四五六七八九十百]+(?:次|届|批|个|季度|产业|期|条|章|部|代|方|者|三方|轮|师|中学|小学|医院|大道|版)|"
    r"\d+\s*号(?:线|院|楼|机|地块|公路|门|码头)?|[一二三四五六七八九十]是|[“\"][^”\"]{0,12}[”\"]|"
    r"[(（][一二三四五六七八九十]+[)）]|十[一二三四五]五|20世纪\d+年代|\d{2}年代|[二两]十大|[二三]中全会|"
    r"\d+\+\d+|\d(?:\+n)+|\d+[:：]\d+|一[一]?[步定体批流直样起些时面边系般律]|\d+热线|前[一二三四\d]+?季度|"
    r"[上下]半年|(?<!\d)\d+[gdk](?![a-z])|三[农资产]|两[会岸新重高个维]|三[会公保严]|[一二三四]产|一方面|二手|(?<![\d.])万(?:众|家|物|象|有)|(?<![\d.])千(?:方百计|家万户)|四[史风]|双[百千]|百[姓货强]|百日|百年"
)
_RANK = re.compile(
    r"(?:倒数)?第(?:[\d一二三四五六七八九十]+)(?:位|名|(?![^\s,.;:、。()“”\"和与及]))|首位|榜首"
)
# Units that a Chinese numeral before them makes a name of (三级医院, 八项规定 is told by its quotes).
_NOT_WRITTEN_OUT = frozenset({"级", "点", "金", "银", "铜", "分", "轮", "次", "班", "层", "方", "面", "p", "e"})
_NO_NUMERALS = frozenset({"一", "万", "亿", "百", "千", "十", "零"})
_MEDALS = re.compile(r"\d+金(?:\d+银)?(?:\d+铜)?")
_FRACTION = re.compile(
    rf"(?:{_BEFORE})?(?:百|千|万)分之[\d零一二三四五六七八九十百点.]+|"
    rf"(?:{_BEFORE})?[二三四五六七八九十两]+分之[一二三四五六七八九两]|(?:超|过|近|约)?一?半(?=以上|[,.。，、；;]|$)(?:以上)?"
)


def quantities(text: str) -> tuple[Quantity, ...]:
    """All figures of a text, in the order they stand in."""
    return _quantities(text)


@functools.lru_cache(maxsize=4096)  # the same candidates are asked again and again
def _quantities(text: str) -> tuple[Quantity, ...]:
    folded = fold(text)
    taken: list[tuple[int, int]] = []
    found: list[Quantity] = []

    def free(start: int, end: int) -> bool:
        return not any(start < e and s < end for s, e in taken)

    def take(start: int, end: int, **facts: object) -> None:
        taken.append((start, end))
        if facts:
            first, last = folded.original(start, end)
            found.append(Quantity(start=first, end=last, text=text[first:last], **facts))  # type: ignore[arg-type]

    for pattern, unit, dimension in (
        (_MEDALS, "金", Dimension.COUNT),
        (_FRACTION, "%", Dimension.SHARE),
        (_RANK, "位", Dimension.RANK),
    ):
        for match in pattern.finditer(folded.text):
            if free(*match.span()) and match.group():
                take(
                    *match.span(),
                    magnitude=None,
                    unit=unit,
                    written_unit="",
                    dimension=dimension,
                    is_written_out=not any(c.isdigit() for c in match.group()),
                )
    for match in _NO_QUANTITY.finditer(folded.text):
        quoted = match.group()[0] in "“\""
        if free(*match.span()) and not (quoted and any(c.isdigit() for c in match.group())):
            take(*match.span())
    for match in _pattern().finditer(folded.text):
        if free(*match.span()):
            _take_match(match, folded, text, take)
    return tuple(sorted(found, key=lambda quantity: quantity.start))


def _take_match(match: re.Match[str], folded: Folded, text: str, take: object) -> None:
    groups = match.groupdict()
    unit = groups["unit"] or ""
    written_out = groups["han"] is not None
    start, end = match.span()
    following = folded.text[end : end + 1]
    if written_out and (groups["han"] in _NO_NUMERALS or unit in _NOT_WRITTEN_OUT):
        return
    if not unit:
        # A bare number is a figure where nothing that it could be a name of follows.
        if written_out or following.isalpha() and not groups["scale"]:
            return
        before = folded.text[start - 1 : start]
        if before.isascii() and before.isalnum() or before in set("-_/·第+"):
            return
        if not groups["scale"] and following.isalnum():
            return
    is_range = groups["upper"] is not None
    number = groups["digits"] or groups["han"]
    magnitude = None
    if not is_range:
        magnitude = _magnitude(number, groups["scale"] or "", groups["scale2"] or "")
    take(  # type: ignore[operator]
        start,
        end,
        magnitude=magnitude,
        unit=unit,
        written_unit=_written_unit(match, folded, text),
        dimension=dimension_of(unit),
        is_written_out=written_out,
    )


def _written_unit(match: re.Match[str], folded: Folded, text: str) -> str:
    """The unit with its 万 and 亿, as the text has it."""
    scales = ("scale2",) if match["upper"] else ("scale", "scale2")
    starts = [match.start(name) for name in (*scales, "scale3", "unit") if match[name]]
    if not starts or not match["unit"]:
        return ""
    first, last = folded.original(min(starts), match.end("unit"))
    return text[first:last]


def dimension_of(unit: str) -> Dimension:
    """The dimension of a folded unit; of one with a divisor (元/月) that of what is divided."""
    table = _units()
    return table.get(unit) or table.get(unit.split("/")[0], Dimension.NONE)


@functools.cache
def units() -> tuple[str, ...]:
    """All folded units, the longest first."""
    return tuple(sorted(_units(), key=lambda unit: (-len(unit), unit)))


@functools.cache
def _units() -> dict[str, Dimension]:
    table: dict[str, Dimension] = {}
    for line in lists.read("qa", "units.txt"):
        name, _, names = line.partition(":")
        for unit in names.split():
            table.setdefault(fold(unit).text, Dimension(name))
    return table


@functools.cache
def _pattern() -> re.Pattern[str]:
    unit = "|".join(map(re.escape, units()))
    unit = rf"(?:{unit})(?:/(?:{unit}|千人|万人|百人|单位gdp))?"
    return re.compile(
        rf"(?:{_BEFORE})?(?:(?P<digits>{_DIGITS})|(?P<han>{_HAN}))(?:{_MORE})?(?P<scale>{_SCALE})?"
        rf"(?:{_TO}(?P<upper>{_DIGITS}|{_HAN})(?P<scale3>{_SCALE})?)?(?:{_MORE})?(?P<scale2>万|亿)?"
        rf"(?P<unit>{unit})?(?:{_AFTER})?"
    )


def _magnitude(number: str, *scales: str) -> Decimal | None:
    value = _arabic(number) if number[0].isdigit() else _han(number)
    if value is None:
        return None
    for scale in scales:
        for c in scale:
            value = value.scaleb(_SCALES[c])
    return value.normalize()


def _arabic(number: str) -> Decimal:
    return Decimal(number.replace(",", ""))


def _han(number: str) -> Decimal | None:
    """The value of a Chinese numeral (二百三十, 一万二千, 三点五)."""
    whole, _, fraction = number.partition("点")
    total = section = digit = 0
    for c in whole:
        if c in _HAN_DIGITS:
            digit = _HAN_DIGITS[c]
        elif c == "十":
            section, digit = section + (digit or 1) * 10, 0
        elif c in "百千":
            section, digit = section + (digit or 1) * 10 ** _SCALES[c], 0
        else:
            total, section, digit = (total + section + digit) * 10 ** _SCALES[c], 0, 0
    value = Decimal(total + section + digit)
    if fraction:
        value += Decimal("0." + "".join(str(_HAN_DIGITS[c]) for c in fraction))
    return value
