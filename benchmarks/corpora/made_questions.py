"""Questions over many reports with their results, derived from a file of cells by rules alone.

Each is made of a form and an indicator; its result is counted, ordered or listed from the cells'
canonical values, never by wenbao. Every second question is held back.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence


_REGIONS = {
    "京津冀": ("北京", "天津", "河北"),
    "长三角": ("上海", "江苏", "浙江", "安徽"),
    "东北三省": ("辽宁", "吉林", "黑龙江"),
}
_PAIRS = (("北京", "上海"), ("广东", "江苏"), ("四川", "重庆"), ("云南", "贵州"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A question, the places that its result names, and whether they come in an order."""

    text: str
    places: frozenset[str]


def made(cells: Sequence[Mapping[str, Any]]) -> Iterator[Made]:
    """The questions, indicator by indicator."""
    by_indicator: defaultdict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for cell in cells:
        by_indicator[cell["across"]].append(cell)
    for across, column in by_indicator.items():
        name = across.removeprefix("各省").removesuffix("?")
        name = name.removesuffix("是多少").replace("增长了多少", "增速")
        told = {
            short(each["place"]): Decimal(str(each["value"]))
            for each in column
            if each["status"] == "given" and isinstance(each["value"], int | float)
        }
        given = frozenset(short(c["place"]) for c in column if c["status"] == "given")
        absent = frozenset(short(c["place"]) for c in column if c["status"] == "not given")
        yield from _of_column(name, told, given, absent)


def _of_column(
    name: str, told: Mapping[str, Decimal], given: frozenset[str], absent: frozenset[str]
) -> Iterator[Made]:
    values = sorted(told.values())
    high, low, middle = values[-1], values[0], values[len(values) // 2]
    yield Made(text=f"哪个省{name}最高?", places=_where(told, lambda v: v == high))
    yield Made(text=f"{name}最低的省份是哪个?", places=_where(told, lambda v: v == low))
    third = values[-min(3, len(values))]
    yield Made(text=f"{name}前三的省份", places=_where(told, lambda v: v >= third))
    bound = f"{middle.normalize():f}{_unit(name)}"
    yield Made(text=f"有几个省的{name}超过{bound}?", places=_where(told, lambda v: v > middle))
    yield Made(text=f"哪些省{name}低于{bound}?", places=_where(told, lambda v: v < middle))
    yield Made(text=f"哪些省没有写明{name}?", places=absent)
    region, members = list(_REGIONS.items())[len(name) % 3]
    own = frozenset(member for member in members if member in given)
    yield Made(text=f"{region}{name}分别是多少?", places=own)
    pair = _PAIRS[len(name) % 4]
    yield Made(
        text=f"{pair[0]}和{pair[1]}的{name}对比", places=frozenset(p for p in pair if p in given)
    )


def _unit(name: str) -> str:
    if "总量" in name:
        return "亿元"
    if "就业" in name:
        return "万人"
    return "万吨" if "产量" in name else "%"


def _where(told: Mapping[str, Decimal], holds: Callable[[Decimal], bool]) -> frozenset[str]:
    return frozenset(place for place, value in told.items() if holds(value))


def short(place: str) -> str:
    """A province by the name that people use."""
    for ending in ("维吾尔自治区", "壮族自治区", "回族自治区", "自治区", "省", "市"):
        place = place.removesuffix(ending)
    return place
