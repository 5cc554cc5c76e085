"""The filters, as a visitor sees them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from qa.web.texts import EN, ZH_CN
from tests.support.browsing import QUESTION, TARGET, ask, box, visit

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
    expect(page.locator("#filters-told")).to_have_text("计划")
    assert page.url.endswith("?period=plan")
    page.keyboard.press("Escape")
    expect(page.locator("#filters-form")).not_to_be_visible()
    expect(page.locator("#filters summary")).to_be_focused()
    turn = ask(page, QUESTION)
    assert set(page.locator(".card .period").all_text_contents()) == {ZH_CN.period_plan}
    expect(turn.locator(".within")).to_have_text("范围：计划")
    expect(page.locator("#filters-asked")).to_be_empty()


def test_what_a_question_is_restricted_to_is_named_after_it(page: Page):
    turn = ask(page, TARGET)
    expect(turn.locator(".within")).to_have_text("按问题：2024年")
    expect(page.locator("#filters-told")).to_have_text(ZH_CN.filters_all)
    expect(page.locator("#filters-asked")).to_have_text("追问时沿用：2024年")
    page.locator("#filters summary").click()
    expect(page.locator("#filters-form .carried")).to_contain_text("沿用上一问的2024年")
    page.keyboard.press("Escape")
    expect(ask(page, "去年呢?").locator(".within")).to_have_text("按问题：2023年")
    page.reload()
    expect(page.locator("#filters-asked")).to_have_text("追问时沿用：2023年")
    page.get_by_role("button", name=ZH_CN.clear).click()
    expect(page.locator("#filters-asked")).to_be_empty()


_IS_WHOLE = "element => element.scrollWidth <= element.clientWidth"


@pytest.mark.parametrize("locale", ["zh-CN", "en-US"])
@pytest.mark.parametrize("width", [1440, 390])
def test_what_is_chosen_is_told_whole_before_what_was_asked(
    chromium: Browser, app: str, width: int, locale: str
):
    with visit(chromium, app, width=width, height=844, locale=locale) as page:
        told = page.locator("#filters-told")
        texts = ZH_CN if locale == "zh-CN" else EN
        choose(page, texts.filter_period, texts.period_plan)
        page.keyboard.press("Escape")
        assert told.evaluate(_IS_WHOLE)
        ask(page, "2023年和2024年地区生产总值增长分别是多少?")
        expect(page.locator("#filters-asked")).to_contain_text("2024")
        assert told.evaluate(_IS_WHOLE)
        assert told.evaluate("element => element.clientWidth") > 20


def test_on_a_phone_what_was_asked_is_told_whole_where_nothing_is_chosen(
    chromium: Browser, app: str
):
    with visit(chromium, app, width=390, height=844) as page:
        told, asked = page.locator("#filters-told"), page.locator("#filters-asked")
        expect(told).to_be_visible()
        ask(page, "2023年和2024年地区生产总值增长分别是多少?")
        expect(asked).to_have_text("追问时沿用：2023年、2024年")
        expect(told).to_be_hidden()
        assert asked.evaluate(_IS_WHOLE)


@pytest.mark.parametrize("width", [1440, 390])
def test_a_long_restriction_is_cut_in_its_line(chromium: Browser, app: str, width: int):
    with visit(chromium, app, width=width, height=844) as page:
        choose(page, ZH_CN.filter_section, "三、持续加强政府自身建设")
        choose(page, ZH_CN.filter_spoken, "2024")
        choose(page, ZH_CN.filter_period, ZH_CN.period_plan)
        page.keyboard.press("Escape")
        ask(page, TARGET)
        told = "讲2024年的段落、计划、三、持续加强政府自身建设"
        expect(page.locator("#filters-told")).to_have_attribute("title", told)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        line, row = (page.locator(each).bounding_box() for each in ("#filters", "#ask-row"))
        assert line is not None
        assert row is not None
        assert line["height"] < 50
        assert line["x"] + line["width"] <= row["x"] + row["width"]


def test_a_refusal_tells_what_it_was_restricted_to(page: Page):
    choose(page, ZH_CN.filter_section, "三、持续加强政府自身建设")
    choose(page, ZH_CN.filter_spoken, "2024")
    turn = ask(page, TARGET)
    expect(turn).to_contain_text("三、持续加强政府自身建设、讲2024年的段落")
    expect(turn).to_contain_text("按所选范围，查找了 1 份报告的")


def test_a_refusal_within_the_filters_offers_to_ask_again_without(page: Page):
    choose(page, ZH_CN.filter_section, "三、持续加强政府自身建设")
    page.keyboard.press("Escape")
    turn = ask(page, TARGET)
    turn.get_by_role("button", name=ZH_CN.ask_all).click()
    expect(page.locator(".turn.found blockquote")).to_have_text("4.5%左右")
    expect(page.locator("#filters-told")).to_have_text(ZH_CN.filters_all)


def test_a_view_can_be_shared(chromium: Browser, app: str):
    with visit(chromium, app, "?period=plan&n=3&spoken=2024&place=哪里都不是") as page:
        expect(page.locator("#filters-told")).to_have_text("讲2024年的段落、计划")
        assert "place" not in page.url  # no such place here
        ask(page, QUESTION)
        expect(page.locator(".card")).to_have_count(3)
        page.locator("#filters summary").click()
        page.get_by_role("button", name=ZH_CN.reset).click()
        expect(page.locator("#filters-told")).to_have_text(ZH_CN.filters_all)
        assert "?" not in page.url


def test_what_gradio_reads_from_the_address_stays_in_it(chromium: Browser, app: str):
    with visit(chromium, app, "?__theme=dark") as page:
        choose(page, ZH_CN.filter_spoken, "2024")
        assert page.url.endswith("?__theme=dark&spoken=2024")
        expect(page.locator("body.dark")).to_have_count(1)


def test_what_leaves_no_choice_is_not_offered(page: Page):
    page.locator("#filters summary").click()
    labels = page.locator("#filters-form label > span")
    expect(labels).to_have_text(
        [ZH_CN.filter_spoken, ZH_CN.filter_period, ZH_CN.filter_section, ZH_CN.n_sources]
    )


def test_a_year_that_is_told_of_is_not_only_that_of_a_report(page: Page):
    choose(page, ZH_CN.filter_spoken, "2023")  # the only report is of 2024
    page.keyboard.press("Escape")
    ask(page, QUESTION)
    assert set(page.locator(".card .period").all_text_contents()) == {ZH_CN.period_review}


@pytest.mark.parametrize("size", [(1440, 900), (1024, 600), (900, 700)])
def test_the_filters_never_cover_their_switch(chromium: Browser, app: str, size: tuple[int, int]):
    with visit(chromium, app, width=size[0], height=size[1]) as page:
        box(page).fill("问" * 2000)
        page.locator("#ask").click()
        expect(page.locator("#notice p")).to_be_visible()
        page.locator("#filters summary").click()
        form, switch = (page.locator(each) for each in ("#filters-form", "#filters summary"))
        form_box, switch_box = form.bounding_box(), switch.bounding_box()
        assert form_box is not None
        assert switch_box is not None
        assert 0 <= form_box["y"] < form_box["y"] + form_box["height"] <= switch_box["y"]
        chat_box = page.locator("#chat").bounding_box()
        assert chat_box is not None
        assert chat_box["y"] + chat_box["height"] <= form_box["y"] + 1  # nor the conversation
        switch.click()
        expect(form).to_be_hidden()


def test_on_a_phone_the_filters_are_a_sheet(chromium: Browser, app: str):
    with visit(chromium, app, width=390, height=844) as page:
        page.locator("#filters summary").click()
        form = page.locator("#filters-form")
        shape = form.bounding_box()
        assert shape is not None
        assert (shape["x"], shape["width"], shape["y"] + shape["height"]) == (0, 390, 844)
        page.get_by_role("combobox", name=ZH_CN.filter_spoken).select_option(label="2023")
        page.get_by_role("button", name=ZH_CN.filters_done).click()
        expect(form).to_be_hidden()
        expect(page.locator("#filters-told")).to_have_text("讲2023年的段落")
        page.locator("#filters summary").click()
        page.mouse.click(200, 60)  # the shade above
        expect(form).to_be_hidden()
