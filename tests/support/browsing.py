"""Visits to the page in a real Chromium, and the checks that hold for every visit."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, ConsoleMessage, Locator, Page

ARTIFACTS = Path(__file__).parents[2] / "artifacts"

QUESTION = "航运企业有多少家?"
OFF_TOPIC = "孙悟空大闹天宫用的是什么兵器?"
SENTENCE = "航运类企业达到383家"
TARGET = "2024年地区生产总值增长目标是多少?"
TITLE = "2024年天津市河北区政府工作报告"


@contextlib.contextmanager
def visit(
    chromium: Browser,
    address: str,
    path: str = "",
    *,
    locale: str = "zh-CN",
    width: int = 1440,
    height: int = 900,
    scheme: str = "light",
    may_fail: bool = False,
    **options: Any,
) -> Iterator[Page]:
    """A page that has greeted its visitor; afterwards, the checks that hold for every visit.

    Nothing was requested from elsewhere, no script failed, and no text of a report or of a
    question was taken for code. ``may_fail`` is for visits in which the server goes.
    """
    requests: list[str] = []
    complaints: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        if message.type == "error":
            complaints.append(message.text)

    context = chromium.new_context(
        locale=locale,
        viewport={"width": width, "height": height},
        color_scheme=scheme,  # type: ignore[arg-type]
        **options,
    )
    page = context.new_page()
    page.on("request", lambda request: requests.append(request.url))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", listen)
    page.goto(f"{address}/{path}")
    # An app that has just been started may still be loading its model.
    expect(page.locator("#welcome.filled")).to_be_attached(timeout=120_000)
    yield page
    assert page.evaluate("window.pwned") is None
    context.close()
    own = (f"{address}/", f"blob:{address}/")
    assert [url for url in requests if not url.startswith(own)] == []
    assert [url for url in requests if url.endswith("/x")] == []
    if not may_fail:
        assert complaints == [], complaints


def box(page: Page) -> Locator:
    return page.locator("#question-box")


def turns(page: Page) -> Locator:
    return page.locator(".turn:not(.pending)")


def ask(page: Page, question: str) -> Locator:
    """Ask, wait until the answer stands in the chat with what to ask next, and give its turn."""
    n_turns = turns(page).count()
    box(page).fill(question)
    box(page).press("Enter")
    expect(turns(page)).to_have_count(n_turns + 1)
    turn = turns(page).nth(n_turns)
    expect(turn.locator(".next")).to_have_attribute("data-looked", "yes")
    return turn


def choose(menu: Locator, item: str) -> None:
    """Open the menu of an answer, or of its table, and choose what a selector finds in it."""
    within = menu.locator(".menu").filter(has=menu.page.locator(item))
    within.locator(".menu-opener").click()
    within.locator(item).click()


def marked(page: Page) -> Locator:
    """What is marked in the reader as the answer."""
    return page.locator("#reader .target strong")


def violations(page: Page) -> list[str]:
    """What axe-core finds that is serious or worse, and where."""
    found = Axe().run(page).response["violations"]
    return [
        f"{each['id']}: {node['target']} {node['failureSummary']}"
        for each in found
        if each["impact"] in {"serious", "critical"}
        for node in each["nodes"]
    ]
