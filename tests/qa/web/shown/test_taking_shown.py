"""What can be done with an answer, and the first screen, as a visitor sees them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest
from playwright.sync_api import expect

from index.reading.formats import docx
from qa.evaluation.question_file import load_questions
from qa.web.texts import EN, ZH_CN
from tests.support.browsing import (
    OFF_TOPIC,
    QUESTION,
    SENTENCE,
    TARGET,
    TITLE,
    ask,
    box,
    choose,
    marked,
    turns,
    violations,
    visit,
)

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.model]

LIST = "落地了哪些大模型?"


def exported(page: Page, form: str) -> bytes:
    page.get_by_role("button", name=ZH_CN.export).click()
    with page.expect_download() as downloading:
        page.locator(f"[data-format={form}]").click()
    return Path(downloading.value.path()).read_bytes()


def test_the_first_screen_tells_what_can_be_asked_and_shows_the_reports_key_figures(page: Page):
    welcome = page.locator("#welcome")
    expect(welcome).to_contain_text(ZH_CN.can)
    expect(welcome).to_contain_text(ZH_CN.cannot)
    rows = page.locator(".key-figures tbody tr")
    expect(rows.first).to_contain_text("地区生产总值")
    expect(page.locator(".key-figures thead th")).to_have_text(["2023年完成或预计", "2024年目标"])
    expect(rows.first.locator("td")).to_have_text(["增长3%左右 预计", "增长4.5%左右"])
    expect(rows.first.locator(".status")).to_have_text(["预计"])  # no result
    rows.first.locator("a").last.click()
    expect(marked(page)).to_have_text("4.5%左右")
    page.keyboard.press("Escape")
    page.locator("#overview .contents summary").click()
    page.get_by_role("link", name="二、2024年工作安排").first.click()
    expect(page.locator("#reader")).to_be_visible()
    assert violations(page) == []


@pytest.mark.parametrize("locale", ["zh-CN", "en-US"])
def test_key_figures_examples_and_where_files_go_are_seen_without_scrolling(
    chromium: Browser, app: str, locale: str
):
    with visit(chromium, app, locale=locale) as page:
        expect(page.locator("#examples button")).to_have_count(5)
        for seen in ("#examples button", ".key-figures tr", ".contents summary", ".drop-here"):
            for each in page.locator(seen).all():
                expect(each).to_be_in_viewport(ratio=1)
        order = """() => ["#examples", ".key-figures", ".drop-here", ".can"]
          .map((each) => document.querySelector(each).getBoundingClientRect().top)"""
        tops = page.evaluate(order)
        assert tops == sorted(tops)
        page.locator(".drop-here").click()
        expect(page.locator("#adding-title")).to_be_focused()


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (1280, 800), (1024, 768), (390, 844)])
def test_what_can_be_asked_is_on_the_first_screen_and_no_button_there_is_dead(
    chromium: Browser, app: str, width: int, height: int
):
    with visit(chromium, app, width=width, height=height) as page:
        expect(page.locator("#examples button")).to_have_count(5)
        can = page.locator(".can").first.bounding_box()
        asking = page.locator("#asking").bounding_box()
        assert can is not None
        assert asking is not None
        assert can["y"] + 20 <= asking["y"]
        if width < 900:
            expect(page.locator("#tools button:visible:disabled")).to_have_count(0)


def test_who_reads_english_is_offered_english_questions_that_are_answered(
    chromium: Browser, app: str
):
    with visit(chromium, app, locale="en-US") as page:
        expect(page.locator("#welcome")).to_contain_text(EN.cannot)
        examples = page.locator("#examples button")
        questions = examples.all_text_contents()
        assert any(each.startswith("How many ") for each in questions)
        assert any(each.startswith("What is the growth target of ") for each in questions)
        examples.first.click()
        expect(page.locator(".turn.found")).to_have_count(1)
        expect(page.locator(".turn .next .example").first).to_contain_text("How ")


def test_what_to_ask_next_is_offered_and_answered(page: Page):
    turn = ask(page, "2023年一般公共预算收入是多少?")
    offered = turn.locator(".next .example")
    expect(offered.first).to_have_text("2023年一般公共预算收入增长多少?")
    offered.first.click()
    expect(turns(page)).to_have_count(2)
    expect(turns(page).last.locator("blockquote")).to_have_text("5.1%")
    expect(offered.first).to_be_hidden()  # the last answer's are offered


def test_an_answer_is_copied_with_its_source(chromium: Browser, app: str):
    may_copy = ["clipboard-read", "clipboard-write"]
    with visit(chromium, app, permissions=may_copy) as page:
        turn = ask(page, LIST)
        turn.locator(".copy-answer").click()
        expect(turn.locator(".judged")).to_have_text(ZH_CN.answer_copied)
        (first, second, *_) = page.evaluate("navigator.clipboard.readText()").splitlines()
        assert first == ZH_CN.likely
        assert "落地“海河·谛听”“海河·尔语”“鹏城·脑海”大模型。" in second
        choose(turn, ".copy-link")
        expect(turn.locator(".judged")).to_have_text(ZH_CN.link_copied)
        link = page.evaluate("navigator.clipboard.readText()")
    assert unquote(link) == f"{app}/?q={LIST}"
    with visit(chromium, app, link.removeprefix(f"{app}/")) as page:
        expect(page.locator(".turn .asked")).to_have_text(LIST)
        expect(page.locator(".turn blockquote")).to_contain_text("“鹏城·脑海”")
        expect(page.locator(".turn .next[data-looked]")).to_be_attached()
        page.reload()
        expect(turns(page)).to_have_count(1)  # asked once, and kept


def test_a_link_to_what_followed_up_stands_alone(chromium: Browser, app: str):
    with visit(chromium, app, permissions=["clipboard-read", "clipboard-write"]) as page:
        ask(page, TARGET)
        turn = ask(page, "去年呢?")
        choose(turn, ".copy-link")
        expect(turn.locator(".judged")).to_have_text(ZH_CN.link_copied)
        link = page.evaluate("navigator.clipboard.readText()")
    with visit(chromium, app, link.removeprefix(f"{app}/")) as page:
        expect(page.locator(".turn blockquote")).to_have_text("3%左右")


@pytest.mark.parametrize("size", [(1440, 900), (390, 664)])
def test_a_link_opens_with_the_answer_and_its_source_in_sight_in_the_same_scope(
    chromium: Browser, app: str, size: tuple[int, int]
):
    may_copy = ["clipboard-read", "clipboard-write"]
    with visit(chromium, app, "?spoken=2024&n=3", permissions=may_copy) as page:
        choose(ask(page, TARGET), ".copy-link")
        expect(page.locator(".judged")).to_have_text(ZH_CN.link_copied)
        link = page.evaluate("navigator.clipboard.readText()")
    path = link.removeprefix(f"{app}/")
    with visit(chromium, app, path, width=size[0], height=size[1]) as page:
        turn = page.locator(".turn.found")
        expect(turn.locator(".next")).to_have_attribute("data-looked", "yes")
        expect(turn.locator("blockquote")).to_be_in_viewport(ratio=1)
        expect(turn.locator(".within")).to_contain_text("范围：讲2024年的段落")
        expect(page.locator("#filters-told")).to_have_text("讲2024年的段落")
        source = turn.locator("cite").first
        if size[0] > 900:
            source = page.locator(".card.cited strong")
            expect(page.locator(".card")).to_have_count(3)
        expect(source).to_be_in_viewport(ratio=1)
        source.click(trial=True)  # nothing covers it


def test_the_last_question_comes_back_by_the_key_up(page: Page):
    ask(page, QUESTION)
    box(page).press("ArrowUp")
    expect(box(page)).to_have_value(QUESTION)


def test_the_conversation_is_exported_as_markdown_and_text(page: Page):
    export = page.get_by_role("button", name=ZH_CN.export)
    expect(export).to_be_disabled()
    ask(page, TARGET)
    ask(page, OFF_TOPIC)
    text = exported(page, "md").decode()
    assert text.startswith("# 问报 · ")
    assert f"## {TARGET}\n\n**4.5%左右**\n\n地区生产总值 · 2024年目标 · {ZH_CN.sure}" in text
    assert f"> — 《{TITLE}》第 38 段 · 二、2024年工作安排 [{ZH_CN.open}](<{page.url}#" in text
    assert "2023年预计 3%左右 → 2024年目标 4.5%左右" in text
    assert f"## {OFF_TOPIC}\n\n{ZH_CN.not_found}" in text
    plain = exported(page, "txt").decode("utf-8-sig")
    assert f"问：{TARGET}\r\n4.5%左右\r\n" in plain
    assert "\\" not in plain


def test_a_link_of_an_export_opens_the_report_at_its_paragraph(page: Page):
    ask(page, QUESTION)
    text = exported(page, "md").decode()
    page.goto(text.partition("](<")[2].partition(">)")[0])
    expect(page.locator("#reader .target")).to_contain_text(SENTENCE)


def test_the_conversation_is_exported_as_word(page: Page):
    ask(page, TARGET)
    ask(page, LIST)
    extract = docx.read(exported(page, "docx"), "问报.docx")
    lines = extract.text.splitlines()
    assert [heading.title for heading in extract.headings][1:] == [TARGET, LIST]
    listed = next(i for i, line in enumerate(lines) if "“海河·谛听”“海河·尔语”" in line)
    assert lines.index("4.5%左右") < listed
    assert any(line.startswith(f"——《{TITLE}》第 38 段") for line in lines)


def test_what_is_wrong_asks_what_is_right_and_keeps_it_as_a_question(page: Page, kept: Path):
    turn = ask(page, QUESTION)
    choose(turn, ".judge.disliked")
    turn.locator(".righting input").fill("93家")
    turn.locator(".send-right").click()
    expect(turn.locator(".judged")).to_have_text(ZH_CN.thanks_corrected)
    expect(turn.locator(".righting")).to_be_hidden()
    (question,) = load_questions(kept / "corrected.jsonl").questions
    assert (question.question, question.answers) == (QUESTION, ("93家",))
    assert "93家" in question.evidence[0]
    turn = ask(page, "算力使用率是多少?")
    choose(turn, ".judge.disliked")
    turn.locator(".righting input").fill("一千家")
    turn.locator(".send-right").click()
    expect(turn.locator(".judged")).to_have_text(ZH_CN.thanks_unfound)
    lines = (kept / "disliked.jsonl").read_text("utf-8").splitlines()
    assert any(json.loads(line).get("right") == "一千家" for line in lines)


@pytest.mark.parametrize("width", [1440, 390])
def test_what_is_offered_fits_and_is_accessible(chromium: Browser, app: str, width: int):
    with visit(chromium, app, width=width, height=844) as page:
        assert violations(page) == []
        turn = ask(page, LIST)
        expect(turn.locator(".next .example").first).to_be_attached()
        choose(turn, ".judge.disliked")
        page.get_by_role("button", name=ZH_CN.export).click()
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
