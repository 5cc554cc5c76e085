"""scripts/tables/chart.js: bars are as long as what is written; what is not told is a gap."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator

pytestmark = pytest.mark.browser


def bars(table: Locator) -> list[tuple[str, str]]:
    names = table.locator(".bar-name").all_inner_texts()
    figures = table.locator(".bar-figure").all_inner_texts()
    return [(name, " ".join(figure.split())) for name, figure in zip(names, figures, strict=True)]


def pieces(table: Locator, place: str) -> dict[str, Any]:
    """From where to where the parts of a bar go, in percent of the scale."""
    return table.locator(".bar", has_text=place).evaluate("""(bar) => Object.fromEntries(
      [...bar.querySelector(".track").children].map((each) => [each.className,
        [each.style.getPropertyValue("--at"), each.style.getPropertyValue("--size")]]))""")


def test_places_are_bars_from_nothing_to_their_figure(answered: Callable[[str], Locator]):
    table = answered("各县2030年粮食产量")
    table.locator(".as-chart").click()
    expect(table.locator(".rows")).to_be_hidden()
    assert bars(table) == [
        ("云溪县", "24万吨"),
        ("南河县", "18万吨"),
        ("白沙县", "31万吨"),
        ("石岭县", "5.6亿斤"),
        ("青田县", "未写明"),
    ]
    assert pieces(table, "白沙县") == {"length": ["0%", "100%"]}
    ((at, size),) = pieces(table, "石岭县").values()
    assert (at, float(size.rstrip("%"))) == ("0%", pytest.approx(100 * 28 / 31))
    assert pieces(table, "青田县") == {}


def test_a_range_is_drawn_as_one_and_words_are_not_drawn(answered: Callable[[str], Locator]):
    table = answered("各县2031年地区生产总值增长目标")
    table.locator(".as-chart").click()
    drawn = pieces(table, "白沙县")  # 5%—5.5% of at most 6
    assert {name: [round(float(x.rstrip("%"))) for x in ends] for name, ends in drawn.items()} == {
        "length": [0, 83],
        "range": [83, 8],
    }
    assert pieces(table, "南河县") == {}
    assert ("南河县", "保持稳定 可能 · 不可比") in bars(table)


def test_it_follows_the_rows_that_are_shown(answered: Callable[[str], Locator]):
    table = answered("哪个县2030年粮食产量最高?")
    table.locator(".as-chart").click()
    assert bars(table)[0] == ("白沙县", "31万吨")
    table.locator(".filter-place").fill("河")
    assert bars(table) == [("南河县", "18万吨")]
    table.locator(".as-table").click()
    expect(table.locator(".rows")).to_be_visible()
    expect(table.locator(".chart")).to_be_hidden()


def test_over_years_a_year_without_a_report_is_a_gap(answered: Callable[[str], Locator]):
    table = answered("历年云溪县地区生产总值增长目标")
    table.locator("td.figure").first.evaluate("(cell) => { cell.dataset.year = 2028; }")
    table.locator(".as-chart").click()
    assert bars(table) == [
        ("2028", "5.5%左右"),
        ("2029", "没有报告"),
        ("2030", "没有报告"),
        ("2031", "5%左右"),
    ]
    assert table.locator(".chart.over-years .gap .track > *").count() == 0


def test_below_zero_it_goes_to_the_other_side(answered: Callable[[str], Locator]):
    table = answered("各县2031年地区生产总值增长目标")
    table.locator("tr", has_text="云溪县").locator("td.figure").evaluate(
        "(cell) => { cell.dataset.low = -6; }"
    )
    table.locator(".as-chart").click()
    assert pieces(table, "云溪县") == {"length": ["0%", "50%"], "zero": ["50%", "0%"]}
    assert pieces(table, "石岭县")["length"] == ["50%", "50%"]


def test_of_several_indicators_one_is_chosen(answered: Callable[[str], Locator]):
    table = answered("各县2030年地区生产总值增长和粮食产量")
    choice = table.locator(".chart-of")
    expect(choice).to_be_hidden()
    table.locator(".as-chart").click()
    assert bars(table)[0] == ("云溪县", "5.2%")
    choice.select_option("1")
    assert bars(table)[0] == ("云溪县", "24万吨")
    expect(table.locator(".chart")).to_have_attribute(
        "aria-label", "2030年粮食产量的条形图，数字与表格相同"
    )
