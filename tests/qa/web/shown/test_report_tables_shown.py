"""A question to many reports, as a visitor sees its answer: a table, a chart, files."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import openpyxl
import pytest
from playwright.sync_api import expect

from index.reading.formats import docx
from tests.support.browsing import ask, choose, marked, violations, visit
from tests.support.serving import ROOT, running
from tests.support.texts.neighbouring_reports import SAID, report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Locator, Page

pytestmark = pytest.mark.browser

GRAIN = "各县2030年粮食产量是多少?"
TWO = "各县2030年地区生产总值增长和粮食产量"
COURSE = "历年云溪县地区生产总值增长目标"
MOST_TOUCHED = 40  # px
# How much is seen of the shadow at the side where there is more.
SHADOW = """async (edged) => {
  await new Promise((done) => setTimeout(done, 400));
  return getComputedStyle(edged, "::after").opacity;
}"""


@pytest.fixture(scope="module")
def counties(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the app over the reports of five counties."""
    folder = tmp_path_factory.mktemp("counties")
    (folder / "报告").mkdir()
    for (place, year), (review, plan) in SAID.items():
        text = report(place, year, review, plan)
        (folder / "报告" / f"{year}{place}.txt").write_text(text, encoding="utf-8")
    options = ("--corpus", str(folder / "报告"), "--index", str(folder / "index"))
    with running(*options, program=ROOT / "app.py", limit_s=900) as app:
        yield app.address


def places(table: Locator) -> list[str]:
    return table.locator("tbody tr:not([hidden]) th").all_inner_texts()


