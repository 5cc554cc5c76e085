"""The reader, as a visitor sees it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from index.published.contents import PublishedIndex
from index.storage.store import Store
from qa.web.fragments import addresses
from qa.web.texts import ZH_CN
from tests.support.browsing import QUESTION, SENTENCE, TARGET, TITLE, ask, box, marked, visit

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.model]


@pytest.fixture(scope="module")
def index(index_dir: Path) -> PublishedIndex:
    folder, _ = Store(index_dir).current()
    return PublishedIndex.load(folder)


@pytest.fixture(scope="module")
def report(index: PublishedIndex) -> str:
    """The report's short address."""
    return addresses.of(index.documents[0])


def test_a_click_on_a_citation_opens_the_report_and_marks_just_the_answer(page: Page, report: str):
    turn = ask(page, TARGET)
    link = turn.locator("cite a").first
    link.click()
    expect(page.locator("#reader-title")).to_have_text(TITLE)
    expect(page.locator("#reader-title")).to_be_focused()
    expect(marked(page)).to_have_text("4.5%左右")
    expect(marked(page)).to_be_in_viewport()
    expect(page.locator(".target mark")).to_contain_text("一般公共预算收入增长3%")
    assert page.url.endswith(f"#{report}/38")
    turn.locator(".counterpart a").click()  # another paragraph of the report that is open
    expect(marked(page)).to_have_text("3%左右")
    expect(marked(page)).to_be_in_viewport()
    assert page.url.endswith(f"#{report}/5")
    page.locator("#close-reader").click()
    expect(page.locator("#reader")).to_be_hidden()
    expect(link).to_be_focused()
    assert "#" not in page.url


def test_a_card_opens_the_report_at_its_paragraph(page: Page):
    ask(page, QUESTION)
    page.locator(".card h3 a").first.click()
    expect(marked(page)).to_have_text("383家")
    expect(page.locator(".target")).to_contain_text(SENTENCE)


def test_every_paragraph_of_the_report_is_there_verbatim(
    page: Page, index: PublishedIndex, report: str
):
    page.locator("#report-list a").click()
    paragraphs = page.locator("#reader .paragraph")
    expect(paragraphs).to_have_count(len(index.passages))
    texts = page.locator("#reader .paragraph .text")
    assert texts.evaluate_all("all => all.map(each => each.textContent)") == [
        passage.text for passage in index.passages
    ]
    ids = paragraphs.evaluate_all("all => all.map(each => each.id)")
    assert ids == [f"{report}/{passage.number}" for passage in index.passages]


def test_an_address_opens_the_report_at_its_paragraph(chromium: Browser, app: str, report: str):
    with visit(chromium, app, f"#{report}/38") as page:
        target = page.locator("#reader .target")
        expect(target).to_contain_text("经济社会发展的主要预期目标")
        expect(target).to_be_in_viewport()
        target.locator(".number").click()
        assert page.url.endswith(f"#{report}/38")
        page.go_back()
        page.go_forward()
        expect(target).to_be_in_viewport()


def test_back_leads_back(page: Page, report: str):
    page.locator("#report-list a").click()
    expect(page.locator("#reader")).to_be_visible()
    page.go_back()
    expect(page.locator("#reader")).to_be_hidden()
    page.go_forward()
    expect(page.locator("#reader")).to_be_visible()
    assert page.url.endswith(f"#{report}/1")


def test_the_address_of_no_report_says_so(chromium: Browser, app: str):
    with visit(chromium, app, "#0123456789/3") as page:
        expect(page.locator("#reader")).to_contain_text(ZH_CN.report_gone)


def test_the_outline_leads_through_the_report(page: Page):
    page.locator("#report-list a").click()
    outline = page.get_by_role("navigation", name=ZH_CN.outline)
    expect(outline.locator("li.level-1")).to_have_text(
        ["一、2023年工作回顾", "二、2024年工作安排", "三、持续加强政府自身建设", "名词解释"]
    )
    outline.get_by_text("三、持续加强政府自身建设").click()
    heading = page.locator(".report h3", has_text="三、持续加强政府自身建设")
    expect(heading).to_be_in_viewport()
    top = heading.bounding_box()
    assert top is not None
    assert top["y"] < 200


