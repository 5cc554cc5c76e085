"""The page under a finger and in every light: targets, heads, contrast, and a conversation of 200 answers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from qa.web.texts import ZH_CN
from tests.support.browsing import OFF_TOPIC, QUESTION, TARGET, ask, marked, turns, visit
from tests.support.looks import too_faint, too_small

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.model]

N_ANSWERS = 200
# As if so many had been asked: the turns are those that the server has made.
REPEAT = """(n) => {
  const asked = wenbao.turns().map(({ outerHTML, sources, markdown, question, asked: meant, text }) =>
    ({ turn: outerHTML, sources, markdown, question, asked: meant, text }));
  while (wenbao.turns().length < n) wenbao.put(asked[wenbao.turns().length % asked.length], {});
}"""


# The last there is on the page, scrolled to its end, stands clear of the box to ask in.
UNCOVERED = """() => {
  scrollTo(0, document.documentElement.scrollHeight);
  const [end, asking] = ["held", "asking"].map((id) => wenbao.get(id).getBoundingClientRect());
  return end.bottom + 16 <= asking.top;
}"""


def scenes(page: Page) -> Iterator[str]:
    """The page as it is used, scene by scene."""
    yield "first"
    ask(page, QUESTION)
    turn = ask(page, TARGET)
    ask(page, OFF_TOPIC)
    yield "answers"
    page.locator("#filters summary").click()
    yield "filters"
    page.keyboard.press("Escape")
    turn.get_by_role("button", name=ZH_CN.show_sources).click()
    page.locator(".why summary").first.click()
    yield "sources"
    page.locator(".card h3 a").first.click()
    expect(marked(page)).to_be_in_viewport()
    page.locator("#reader .target + .figures summary").click()
    page.locator("#find").fill("企业")
    yield "reader"
    if page.locator("#show-outline").is_visible():
        page.locator("#show-outline").click()
        yield "outline"


def found(page: Page, look: Callable[[Page], list[str]]) -> dict[str, list[str]]:
    """What is found in each scene, where anything is."""
    return {scene: each for scene in scenes(page) if (each := look(page))}


@pytest.mark.parametrize("width", [390, 834])
def test_what_is_touched_is_as_large_as_a_finger(chromium: Browser, app: str, width: int):
    with visit(chromium, app, width=width, height=844, has_touch=True, is_mobile=True) as page:
        assert found(page, too_small) == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_text_stands_out_from_what_is_behind_it(
    chromium: Browser, app: str, width: int, scheme: str
):
    with visit(chromium, app, width=width, height=844, scheme=scheme) as page:
        assert found(page, too_faint) == {}


def test_the_measures_see_what_is_too_small_and_too_faint(page: Page):
    assert too_faint(page) == []
    page.evaluate("wenbao.get('examples-label').style.color = '#aaa8a4'")
    (faint,) = too_faint(page)
    assert ZH_CN.examples in faint
    assert any("reports" in each or "summary" in each.lower() for each in too_small(page))


def test_what_answers_does_not_glare_in_the_dark(chromium: Browser, app: str):
    brightest = """element => Math.max(
      ...getComputedStyle(element).backgroundColor.match(/[0-9.]+/g).slice(0, 3).map(Number))"""
    with visit(chromium, app, scheme="dark") as page:
        ask(page, TARGET)
        for mark in (".card.cited mark strong", ".card mark"):
            assert page.locator(mark).first.evaluate(brightest) < 128


def test_heads_are_small_on_a_phone(chromium: Browser, app: str):
    with visit(chromium, app, width=390, height=844) as page:
        turn = ask(page, TARGET)
        heights = [page.locator("#head").bounding_box()]
        turn.get_by_role("button", name=ZH_CN.show_sources).click()
        heights.append(page.locator("#sources-sheet > header").bounding_box())
        page.locator(".card h3 a").first.click()
        expect(marked(page)).to_be_in_viewport()
        heights.append(page.locator("#reader > header").bounding_box())
        assert [round(each["height"]) for each in heights if each] == [
            pytest.approx(60, abs=12),
            pytest.approx(56, abs=8),
            pytest.approx(104, abs=12),
        ]


def test_on_a_phone_the_box_to_ask_in_is_low_and_covers_nothing(chromium: Browser, app: str):
    with visit(chromium, app, width=390, height=844, has_touch=True, is_mobile=True) as page:
        ask(page, TARGET)
        scope, batch = (page.locator(f"#{each} > summary") for each in ("filters", "batch"))
        tops = [box["y"] for each in (scope, batch) if (box := each.bounding_box())]
        assert tops[0] == tops[1]
        low = page.locator("#asking").bounding_box()
        assert low is not None
        assert low["height"] <= 120
        for text in ("", "一行\n两行\n三行\n四行"):
            page.locator("#question-box").fill(text)
            page.wait_for_function(UNCOVERED)
        batch.click()
        tops = [box["y"] for each in (scope, batch) if (box := each.bounding_box())]
        assert tops[0] < tops[1]
        expect(page.locator("#batch .batch-choose")).to_be_in_viewport()


@pytest.mark.parametrize("width", [1440, 390])
def test_of_two_hundred_answers_each_shows_its_own_sources(chromium: Browser, app: str, width: int):
    with visit(chromium, app, width=width, height=844) as page:
        ask(page, QUESTION)
        ask(page, TARGET)
        page.evaluate(REPEAT, N_ANSWERS)
        expect(turns(page)).to_have_count(N_ANSWERS)
        for i, question in ((6, QUESTION), (121, TARGET)):
            button = turns(page).nth(i).get_by_role("button", name=ZH_CN.show_sources)
            button.click()
            expect(page.locator("#sources .hint")).to_contain_text(question)
            if width < 900:
                page.keyboard.press("Escape")
                expect(button).to_be_in_viewport()
        turn = ask(page, QUESTION)
        expect(turn.locator("blockquote")).to_be_in_viewport(ratio=1)
        page.reload()
        expect(turns(page)).to_have_count(N_ANSWERS + 1)


SAFE = {"top": 47, "bottom": 34, "left": 10, "right": 12}
# What is to be touched or read, and where it may not stand: below a notch, a corner, the bar at the bottom.
UNSAFE = """({ top, bottom, left, right }) =>
  [...document.querySelectorAll("button, select, input, textarea, summary, h1, h2, h3, a[href]")]
    .filter((each) => each.checkVisibility({ visibilityProperty: true }) && !each.closest("[inert]"))
    .map((each) => [each, each.getBoundingClientRect()])
    .filter(([, at]) => at.width && at.bottom > 0 && at.top < innerHeight && at.height < 100)
    .filter(([each, at]) => {
      const isOver = (x, y) => each.contains(document.elementFromPoint(x, y));
      if (!isOver(at.left + at.width / 2, at.top + at.height / 2)) return false; // it is covered
      return at.left < left || at.right > innerWidth - right ||
        (each.closest("#asking, .aside > header, #sources-sheet > header, #filters-form") &&
          (at.top < top || at.bottom > innerHeight - bottom));
    })
    .map(([each]) => each.id || each.textContent.slice(0, 20))"""


def test_nothing_stands_below_the_notch_or_the_bar_of_a_phone(chromium: Browser, app: str):
    with visit(chromium, app, width=390, height=844, has_touch=True, is_mobile=True) as page:
        viewport = page.locator("meta[name=viewport]")
        expect(viewport).to_have_count(1)
        expect(viewport).to_have_attribute("content", re.compile("viewport-fit=cover"))
        session = page.context.new_cdp_session(page)
        session.send("Emulation.setSafeAreaInsetsOverride", {"insets": SAFE})
        head = page.locator("#head h1").bounding_box()
        assert head is not None
        assert head["y"] >= SAFE["top"]
        unsafe = {scene: each for scene in scenes(page) if (each := page.evaluate(UNSAFE, SAFE))}
        assert unsafe == {}
