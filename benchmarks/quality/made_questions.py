"""Questions over many reports with their results, derived from a file of cells by rules alone.

Each is made of a form and an indicator; its result is counted, ordered or listed from the cells'
canonical values, never by wenbao. Every second question is held back.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from qa import Engine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from qa.types import Answer

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


def outcome(question: Made, answer: Answer) -> str:
    """``right``; ``warned`` where it differs and says what could change it; ``wrong``."""
    of_table = answer.of_table
    if of_table is None:
        return "not understood"
    is_told = "没有写明" not in question.text
    lines = [each for each in of_table.lines if bool(each.text) is is_told]
    if frozenset(short(each.place) for each in lines) == question.places:
        return "right"
    return "warned" if of_table.warnings else "wrong"


@click.command()
@click.option("--cells", type=click.Path(path_type=Path, exists=True), required=True)
@click.option("--index", type=click.Path(path_type=Path, exists=True), required=True)
@click.option("--held", is_flag=True, help="The half that is held back.")
def main(cells: Path, index: Path, *, held: bool) -> None:
    """Print what is not right, and how many are."""
    read = [json.loads(line) for line in cells.read_text(encoding="utf-8").splitlines()]
    engine = Engine.open(index)
    counts: defaultdict[str, int] = defaultdict(int)
    for question in list(made(read))[int(held) :: 2]:
        answer = engine.ask(question.text)
        result = outcome(question, answer)
        counts[result] += 1
        if result != "right":
            said = answer.of_table.text if answer.of_table else answer.text
            print(f"{result} | {question.text} | {sorted(question.places)} | {said[:300]}")
    print(dict(counts))


if __name__ == "__main__":
    main()
