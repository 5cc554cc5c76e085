"""Follow-ups, examples, export and judging, as a visitor sees them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from qa.evaluation.question_file import load_questions
from qa.web.texts import ZH_CN
from tests.support.browsing import QUESTION, TARGET, ask, box, choose, turns

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.model]


def test_a_follow_up_is_answered_and_what_was_understood_can_be_edited(page: Page):
    first = ask(page, TARGET)
    expect(first.locator(".understood")).to_have_count(0)
    turn = ask(page, "去年呢?")
    expect(turn.locator(".understood")).to_contain_text("理解为：去年地区生产总值增长")
    expect(turn.locator("blockquote")).to_have_text("3%左右")
    turn.get_by_role("button", name=ZH_CN.edit).click()
    expect(box(page)).to_have_value(re.compile("去年地区生产总值增长"))
    expect(box(page)).to_be_focused()


def test_clearing_the_chat_forgets_it(page: Page):
    clear = page.get_by_role("button", name=ZH_CN.clear)
    expect(clear).to_be_disabled()
    ask(page, TARGET)
    clear.click()
    expect(turns(page)).to_have_count(0)
    expect(page.locator(".card")).to_have_count(0)
    expect(page.locator("#welcome")).to_be_visible()
    expect(box(page)).to_be_focused()
    turn = ask(page, "去年呢?")
    expect(turn.locator(".understood")).to_have_count(0)


def test_examples_are_of_the_corpus_and_are_all_answered(page: Page):
    examples = page.locator("#examples button")
    expect(examples).to_have_count(5)
    questions = examples.all_text_contents()
    assert len(set(questions)) == 5
    for i in range(5):
        examples.nth(i).click()
        expect(turns(page)).to_have_count(1)
        expect(page.locator(".turn.found .asked")).to_have_text(questions[i])
        page.get_by_role("button", name=ZH_CN.clear).click()


def test_an_empty_question_does_nothing(page: Page):
    box(page).press("Enter")
    box(page).fill(" \n")
    page.locator("#ask").click()
    ask(page, QUESTION)
    expect(turns(page)).to_have_count(1)


def test_a_question_that_is_too_long_gets_one_line_and_is_kept(page: Page):
    box(page).fill("问" * 100_000)
    page.locator("#ask").click()
    expect(page.locator("#notice p")).to_have_text(
        "问题太长：有 100,000 个字，最多 1,000 个字。请用一两句话来问。"
    )
    assert len(box(page).input_value()) == 100_000
    expect(page.locator(".turn")).to_have_count(0)
    ask(page, QUESTION)
    expect(page.locator("#notice p")).to_have_count(0)


def test_enter_does_not_send_half_typed_text(page: Page):
    box(page).focus()
    keyboard = page.context.new_cdp_session(page)
    keyboard.send(
        "Input.imeSetComposition", {"text": "hang'yun", "selectionStart": 8, "selectionEnd": 8}
    )
    box(page).dispatch_event(
        "keydown", {"key": "Enter", "keyCode": 229, "isComposing": True, "bubbles": True}
    )
    keyboard.send(
        "Input.dispatchKeyEvent",
        {"type": "rawKeyDown", "key": "Process", "code": "Enter", "windowsVirtualKeyCode": 229},
    )
    expect(box(page)).to_have_value("hang'yun")
    keyboard.send("Input.insertText", {"text": QUESTION})
    expect(box(page)).to_have_value(QUESTION)
    box(page).press("Enter")
    expect(turns(page)).to_have_count(1)
    expect(page.locator(".turn .asked")).to_have_text([QUESTION])


def test_shift_and_enter_begin_a_new_line(page: Page):
    box(page).fill("甲")
    box(page).press("Shift+Enter")
    expect(box(page)).to_have_value("甲\n")
    expect(page.locator(".turn")).to_have_count(0)


def test_the_conversation_outlives_a_reload(page: Page):
    ask(page, TARGET)
    box(page).fill("去年呢?")
    page.reload()
    expect(turns(page)).to_have_count(1)
    expect(box(page)).to_have_value("去年呢?")
    box(page).press("Enter")
    expect(turns(page).last.locator(".understood")).to_contain_text("去年地区生产总值增长")


@pytest.mark.parametrize(
    "broken",
    [
        "Object.defineProperty(window, 'sessionStorage', {get() { throw new Error('off') }})",
        "sessionStorage.setItem('wenbao', '{')",
        "sessionStorage.setItem('wenbao', '{}')",
    ],
)
def test_without_a_storage_all_else_goes_on(page: Page, broken: str):
    page.add_init_script(broken)
    page.reload()
    turn = ask(page, QUESTION)
    turn.locator("cite a").first.click()
    expect(page.locator("#reader")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#reader")).to_be_hidden()


def test_what_a_visitor_thinks_is_kept_as_question_files(page: Page, kept: Path):
    turn = ask(page, QUESTION)
    choose(turn, ".judge.liked")
    expect(turn.locator(".judged")).to_have_text(ZH_CN.thanks_liked)
    expect(turn.locator(".judge.liked")).to_have_attribute("aria-checked", "true")
    ask(page, TARGET)
    turn = ask(page, "去年呢?")
    choose(turn, ".judge.liked")
    expect(turn.locator(".judged")).to_have_text(ZH_CN.thanks_liked)
    choose(turn, ".judge.disliked")
    expect(turn.locator(".judged")).to_have_text(ZH_CN.thanks_disliked)
    first, second = load_questions(kept / "liked.jsonl").questions
    assert (first.question, first.answers, first.history) == (QUESTION, ("383家",), ())
    assert (second.question, second.answers) == ("去年呢?", ("3%左右",))
    assert second.history == (QUESTION, TARGET)
    assert "3%左右" in (kept / "disliked.jsonl").read_text(encoding="utf-8")
