"""The page without a mouse or without eyes: axe-core, the keyboard, what is read out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from qa.web.texts import ZH_CN
from tests.support.browsing import (
    OFF_TOPIC,
    QUESTION,
    TARGET,
    ask,
    box,
    marked,
    turns,
    violations,
    visit,
)
from tests.support.looks import jumped, watch_jumps

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.model]


@pytest.mark.parametrize("width", [1440, 768, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_stands_in_the_way(chromium: Browser, app: str, scheme: str, width: int):
    with visit(chromium, app, scheme=scheme, width=width) as page:
        assert violations(page) == []
        page.locator("#filters summary").click()
        assert violations(page) == []
        page.keyboard.press("Escape")
        turn = ask(page, TARGET)
        turn.get_by_role("button", name=ZH_CN.show_sources).click()
        page.locator(".why summary").first.click()
        page.locator(".weak > summary").click()
        page.locator(".unfold").first.click()
        assert violations(page) == []
        page.keyboard.press("Escape")
        ask(page, OFF_TOPIC)
        assert violations(page) == []
        turns(page).first.locator("cite a").first.click()
        expect(marked(page)).to_be_visible()
        page.locator("#find").fill("企业")
        page.locator("#reader .figures summary").first.click()
        assert violations(page) == []
        if page.locator("#show-outline").is_visible():
            page.locator("#show-outline").click()
            assert violations(page) == []


def test_the_page_can_be_used_by_keys_alone(page: Page):
    expect(box(page)).to_be_focused()
    page.keyboard.type(TARGET)
    page.keyboard.press("Enter")
    expect(turns(page)).to_have_count(1)
    link = turns(page).locator("cite a").first
    for _ in range(40):
        page.keyboard.press("Shift+Tab")
        if link.evaluate("link => link === document.activeElement"):
            break
    expect(link).to_be_focused()
    assert link.evaluate("link => getComputedStyle(link).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    expect(marked(page)).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#reader")).to_be_hidden()
    expect(link).to_be_focused()
    page.keyboard.press("/")
    expect(box(page)).to_be_focused()
    page.keyboard.type("/")
    expect(box(page)).to_have_value("/")


def test_escape_closes_one_thing_after_the_other(page: Page):
    page.locator("#report-list a").click()
    page.locator("#find").fill("企业")
    page.keyboard.press("Escape")
    expect(page.locator("#find")).to_have_value("")
    expect(page.locator("#reader")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#reader")).to_be_hidden()
    expect(page.locator("#report-list a")).to_be_focused()


def test_answers_are_read_out_and_complaints_at_once(page: Page):
    expect(page.get_by_role("log", name=ZH_CN.chat)).to_be_attached()
    expect(page.locator("#notice")).to_have_attribute("role", "alert")
    for name in (ZH_CN.sources, ZH_CN.tools):
        expect(page.get_by_role("region", name=name, exact=True).first).to_be_visible()
    ask(page, QUESTION)
    expect(page.locator("#log")).to_have_attribute("aria-busy", "false")
    expect(turns(page).get_by_role("heading", name=QUESTION)).to_be_visible()


@pytest.mark.parametrize("width", [1440, 834, 390])
def test_nothing_jumps(chromium: Browser, app: str, width: int):
    with visit(chromium, app, width=width) as page:
        watch_jumps(page)
        ask(page, QUESTION)
        ask(page, TARGET)
        assert jumped(page) < 0.1  # what web.dev calls good
