"""scripts/answers.js and recall.js: copying, links, what is right, what to ask next, ↑."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from qa.web.texts import ZH_CN
from tests.support.scripts import ADDRESS, visited

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.support.scripts import Visit

pytestmark = pytest.mark.browser

COPIES = "() => { window.copied = []; wenbao.write = async (text) => { copied.push(text); }; }"


def ask(visit: Visit, question: str) -> None:
    n_turns = visit.page.locator(".turn:not(.pending)").count()
    box = visit.page.locator("#question-box")
    box.fill(question)
    box.press("Enter")
    expect(visit.page.locator(".turn:not(.pending)")).to_have_count(n_turns + 1)


def test_an_answer_is_copied_with_its_source_as_lines(visit: Visit):
    visit.run(COPIES)
    ask(visit, "甲?")
    visit.page.locator(".copy-answer").click()
    expect(visit.page.locator(".judged")).to_have_text(ZH_CN.answer_copied)
    assert visit.run("copied") == ["甲?\n乙\n——出处"]


def test_what_cannot_be_copied_is_told(visit: Visit):
    visit.run("() => { wenbao.write = async () => { throw new Error('no'); }; }")
    ask(visit, "甲?")
    visit.page.locator(".copy-answer").click()
    expect(visit.page.locator(".judged")).to_have_text(ZH_CN.not_copied)


def test_a_link_asks_the_question_again_once(visit: Visit):
    visit.run(COPIES)
    visit.page.locator("#filters summary").click()
    visit.page.locator("select[name=place]").select_option("北区")
    visit.page.keyboard.press("Escape")
    ask(visit, "甲&乙?")
    visit.page.locator(".copy-link").click()
    (link,) = visit.run("copied")
    assert link.startswith(f"{ADDRESS}?")
    assert parse_qs(urlsplit(link).query) == {"place": ["北区"], "q": ["甲&乙?"]}


def test_an_address_with_a_question_asks_it_where_it_says(chromium: Browser):
    with visited(chromium, "?place=北区&q=甲%26乙%3F") as visit:
        expect(visit.page.locator(".turn h2")).to_have_text("甲&乙?")
        (sent,) = visit.sent("ask")
        assert (sent["question"], sent["view"]) == ("甲&乙?", {"place": "北区"})
        assert parse_qs(urlsplit(visit.page.url).query) == {"place": ["北区"]}


@pytest.mark.parametrize("path", ["", "?q=", "?q=%20"])
def test_an_address_without_a_question_asks_nothing(chromium: Browser, path: str):
    with visited(chromium, path) as visit:
        expect(visit.page.locator("#welcome.filled")).to_be_attached()
        assert visit.sent("ask") == []


def test_a_question_of_an_address_is_text(chromium: Browser):
    with visited(chromium, "?q=%3Cimg%20src%3Dx%20onerror%3D%22window.pwned%3D1%22%3E") as visit:
        visit.run('() => { server.ask = "nothing"; }')
        expect(visit.page.locator("#welcome.filled")).to_be_attached()
        assert visit.run("window.pwned") is None


def test_what_is_wrong_asks_what_is_right(visit: Visit):
    ask(visit, "甲?")
    form = visit.page.locator(".righting")
    expect(form).to_be_hidden()
    visit.page.locator(".judge[data-verdict=disliked]").click()
    expect(form.locator("input")).to_be_focused()
    form.locator("input").fill(" 九百亩 ")
    form.locator("input").press("Enter")
    expect(form).to_be_hidden()
    disliked, corrected = visit.sent("judge")
    assert disliked["verdict"] == "disliked"
    assert (corrected["verdict"], corrected["right"]) == ("corrected", "九百亩")
    assert (corrected["question"], corrected["text"]) == ("甲?", "383家")


def test_that_nothing_answers_is_sent_and_skipping_sends_nothing(visit: Visit):
    ask(visit, "甲?")
    visit.page.locator(".judge[data-verdict=disliked]").click()
    visit.page.locator(".skip-right").click()
    expect(visit.page.locator(".righting")).to_be_hidden()
    visit.page.locator(".judge[data-verdict=disliked]").click()
    visit.page.locator(".no-answer").click()
    expect(visit.page.locator(".righting")).to_be_hidden()
    assert [each.get("right") for each in visit.sent("judge")] == [None, None, ""]


def test_what_was_not_kept_leaves_the_form(visit: Visit):
    visit.run('() => { server.judge = { told: "没能记下" }; }')
    ask(visit, "甲?")
    visit.page.locator(".judge[data-verdict=disliked]").click()
    visit.page.locator(".righting input").fill("乙")
    visit.page.locator(".send-right").click()
    expect(visit.page.locator(".judged")).to_have_text("没能记下")
    expect(visit.page.locator(".righting input")).to_have_value("乙")


def test_what_to_ask_next_is_looked_for_after_an_answer_and_asked_with_a_click(visit: Visit):
    visit.run("""() => { server.next = ({ question }) => (
      { questions: `<button class="example" data-ask="${question}又?">又</button>` }); }""")
    ask(visit, "甲?")
    visit.page.locator(".next .example").click()
    expect(visit.page.locator(".turn:not(.pending)")).to_have_count(2)
    expect(visit.page.locator(".turn:last-child .next .example")).to_have_count(1)
    first, second = visit.sent("next")
    assert (first["question"], first["text"], first["history"]) == ("甲?", "383家", [])
    assert (second["question"], second["history"]) == ("甲?又?", ["甲?"])


def test_without_what_to_ask_next_all_else_goes_on(visit: Visit):
    visit.run('() => { server.next = "fail"; }')
    ask(visit, "甲?")
    ask(visit, "乙?")
    expect(visit.page.locator("#notice")).to_be_empty()


def test_up_brings_the_questions_before_back_and_down_goes_on(visit: Visit):
    ask(visit, "甲?")
    ask(visit, "乙?")
    box = visit.page.locator("#question-box")
    for key, value in (
        ("ArrowUp", "乙?"),
        ("ArrowUp", "甲?"),
        ("ArrowUp", "甲?"),
        ("ArrowDown", "乙?"),
        ("ArrowDown", ""),
        ("ArrowDown", ""),
    ):
        box.press(key)
        expect(box).to_have_value(value)


def test_in_what_is_being_typed_up_moves_the_caret(visit: Visit):
    ask(visit, "甲?")
    box = visit.page.locator("#question-box")
    box.fill("新的\n问题")
    box.press("ArrowUp")
    expect(box).to_have_value("新的\n问题")
    box.fill("")
    box.press("ArrowUp")
    box.press("End")
    box.type("又")
    box.press("ArrowUp")
    expect(box).to_have_value("甲?又")


def test_up_while_a_word_is_composed_is_the_input_methods(visit: Visit):
    ask(visit, "甲?")
    visit.run("""() => wenbao.box().dispatchEvent(
      new KeyboardEvent("keydown", { key: "ArrowUp", isComposing: true, bubbles: true }))""")
    expect(visit.page.locator("#question-box")).to_have_value("")