def is_within(page: Page) -> bool:
    """Whether nothing is wider than the window."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


@pytest.mark.model
def test_it_is_sorted_filtered_charted_read_copied_and_exported(
    chromium: Browser, counties: str, tmp_path: Path
):
    permissions = ["clipboard-read", "clipboard-write"]
    with visit(chromium, counties, permissions=permissions) as page:
        turn = ask(page, GRAIN)
        expect(turn.locator(".counted")).to_have_text("5 份报告，4 份写明，1 份未写明")
        table = turn.locator(".report-table")
        assert len(places(table)) == 5
        expect(turn.get_by_role("row", name="青田县")).to_contain_text("未写明")
        assert violations(page) == []
        table.get_by_role("button", name="数字").click()
        assert places(table) == ["白沙县", "石岭县", "云溪县", "南河县", "青田县"]
        table.locator(".copy-table").click()
        expect(table.locator(".taken")).to_have_text("已复制 5 行，可粘贴到电子表格")
        lines = page.evaluate("navigator.clipboard.readText()").splitlines()
        assert lines[1] == "白沙县\t2031\t31万吨\t310000\t"
        table.locator(".filter-only").select_option("untold")
        assert places(table) == ["青田县"]
        table.locator(".filter-only").select_option("")
        table.locator(".as-chart").click()
        expect(table.get_by_role("img")).to_be_visible()
        expect(table.locator(".bar").first).to_contain_text("31万吨")
        assert violations(page) == []
        table.locator(".as-table").click()
        with page.expect_download() as download:
            choose(table, ".export-table[data-form=xlsx]")
        expect(table.locator(".taken")).to_have_text("已导出全部 5 份报告")
        download.value.save_as(tmp_path / "表.xlsx")
        assert download.value.suggested_filename.endswith(".xlsx")
        for form in ("docx", "md"):
            with page.expect_download() as download:
                choose(table, f".export-table[data-form={form}]")
            download.value.save_as(tmp_path / f"表.{form}")
        turn.get_by_role("row", name="石岭县").get_by_role("link").click()
        expect(marked(page)).to_have_text("5.6亿斤")
        assert violations(page) == []
    assert "[^4]: " in (tmp_path / "表.md").read_text(encoding="utf-8")
    assert "31万吨" in docx.read((tmp_path / "表.docx").read_bytes(), "表.docx").text
    sheet = openpyxl.load_workbook(tmp_path / "表.xlsx")["对照表"]
    told = {row[0]: row[2:4] for row in sheet.iter_rows(values_only=True)}
    assert told["石岭县"] == ("5.6亿斤", 280_000)
    assert told["青田县"] == ("未写明", None)


@pytest.mark.model
@pytest.mark.parametrize("width", [1440, 390])
def test_its_sources_are_the_quotations_of_its_first_figures(
    chromium: Browser, counties: str, width: int
):
    with visit(chromium, counties, width=width, height=844, locale="en") as page:
        turn = ask(page, "几个县2031年地区生产总值增长目标超过5%?")
        expect(turn.locator(".read-off")).to_have_text(
            "“超过5%” holds for 2: 石岭县 (6%以上), 青田县 (5.5%左右)"
        )
        expect(turn.locator(".uncovered").first).to_contain_text("Approximate, counted")
        turn.locator(".show-sources").click()
        cards = page.locator("#sources .card")
        expect(cards).to_have_count(2)
        expect(cards.first.locator("strong")).to_have_text("6%以上")
        assert violations(page) == []
        cards.last.get_by_role("link").first.click()
        expect(marked(page)).to_have_text("5.5%左右")


@pytest.mark.model
@pytest.mark.parametrize("width", [1440, 1024])
def test_it_has_both_panes_until_its_sources_are_called(
    chromium: Browser, counties: str, width: int
):
    with visit(chromium, counties, width=width, height=900) as page:
        turn = ask(page, GRAIN)
        pane, box = page.locator("#sources-pane"), turn.locator(".rows")
        expect(pane).to_be_hidden()
        assert box.evaluate("box => box.scrollWidth <= box.clientWidth")
        expect(turn.locator(".edged")).to_have_class("edged")  # there is no more at a side
        turn.locator(".show-sources").click()
        expect(pane).to_be_visible()
        expect(page.locator("#sources-title")).to_be_focused()
        assert violations(page) == []
        turn.locator(".show-sources").click()
        expect(pane).to_be_hidden()
        turn.locator(".show-sources").click()
        ask(page, "云溪县2031年地区生产总值增长目标是多少?")
        expect(pane).to_be_visible()


@pytest.mark.model
def test_a_link_to_it_opens_with_the_quotations_of_its_figures(chromium: Browser, counties: str):
    path = f"?q={quote('几个县2031年地区生产总值增长目标超过5%?')}"
    with visit(chromium, counties, path) as page:
        expect(page.locator(".turn .read-off")).to_be_in_viewport()
        expect(page.locator("#sources .card strong").first).to_be_in_viewport()


@pytest.mark.model
def test_a_question_without_a_place_offers_the_table(chromium: Browser, counties: str):
    with visit(chromium, counties) as page:
        turn = ask(page, "2031年地区生产总值增长目标是多少?")
        expect(turn).to_contain_text("问题没有指明地区")
        assert violations(page) == []
        turn.locator(".offered .example").first.click()
        expect(page.locator(".report-table tbody tr")).to_have_count(5)


@pytest.mark.model
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_in_a_narrow_window_it_scrolls_in_its_own_box(
    chromium: Browser, counties: str, scheme: str
):
    with visit(
        chromium, counties, width=390, height=844, scheme=scheme, has_touch=True, is_mobile=True
    ) as page:
        turn = ask(page, TWO)
        assert is_within(page)
        rows, edged = turn.locator(".rows"), turn.locator(".edged")
        expect(rows).to_have_accessible_name(re.compile("2030年粮食产量"))
        assert edged.evaluate(SHADOW) == "1"
        rows.evaluate("box => box.scrollTo(40, 0)")
        expect(edged).to_have_class("edged narrow more-after more-before")
        rows.focus()
        expect(rows).to_be_focused()
        rows.evaluate("box => box.scrollTo(box.scrollWidth, 0)")
        expect(edged).to_have_class("edged narrow more-before")
        touched = turn.locator(
            ".report-table :is(button, input, select:not([hidden]), td.figure a):visible"
        )
        sizes = [each.bounding_box() for each in touched.all()]
        assert sizes
        assert all(each and min(each["width"], each["height"]) >= MOST_TOUCHED for each in sizes)
        assert violations(page) == []
        turn.locator(".as-chart").click()
        assert is_within(page)
        assert violations(page) == []


@pytest.mark.model
def test_where_there_is_little_room_a_figure_says_in_its_cell_what_it_is_of(
    chromium: Browser, counties: str
):
    with visit(chromium, counties, width=390, height=844) as page:
        turn = ask(page, "各县2031年地区生产总值增长目标")
        box = turn.locator(".rows")
        assert box.evaluate("box => box.scrollWidth <= box.clientWidth")
        below = turn.locator("tbody tr").first.locator(".below")
        expect(below).to_be_visible()
        expect(below).to_contain_text("地区生产总值 · 2031年目标")
        expect(turn.locator("td.time:visible, th.of-time:visible")).to_have_count(0)
        assert violations(page) == []
        page.set_viewport_size({"width": 1440, "height": 900})
        expect(below).to_be_hidden()
        expect(turn.locator("tbody tr").first.locator("td.time")).to_be_visible()


@pytest.mark.model
def test_the_years_of_one_place_stand_side_by_side_and_what_was_chosen_outlives_a_reload(
    chromium: Browser, counties: str
):
    with visit(chromium, counties, locale="en") as page:
        turn = ask(page, COURSE)
        table = turn.locator(".report-table")
        expect(turn.locator(".counted")).to_have_text("Reports: 2; told by 2, not told by 0")
        assert table.locator("td.year").all_inner_texts() == ["2030", "2031"]
        table.locator(".as-chart").click()
        assert table.locator(".over-years .bar-name").all_inner_texts() == ["2030", "2031"]
        assert violations(page) == []
        page.reload()
        expect(page.locator(".over-years .bar-name")).to_have_text(["2030", "2031"])


def test_of_very_many_reports_the_first_are_shown_and_the_server_sorts_and_filters_all(
    chromium: Browser, tmp_path: Path
):
    (tmp_path / "报告").mkdir()
    counties = [
        f"{a}{b}县"
        for a in "东西南北上下前后左右大小"
        for b in "山河湖海江林田石泉溪桥关湾岭坪川沟"
    ]
    for n, place in enumerate(counties, start=1):
        text = report(place, 2031, f"全县粮食产量{n}万吨。", "新增就业300人。")
        (tmp_path / "报告" / f"{place}.txt").write_text(text, encoding="utf-8")
    options = ("--corpus", str(tmp_path / "报告"), "--index", str(tmp_path / "index"))
    with running(*options) as app, visit(chromium, app.address) as page:
        turn = ask(page, GRAIN)
        table = turn.locator(".report-table")
        expect(turn.locator(".counted")).to_have_text("204 份报告，204 份写明，0 份未写明")
        assert len(places(table)) == 200
        expect(table.locator(".more-rows")).to_contain_text("另有 4 行")
        table.get_by_role("button", name="数字").click()
        expect(table.locator("tbody th").first).to_have_text(counties[-1])
        expect(table.locator(".rows-told")).to_have_text("显示 200 行，共 204 行 · 按数字从大到小")
        table.locator(".filter-place").fill("东山")
        table.locator(".filter-place").press("Tab")
        expect(table.locator("tbody th")).to_have_text([counties[0]])
        expect(table.locator(".more-rows")).to_be_hidden()
        with page.expect_download() as download:
            choose(table, ".export-table[data-form=csv]")
        told = Path(download.value.path()).read_text(encoding="utf-8-sig")
        assert len(told.splitlines()) == 1 + 204
        assert violations(page) == []
