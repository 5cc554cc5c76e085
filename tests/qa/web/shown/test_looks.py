"""The page in windows of all sizes, light and dark; the pictures are written as artefacts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.support.browsing import ARTIFACTS, OFF_TOPIC, TARGET, ask, marked, turns, visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.model]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("width", "height"), [(1920, 1080), (1440, 900), (768, 1024), (390, 844)])
def test_the_page_fits_its_window(
    chromium: Browser, app: str, width: int, height: int, scheme: str
):
    ARTIFACTS.mkdir(exist_ok=True)
    name = f"{width}-{scheme}.png"
    with visit(chromium, app, width=width, height=height, scheme=scheme) as page:
        page.screenshot(path=ARTIFACTS / f"start-{name}")
        ask(page, TARGET)
        ask(page, "去年呢?")
        expect(page.locator(".card").first).to_be_attached()
        page.screenshot(path=ARTIFACTS / f"answer-{name}")
        ask(page, OFF_TOPIC)
        page.screenshot(path=ARTIFACTS / f"refusal-{name}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        turns(page).first.locator("cite a").first.click()
        expect(marked(page)).to_be_in_viewport()
        page.screenshot(path=ARTIFACTS / f"reader-{name}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        body = page.locator("#reader-body")
        assert body.evaluate("body => body.scrollWidth <= body.clientWidth")
