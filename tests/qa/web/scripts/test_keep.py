"""scripts/keep.js: the conversation outlives a reload, once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from tests.support.scripts import Visit

pytestmark = pytest.mark.browser


def test_turns_and_the_question_that_was_typed_are_there_after_a_reload(visit: Visit):
    box = visit.page.locator("#question-box")
    box.fill("甲?")
    box.press("Enter")
    expect(visit.page.locator(".turn:not(.pending)")).to_have_count(1)
    box.fill("乙")
    visit.page.reload()
    expect(visit.page.locator(".turn h2")).to_have_text("甲?")
    expect(visit.page.locator("#sources")).to_have_text("sources of 甲?")
    expect(box).to_have_value("乙")
    assert visit.run("wenbao.turns().map(({ markdown, text }) => [markdown, text])") == [
        ["## 甲?", "383家"]
    ]


def test_a_server_that_was_gone_is_told_to_be_back(visit: Visit):
    with visit.page.expect_navigation():
        visit.run("() => { wenbao.reload(); }")
    expect(visit.page.locator("#notice .back")).to_be_visible()
    visit.page.reload()
    expect(visit.page.locator("#notice .back")).to_have_count(0)


def test_what_was_kept_and_is_no_conversation_is_passed_over(visit: Visit):
    visit.run("""() => {
      addEventListener("pagehide", () => sessionStorage.setItem("wenbao", "{half"));
    }""")
    visit.page.reload()
    expect(visit.page.locator(".turn")).to_have_count(0)
    assert visit.run("sessionStorage.getItem('wenbao')") is None


def test_of_a_conversation_that_is_too_long_the_last_turns_are_kept(visit: Visit):
    box = visit.page.locator("#question-box")
    for n, question in enumerate(("甲?", "乙?", "丙?"), start=1):
        box.fill(question)
        box.press("Enter")
        expect(visit.page.locator(".turn:not(.pending)")).to_have_count(n)
    # A browser keeps some five million characters.
    visit.run("() => { for (const turn of wenbao.turns()) turn.sources += 'x'.repeat(3_000_000); }")
    visit.page.reload()
    expect(visit.page.locator(".turn h2")).to_have_text("丙?")
    expect(visit.page.locator("#sources")).to_contain_text("sources of 丙?")
