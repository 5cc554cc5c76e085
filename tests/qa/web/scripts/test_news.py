"""scripts/news.js: the page follows a corpus that has changed, without a reload."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.support.scripts import visited

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

# Nothing is waited for: the test calls what the page would call every few seconds.
BY_HAND = "window.looks = {}; window.setInterval = (look, ms) => { looks[ms] = look; };"
LOOK = "() => looks[4000]()"


def test_a_new_generation_fills_the_lists_anew(chromium: Browser):
    with visited(chromium, before=BY_HAND) as visit:
        expect(visit.page.locator("#welcome.filled")).to_be_attached()
        visit.run("""() => {
          server.news = { generation: "b", line: "" };
          server.corpus = { ...server.corpus, generation: "b", reports: "<p>new</p>" };
        }""")
        visit.run(LOOK)
        expect(visit.page.locator("#report-list")).to_have_text("new")


def test_what_is_told_is_shown_once_and_goes(chromium: Browser):
    with visited(chromium, before=BY_HAND) as visit:
        line = "<details><summary>1</summary><p>more</p></details>"
        visit.run(f"() => {{ server.news = {{ generation: 'a', line: '{line}' }}; }}")
        visit.run(LOOK)
        visit.run("() => { document.querySelector('#news details').open = true; }")
        visit.run(LOOK)
        expect(visit.page.locator("#news details[open]")).to_be_visible()
        visit.run("() => { server.news = { generation: 'a', line: '' }; }")
        visit.run(LOOK)
        expect(visit.page.locator("#news")).to_be_empty()


def test_a_look_that_fails_tells_nothing(chromium: Browser):
    with visited(chromium, before=BY_HAND) as visit:
        visit.run("() => { server.news = 'fail'; }")
        visit.run(LOOK)
        expect(visit.page.locator("#news")).to_be_empty()
        expect(visit.page.locator("#notice")).to_be_empty()
