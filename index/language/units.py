"""The units of figures, and what each of them counts."""

from __future__ import annotations

import functools
import re
from enum import StrEnum

from index.language import lexicon
from index.language.text import fold


class Dimension(StrEnum):
    """What kind of thing a unit counts: the class of the units that count it."""

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
_LATIN = re.compile(r"[a-z]$")


def dimension_of(unit: str) -> Dimension:
    """The dimension of a folded unit; of one with a divisor (元/月) that of what is divided."""
    table = _dimensions()
    return table.get(unit) or table.get(unit.partition("/")[0], Dimension.NONE)


@functools.cache
def units() -> tuple[str, ...]:
    """All folded units, the longest first."""
    return tuple(sorted(_dimensions(), key=lambda unit: (-len(unit), unit)))


@functools.cache
def unit_pattern() -> str:
    """A regular expression of all folded units where they begin no other word (部门, 支持)."""
    return "|".join(map(_unit_pattern, units()))


def _unit_pattern(unit: str) -> str:
    if unit in _GOES_ON:
        return f"{unit}(?![{_GOES_ON[unit]}])"
    return re.escape(unit) + ("(?![a-z])" if _LATIN.search(unit) else "")


@functools.cache
def _dimensions() -> dict[str, Dimension]:
    return {
        fold(unit).text: dimension
        for dimension in Dimension
        if dimension is not Dimension.NONE
        for unit in lexicon.words(dimension.value)
    }
