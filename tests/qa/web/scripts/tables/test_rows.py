"""scripts/tables/rows.js: rows are sorted and filtered, here or by the server."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator

    from tests.support.scripts import Visit

pytestmark = pytest.mark.browser

GRAIN = "各县2030年粮食产量"
TARGET = "各县2031年地区生产总值增长目标"


def places(table: Locator) -> list[str]:
    return table.locator("tbody tr:not([hidden]) th").all_inner_texts()


def sort(table: Locator, key: str) -> None:
    table.locator(f"th[data-key={key}] .sort").click()


def test_a_click_sorts_and_another_turns_it_around(answered: Callable[[str], Locator]):
    table = answered(GRAIN)
    head = table.locator("th[data-key=figure-0]")
    sort(table, "figure-0")
    assert places(table) == ["白沙县", "石岭县", "云溪县", "南河县", "青田县"]
    expect(head).to_have_attribute("aria-sort", "descending")
    expect(table.locator(".rows-told")).to_have_text("显示 5 行 · 按数字从大到小")
    sort(table, "figure-0")
    assert places(table) == ["南河县", "云溪县", "石岭县", "白沙县", "青田县"]
    expect(head).to_have_attribute("aria-sort", "ascending")
    sort(table, "place")
    assert places(table) == ["白沙县", "南河县", "青田县", "石岭县", "云溪县"]
    expect(table.locator("th[aria-sort]")).to_have_count(1)


def test_heads_are_buttons_of_the_keyboard(answered: Callable[[str], Locator]):
    table = answered(GRAIN)
    button = table.locator("th[data-key=figure-0] .sort")
    button.press("Enter")
    assert places(table)[0] == "白沙县"
    button.press("Space")
    assert places(table)[0] == "南河县"
    expect(button).to_be_focused()


def test_equal_rows_stay_as_they_stand(answered: Callable[[str], Locator]):
    table = answered(TARGET)
    before = places(table)
    sort(table, "year")
    assert places(table) == before
    sort(table, "year")
    assert places(table) == before


def test_rows_are_filtered_by_place_and_by_how_sure_they_are(
    visit: Visit, answered: Callable[[str], Locator]
):
    table = answered(TARGET)
    table.locator(".filter-place").fill("云溪")
    assert places(table) == ["云溪县"]
    expect(table.locator(".rows-told")).to_have_text("显示 1 行，共 5 行")
    table.locator(".filter-only").select_option("likely")
    assert places(table) == []
    expect(table.locator(".rows-told")).to_have_text("没有符合的行")
    table.locator(".filter-place").fill("")
    assert places(table) == ["南河县"]
    assert visit.sent("rows") == []


def test_what_was_chosen_is_kept_over_a_reload(visit: Visit, answered: Callable[[str], Locator]):
    table = answered(GRAIN)
    sort(table, "figure-0")
    table.locator(".filter-only").select_option("untold")
    table.locator(".filter-place").fill("青")
    visit.page.reload()
    table = visit.page.locator(".report-table")
    assert places(table) == ["青田县"]
    expect(table.locator(".filter-place")).to_have_value("青")
    expect(table.locator(".filter-only")).to_have_value("untold")
    table.locator(".filter-place").fill("")
    table.locator(".filter-only").select_option("")
    assert places(table)[0] == "白沙县"


def long(visit: Visit, table: Locator) -> None:
    """Make a table one of which the page has been sent only the first rows."""
    table.evaluate("(table) => { table.dataset.rows = 10000; }")
    visit.run("""() => { server.rows = ({ sort }) => ({
      rows: `<tr data-number="7" data-label="新" data-ranks="{}"><th>${sort || "无"}</th></tr>`,
      lines: { 7: "新\\t7" }, told: "", more: "另有 9,999 行",
    }); }""")


def test_a_server_that_has_more_rows_is_asked(visit: Visit, answered: Callable[[str], Locator]):
    table = answered(GRAIN)
    long(visit, table)
    sort(table, "figure-0")
    expect(table.locator("tbody th")).to_have_text(["figure-0"])
    expect(table.locator(".rows-told")).to_have_text("显示 1 行，共 10,000 行 · 按数字从大到小")
    expect(table.locator(".more-rows")).to_have_text("另有 9,999 行")
    field = table.locator(".filter-place")
    field.fill("新")
    assert len(visit.sent("rows")) == 1  # while it is typed nothing is asked
    field.press("Enter")
    field.blur()
    expect(table.locator("tbody")).not_to_have_attribute("aria-busy", "true")
    _, last = visit.sent("rows")
    assert last == {
        "question": GRAIN,
        "view": {},
        "sort": "figure-0",
        "descending": True,
        "place": "新",
        "only": "",
    }


def test_a_server_that_cannot_answer_says_why(visit: Visit, answered: Callable[[str], Locator]):
    table = answered(GRAIN)
    long(visit, table)
    visit.run("() => { server.rows = { notice: '<p>没有索引</p>' }; }")
    sort(table, "place")
    expect(visit.page.locator("#notice")).to_have_text("没有索引")
    assert len(places(table)) == 5
