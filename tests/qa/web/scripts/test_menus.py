"""scripts/menus.js: opened, gone through and closed, by hand and by keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Locator

    from tests.support.scripts import Visit

pytestmark = pytest.mark.browser


def exporting(visit: Visit) -> tuple[Locator, Locator]:
    """The button of the menu in the head, which can be used after a question, and what it opens."""
    box = visit.page.locator("#question-box")
    box.fill("甲?")
    box.press("Enter")
    expect(visit.page.locator("#export")).to_be_enabled()
    return visit.page.locator("#export"), visit.page.locator("#export-formats")


def test_keys_open_it_go_through_it_and_close_it(visit: Visit):
    button, menu = exporting(visit)
    items = menu.get_by_role("menuitem")
    button.press("ArrowDown")
    expect(button).to_have_attribute("aria-expanded", "true")
    expect(items.first).to_be_focused()
    for key, at in (("ArrowDown", 1), ("End", -1), ("ArrowDown", 0), ("ArrowUp", -1), ("Home", 0)):
        visit.page.keyboard.press(key)
        expect(items.nth(at)).to_be_focused()
    visit.page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(button).to_be_focused()
    button.press("ArrowUp")
    expect(items.last).to_be_focused()
    visit.page.keyboard.press("Tab")
    expect(menu).to_be_hidden()
    expect(button).not_to_be_focused()


def test_a_click_beside_it_closes_it_and_so_does_its_button(visit: Visit):
    button, menu = exporting(visit)
    button.click()
    expect(menu).to_be_visible()
    button.click()
    expect(menu).to_be_hidden()
    button.click()
    visit.page.locator("#question-box").click()
    expect(menu).to_be_hidden()
    expect(visit.page.locator("#question-box")).to_be_focused()
    expect(button).to_have_attribute("aria-expanded", "false")


def test_escape_closes_nothing_else(visit: Visit):
    button, menu = exporting(visit)
    visit.run("() => { wenbao.get('filters').open = true; }")
    button.focus()
    visit.run("() => { wenbao.get('filters').open = true; }")
    button.press("ArrowDown")
    visit.page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    assert visit.run("wenbao.get('filters').open")


def test_who_chose_goes_on_from_its_button(visit: Visit):
    button, menu = exporting(visit)
    button.press("ArrowDown")
    with visit.page.expect_download():
        visit.page.keyboard.press("Enter")
    expect(menu).to_be_hidden()
    expect(button).to_be_focused()
