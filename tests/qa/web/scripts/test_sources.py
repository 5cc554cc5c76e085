"""scripts/sources.js: the cards of a turn, and copying them."""

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

CARD = '<button class="copy" data-copy="“383家”">复制</button>'
# The address of these tests is neither local nor https: there is no clipboard, as on such a server.
COPYING = """() => {
  window.copied = [];
  document.execCommand = () => { copied.push(document.activeElement.value); return OUTCOME; };
}"""


def show(visit: Visit) -> None:
    visit.run("(markup) => wenbao.showSources(null, markup)", CARD)


@pytest.mark.parametrize(("outcome", "told"), [("true", ZH_CN.copied), ("false", ZH_CN.not_copied)])
def test_a_citation_is_copied_and_the_button_says_so_for_a_while(
    visit: Visit, outcome: str, told: str
):
    visit.page.clock.install(time=0)
    visit.page.clock.pause_at(1000)
    visit.run(COPYING.replace("OUTCOME", outcome))
    show(visit)
    button = visit.page.locator(".copy")
    button.click()
    expect(button).to_have_text(told)
    expect(visit.page.locator("#status")).to_have_text(told)
    assert visit.run("copied") == ["“383家”"]
    visit.page.clock.run_for(2000)
    expect(button).to_have_text("复制")


def test_where_there_is_a_clipboard_it_is_used(visit: Visit):
    visit.run("""() => {
      window.copied = [];
      const writeText = async (text) => { copied.push(text); };
      Object.defineProperty(navigator, "clipboard", { value: { writeText } });
    }""")
    show(visit)
    visit.page.locator(".copy").click()
    expect(visit.page.locator(".copy.done")).to_be_visible()
    assert visit.run("copied") == ["“383家”"]


def test_the_turn_whose_sources_are_shown_is_marked(visit: Visit):
    visit.run("""() => {
      wenbao.get("log").innerHTML = '<p class="turn current"></p><p class="turn"></p>';
      wenbao.showSources(wenbao.turns()[1], "");
    }""")
    assert visit.run("wenbao.turns().map((turn) => turn.className)") == ["turn", "turn current"]


def test_a_passage_is_unfolded_and_folded_again(visit: Visit):
    show_card = """() => wenbao.showSources(null, `<div class="card"><button class="unfold"
      aria-expanded="false" data-fold="收起">展开</button></div>`)"""
    visit.run(show_card)
    button = visit.page.locator(".unfold")
    for expanded, label in (("true", "收起"), ("false", "展开")):
        button.click()
        expect(button).to_have_text(label)
        expect(button).to_have_attribute("aria-expanded", expanded)
    expect(visit.page.locator(".card.unfolded")).to_have_count(0)


TURNS = """
server.ask = ({ question }) => ({
  turn: `<article class="turn"><h2>${question}</h2><button class="show-sources">看出处</button></article>`,
  sources: `<p>sources of ${question}</p>`, markdown: "", question, asked: question, text: "", generation: "a",
});
"""


@pytest.fixture
def narrow(chromium: Browser) -> Iterator[Visit]:
    """A conversation of two answers in a narrow window."""
    with visited(chromium, before=TURNS) as visit:
        visit.page.set_viewport_size({"width": 390, "height": 844})
        for n, question in enumerate(("甲?", "乙?"), start=1):
            visit.page.locator("#question-box").fill(question)
            visit.page.locator("#question-box").press("Enter")
            expect(visit.page.locator(".turn:not(.pending)")).to_have_count(n)
        yield visit


def test_the_sources_of_that_answer_are_shown(narrow: Visit):
    narrow.page.locator(".show-sources").first.click()
    expect(narrow.page.locator("#sources")).to_have_text("sources of 甲?")
    assert narrow.run("wenbao.isSourcing()")
    assert narrow.run("document.activeElement.id") == "sources-title"
    assert narrow.run("['talk', 'head', 'held'].every((id) => wenbao.get(id).inert)")


@pytest.mark.parametrize(
    "close",
    [
        "() => wenbao.get('close-sources').click()",
        "() => wenbao.get('page').click()",
        "() => history.back()",
        """() => document.body.dispatchEvent(
          new KeyboardEvent("keydown", { key: "Escape", bubbles: true }))""",
    ],
    ids=["button", "shade", "way back", "Escape"],
)
def test_every_way_back_leads_to_the_answer(narrow: Visit, close: str):
    before = narrow.run("history.length")
    narrow.page.locator(".show-sources").first.click()
    narrow.run(close)
    narrow.page.wait_for_function("() => !wenbao.isSourcing() && !history.state?.isSheet")
    assert not narrow.run("wenbao.get('talk').inert")
    assert narrow.run("history.length") == before + 1  # which is ahead, not behind
    narrow.page.locator(".show-sources").last.click()
    expect(narrow.page.locator("#sources")).to_have_text("sources of 乙?")


def test_the_button_that_opened_it_has_the_focus_again(narrow: Visit):
    narrow.page.locator(".show-sources").first.click()
    narrow.run("wenbao.closeSources()")
    assert narrow.run("document.activeElement === document.querySelector('.show-sources')")


def test_a_wider_window_has_no_sheet(narrow: Visit):
    narrow.page.locator(".show-sources").first.click()
    narrow.page.set_viewport_size({"width": 1440, "height": 844})
    narrow.page.wait_for_function("() => !wenbao.isSourcing()")
    assert not narrow.run("wenbao.get('talk').inert")
