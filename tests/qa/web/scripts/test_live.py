"""scripts/live.js: whether the server is gone, busy, or back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.support.scripts import visited

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.support.scripts import Visit

pytestmark = pytest.mark.browser

# Nothing is waited for: the test calls what the page would call every second and a half.
BY_HAND = "window.looks = []; window.setInterval = (look) => looks.push(look);"


def test_a_server_that_answers_no_question_and_is_there_is_busy(visit: Visit):
    visit.run("wenbao.explain()")
    expect(visit.page.locator("#notice .busy")).to_be_visible()


@pytest.mark.parametrize("status", [503, 0])
def test_one_that_does_not_answer_at_all_is_gone_and_is_no_longer_waited_for(
    visit: Visit, status: int
):
    visit.status = status
    failed = visit.run("""async () => {
      server.ask = "nothing";
      const asked = wenbao.ask("ask", { question: "甲" });
      await new Promise((resolve) => setTimeout(resolve));
      await wenbao.explain();
      return asked.catch((error) => error.message);
    }""")
    assert failed == "failed"
    expect(visit.page.locator("#notice .gone")).to_be_visible()


def test_one_that_is_back_is_found_by_a_reload(chromium: Browser):
    with visited(chromium, before=BY_HAND) as visit:
        visit.status = 503
        visit.run("wenbao.explain()")
        visit.run("looks[0]()")
        assert len(visit.page.locator("#notice .gone").all()) == 1
        visit.status = 200
        with visit.page.expect_navigation():
            visit.run("() => { looks[0](); }")
        expect(visit.page.locator("#notice .back")).to_be_visible()


def test_nobody_is_looked_for_while_nothing_is_waited_for(chromium: Browser):
    with visited(chromium, before=BY_HAND) as visit:
        visit.status = 503
        visit.run("looks[0]()")
        assert visit.page.locator("#notice").inner_text() == ""
