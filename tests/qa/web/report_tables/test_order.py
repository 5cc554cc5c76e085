"""qa.web.report_tables.order: how rows stand, and which are shown."""

from __future__ import annotations

import dataclasses
import itertools
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.tables.values import Level
from qa.web.report_tables.order import Only, Order, chosen, keys, ranks
from qa.web.report_tables.seen import Cited, Seen, SeenCell, SeenRow, seen
from qa.web.texts import ZH_CN

if TYPE_CHECKING:
    from qa import Engine
    from qa.types import OfTable

CITED = Cited(text="5%", where="第 1 段", address="#a/1", start=1, end=3)


def cell(low: int | None, *, level: Level = Level.GIVEN) -> SeenCell:
    return SeenCell(
        level=level,
        cited=None if level is Level.NOT_TOLD else CITED,
        measure="产值" if level is not Level.NOT_TOLD else "",
        time="",
        falls=False,
        year=None,
        marks=(),
        low=None if low is None else Decimal(low),
        high=None,
        others_told="",
        others=(),
    )


def table(*cells: SeenCell) -> Seen:
    """A table of places that are called by letters, in their order."""
    rows = tuple(
        SeenRow(number=k, place=chr(65 + k), label=chr(65 + k), year=None, cells=(each,), line="")
        for k, each in enumerate(cells)
    )
    return Seen(names=("产值",), heads="", rows=rows, is_course=False, are_figures=(True,))


UNTOLD = cell(None, level=Level.NOT_TOLD)
IN_WORDS = cell(None, level=Level.LIKELY)


def places(shown: Seen, **order: Any) -> str:
    return "".join(row.place for row in chosen(shown, dataclasses.replace(Order(), **order)))


def test_the_untold_are_last_whatever_the_direction():
    shown = table(UNTOLD, cell(2), IN_WORDS, cell(7), cell(2))
    assert places(shown, key="figure-0") == "BEDCA"
    assert places(shown, key="figure-0", is_descending=True) == "DBECA"
    assert places(shown) == "ABCDE"


@given(st.lists(st.one_of(st.none(), st.integers(-3, 3)), max_size=12), st.booleans())
def test_equal_rows_stay_as_they_stand_in_the_table(lows: list[int | None], falls: bool):  # noqa: FBT001 -- of hypothesis
    shown = table(*(UNTOLD if low is None else cell(low) for low in lows))
    ordered = chosen(shown, Order(key="figure-0", is_descending=falls))
    assert sorted(row.number for row in ordered) == list(range(len(lows)))
    for before, after in itertools.pairwise(ordered):
        a, b = before.cells[0].low, after.cells[0].low
        assert (
            b is None
            or (a is not None and ((a > b) if falls else (a < b)))
            or (a == b and before.number < after.number)
        )


def test_numbers_are_compared_in_one_unit(neighbours: Engine):
    shown = seen(neighbours.table("各县2030年粮食产量"), ZH_CN)
    order = Order(key="figure-0", is_descending=True)
    assert [row.place for row in chosen(shown, order)] == [
        "白沙县",
        "石岭县",  # 5.6亿斤 are 28万吨
        "云溪县",
        "南河县",
        "青田县",
    ]


def test_places_stand_in_the_order_of_their_sounds(neighbours: Engine):
    shown = seen(neighbours.table("各县2030年粮食产量"), ZH_CN)
    by_sound = [row.place for row in chosen(shown, Order(key="place"))]
    assert by_sound == ["白沙县", "南河县", "青田县", "石岭县", "云溪县"]


@pytest.mark.parametrize(
    ("named", "ordered"),
    [
        (["安徽省", "北京市", "河北省"], ["北京市", "河北省", "安徽省"]),
        (["重庆市", "澳门特别行政区", "新疆"], ["重庆市", "新疆", "澳门特别行政区"]),
        (["广西", "广东省", "内蒙古自治区"], ["内蒙古自治区", "广东省", "广西"]),
        (["天津市河北区", "河北省", "天津市"], ["天津市", "天津市河北区", "河北省"]),
        (["云溪县", "西藏", "白沙县"], ["西藏", "白沙县", "云溪县"]),
        (
            ["河北省2025年（预算报告）", "山西省", "河北省2024年"],
            ["河北省2024年", "河北省2025年（预算报告）", "山西省"],
        ),
    ],
)
def test_places_stand_by_their_provinces_codes_then_by_their_sounds(
    named: list[str], ordered: list[str]
):
    rows = tuple(
        SeenRow(number=k, place=name, label=name, year=None, cells=(cell(2),), line="")
        for k, name in enumerate(named)
    )
    shown = Seen(names=("产值",), heads="", rows=rows, is_course=False, are_figures=(True,))
    assert [row.place for row in chosen(shown, Order(key="place"))] == ordered


def test_rows_are_filtered_by_place_and_by_how_sure_they_are():
    shown = table(UNTOLD, cell(2), IN_WORDS)
    assert places(shown, place="b") == "B"
    assert places(shown, only=Only.UNSURE) == "AC"
    assert places(shown, only=Only.UNTOLD) == "A"
    assert places(shown, only=Only.LIKELY) == "C"
    assert places(shown, only=Only.LIKELY, place="A") == ""


def test_what_a_browser_sends_is_not_taken_for_granted():
    shown = table(cell(2))
    assert keys(shown) == ["place", "year", "figure-0", "measure-0", "time-0"]
    for sent in ({}, {"sort": "figure-9", "only": "nonsense", "descending": "yes", "place": None}):
        assert Order.of(sent, shown) == Order()
    wanted = {"sort": "year", "descending": True, "place": " 甲 ", "only": "untold"}
    assert Order.of(wanted, shown) == Order(
        key="year", is_descending=True, place="甲", only=Only.UNTOLD
    )


def test_every_row_has_a_rank_by_every_key():
    shown = table(cell(2), UNTOLD, cell(2))
    assert [each["figure-0"] for each in ranks(shown)] == [(0, 0), (2, 1), (0, 0)]
    assert all(each.keys() == set(keys(shown)) for each in ranks(shown))


@pytest.mark.parametrize(
    ("question", "order"),
    [
        ("各县2030年粮食产量", Order()),
        ("哪个县2030年粮食产量最高?", Order(key="figure-0", is_descending=True)),
        ("哪个县2030年粮食产量最低?", Order(key="figure-0")),
        ("2030年粮食产量最低的三个县", Order(key="figure-0")),
        ("历年云溪县地区生产总值增长目标", Order(key="year")),
    ],
)
def test_a_table_begins_in_the_order_that_is_asked_for(
    neighbours: Engine, question: str, order: Order
):
    answer, asked = neighbours.snapshot().ask_with_table(question)
    assert asked is not None
    read_off: OfTable | None = answer.read_off
    assert Order.asked(seen(asked, ZH_CN), read_off) == order
