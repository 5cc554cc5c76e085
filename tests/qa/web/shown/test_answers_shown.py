"""Answers and refusals, as a visitor sees them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from qa.web.texts import EN, ZH_CN, ZH_TW
from tests.support.browsing import (
    OFF_TOPIC,
    QUESTION,
    SENTENCE,
    TARGET,
    TITLE,
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

    from qa.web.texts import Texts

# The colour of what is told apart and is no evidence, as a browser computes it.
SOFT = """() => {
  const probe = document.querySelector("#page").appendChild(document.createElement("i"));
  probe.style.backgroundColor = "var(--soft)";
  const colour = getComputedStyle(probe).backgroundColor;
  probe.remove();
  return colour;
}"""

pytestmark = [pytest.mark.browser, pytest.mark.model]


def test_a_figure_stands_first_then_what_it_says_then_where_it_stands(page: Page):
    turn = ask(page, TARGET)
    expect(turn.locator(".asked")).to_have_text(TARGET)
    expect(turn.locator("blockquote.figure")).to_have_text("4.5%左右")
    expect(turn.locator(".chips li")).to_have_text(["地区生产总值", "2024年目标", ZH_CN.sure])
    expect(turn.locator(".context strong")).to_have_text("4.5%左右")
    expect(turn.locator("cite").first).to_have_text(f"《{TITLE}》第 38 段 · 二、2024年工作安排")
    expect(turn.locator(".counterpart")).to_contain_text("2023年预计 3%左右 → 2024年目标 4.5%左右")
    expect(turn.locator(".counterpart a")).to_have_text("第 5 段")
    size = "element => parseFloat(getComputedStyle(element).fontSize)"
    assert turn.locator("blockquote").evaluate(size) > 2 * turn.locator("cite").first.evaluate(size)
    expect(box(page)).to_have_value("")


def test_an_answer_that_is_no_figure_is_a_quotation_with_its_confidence(page: Page):
    turn = ask(page, "什么是数据资产入表?")
    expect(turn.locator("blockquote.figure")).to_have_count(0)
    expect(turn.locator("blockquote")).to_contain_text("“资产”项目")
    expect(turn.locator(".chips li")).to_have_text([ZH_CN.period_glossary, ZH_CN.sure])


def test_what_likely_tells_is_a_sentence_and_called_so(page: Page):
    turn = ask(page, "落地了哪些大模型?")
    expect(turn.locator(".lead")).to_have_text(ZH_CN.likely)
    expect(turn.locator("blockquote.likely")).to_have_text(
        "落地“海河·谛听”“海河·尔语”“鹏城·脑海”大模型。"
    )
    expect(turn.locator(".confidence")).to_have_count(0)
    expect(page.locator(".card.cited mark")).not_to_have_count(0)
    expect(page.locator("#sources strong")).to_have_count(0)  # it disowns an answer


def test_a_name_shows_its_sentence(page: Page):
    turn = ask(page, "区长是谁?")
    expect(turn.locator("blockquote.name")).to_have_text("戴 雷")
    expect(turn.locator(".context strong")).to_have_text("戴 雷")
    expect(turn.locator(".context")).to_contain_text("区长")


def test_a_refusal_is_no_answer_and_tells_what_was_searched(page: Page):
    turn = ask(page, OFF_TOPIC)
    expect(turn.locator("blockquote")).to_have_count(0)
    expect(turn).to_contain_text(ZH_CN.not_found)
    expect(turn).to_contain_text("查找了 1 份报告的 83 段。")
    expect(turn.locator(".missing")).to_contain_text("孙悟空")
    expect(turn.locator(".nearest")).to_have_count(0)  # nothing shares a word with it
    expect(turn.locator(".offered button")).to_have_count(3)
    expect(page.locator("#sources")).to_contain_text(ZH_CN.sources_unanswered)
    border = "element => getComputedStyle(element).borderStyle"
    answer = ask(page, QUESTION)
    assert turn.locator(".said").evaluate(border) != answer.locator(".said").evaluate(border)


def test_a_refusal_shows_what_is_near_and_offers_what_is_answered(page: Page):
    turn = ask(page, "航运企业亏损多少亿元?")
    near = turn.locator(".nearest li").first
    expect(near).to_contain_text("航运类企业达到383家")
    expect(near.locator("em").first).to_have_text("航运企业")
    expect(page.locator("#sources strong")).to_have_count(0)  # a figure that is no evidence
    background = "element => getComputedStyle(element).backgroundColor"
    soft = page.evaluate(SOFT)
    assert page.locator("#sources mark").first.evaluate(background) == soft
    near.locator("a").click()
    expect(page.locator("#reader .target mark")).to_contain_text("航运类企业达到383家")
    expect(page.locator("#reader .target strong")).to_have_count(0)
    turn.locator(".offered button", has_text="航运类企业有多少家?").click()
    expect(page.locator(".turn.found blockquote")).to_have_text("383家")


@pytest.mark.parametrize("size", [(1440, 900), (390, 844)])
def test_a_new_answer_is_shown_from_its_beginning(
    chromium: Browser, app: str, size: tuple[int, int]
):
    with visit(chromium, app, width=size[0], height=size[1]) as page:
        watch_jumps(page)
        for question in (QUESTION, TARGET, "去年呢?"):
            turn = ask(page, question)
            expect(turn.locator("blockquote")).to_be_in_viewport(ratio=1)
        shape = turn.bounding_box()
        assert shape is not None
        assert 0 <= shape["y"] < 100  # what was asked before stands above, out of sight
        expect(turn.locator(".next")).to_be_in_viewport(ratio=1)  # and has not pushed it away
        assert jumped(page) < 0.1


@pytest.mark.parametrize(
    ("locale", "texts"),
    [
        ("zh-CN", ZH_CN),
        ("zh-HK", ZH_TW),
        ("en-US", EN),
        ("fr-FR", ZH_CN),  # neither: Chinese
    ],
)
def test_the_page_speaks_the_language_of_the_browser(
    chromium: Browser, app: str, locale: str, texts: Texts
):
    with visit(chromium, app, locale=locale) as page:
        assert page.evaluate("document.documentElement.lang") == texts.language
        expect(page.locator("#ask")).to_have_text(texts.ask)
        expect(page.get_by_label(texts.question, exact=True)).to_have_attribute(
            "placeholder", texts.question_placeholder
        )
        expect(page.locator("#head")).to_contain_text(texts.tagline)
        expect(page.locator("#head")).to_contain_text(texts.corpus.format(documents=1, passages=83))
        expect(page.locator("#sources")).to_contain_text(texts.sources_empty)
        ask(page, QUESTION)
        expect(page.locator(".card .period").first).to_have_text(texts.period_review)
        expect(page.locator(".why summary").first).to_have_text(texts.why)
        turn = ask(page, OFF_TOPIC)
        expect(turn).to_contain_text(texts.not_found)


def test_no_question_is_lost_while_another_is_in_work(page: Page):
    box(page).fill(OFF_TOPIC)
    box(page).press("Enter")
    for _ in range(3):
        box(page).fill(QUESTION)
        box(page).press("Enter")
    expect(turns(page)).to_have_count(4)
    asked = page.locator(".turn .asked").all_text_contents()
    assert asked == [OFF_TOPIC, *[QUESTION] * 3]


def test_what_is_typed_while_an_answer_is_in_work_stays(page: Page):
    box(page).fill(QUESTION)
    box(page).press("Enter")
    box(page).fill("下一个")
    expect(turns(page)).to_have_count(1)
    expect(box(page)).to_have_value("下一个")
    expect(page.locator(".card mark", has_text=SENTENCE)).to_have_count(1)


def test_where_a_phrase_stands_is_counted_and_leads_there(page: Page):
    turn = ask(page, "哪些报告提到航运企业?")
    expect(turn.locator(".read-off")).to_contain_text("1 份报告中，1 份提到“航运企业”")
    expect(turn.locator(".mentioned li")).to_have_count(1)
    expect(page.locator(".card")).to_have_count(0)
    turn.locator(".mentioned cite a").first.click()
    expect(marked(page)).to_have_text("航运企业")


@pytest.mark.parametrize("size", [(1440, 900), (390, 844)])
def test_under_an_answer_stand_two_buttons_and_a_menu_that_stays_in_sight(
    chromium: Browser, app: str, size: tuple[int, int]
):
    with visit(chromium, app, width=size[0], height=size[1]) as page:
        for _ in range(3):
            turn = ask(page, QUESTION)
        actions = turn.locator(".actions > button, .actions > .menu > button")
        expect(actions).to_have_text([ZH_CN.show_sources, ZH_CN.copy_answer, ZH_CN.turn.more])
        opener, items = turn.locator(".menu-opener"), turn.locator(".menu-items button")
        for at_the_end in (False, True):
            opener.evaluate("(each, isEnd) => each.scrollIntoView(!isEnd)", at_the_end)
            opener.click()
            expect(items).to_have_text([ZH_CN.copy_link, ZH_CN.liked, ZH_CN.disliked])
            for item in items.all():
                shape = item.bounding_box()
                assert shape is not None
                assert shape["height"] >= 40
                item.click(trial=True)  # nothing covers it
            assert violations(page) == []
            page.keyboard.press("Escape")
            expect(opener).to_be_focused()
        opener.click()
        items.last.click()
        expect(turn.locator(".righting input")).to_be_focused()
        opener.click()
        expect(items.last).to_have_attribute("aria-checked", "true")
