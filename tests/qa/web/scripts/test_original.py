"""scripts/original.js: a page beside the text, turned, zoomed and closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from qa.web.texts import ZH_CN
from tests.support.scripts import visited

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from tests.support.scripts import Visit

pytestmark = pytest.mark.browser

# A picture without a server; its box stands far below.
SHEET = """
const DOT = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///ywAAAAAAQABAAACAUwAOw==";
server.sheet = ({ page = 2 }) => ({
  page, n_pages: 3, title: `第 ${page} 页`, file: '<a href="originals/x">打开原件</a>',
  body: `<p class="told">框出的文字</p><figure class="sheet">
    <img src="${DOT}" width="1000" height="4000" alt="">
    <span class="box span" style="left:50%;top:90%;width:9%;height:1%"></span></figure>`,
});
const BUTTON = '<button class="see-page" data-report="ab12" data-number="5" ' +
  'data-start="3" data-end="9">看原页</button>';
"""
CARD = "() => { wenbao.get('sources').innerHTML = BUTTON; }"
# As the styles of the page have it, which are not loaded here.
STYLE = """() => {
  const style = document.createElement("style");
  style.textContent = `[hidden] { display: none !important }
    #original-body { height: 300px; width: 300px; overflow: auto }
    .sheet { position: relative; width: calc(100% * var(--zoom, 1)); margin: 0 }
    .sheet img { width: 100%; height: auto; display: block } .box { position: absolute }`;
  document.head.append(style);
}"""


@pytest.fixture
def viewing(chromium: Browser) -> Iterator[Visit]:
    with visited(chromium, before=SHEET) as visit:
        visit.run(STYLE)
        visit.run(CARD)
        visit.page.locator(".see-page").click()
        expect(visit.page.locator("#original-title")).to_have_text("第 2 页")
        yield visit


def test_a_button_shows_its_page_with_the_box_in_view(viewing: Visit):
    assert viewing.sent("sheet") == [{"report": "ab12", "number": 5, "start": 3, "end": 9}]
    expect(viewing.page.locator("#original")).to_be_visible()
    expect(viewing.page.locator("#original-title")).to_be_focused()
    assert viewing.run("""() => {
      const box = document.querySelector(".box.span").getBoundingClientRect();
      const pane = wenbao.get("original-body").getBoundingClientRect();
      return pane.top <= box.top && box.bottom <= pane.bottom;
    }""")
    expect(viewing.page.locator("#status")).to_have_text("第 2 页 框出的文字")
    assert viewing.run("wenbao.get('page').classList.contains('viewing')")


def test_pages_are_turned_by_buttons_and_keys_up_to_the_last(viewing: Visit):
    page = viewing.page
    page.locator("#page-next").click()
    expect(page.locator("#original-title")).to_have_text("第 3 页")
    expect(page.locator("#page-next")).to_be_disabled()
    page.locator("#original-body").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#original-title")).to_have_text("第 2 页")
    page.locator("#page-previous").click()
    expect(page.locator("#original-title")).to_have_text("第 1 页")
    expect(page.locator("#page-previous")).to_be_disabled()
    assert [sent.get("page") for sent in viewing.sent("sheet")] == [None, 3, 2, 1]
    assert viewing.sent("sheet")[-1]["start"] == 3


def test_who_turns_quickly_gets_the_last_page(viewing: Visit):
    viewing.run("""() => {
      const answer = server.sheet;
      server.sheet = "nothing";
      wenbao.get("page-previous").click();
      server.sheet = answer;
      for (const step of ["next", "next"]) wenbao.get(`page-${step}`).click();
      wenbao.fail("sheet"); // the first goes astray; the last is asked for then
    }""")
    expect(viewing.page.locator("#original-title")).to_have_text("第 3 页")
    assert [sent.get("page") for sent in viewing.sent("sheet")] == [None, 1, 3]


def test_zooming_changes_the_size_within_limits(viewing: Visit):
    page = viewing.page
    width = "document.querySelector('.sheet').getBoundingClientRect().width"
    whole = viewing.run(width)
    page.locator("#zoom-in").click()
    assert viewing.run(width) == pytest.approx(whole * 1.25, rel=0.01)
    page.locator("#original-body").focus()
    page.keyboard.press("0")
    assert viewing.run(width) == pytest.approx(whole, rel=0.01)
    for _ in range(9):
        page.keyboard.press("-")
    expect(page.locator("#zoom-out")).to_be_disabled()
    assert viewing.run(width) == pytest.approx(whole * 0.5, rel=0.01)
    for _ in range(9):
        page.keyboard.press("+")
    expect(page.locator("#zoom-in")).to_be_disabled()
    page.keyboard.press("ArrowRight")  # moves the page, which is wider than the pane
    expect(page.locator("#original-title")).to_have_text("第 2 页")


def test_escape_closes_it_and_the_button_has_the_focus_again(viewing: Visit):
    viewing.page.keyboard.press("Escape")
    expect(viewing.page.locator("#original")).to_be_hidden()
    expect(viewing.page.locator(".see-page")).to_be_focused()
    assert not viewing.run("wenbao.get('page').classList.contains('viewing')")
    viewing.page.locator(".see-page").click()
    viewing.page.locator("#close-original").click()
    expect(viewing.page.locator("#original")).to_be_hidden()


def test_a_slash_leads_back_to_the_question(viewing: Visit):
    viewing.page.keyboard.press("/")
    expect(viewing.page.locator("#original")).to_be_hidden()
    expect(viewing.page.locator("#question-box")).to_be_focused()


def test_why_there_is_no_page_is_told(viewing: Visit):
    viewing.run("() => { server.sheet = { gone: '<p class=gone>已改动</p>' }; }")
    viewing.page.locator("#page-next").click()
    expect(viewing.page.locator("#original-body")).to_have_text("已改动")
    expect(viewing.page.locator("#page-next")).to_be_disabled()
    expect(viewing.page.locator("#status")).to_have_text("已改动")


def test_a_picture_that_does_not_come_is_told(viewing: Visit):
    viewing.run("() => document.querySelector('.sheet img').dispatchEvent(new Event('error'))")
    expect(viewing.page.locator("#original-body")).to_have_text(ZH_CN.picture_lost)


def test_in_the_reader_it_shows_the_span_that_is_marked(chromium: Browser):
    reader = """
    server.read = ({ report, start }) => ({ report, title: "报告",
      marked: start === undefined ? undefined : "<strong>5</strong>",
      body: [1, 5].map((n) => `<div class="paragraph report" id="${report}/${n}">
        <p class="text">${n}</p><button class="see-page" data-report="${report}"
        data-number="${n}">看</button></div>`).join("") });
    """
    with visited(chromium, before=SHEET + reader) as visit:
        visit.run(STYLE)
        visit.run("""() => { wenbao.get("log").innerHTML =
          '<a href="#ab12/5" data-start="30" data-end="40">5</a>'; }""")
        visit.run("() => document.querySelector('#log a').click()")
        expect(visit.page.locator(".target strong")).to_have_text("5")
        visit.run("() => document.querySelector('.target .see-page').click()")
        expect(visit.page.locator("#original-title")).to_have_text("第 2 页")
        visit.run("() => document.querySelector('.paragraph:not(.target) .see-page').click()")
        expect(visit.page.locator("#original-title")).to_have_text("第 2 页")
        assert [[sent.get("number"), sent.get("start")] for sent in visit.sent("sheet")] == [
            [5, 30],
            [1, None],
        ]
        visit.page.keyboard.press("Escape")
        expect(visit.page.locator("#original")).to_be_hidden()
        expect(visit.page.locator("#reader")).to_be_visible()
        visit.page.keyboard.press("Escape")
        expect(visit.page.locator("#reader")).to_be_hidden()
