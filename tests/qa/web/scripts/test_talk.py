"""scripts/talk.js: asking, what was answered, and what is thought of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from tests.support.scripts import Visit

pytestmark = pytest.mark.browser


def ask(visit: Visit, question: str) -> None:
    box = visit.page.locator("#question-box")
    box.fill(question)
    box.press("Enter")


def test_a_question_is_sent_with_those_before_it(visit: Visit):
    for n, question in enumerate(("甲?", "乙?"), start=1):
        ask(visit, question)
        expect(visit.page.locator(".turn:not(.pending)")).to_have_count(n)
    first, second = visit.sent("ask")
    assert (first["question"], first["history"]) == ("甲?", [])
    assert (second["question"], second["history"]) == ("乙?", ["甲?"])


def test_nothing_is_no_question(visit: Visit):
    ask(visit, "  ")
    assert visit.sent("ask") == []


def test_enter_that_ends_a_chinese_word_sends_nothing(visit: Visit):
    visit.page.locator("#question-box").fill("绿道")
    visit.run("""() => wenbao.box().dispatchEvent(
      new KeyboardEvent("keydown", { key: "Enter", isComposing: true, bubbles: true }))""")
    assert visit.sent("ask") == []


def test_a_question_that_waits_is_shown_by_its_beginning(visit: Visit):
    visit.run('() => { server.ask = "nothing"; }')
    ask(visit, "长" * 400)
    expect(visit.page.locator(".pending .asked")).to_have_text("长" * 300)
    expect(visit.page.locator("#log")).to_have_attribute("aria-busy", "true")


def test_a_complaint_is_no_turn_and_leaves_the_question_in_the_box(visit: Visit):
    visit.run('() => { server.ask = { notice: "<p>太长</p>" }; }')
    ask(visit, "绿道?")
    expect(visit.page.locator("#notice")).to_have_text("太长")
    expect(visit.page.locator(".turn")).to_have_count(0)
    expect(visit.page.locator("#question-box")).to_have_value("绿道?")


def test_a_verdict_is_sent_and_told(visit: Visit):
    ask(visit, "甲?")
    liked = visit.page.locator(".judge[data-verdict=liked]")
    liked.click()
    expect(visit.page.locator(".judged")).to_have_text("谢谢")
    expect(liked).to_have_attribute("aria-checked", "true")
    (sent,) = visit.sent("judge")
    assert (sent["question"], sent["text"], sent["verdict"]) == ("甲?", "383家", "liked")


def test_a_conversation_is_cleared(visit: Visit):
    ask(visit, "甲?")
    visit.page.locator("#clear").click()
    expect(visit.page.locator(".turn")).to_have_count(0)
    expect(visit.page.locator("#clear")).to_be_disabled()
    expect(visit.page.locator("#welcome")).to_be_visible()
