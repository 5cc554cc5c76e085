"""scripts/keys.js: / goes to the question, Esc closes what is nearest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.support.scripts import Visit

pytestmark = pytest.mark.browser

FOCUSED = "document.activeElement.id"


def test_slash_goes_to_the_question(visit: Visit):
    visit.run("() => document.activeElement.blur()")
    visit.page.keyboard.press("/")
    assert visit.run(FOCUSED) == "question-box"
    assert visit.page.locator("#question-box").input_value() == ""


def test_slash_in_the_question_is_a_letter(visit: Visit):
    visit.page.locator("#question-box").focus()
    visit.page.keyboard.press("/")
    assert visit.page.locator("#question-box").input_value() == "/"


def test_with_other_keys_it_is_the_browsers(visit: Visit):
    visit.run("() => document.activeElement.blur()")
    visit.page.keyboard.press("Alt+/")
    assert visit.run(FOCUSED) != "question-box"


def test_escape_closes_the_filters_first_and_the_report_last(visit: Visit):
    visit.run("""() => {
      wenbao.get("reader").hidden = false;
      wenbao.get("filters").open = true;
      wenbao.get("find").value = "绿道";
    }""")
    state = "[wenbao.get('filters').open, wenbao.get('find').value, wenbao.isReading()]"
    visit.page.keyboard.press("Escape")
    assert visit.run(state) == [False, "绿道", True]
    visit.page.locator("#find").press("Escape")
    assert visit.run(state) == [False, "", True]
    visit.page.locator("#find").press("Escape")
    assert visit.run(state) == [False, "", False]


def test_a_click_beside_the_filters_closes_them(visit: Visit):
    visit.run("() => { wenbao.get('filters').open = true; document.body.click(); }")
    assert visit.run("wenbao.get('filters').open") is False


def test_the_way_out_of_the_filters_leads_to_their_switch(visit: Visit):
    visit.run("""() => {
      const done = document.createElement("button");
      done.className = "done";
      wenbao.get("filters-form").append(done);
      wenbao.get("filters").open = true;
      done.click();
    }""")
    assert visit.run("wenbao.get('filters').open") is False
    assert visit.run("document.activeElement.matches('#filters summary')")


def test_the_shade_around_the_filters_closes_them(visit: Visit):
    visit.run("() => { const f = wenbao.get('filters'); f.open = true; f.click(); }")
    assert visit.run("wenbao.get('filters').open") is False


def test_who_tabs_out_of_the_filters_closes_them(visit: Visit):
    visit.run("""() => {
      wenbao.get("filters").open = true;
      wenbao.get("filters").querySelector("summary").focus();
      wenbao.box().focus();
    }""")
    assert visit.run("wenbao.get('filters').open") is False


def test_escape_closes_the_outline_before_the_report(visit: Visit):
    visit.run("""() => {
      wenbao.get("reader").hidden = false;
      wenbao.get("reader").classList.add("outlined");
      wenbao.get("show-outline").hidden = false;
      wenbao.get("find").focus();
    }""")
    state = "[wenbao.get('reader').classList.contains('outlined'), wenbao.isReading()]"
    visit.page.keyboard.press("Escape")
    assert visit.run(state) == [False, True]
    visit.page.keyboard.press("Escape")
    assert visit.run(state) == [False, False]
