"""The filters, as a visitor sees them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from qa.web.texts import ZH_CN
from tests.support.browsing import QUESTION, TARGET, ask, visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.model]


def choose(page: Page, label: str, option: str) -> None:
    if not page.locator("#filters-form").is_visible():
        page.locator("#filters summary").click()
    page.get_by_role("combobox", name=label).select_option(label=option)


def test_a_question_is_asked_within_the_filters(page: Page):
    expect(page.locator("#filters-told")).to_have_text(ZH_CN.filters_all)
    choose(page, ZH_CN.filter_period, ZH_CN.period_plan)
    expect(page.locator("#filters-told")).to_have_text("1 个条件")
    assert page.url.endswith("?period=plan")
    page.keyboard.press("Escape")
    expect(page.locator("#filters-form")).not_to_be_visible()
    expect(page.locator("#filters summary")).to_be_focused()
    ask(page, QUESTION)
    assert set(page.locator(".card .period").all_text_contents()) == {ZH_CN.period_plan}


def test_a_refusal_tells_what_it_was_restricted_to(page: Page):
    choose(page, ZH_CN.filter_section, "三、持续加强政府自身建设")
    choose(page, ZH_CN.filter_place, "天津市河北区")
    turn = ask(page, TARGET)
    expect(turn).to_contain_text("天津市河北区、三、持续加强政府自身建设")
    expect(turn).to_contain_text("按所选范围，查找了 1 份报告的")


def test_a_view_can_be_shared(chromium: Browser, app: str):
    with visit(chromium, app, "?period=plan&n=3&year=2024&place=哪里都不是") as page:
        expect(page.locator("#filters-told")).to_have_text("2 个条件")
        assert "place" not in page.url  # no such place here
        ask(page, QUESTION)
        expect(page.locator(".card")).to_have_count(3)
        page.locator("#filters summary").click()
        page.get_by_role("button", name=ZH_CN.reset).click()
        expect(page.locator("#filters-told")).to_have_text(ZH_CN.filters_all)
        assert "?" not in page.url


def test_what_gradio_reads_from_the_address_stays_in_it(chromium: Browser, app: str):
    with visit(chromium, app, "?__theme=dark") as page:
        choose(page, ZH_CN.filter_year, "2024")
        assert page.url.endswith("?__theme=dark&year=2024")
        expect(page.locator("body.dark")).to_have_count(1)