def test_the_report_can_be_searched(page: Page):
    page.locator("#report-list a").click()
    expect(page.locator("#reader .paragraph").first).to_be_visible()
    find = page.get_by_label(ZH_CN.find)
    find.fill("航运类企业")
    n = page.evaluate("CSS.highlights.get('found').size")
    assert n >= 1
    expect(page.locator("#found")).to_have_text(f"第 1 处，共 {n} 处")
    find.fill("企业")
    counted = re.compile(r"第 1 处，共 (\d+) 处")
    expect(page.locator("#found")).to_have_text(counted)
    found = counted.search(page.locator("#found").inner_text())
    assert found is not None
    n = int(found[1])
    text = page.locator(".report").evaluate(
        "report => [...report.querySelectorAll('.text, [class^=level-]')]"
        ".map(each => each.textContent).join('\\n')"
    )
    assert n == text.count("企业") > 2
    find.press("Enter")
    expect(page.locator("#found")).to_have_text(f"第 2 处，共 {n} 处")
    page.get_by_role("button", name=ZH_CN.find_previous).click()
    page.get_by_role("button", name=ZH_CN.find_previous).click()
    expect(page.locator("#found")).to_have_text(f"第 {n} 处，共 {n} 处")
    find.fill("孙悟空")
    expect(page.locator("#found")).to_have_text(ZH_CN.find_none)
    expect(page.get_by_role("button", name=ZH_CN.find_next)).to_be_disabled()


def test_lines_are_of_a_length_to_read(chromium: Browser, app: str):
    with visit(chromium, app, width=1920, height=1080) as page:
        page.locator("#report-list a").click()
        text = page.locator("#reader .paragraph .text").nth(3)
        em = text.evaluate(
            "e => e.getBoundingClientRect().width / parseFloat(getComputedStyle(e).fontSize)"
        )
        assert 28 <= em <= 40


def test_a_narrow_window_is_all_reader_until_it_is_closed(chromium: Browser, app: str):
    with visit(chromium, app, width=390, height=844) as page:
        ask(page, TARGET)
        page.locator(".turn cite a").first.click()
        expect(marked(page)).to_be_in_viewport()
        assert page.locator("#panes").evaluate("panes => panes.inert")
        page.keyboard.press("Escape")
        expect(page.locator("#reader")).to_be_hidden()
        assert not page.locator("#panes").evaluate("panes => panes.inert")
        expect(box(page)).to_be_visible()


def test_what_is_no_part_of_the_report_can_be_seen_as_such(page: Page, index: PublishedIndex):
    page.locator("#report-list a").click()
    left_out = page.locator(".left-out")
    left_out.locator("summary").click()
    expect(left_out.locator("p")).to_have_count(len(index.documents[0].dropped))


@pytest.mark.parametrize("width", [1920, 1440, 1024, 834, 390])
def test_the_outline_is_at_hand_at_every_width_and_depth(chromium: Browser, app: str, width: int):
    with visit(chromium, app, width=width, height=844) as page:
        page.locator("#report-list a").click()
        part = "三、持续加强政府自身建设"
        heading = page.locator(".report h3", has_text=part)
        heading.scroll_into_view_if_needed()
        button = page.get_by_role("button", name=ZH_CN.outline, exact=True)
        link = page.get_by_role("navigation", name=ZH_CN.outline).get_by_text(part)
        for _ in range(2):  # from there, and from the end of the report
            if button.is_visible():
                expect(link).to_be_hidden()
                button.click()
            expect(link).to_be_in_viewport()
            link.click()
            expect(heading).to_be_in_viewport()
            expect(link).to_have_attribute("aria-current", "true")
            page.locator("#reader-body").evaluate("body => { body.scrollTop = body.scrollHeight; }")


@pytest.mark.parametrize("width", [1920, 1440, 1024, 834, 390, 320])
def test_the_way_out_is_in_its_corner(chromium: Browser, app: str, width: int):
    with visit(chromium, app, width=width, height=844) as page:
        page.locator("#report-list a").click()
        page.locator("#find").fill("企业")
        close = page.locator("#close-reader").bounding_box()
        pane = page.locator("#reader").bounding_box()
        assert close is not None
        assert pane is not None
        assert pane["x"] + pane["width"] - close["x"] - close["width"] <= 24
        assert close["y"] - pane["y"] <= 16
        assert page.locator("#reader").evaluate("pane => pane.scrollWidth <= pane.clientWidth")


def test_the_figures_of_a_paragraph_are_listed_and_lead_to_their_place(page: Page):
    ask(page, TARGET).locator("cite a").first.click()
    expect(marked(page)).to_have_text("4.5%左右")
    figures = page.locator("#reader .target + .figures")
    figures.locator("summary").click()
    line = figures.locator("li", has_text="一般公共预算收入")
    expect(line).to_contain_text("2024年目标")
    line.locator("a").click()
    expect(marked(page)).to_have_text("3%")
    expect(marked(page)).to_be_in_viewport()
