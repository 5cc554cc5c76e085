"""scripts/sources.js: the cards of a turn, and copying them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from qa.web.texts import ZH_CN

if TYPE_CHECKING:
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
