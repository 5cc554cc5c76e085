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
    expect(card.locator("h3")).to_have_text(re.compile(f"《{TITLE}》第 \\d+ 段"))
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
