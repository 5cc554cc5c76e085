"""scripts/reader.js: a report opened by an address, and the span that is marked in it."""

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

REPORT = """
server.read = ({ report, number, start, shown }) => ({
  report,
  title: shown === report ? undefined : "报告",
  body: shown === report ? undefined : [1, 2].map((n) =>
    `<div class="report" id="${report}/${n}"><p class="text">第${n}段</p></div>`).join(""),
  marked: start === undefined ? undefined : `<strong>第${number}</strong>段`,
});
"""


@pytest.fixture
def reading(chromium: Browser) -> Iterator[Visit]:
    with visited(chromium, "#ab12/2", before=REPORT) as visit:
        expect(visit.page.locator("#reader")).to_be_visible()
        yield visit


def test_an_address_opens_a_report_at_a_paragraph(reading: Visit):
    expect(reading.page.locator(".target")).to_have_text("第2段")
    (sent,) = reading.sent("read")
    assert (sent["report"], sent["number"], sent["shown"]) == ("ab12", 2, "")


def test_a_link_marks_its_span_and_the_next_takes_the_mark_away(reading: Visit):
    reading.run("""() => {
      wenbao.get("log").innerHTML = '<a id="one" href="#ab12/1" data-start="0" data-end="2">1</a>' +
        '<a id="two" href="#ab12/2">2</a>';
    }""")
    reading.run("() => document.getElementById('one').click()")
    expect(reading.page.locator(".target strong")).to_have_text("第1")
    reading.run("() => document.getElementById('two').click()")
    expect(reading.page.locator(".target")).to_have_text("第2段")
    expect(reading.page.locator("#reader-body strong")).to_have_count(0)
    assert [sent["shown"] for sent in reading.sent("read")] == ["", "ab12", "ab12"]


def test_a_link_to_a_heading_marks_that_and_the_next_takes_the_mark_away(reading: Visit):
    reading.run("""() => {
      document.querySelector("#reader-body").firstElementChild
        .insertAdjacentHTML("beforebegin", '<h3 id="ab12-7">一、总览</h3>');
      wenbao.get("log").innerHTML = '<a id="one" href="#ab12/1" data-heading="ab12-7">1</a>' +
        '<a id="two" href="#ab12/2">2</a>';
    }""")
    reading.run("() => document.getElementById('one').click()")
    expect(reading.page.locator(".target")).to_have_text("一、总览")
    reading.run("() => document.getElementById('two').click()")
    expect(reading.page.locator(".target")).to_have_text("第2段")


def test_closing_takes_the_paragraph_out_of_the_address(reading: Visit):
    reading.run("wenbao.closeReader()")
    expect(reading.page.locator("#reader")).to_be_hidden()
    assert "#" not in reading.page.url
    assert reading.run("document.activeElement.id") == "question-box"


def test_the_way_back_opens_it_again(reading: Visit):
    reading.run("wenbao.closeReader()")
    reading.page.go_back()
    expect(reading.page.locator("#reader")).to_be_visible()


def test_what_is_no_address_of_a_paragraph_opens_nothing(chromium: Browser):
    with visited(chromium, "#ab12/x", before=REPORT) as visit:
        assert visit.sent("read") == []


def test_a_report_that_is_gone_is_told_of(reading: Visit):
    reading.run('() => { server.read = { gone: "<p>已不在</p>" }; wenbao.reread(); }')
    expect(reading.page.locator("#reader-body")).to_have_text("已不在")
    expect(reading.page.locator("#reader-title")).to_have_text("")
