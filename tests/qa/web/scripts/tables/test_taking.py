"""scripts/tables/taking.js: a table to the clipboard, and as a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.support.browsing import choose

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator

    from tests.support.scripts import Visit

pytestmark = pytest.mark.browser

GRAIN = "各县2030年粮食产量"


def test_the_rows_that_are_shown_are_copied_in_their_order(
    visit: Visit, answered: Callable[[str], Locator]
):
    visit.run("() => { wenbao.write = async (text) => { window.copied = text; }; }")
    table = answered(GRAIN)
    table.locator("th[data-key=figure-0] .sort").click()
    table.locator(".filter-place").fill("河")
    table.locator(".copy-table").click()
    expect(table.locator(".taken")).to_have_text("已复制 1 行，可粘贴到电子表格")
    assert visit.run("copied").split("\n") == [
        "地区\t报告年份\t2030年粮食产量\t数值（吨）\t备注",
        "南河县\t2031\t18万吨\t180000\t",
    ]


def test_where_nothing_can_be_copied_it_says_so(visit: Visit, answered: Callable[[str], Locator]):
    visit.run("() => { wenbao.write = async () => { throw new Error('no'); }; }")
    table = answered(GRAIN)
    table.locator(".copy-table").click()
    expect(table.locator(".taken")).to_have_text("没能复制，请手动选取")


def test_a_file_is_named_by_its_question(visit: Visit, answered: Callable[[str], Locator]):
    visit.run("""() => {
      server.file = { form: "csv", kind: "text/csv", bytes: btoa("a,b"), n: "5" };
      wenbao.download = (blob, name) => {
        window.saved = blob.text().then((text) => [name, blob.type, text]);
      };
    }""")
    table = answered(GRAIN)
    visit.run("() => { document.querySelector('.turn').asked = '哪个/县 <最高>?'; }")
    choose(table, ".export-table[data-form=csv]")
    expect(table.locator(".taken")).to_have_text("已导出全部 5 份报告")
    name, kind, text = visit.run("saved")
    assert name.startswith("哪个县最高-")
    assert name.endswith(".csv")
    assert (kind, text) == ("text/csv", "a,b")
    assert visit.sent("file") == [{"question": "哪个/县 <最高>?", "view": {}, "form": "csv"}]


def test_where_there_is_none_it_says_why(visit: Visit, answered: Callable[[str], Locator]):
    visit.run("() => { server.file = { notice: '<p>没有索引</p>' }; }")
    table = answered(GRAIN)
    choose(table, ".export-table[data-form=xlsx]")
    expect(visit.page.locator("#notice")).to_have_text("没有索引")
    expect(table.locator(".taken")).to_have_text("")
    expect(table.locator(".export-table[data-form=xlsx]")).to_be_enabled()
