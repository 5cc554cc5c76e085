"""scripts/outline.js: the outline of the report that is open, and where in it one reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.support.scripts import visited

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from tests.support.scripts import Visit

pytestmark = pytest.mark.browser

N_PARTS = 5
REPORT = """
const parts = [1, 2, 3, 4, 5];
server.read = ({ report, shown }) => ({
  report, title: "报告", marked: null,
  body: shown === report ? undefined :
    `<nav id="outline" class="outline"><div>${parts.map((n) =>
      `<a href="#${report}/${n}" data-heading="${report}-${n}">第${n}部分</a>`).join("")}</div></nav>` +
    parts.map((n) => `<h3 id="${report}-${n}" style="height:20px;margin:0">第${n}部分</h3>
      <p id="${report}/${n}" style="height:980px;margin:0"><span class="text">第${n}段</span></p>`).join(""),
});
"""
# The styles are no part of these tests: the pane scrolls by itself here.
SCROLLS = """() => {
  document.body.style.margin = 0;
  Object.assign(wenbao.get("reader-body").style, { height: "400px", overflow: "auto" });
}"""
CURRENT = (
    "[...document.querySelectorAll('.outline [aria-current]')].map((each) => each.textContent)"
)


@pytest.fixture
def reading(chromium: Browser) -> Iterator[Visit]:
    with visited(chromium, before=REPORT) as visit:
        visit.run(SCROLLS)
        visit.run("() => { location.hash = '#ab12/1'; }")
        expect(visit.page.locator("#reader-body a")).to_have_count(N_PARTS)
        yield visit


@pytest.mark.parametrize(("scrolled", "part"), [(0, 1), (2100, 3), (10_000, 5), (990, 2), (900, 1)])
def test_the_part_that_is_read_is_marked(reading: Visit, scrolled: int, part: int):
    reading.run("(top) => { wenbao.get('reader-body').scrollTop = top; }", scrolled)
    reading.page.wait_for_function(f"() => {CURRENT}.join() === '第{part}部分'")


def test_the_button_opens_it_and_one_of_its_lines_closes_it(reading: Visit):
    button = reading.page.locator("#show-outline")
    reading.run("() => wenbao.get('show-outline').click()")
    expect(button).to_have_attribute("aria-expanded", "true")
    assert reading.run("document.activeElement.textContent") == "第1部分"
    reading.run("() => document.querySelectorAll('.outline a')[2].click()")
    expect(button).to_have_attribute("aria-expanded", "false")
    reading.page.wait_for_function(f"() => {CURRENT}.join() === '第3部分'")


def test_a_click_on_the_text_closes_it(reading: Visit):
    reading.run("() => wenbao.get('show-outline').click()")
    reading.run("() => document.querySelector('#reader-body .text').click()")
    expect(reading.page.locator("#reader.outlined")).to_have_count(0)


def test_a_report_without_headings_has_no_button(reading: Visit):
    reading.run("""() => {
      server.read = ({ report }) => ({ report, title: "另一份", marked: null, body: "<p>一段</p>" });
      location.hash = "#cd34/1";
    }""")
    expect(reading.page.locator("#reader-title")).to_have_text("另一份")
    assert reading.run("wenbao.get('show-outline').hidden")


@pytest.mark.parametrize(("width", "is_broad"), [(860, True), (859, False)])
def test_styles_are_told_what_has_room_in_the_pane(reading: Visit, width: int, is_broad: bool):  # noqa: FBT001 -- a parameter
    reading.run("(px) => { wenbao.get('reader').style.width = `${px}px`; }", width)
    reading.page.wait_for_function(
        "(wanted) => wenbao.get('reader').classList.contains('broad') === wanted", arg=is_broad
    )
