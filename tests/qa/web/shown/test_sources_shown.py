"""The sources pane, as a visitor sees it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from qa.retrieval.legs import LEGS
from qa.web.texts import EN, ZH_CN
from tests.support.browsing import QUESTION, SENTENCE, TARGET, TITLE, ask, turns, visit

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.model]


def test_a_card_marks_what_answers_in_its_sentence_in_its_paragraph(page: Page):
    ask(page, QUESTION)
    card = page.locator(".card").first
    expect(card.locator(".rank")).to_have_text("1")
    expect(card.locator("h3")).to_have_text(re.compile("^第 \\d+ 段$"))
    expect(page.locator("#sources .of-report")).to_have_text(f"《{TITLE}》")
    expect(card.locator(".section")).not_to_be_empty()
    expect(card.locator(".period")).to_have_text("回顾")
    expect(card.locator("mark")).to_contain_text(SENTENCE)
    expect(card.locator("mark strong")).to_have_text("383家")
    expect(card.locator("mark em").first).to_be_visible()
    background = "element => getComputedStyle(element).backgroundColor"
    sentence, answer = card.locator("mark").first, card.locator("strong")
    assert sentence.evaluate(background) != answer.evaluate(background)
    line = "element => getComputedStyle(element).textDecorationLine"
    assert card.locator("em").first.evaluate(line) == "underline"


def test_how_well_a_passage_matches_is_a_bar_and_words_and_no_bare_number(page: Page):
    ask(page, QUESTION)
    match = page.locator(".card .match").first
    expect(match).to_have_text(ZH_CN.match_high)
    bar, level = (match.locator(each).bounding_box() for each in (".bar", ".level"))
    assert bar is not None
    assert level is not None
    assert 0.75 * bar["width"] < level["width"] <= bar["width"]


def test_every_paragraph_is_shown_whole(page: Page, index_dir: Path):
    from qa import Engine

    hits = Engine.open(index_dir).ask(QUESTION).hits
    ask(page, QUESTION)
    expect(page.locator(".card")).to_have_count(len(hits))
    shown = page.locator(".card .passage").evaluate_all("all => all.map(p => p.textContent)")
    assert shown == [hit.passage.text for hit in hits]


def test_a_source_is_copied_as_a_citation(chromium: Browser, app: str):
    permissions = ["clipboard-read", "clipboard-write"]
    with visit(chromium, app, permissions=permissions) as page:
        ask(page, QUESTION)
        copy = page.locator(".card .copy").first
        copy.click()
        expect(copy).to_have_text(ZH_CN.copied)
        expect(page.locator("#status")).to_have_text(ZH_CN.copied)
        copied = page.evaluate("navigator.clipboard.readText()")
        assert re.fullmatch(f"《{TITLE}》第 \\d+ 段：“[^”]*{SENTENCE}[^”]*”", copied)
        expect(copy).to_have_text(ZH_CN.copy)  # a moment later


def test_why_opens_the_trace_in_the_visitors_language(chromium: Browser, app: str):
    with visit(chromium, app, locale="en-US") as page:
        ask(page, QUESTION)
        why = page.locator(".card .why").first
        expect(why.locator("table").first).not_to_be_visible()
        why.locator("summary").first.click()
        reasons = why.locator(".reasons li")
        expect(reasons).to_have_count(3)
        expect(reasons.first).to_contain_text(EN.why_words_only.partition("{")[0])
        expect(reasons.nth(1)).to_contain_text(EN.why_agrees)
        expect(why.locator("table").first).not_to_be_visible()
        why.locator(".numbers summary").click()
        first, second = why.locator("table").all()
        expect(first).to_contain_text(EN.why_words)
        numbers = [float(text) for text in first.locator("td").all_text_contents()]
        assert abs(sum(numbers[:-1]) - numbers[-1]) < 0.05
        expect(second.locator("th")).to_have_text([getattr(EN, leg.label) for leg in LEGS])


def test_the_sources_of_an_earlier_answer_can_be_seen_again(page: Page):
    ask(page, QUESTION)
    ask(page, TARGET)
    expect(page.locator(".card strong").first).to_have_text("4.5%左右")
    turns(page).first.get_by_role("button", name=ZH_CN.show_sources).click()
    expect(page.locator(".card strong").first).to_have_text("383家")
    expect(page.locator("#sources-title")).to_be_focused()


def test_as_many_sources_are_shown_as_are_wanted(page: Page):
    page.locator("#filters summary").click()
    page.get_by_label(ZH_CN.n_sources).select_option("10")
    page.keyboard.press("Escape")
    ask(page, QUESTION)
    expect(page.locator(".card")).to_have_count(10)


def test_a_long_paragraph_is_folded_to_what_was_found(page: Page):
    ask(page, TARGET)
    expect(page.locator(".card:visible")).to_have_count(1)
    page.locator(".weak > summary").click()  # what hardly matches
    expect(page.locator(".card:visible")).to_have_count(5)
    folded = page.locator(".card:has(.unfold)").first
    passage = folded.locator(".passage")
    whole = passage.text_content() or ""
    assert passage.inner_text() != whole
    expect(folded.locator("mark").first).to_be_visible()
    folded.get_by_role("button", name=ZH_CN.unfold).click()
    assert passage.inner_text() == whole.strip()
    folded.get_by_role("button", name=ZH_CN.fold).click()
    assert passage.inner_text() != whole


def test_on_a_phone_the_sources_of_that_answer_are_a_sheet_with_a_way_back(
    chromium: Browser, app: str
):
    with visit(chromium, app, width=390, height=844) as page:
        first = ask(page, QUESTION)
        ask(page, TARGET)
        expect(page.locator(".card").first).to_be_hidden()  # the answer itself is what is seen
        first.get_by_role("button", name=ZH_CN.show_sources).click()
        expect(page.locator("#sources .hint")).to_contain_text(QUESTION)
        card = page.locator(".card").first
        expect(card).to_be_in_viewport()
        card.locator("h3 a").click()
        expect(page.locator("#reader")).to_be_visible()
        page.go_back()
        expect(page.locator("#reader")).to_be_hidden()
        expect(card).to_be_in_viewport()
        page.get_by_role("button", name=ZH_CN.back_to_answer).click()
        expect(card).to_be_hidden()
        button = first.get_by_role("button", name=ZH_CN.show_sources)
        expect(button).to_be_focused()
        expect(button).to_be_in_viewport()


def test_the_answer_whose_sources_are_shown_is_marked(page: Page):
    first, second = ask(page, QUESTION), ask(page, TARGET)
    colour = "button => getComputedStyle(button).color"
    buttons = [turn.get_by_role("button", name=ZH_CN.show_sources) for turn in (first, second)]
    before = [button.evaluate(colour) for button in buttons]
    buttons[0].click()
    assert [button.evaluate(colour) for button in buttons] == before[::-1] != before
